"""Everything that Reelgraph raises on purpose.

::

    ReelgraphError
    ├── SettingsError          a setting or source file is wrong: names the file and the field
    ├── VocabularyError        an ontology file is broken: names the file and the term
    ├── InputError             one input is unusable; it is quarantined and the run goes on
    │   ├── DiscoveryError     a feed, sitemap or folder cannot be read
    │   ├── FetchError         a page could not be had
    │   │   ├── TransientFetchError   … but may be, later: the only error that is retried
    │   │   └── SkippedError   … by choice: robots.txt, a reservation of rights, a site that asks for a pause
    │   ├── ParseError         a capture holds no usable article
    │   └── ExtractionError    the extractor failed on one article
    ├── GateError              an article's graph breaks a shape: it is not stored
    ├── StoreError             the store cannot be opened, read or written
    │   └── StoreLockedError   another process is writing
    ├── QueryError             a query or its parameters are wrong
    └── ExportError            nothing to export, or the target cannot be written

Messages are for users: what is wrong, where, and what to do.
"""

from __future__ import annotations

from datetime import datetime


class ReelgraphError(Exception):
    """Root of the tree; the command line prints its message and exits with status 1."""

    code = "error"  #: short name used in run reports


class SettingsError(ReelgraphError):
    """A setting or a source file is wrong."""

    code = "settings"


class VocabularyError(ReelgraphError):
    """An ontology or event-type file is broken."""

    code = "vocabulary"


class InputError(ReelgraphError):
    """One input is unusable. ``where`` is the URL or path it came from."""

    code = "input"

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


class DiscoveryError(InputError):
    """A feed, sitemap or folder cannot be read."""

    code = "discovery"


class FetchError(InputError):
    """A page could not be had. ``status`` is that of the HTTP answer, 0 where there was none."""

    code = "fetch"

    def __init__(self, message: str, where: str = "", *, status: int = 0) -> None:
        super().__init__(message, where)
        self.status = status


class TransientFetchError(FetchError):
    """A page could not be had this time; worth another try. ``retry_after`` is in seconds, if told."""

    code = "fetch-transient"

    def __init__(self, message: str, where: str = "", retry_after: float | None = None, *, status: int = 0) -> None:
        super().__init__(message, where, status=status)
        self.retry_after = retry_after


class SkippedError(FetchError):
    """A page that is left alone for a reason that is no failure.

    ``code`` is the short name of the reason; ``until`` says when it is looked at again, None for never.
    """

    def __init__(self, message: str, where: str = "", code: str = "skipped", until: datetime | None = None) -> None:
        super().__init__(message, where)
        self.code = code
        self.until = until


class ParseError(InputError):
    """A capture holds no usable article."""

    code = "parse"


class ExtractionError(InputError):
    """The extractor failed on one article."""

    code = "extract"


class GateError(ReelgraphError):
    """An article's graph breaks a shape. ``where`` is the article's id."""

    code = "gate"

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


class StoreError(ReelgraphError):
    """The store cannot be opened, read or written."""

    code = "store"


class StoreLockedError(StoreError):
    """Another process is writing to the store."""

    code = "store-locked"


class QueryError(ReelgraphError):
    """A query or its parameters are wrong."""

    code = "query"


class ExportError(ReelgraphError):
    """Nothing to export, or the target cannot be written."""

    code = "export"
