"""One request: to addresses that were checked, within limits of size and time, its certificate verified."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from typing import BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from flows.scrape.guard import GuardedAdapter, Resolver, Watchdog, refuse_unless
from flows.scrape.response import Headers, Response, Validators, header
from flows.scrape.sniff import Kind, sniff
from graph.errors import FetchError, TransientFetchError

MIB = 1024 * 1024
LIMITS = {
    "page": 5 * MIB,
    "feed": 10 * MIB,
    "sitemap": 50 * MIB,
    "any": 50 * MIB,
    "robots": MIB // 2,
    "tdmrep": MIB // 2,
}
_LIMIT_OF_KIND = {Kind.HTML: 5 * MIB, Kind.TEXT: 5 * MIB, Kind.FEED: 10 * MIB, Kind.SITEMAP: 50 * MIB}
_CUT_AT_LIMIT = frozenset({"robots", "tdmrep"})  # RFC 9309: what is past the limit is ignored
_XML = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9"
_ACCEPT = {
    "page": "text/html, application/xhtml+xml, text/plain;q=0.5",
    "feed": f"{_XML}, */*;q=0.1",
    "sitemap": "application/xml, text/xml, application/gzip;q=0.9, */*;q=0.1",
    "any": f"text/html, application/xhtml+xml, {_XML}, text/plain;q=0.5",
    "robots": "text/plain, */*;q=0.1",
    "tdmrep": "application/json, */*;q=0.1",
    "stream": "*/*",
}
_WANTED = {
    "page": {Kind.HTML, Kind.TEXT, Kind.EMPTY},
    "any": {Kind.HTML, Kind.TEXT, Kind.EMPTY, Kind.FEED, Kind.SITEMAP, Kind.GZIP},
}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0
_CHUNK = 64 * 1024


class Transport:
    """Sends requests. Thread-safe; every request has a connection of its own."""

    def __init__(
        self,
        user_agent: str,
        *,
        resolver: Resolver,
        allowed: Callable[[str], bool],
        whole_seconds: float,
        now: Callable[[], datetime],
    ) -> None:
        self._user_agent = user_agent
        self._resolver = resolver
        self._allowed = allowed
        self._whole_seconds = whole_seconds
        self._now = now

    def addresses(self, url: str) -> tuple[str, ...]:
        """What the host of an address resolves to, every one of them allowed. Raises FetchError."""
        try:
            # as requests will spell it: what is checked must be what is connected to
            parts = urlsplit(str(requests.Request("GET", url).prepare().url))
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except (requests.RequestException, ValueError) as error:
            raise FetchError(f"cannot be fetched: {error}", url) from None
        try:
            found = tuple(self._resolver(host, port))
        except (OSError, UnicodeError) as error:
            raise TransientFetchError(f"the connection failed: {_reason(error)}", url) from None
        if not found:
            raise TransientFetchError("the connection failed: the name has no address", url)
        refuse_unless(self._allowed, host, found, url)
        return found

    def get(self, url: str, kind: str, addresses: Sequence[str], validators: Validators) -> Response:
        """One answer, whatever its status; the bodies of 2xx are read. Raises FetchError, TransientFetchError."""
        deadline = time.monotonic() + self._whole_seconds
        with self._sent(url, kind, addresses, validators, self._whole_seconds) as (answer, sent, watchdog):
            fetched = self._now()
            received = _headers(answer)
            body, truncated = b"", False
            if 200 <= answer.status_code < 300:
                body = _read(answer.raw, url, kind, received, deadline)
            else:
                truncated = answer.status_code != 304 and header(received, "content-length") != "0"
            if watchdog.expired:  # a connection that is shut down looks like the end of the page
                raise _LateError
            return Response(url, url, answer.status_code, received, body, fetched, _sent_headers(sent), truncated)

    @contextmanager
    def open(self, url: str, addresses: Sequence[str], most_bytes: int) -> Iterator[tuple[Response, BinaryIO]]:
        """A body that is too large to hold: the answer without it, and the stream. No limit but of time between bytes.

        Raises FetchError, TransientFetchError; reading more than ``most_bytes`` raises FetchError.
        """
        with self._sent(url, "stream", addresses, Validators(), 24 * 3600.0) as (answer, sent, _):
            response = Response(
                url, url, answer.status_code, _headers(answer), b"", self._now(), _sent_headers(sent), True
            )
            yield response, cast("BinaryIO", BoundedStream(answer.raw, url, most_bytes))

    @contextmanager
    def _sent(
        self, url: str, kind: str, addresses: Sequence[str], validators: Validators, seconds: float
    ) -> Iterator[tuple[requests.Response, dict[str, str], Watchdog]]:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": _ACCEPT[kind],
            "Accept-Encoding": "identity" if kind == "stream" else "gzip, deflate, br",
            "Connection": "close",
            **validators.headers,
        }
        with Watchdog(seconds) as watchdog:
            # the bare transport: a session would read the environment, keep cookies and unpack the bodies of redirects
            adapter = GuardedAdapter(lambda *_: addresses, self._allowed, watchdog)
            try:
                request = requests.Request("GET", url, headers=headers).prepare()
                answer = adapter.send(request, stream=True, timeout=(_CONNECT_SECONDS, _READ_SECONDS), verify=True)
                with closing(answer):
                    yield answer, headers, watchdog
            except FetchError as error:
                error.where = error.where or url
                raise
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                if watchdog.expired or isinstance(error, _LateError):
                    raise TransientFetchError(f"not done after {seconds:g} s", url) from error
                raise _translated(error, url) from error
            finally:
                adapter.close()


class BoundedStream:
    """Reads a response as it comes, up to a limit."""

    def __init__(self, raw: urllib3.HTTPResponse, url: str, most_bytes: int) -> None:
        self._raw = raw
        self._url = url
        self._left = most_bytes
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes. Raises FetchError past the limit, TransientFetchError where the connection breaks."""
        try:
            data = self._raw.read(_CHUNK if size < 0 else size, decode_content=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise TransientFetchError(f"the connection failed: {_reason(error)}", self._url) from None
        self._left -= len(data)
        self._at += len(data)
        if self._left < 0:
            raise FetchError("larger than what is read of a stream", self._url)
        return bytes(data)

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def readable(self) -> bool:
        """True."""
        return True


class _LateError(TimeoutError):
    """The time for a whole request is over."""


def _headers(answer: requests.Response) -> Headers:
    return tuple((name.lower(), value) for name, value in answer.raw.headers.items())


def _sent_headers(sent: dict[str, str]) -> Headers:
    return tuple((name.lower(), value) for name, value in sent.items())


def _read(raw: urllib3.HTTPResponse, url: str, kind: str, headers: Headers, deadline: float) -> bytes:
    limit = LIMITS[kind]
    declared = header(headers, "content-length")
    encoded = bool(header(headers, "content-encoding"))
    if declared.isdigit() and not encoded and kind not in _CUT_AT_LIMIT and int(declared) > limit:
        raise too_large(url, limit)
    media_type = header(headers, "content-type")
    parts: list[bytes] = []
    size = 0
    sniffed = False
    while chunk := raw.read1(_CHUNK, decode_content=True):
        parts.append(chunk)
        size += len(chunk)
        if not sniffed and size >= 4096:
            limit = min(limit, _limit_for(kind, b"".join(parts), media_type, url))
            sniffed = True
        if size > limit:
            if kind in _CUT_AT_LIMIT:
                return b"".join(parts)[:limit]
            raise too_large(url, limit)
        if time.monotonic() > deadline:
            raise _LateError
    body = b"".join(parts)
    if not sniffed:
        _limit_for(kind, body, media_type, url)
    return body


def _limit_for(kind: str, head: bytes, media_type: str, url: str) -> int:
    """The size limit of what the head of a document shows it to be. Raises FetchError for what is not wanted."""
    wanted = _WANTED.get(kind)
    if wanted is None:
        return LIMITS[kind]
    found = sniff(head, media_type)
    if found not in wanted:
        what = media_type.partition(";")[0].strip() or "something else"
        raise FetchError(f"this is {what if found is Kind.OTHER else f'a {found}'}, not a page", url)
    return _LIMIT_OF_KIND.get(found, LIMITS[kind])


def too_large(url: str, limit: int) -> FetchError:
    """The error for what passes a limit of size."""
    return FetchError(f"larger than {limit // MIB} MiB, the most that is read", url)


def _translated(error: Exception, url: str) -> FetchError:
    if isinstance(error, requests.exceptions.SSLError):
        return FetchError(f"the certificate is not valid: {_reason(error)}", url)
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError):
        return TransientFetchError("the server does not answer in time", url)
    if isinstance(error, requests.exceptions.ContentDecodingError | urllib3.exceptions.DecodeError):
        return FetchError(f"the content is not encoded as declared: {_reason(error)}", url)
    if isinstance(error, requests.ConnectionError | urllib3.exceptions.ProtocolError | OSError) and not isinstance(
        error, requests.exceptions.InvalidURL | requests.exceptions.InvalidHeader
    ):
        return TransientFetchError(f"the connection failed: {_reason(error)}", url)
    return FetchError(f"cannot be fetched: {_reason(error)}", url)


def _reason(error: BaseException) -> str:
    """The innermost words of nested exceptions, without the addresses of objects in memory."""
    seen: BaseException | None = error
    words = ""
    while seen is not None:
        if text := str(seen).strip():
            words = text
        inner = getattr(seen, "reason", None)
        seen = inner if isinstance(inner, BaseException) else seen.__cause__ or seen.__context__
    return words.rpartition("object at ")[2] if "object at 0x" in words else words or type(error).__name__


def join_location(base: str, location: str, requested: str) -> str:
    """Where a redirect leads. Raises FetchError."""
    with suppress(UnicodeError):  # header bytes arrive as Latin-1; sites send UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(base, location.strip()).partition("#")[0]
        urlsplit(target)
        return str(requests.utils.requote_uri(target))
    except (ValueError, requests.RequestException) as error:
        raise FetchError(f"redirected to {location!r}, which is no address: {error}", requested) from None
