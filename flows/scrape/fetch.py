"""One way to the network for everything that is read from it: guarded, paced, bounded, robots.txt first."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from flows.scrape.guard import GuardedAdapter, Resolver, Watchdog, address_allowed, check_url, resolve
from flows.scrape.identity import site_of
from flows.scrape.pacing import Pacer, retry_after
from flows.scrape.robots import Robots
from flows.scrape.sniff import Kind, sniff
from flows.settings import Settings
from graph.errors import FetchError, TransientFetchError

Headers = tuple[tuple[str, str], ...]

_MIB = 1024 * 1024
_LIMITS = {"page": 5 * _MIB, "feed": 10 * _MIB, "sitemap": 50 * _MIB, "any": 50 * _MIB, "robots": _MIB // 2}
_LIMIT_OF_KIND = {Kind.HTML: 5 * _MIB, Kind.TEXT: 5 * _MIB, Kind.FEED: 10 * _MIB, Kind.SITEMAP: 50 * _MIB}
_XML = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9"
_ACCEPT = {
    "page": "text/html, application/xhtml+xml, text/plain;q=0.5",
    "feed": f"{_XML}, */*;q=0.1",
    "sitemap": "application/xml, text/xml, application/gzip;q=0.9, */*;q=0.1",
    "any": f"text/html, application/xhtml+xml, {_XML}, text/plain;q=0.5",
    "robots": "text/plain, */*;q=0.1",
}
_WANTED = {
    "page": {Kind.HTML, Kind.TEXT, Kind.EMPTY},
    "any": {Kind.HTML, Kind.TEXT, Kind.EMPTY, Kind.FEED, Kind.SITEMAP, Kind.GZIP},
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({429, 500, 502, 503, 504})
_MOST_REDIRECTS = 5
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0
_WHOLE_SECONDS = 60.0
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """What a server, or a local file, answered."""

    url: str  #: after redirects; ``file:`` URI for local files
    requested: str  #: the address asked for
    status: int  #: 200 to 299
    headers: Headers  #: names in lower case, in the order received
    body: bytes  #: decoded of content and transfer encodings
    fetched: datetime  #: UTC
    request_headers: Headers = ()  #: as sent for the last hop; () for local files

    @property
    def media_type(self) -> str:
        """Content-Type without parameters, in lower case; "" if not given."""
        return _header(self.headers, "content-type").partition(";")[0].strip().lower()


class Fetcher:
    """Fetches over HTTP. Thread-safe.

    ``resolver`` gives the addresses of a host, ``allowed`` says which of them may be connected to (by default
    :func:`flows.scrape.guard.address_allowed` under the settings).
    """

    def __init__(
        self,
        settings: Settings,
        *,
        resolver: Resolver = resolve,
        allowed: Callable[[str], bool] | None = None,
        pacer: Pacer | None = None,
        whole_seconds: float = _WHOLE_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._resolver = resolver
        self._allowed = allowed or partial(address_allowed, allow_private=settings.allow_private)
        self._pacer = pacer or Pacer(settings.delay_seconds)
        self._robots = Robots(settings.user_agent, self._get_robots)
        self._whole_seconds = whole_seconds
        self._now = now
        self._held: dict[str, Response] = {}
        self._held_lock = threading.Lock()

    def fetch(self, url: str, *, kind: str = "page") -> Response:
        """The document at ``url``, after at most five redirects.

        ``kind`` is what is looked for: ``page`` (5 MiB at most), ``feed`` (10), ``sitemap`` (50, unpacked) or ``any``
        of them, where the first KiB decides. Sizes count decoded. Raises TransientFetchError for time-outs, broken
        connections and status 429, 500, 502, 503, 504; FetchError for everything else that is no document.
        """
        with self._held_lock:
            held = self._held.pop(url, None)
        if held is not None:
            return held
        return self._follow(url, kind, self._checked)

    def hold(self, response: Response) -> None:
        """Give ``response`` to the next :meth:`fetch` of its address, which discovery had to look at already."""
        with self._held_lock:
            self._held[response.requested] = response

    def _checked(self, url: str, kind: str) -> Response:
        delay = self._robots.check(url)
        with self._pacer.turn(site_of(url), delay):
            return self._request(url, kind)

    def _get_robots(self, url: str) -> str | None:
        try:
            response = self._follow(url, "robots", self._request)
        except TransientFetchError:
            raise
        except FetchError:
            return None
        return response.body.decode("utf-8-sig", "replace")

    def _follow(self, requested: str, kind: str, request: Callable[[str, str], Response]) -> Response:
        url = requested.partition("#")[0]
        for _ in range(_MOST_REDIRECTS + 1):
            check_url(url, allow_private=self._settings.allow_private)
            response = request(url, kind)
            if response.status not in _REDIRECTS:
                return Response(
                    url=url,
                    requested=requested,
                    status=response.status,
                    headers=response.headers,
                    body=self._unpacked(response, kind),
                    fetched=response.fetched,
                    request_headers=response.request_headers,
                )
            location = _header(response.headers, "location")
            if not location:
                raise FetchError(f"status {response.status} without saying where to go", requested)
            url = _join(url, location, requested)
        raise FetchError(f"more than {_MOST_REDIRECTS} redirects, the last to {url}", requested)

    def _request(self, url: str, kind: str) -> Response:
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": _ACCEPT[kind],
            "Accept-Encoding": "gzip, deflate, br",
            "Connection": "close",
        }
        deadline = time.monotonic() + self._whole_seconds
        with Watchdog(self._whole_seconds) as watchdog:
            # the bare transport: a session would read the environment, keep cookies and unpack the bodies of redirects
            adapter = GuardedAdapter(self._resolver, self._allowed, watchdog)
            try:
                request = requests.Request("GET", url, headers=headers).prepare()
                answer = adapter.send(request, stream=True, timeout=(_CONNECT_SECONDS, _READ_SECONDS), verify=True)
                with closing(answer):
                    response = self._received(answer, url, kind, headers, deadline)
            except FetchError as error:
                error.where = error.where or url
                raise
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                if watchdog.expired or isinstance(error, _LateError):
                    raise self._late(url) from error
                raise _translated(error, url) from error
            finally:
                adapter.close()
            if watchdog.expired:  # a connection that is shut down looks like the end of the page
                raise self._late(url)
            return response

    def _received(
        self, answer: requests.Response, url: str, kind: str, sent: dict[str, str], deadline: float
    ) -> Response:
        fetched = self._now()
        received = tuple((name.lower(), value) for name, value in answer.raw.headers.items())
        self._check_status(url, answer.status_code, received, fetched)
        body = b""
        if answer.status_code not in _REDIRECTS:
            body = _read(answer.raw, url, kind, received, deadline)
        return Response(
            url=url,
            requested=url,
            status=answer.status_code,
            headers=received,
            body=body,
            fetched=fetched,
            request_headers=tuple((name.lower(), value) for name, value in sent.items()),
        )

    def _late(self, url: str) -> TransientFetchError:
        return TransientFetchError(f"not done after {self._whole_seconds:g} s", url)

    def _check_status(self, url: str, status: int, headers: Headers, now: datetime) -> None:
        if status in _TRANSIENT:
            asked = retry_after(_header(headers, "retry-after"), now)
            wait = min(asked, self._settings.retry_cap_seconds) if asked is not None else None
            if wait:
                self._pacer.hold(site_of(url), wait)
            raise TransientFetchError(f"the server answered with status {status}", url, wait)
        if status not in _REDIRECTS and not 200 <= status < 300:
            hint = "; check the address" if status in (404, 410) else ""
            raise FetchError(f"the server answered with status {status}{hint}", url)

    def _unpacked(self, response: Response, kind: str) -> bytes:
        if kind not in ("sitemap", "any") or not response.body.startswith(b"\x1f\x8b"):
            return response.body
        limit = _LIMITS["sitemap"]
        try:
            decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
            body = decompressor.decompress(response.body, limit + 1)
        except zlib.error as error:
            raise FetchError(f"a gzip file that cannot be unpacked: {error}", response.url) from None
        if len(body) > limit:
            raise _too_large(response.url, limit)
        return body


class _LateError(TimeoutError):
    """The time for a whole request is over."""


def _read(raw: urllib3.HTTPResponse, url: str, kind: str, headers: Headers, deadline: float) -> bytes:
    limit = _LIMITS[kind]
    declared = _header(headers, "content-length")
    encoded = bool(_header(headers, "content-encoding"))
    if declared.isdigit() and not encoded and kind != "robots" and int(declared) > limit:
        raise _too_large(url, limit)
    media_type = _header(headers, "content-type")
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
            if kind == "robots":  # RFC 9309: what is past the limit is ignored
                return b"".join(parts)[:limit]
            raise _too_large(url, limit)
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
        return _LIMITS[kind]
    found = sniff(head, media_type)
    if found not in wanted:
        what = media_type.partition(";")[0].strip() or "something else"
        raise FetchError(f"this is {what if found is Kind.OTHER else f'a {found}'}, not a page", url)
    return _LIMIT_OF_KIND.get(found, _LIMITS[kind])


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(f"larger than {limit // _MIB} MiB, the most that is read", url)


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


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key == name), "")


def _join(base: str, location: str, requested: str) -> str:
    with suppress(UnicodeError):  # header bytes arrive as Latin-1; sites send UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(base, location.strip()).partition("#")[0]
        urlsplit(target)
    except ValueError as error:
        raise FetchError(f"redirected to {location!r}, which is no address: {error}", requested) from None
    return str(requests.utils.requote_uri(target))
