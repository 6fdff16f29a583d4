"""What a server, or a local file, answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """One answer."""

    url: str  #: after redirects; ``file:`` URI for local files
    requested: str  #: the address asked for
    status: int  #: what :meth:`Fetcher.fetch` returns is 200 to 299, or 304 where it was asked conditionally
    headers: Headers  #: names in lower case, in the order received
    body: bytes  #: decoded of content and transfer encodings
    fetched: datetime  #: UTC
    request_headers: Headers = ()  #: as sent for the last hop; () for local files
    truncated: bool = False  #: the server sent a body which was not read: of redirects and refusals

    @property
    def media_type(self) -> str:
        """Content-Type without parameters, in lower case; "" if not given."""
        return header(self.headers, "content-type").partition(";")[0].strip().lower()

    @property
    def not_modified(self) -> bool:
        """Whether the server says that what we have is still what it has."""
        return self.status == 304

    @property
    def validators(self) -> Validators:
        """What to ask with the next time."""
        return Validators(header(self.headers, "etag"), header(self.headers, "last-modified"))


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional (RFC 9110, 13), word for word as the server gave it; "" for what it did not."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The request headers that they become."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


def header(headers: Headers, name: str) -> str:
    """The first value of a header, "" if it was not sent."""
    return next((value for key, value in headers if key == name), "")
