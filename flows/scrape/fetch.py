"""One way to the network for everything that is read from it: allowed, paced, guarded, bounded, and kept."""

from __future__ import annotations

import random
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO, Protocol

from flows.scrape.guard import Resolver, address_allowed, check_url, resolve
from flows.scrape.identity import site_of
from flows.scrape.pacing import HoldMemory, Pacer, retry_after
from flows.scrape.reservation import NOTHING, WELL_KNOWN, Reservation, TdmRules, read_reservation, refuse_reserved
from flows.scrape.response import Headers, Response, Validators, header
from flows.scrape.robots import FileMemory, OriginFiles, Robots, RobotsRules, origin_of, product_token
from flows.scrape.transport import LIMITS, REDIRECTS, Transport, join_location, too_large
from flows.settings import Settings
from graph.errors import FetchError, SkippedError, TransientFetchError

__all__ = ["Fetcher", "Headers", "Memory", "Response", "Validators"]

_TRANSIENT = frozenset({429, 500, 502, 503, 504})
_BUSY = frozenset({429, 503})
_UNREACHABLE = frozenset({502, 503, 504})
_GONE = frozenset({404, 410})
_MOST_REDIRECTS = 5
_WHOLE_SECONDS = 60.0
_MOST_STREAMED = 4 * 1024**3
_NO_VALIDATORS = Validators()


class Memory(HoldMemory, FileMemory, Protocol):
    """What is kept of sites from run to run."""


class Fetcher:
    """Fetches over HTTP. Thread-safe.

    ``resolver`` gives the addresses of a host, ``allowed`` says which of them may be connected to (by default
    :func:`flows.scrape.guard.address_allowed` under the settings). ``memory`` keeps what sites asked for from run to
    run; ``witness`` is given every answer that :meth:`fetch` does not return: redirects, refusals, robots.txt.
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
        memory: Memory | None = None,
        witness: Callable[[Response], object] = lambda _: None,
        chance: random.Random | None = None,
    ) -> None:
        self._settings = settings
        self._transport = Transport(
            settings.user_agent,
            resolver=resolver,
            allowed=allowed or partial(address_allowed, allow_private=settings.allow_private),
            whole_seconds=whole_seconds,
            now=now,
        )
        self._pacer = pacer or Pacer(
            settings.delay_seconds, cap=settings.retry_cap_seconds, memory=memory, chance=chance
        )
        self._agent = product_token(settings.user_agent)
        self._robots = Robots(
            settings.user_agent, OriginFiles("/robots.txt", partial(self._get_file, "robots"), memory=memory)
        )
        self._reserved = OriginFiles(WELL_KNOWN, partial(self._get_file, "tdmrep"), memory=memory)
        self._witness = witness
        self._now = now
        self._held: dict[str, Response] = {}
        self._held_lock = threading.Lock()

    def fetch(
        self, url: str, *, kind: str = "page", validators: Validators = _NO_VALIDATORS, delay: float = 0.0
    ) -> Response:
        """The document at ``url``, after at most five redirects.

        ``kind`` is what is looked for: ``page`` (5 MiB at most), ``feed`` (10), ``sitemap`` (50, unpacked) or ``any``
        of them, where the first KiB decides. Sizes count decoded. With ``validators`` the answer may be that nothing
        changed (:attr:`Response.not_modified`). ``delay`` is the least pause between requests to its site, in seconds.

        Raises SkippedError where the site forbids it, reserves its rights or asks for a longer pause than a run waits;
        TransientFetchError for time-outs, broken connections and status 429, 500, 502, 503, 504; FetchError for
        everything else that is no document.
        """
        with self._held_lock:
            held = self._held.pop(url, None)
        if held is not None:
            return held
        response = self._follow(url, kind, partial(self._checked, validators=validators, delay=delay))
        if kind in ("page", "any") and self._settings.honour_reservations and not response.not_modified:
            reservation = read_reservation(response.headers, response.body, self._agent)
            if reservation.reserved:
                self._witness(replace(response, body=b"", truncated=True))
            refuse_reserved(reservation, url)
        return response

    def hold(self, response: Response) -> None:
        """Give ``response`` to the next :meth:`fetch` of its address, which discovery had to look at already."""
        with self._held_lock:
            self._held[response.requested] = response

    def rules(self, url: str) -> RobotsRules:
        """What robots.txt of an address's site says. Raises FetchError."""
        return self._robots.rules(origin_of(url))

    @contextmanager
    def stream(self, url: str) -> Iterator[BinaryIO]:
        """The bytes at ``url`` as they come, for files that are too large to hold. Raises FetchError."""
        target = url.partition("#")[0]
        for _ in range(_MOST_REDIRECTS + 1):
            check_url(target, allow_private=self._settings.allow_private)
            delay = self._robots.check(target)
            site = site_of(target)
            self._pacer.check(site, target)
            addresses = self._transport.addresses(target)
            with (
                self._pacer.turn(site, delay, address=addresses[0], url=target),
                self._transport.open(target, addresses, _MOST_STREAMED) as (response, stream),
            ):
                if response.status not in REDIRECTS:
                    self._check_status(target, response, _NO_VALIDATORS)
                    yield stream
                    return
                target = self._next(response, target, url)
        raise FetchError(f"more than {_MOST_REDIRECTS} redirects, the last to {target}", url, status=response.status)

    def _checked(self, url: str, kind: str, *, validators: Validators, delay: float) -> Response:
        asked = self._robots.check(url)
        if kind in ("page", "any") and self._settings.honour_reservations:
            refuse_reserved(self._site_reserves(url), url)
        return self._paced(url, kind, validators=validators, delay=max(asked or 0.0, delay))

    def _paced(
        self, url: str, kind: str, *, validators: Validators = _NO_VALIDATORS, delay: float | None = None
    ) -> Response:
        site = site_of(url)
        self._pacer.check(site, url)
        try:
            addresses = self._transport.addresses(url)
            with self._pacer.turn(site, delay, address=addresses[0], url=url):
                response = self._transport.get(url, kind, addresses, validators)
        except TransientFetchError:
            self._pacer.failed(site, url)
            raise
        if response.status in _UNREACHABLE:
            self._pacer.failed(site, url)
        elif response.status not in _TRANSIENT:
            self._pacer.succeeded(site)
        if response.status not in REDIRECTS:
            self._check_status(url, response, validators)
        return response

    def _site_reserves(self, url: str) -> Reservation:
        try:
            return TdmRules.parse(self._reserved.text(origin_of(url))).of(url)
        except SkippedError:
            raise
        except FetchError:  # a site that cannot say, says nothing; its page still may
            return NOTHING

    def _get_file(self, kind: str, url: str) -> str | None:
        try:
            response = self._follow(url, kind, self._paced)
        except TransientFetchError:
            raise
        except FetchError as error:
            # RFC 9309, 2.3.1.2 and 2.3.1.3: none is there; with 500 and more there may be one
            if error.status in REDIRECTS or 400 <= error.status < 500:
                return None
            if error.status:
                raise TransientFetchError(str(error), url, status=error.status) from None
            raise
        self._witness(response)
        return response.body.decode("utf-8-sig", "replace")

    def _follow(self, requested: str, kind: str, request: Callable[[str, str], Response]) -> Response:
        url = requested.partition("#")[0]
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                check_url(url, allow_private=self._settings.allow_private)
                response = request(url, kind)
            except FetchError as error:
                if url != requested.partition("#")[0]:
                    # whoever reads this knows the address that was asked for, not where it led
                    error.args = (f"redirected to {url}: {error}",)
                    error.where = requested
                raise
            if response.status not in REDIRECTS:
                return replace(response, requested=requested, body=_unpacked(response, kind))
            self._witness(response)
            url = self._next(response, url, requested)
        raise FetchError(f"more than {_MOST_REDIRECTS} redirects, the last to {url}", requested, status=response.status)

    def _next(self, response: Response, url: str, requested: str) -> str:
        location = header(response.headers, "location")
        if not location:
            raise FetchError(f"status {response.status} without saying where to go", requested, status=response.status)
        return join_location(url, location, requested)

    def _check_status(self, url: str, response: Response, validators: Validators) -> None:
        status = response.status
        if 200 <= status < 300 or (status == 304 and validators != _NO_VALIDATORS):
            return
        self._witness(response)
        if status in _TRANSIENT:
            site = site_of(url)
            wait = retry_after(header(response.headers, "retry-after"), self._now())
            if wait:
                self._pacer.hold(site, wait, f"it answered with status {status} and asked for {wait:g} s")
                self._pacer.check(site, url)
            elif wait is None and status in _BUSY:
                wait = self._pacer.busy(site)
            raise TransientFetchError(f"the server answered with status {status}", url, wait, status=status)
        hint = "; check the address" if status in _GONE else ""
        raise FetchError(f"the server answered with status {status}{hint}", url, status=status)


def _unpacked(response: Response, kind: str) -> bytes:
    if kind not in ("sitemap", "any") or not response.body.startswith(b"\x1f\x8b"):
        return response.body
    limit = LIMITS["sitemap"]
    try:
        decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
        body = decompressor.decompress(response.body, limit + 1)
    except zlib.error as error:
        raise FetchError(f"a gzip file that cannot be unpacked: {error}", response.url) from None
    if len(body) > limit:
        raise too_large(response.url, limit)
    return body
