"""Feeds and sitemaps: had from the network where they are due and may have changed, else from the archive.

What is read is always the archived body. An address that says "not modified" lists what it listed before, so that what
a run which was killed had not fetched yet is found again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.scrape.archive import Archive
from flows.scrape.fetch import Fetcher
from flows.scrape.response import Response, Validators
from flows.scrape.revisit import Visit, answered, failed
from flows.scrape.sniff import Kind, sniff
from flows.scrape.visits import Visits
from graph.errors import FetchError, SkippedError, StoreError, TransientFetchError
from graph.model import Capture

_GONE = frozenset({404, 410})
_NEWS = b"schemas/sitemap-news"


@dataclass(frozen=True, slots=True)
class Document:
    """A feed, a sitemap, or a page that was met in looking for one."""

    url: str  #: after redirects
    body: bytes
    media_type: str
    content_type: str
    kind: Kind
    response: Response | None  #: as it came, if it came now


class Documents:
    """Reads what lists articles.

    ``visits`` remembers when each was had; with ``due_only`` those that are not due are read from the archive.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        archive: Archive | None = None,
        visits: Visits | None = None,
        *,
        due_only: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.fetcher = fetcher
        self.archive = archive
        self._visits = visits
        self._due_only = due_only
        self._now = now

    def read(
        self,
        url: str,
        kind: str,
        *,
        lastmod: datetime | None = None,
        delay: float = 0.0,
        first: timedelta | None = None,
        keep_page: bool = True,
    ) -> Document:
        """The document at an address. Raises FetchError, StoreError.

        One that an index says has not changed since (``lastmod``) is not asked for. Pages are archived unless
        ``keep_page`` is false: then they are held for :meth:`Fetcher.fetch`.
        """
        visit = self._visits.visit(url) if self._visits else None
        kept = self._kept(visit)
        if visit and kept and self._is_current(visit, lastmod):
            return _of_capture(kept)
        if visit and self._due_only and visit.failures and self._now() < visit.due:
            raise SkippedError(
                f"failed {visit.failures} times, the last because {visit.problem}; not asked again before"
                f" {visit.due:%Y-%m-%d}",
                url,
                "dead" if visit.dead else "deferred",
                visit.due,
            )
        validators = visit.validators if visit and kept else Validators()
        try:
            response = self.fetcher.fetch(url, kind=kind, validators=validators, delay=delay)
        except SkippedError as error:
            if kept and error.code == "deferred":
                return _of_capture(kept)
            raise
        except FetchError as error:
            self._failed(visit, url, error)
            raise
        if response.not_modified:
            return self._unchanged(visit, kept, response)
        found = sniff(response.body, response.media_type)
        if found not in (Kind.FEED, Kind.SITEMAP) and not keep_page:
            return _of_response(response, found)
        if self.archive is None:
            return _of_response(response, found)
        capture = self.archive.write(response)
        self._answered(visit, url, found, capture, response.validators, first)
        return _of_capture(capture, response)

    def _is_current(self, visit: Visit, lastmod: datetime | None) -> bool:
        if lastmod is not None:
            # servers' clocks differ, and a day without an hour is the whole of it; what is due is asked in any case,
            # since some indexes never tell of a change
            return lastmod + timedelta(days=1) < visit.at and not visit.failures and self._now() < visit.due
        return self._due_only and self._now() < visit.due

    def _kept(self, visit: Visit | None) -> Capture | None:
        if visit is None or not visit.had or self.archive is None:
            return None
        try:
            return self.archive.read(visit.archive, visit.offset)
        except StoreError:  # its file was taken away: as if it had never been had
            return None

    def _unchanged(self, visit: Visit | None, kept: Capture | None, response: Response) -> Document:
        if visit is None or kept is None or self.archive is None or self._visits is None:
            raise FetchError("the server answered with status 304 to what was not asked", response.url)
        self.archive.revisit(response, visit.archive, visit.offset)
        self._visits.record(
            answered(
                visit,
                visit.url,
                visit.kind,
                self._now(),
                changed=False,
                validators=_renewed(visit.validators, response.validators),
                archive=visit.archive,
                offset=visit.offset,
                digest=visit.digest,
            )
        )
        return _of_capture(kept)

    def _answered(
        self,
        visit: Visit | None,
        url: str,
        found: Kind,
        capture: Capture,
        validators: Validators,
        first: timedelta | None,
    ) -> None:
        if self._visits is None:
            return
        kind = {Kind.FEED: "feed", Kind.SITEMAP: "news" if _NEWS in capture.body[:4096] else "sitemap"}.get(
            found, "feed"
        )
        self._visits.record(
            answered(
                visit,
                url,
                kind,
                self._now(),
                changed=visit is None or visit.digest != capture.digest,
                validators=validators,
                archive=capture.archive,
                offset=capture.offset,
                digest=capture.digest,
                first=first,
            )
        )

    def _failed(self, visit: Visit | None, url: str, error: FetchError) -> None:
        if self._visits is None:
            return
        self._visits.record(
            failed(
                visit,
                url,
                visit.kind if visit else "feed",
                self._now(),
                str(error),
                transient=isinstance(error, TransientFetchError),
                gone=error.status in _GONE,
            )
        )


def _renewed(before: Validators, now: Validators) -> Validators:
    """A 304 may bring new validators, or none."""
    return Validators(now.etag or before.etag, now.last_modified or before.last_modified)


def _of_response(response: Response, kind: Kind) -> Document:
    content_type = next((value for name, value in response.headers if name == "content-type"), "")
    return Document(response.url, response.body, response.media_type, content_type, kind, response)


def _of_capture(capture: Capture, response: Response | None = None) -> Document:
    content_type = next((value for name, value in capture.headers if name == "content-type"), "")
    kind = sniff(capture.body, capture.media_type)
    return Document(capture.url, capture.body, capture.media_type, content_type, kind, response)
