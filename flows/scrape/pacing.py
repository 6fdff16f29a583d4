"""Turns at a site: pauses between requests, one at a time, back-off, and a circuit breaker.

A site is a registered domain; the servers behind it count too, so that ten outlets on one address are not asked ten
times as often. What a site asks for beyond the patience of a run is remembered for the runs to come.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from graph.errors import SkippedError

LONGEST_CRAWL_DELAY = 120.0  #: a site that asks for more is asked once a run, and not before its pause is over
LONGEST_HOLD = 24 * 3600.0
BUSY_SECONDS = 30.0
_BREAKER_FAILURES = 5
_BREAKER_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when a site is left alone, and why."""

    until: float  #: seconds since 1970
    reason: str
    failures: int = 0  #: times in a row that the breaker opened


class HoldMemory(Protocol):
    """Keeps the holds of sites from run to run."""

    def hold_of(self, site: str) -> Hold | None:
        """What was kept."""

    def keep_hold(self, site: str, hold: Hold) -> None:
        """Keep it."""


@dataclass
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0  # when the pause after the last request is over
    hold: Hold = Hold(0.0, "")
    busy: int = 0  # answers "too busy" in a row
    failing: set[str] = field(default_factory=set)  # addresses that failed since one was had


def backoff(attempt: int, base: float, cap: float, chance: random.Random) -> float:
    """Seconds before try ``attempt`` + 1 (from 0): full jitter, anything up to a limit that doubles every time.

    After M. Brooker, "Exponential Backoff and Jitter" (AWS, 2015): fewest calls of the ways compared there.
    """
    return chance.uniform(0.0, min(cap, base * 2.0 ** min(attempt, 32)))


class Pacer:
    """Gives turns to requests. Thread-safe.

    ``cap`` is the longest that a run waits because a site asked for it or was out of order; where more is asked, a turn
    raises SkippedError until then.
    """

    def __init__(
        self,
        delay: float,
        *,
        cap: float = 60.0,
        memory: HoldMemory | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        chance: random.Random | None = None,
    ) -> None:
        self._delay = delay
        self._cap = cap
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self._chance = chance or random.Random()  # noqa: S311 - spreads load, keeps no secret
        self._sites: dict[str, _Site] = {}
        self._servers: dict[str, _Site] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, site: str, crawl_delay: float | None = None, *, address: str = "", url: str = "") -> Iterator[None]:
        """Wait for a turn at ``site``, and at the server with that IP ``address``, and hold it.

        The pause to the next turn counts from the end of this one. Raises SkippedError, code ``deferred``, where the
        turn would come later than a run waits.
        """
        entry = self._site(site)
        pause = max(self._delay, crawl_delay or 0.0)
        with ExitStack() as held:
            held.enter_context(entry.lock)
            self._wait(entry, site, url)
            server = self._server(address) if address else None
            if server:
                # always after the site, so that no two wait for each other
                held.enter_context(server.lock)
                wait = server.free_at - self._clock()
                if wait > 0:
                    self._sleep(wait)
            try:
                yield
            finally:
                now = self._clock()
                entry.free_at = max(entry.free_at, now + min(pause, LONGEST_CRAWL_DELAY))
                if pause > LONGEST_CRAWL_DELAY:
                    until = now + min(pause, LONGEST_HOLD)
                    self._keep(site, entry, Hold(until, f"its robots.txt asks for {pause:g} s between requests"))
                if server:
                    server.free_at = now + self._delay

    def check(self, site: str, url: str = "") -> None:
        """Raise SkippedError, code ``deferred``, where a turn at ``site`` would come later than a run waits."""
        entry = self._site(site)
        if entry.hold.until - self._clock() > self._cap:
            until = datetime.fromtimestamp(entry.hold.until, UTC)
            raise SkippedError(
                f"{site} is left alone until {until:%Y-%m-%d %H:%M} UTC: {entry.hold.reason}", url, "deferred", until
            )

    def hold(self, site: str, seconds: float, reason: str = "it asked for a pause") -> Hold:
        """Let nobody have a turn at ``site`` for so many seconds, 24 hours at most."""
        entry = self._site(site)
        until = self._clock() + min(seconds, LONGEST_HOLD)
        self._keep(site, entry, Hold(until, reason, entry.hold.failures))
        return entry.hold

    def busy(self, site: str) -> float:
        """A site is too busy and does not say for how long: hold it ever longer; returns the seconds."""
        entry = self._site(site)
        seconds = backoff(entry.busy, BUSY_SECONDS, self._cap, self._chance)
        entry.busy += 1
        self.hold(site, seconds, "it is too busy")
        return seconds

    def failed(self, site: str, url: str) -> None:
        """An address of the site could not be reached. After five without one that could, nobody tries for a while."""
        entry = self._site(site)
        entry.failing.add(url)
        if len(entry.failing) >= _BREAKER_FAILURES or (entry.hold.failures and entry.failing):
            opened = entry.hold.failures + 1
            seconds = min(_BREAKER_SECONDS * 2.0 ** (opened - 1), LONGEST_HOLD)
            entry.failing.clear()
            reason = (
                f"it could not be reached {_BREAKER_FAILURES} times in a row" if opened == 1 else "still not reached"
            )
            self._keep(site, entry, Hold(self._clock() + seconds, reason, opened))

    def succeeded(self, site: str) -> None:
        """The site answers."""
        entry = self._site(site)
        entry.busy = 0
        entry.failing.clear()
        if entry.hold.failures:
            self._keep(site, entry, Hold(entry.hold.until, entry.hold.reason))

    def _wait(self, entry: _Site, site: str, url: str) -> None:
        self.check(site, url)
        wait = max(entry.free_at, entry.hold.until) - self._clock()
        if wait > 0:
            self._sleep(wait)

    def _keep(self, site: str, entry: _Site, hold: Hold) -> None:
        # a shorter hold does not end a longer one
        entry.hold = Hold(max(hold.until, entry.hold.until), hold.reason, hold.failures)
        if self._memory:
            self._memory.keep_hold(site, entry.hold)

    def _site(self, site: str) -> _Site:
        with self._lock:
            entry = self._sites.get(site)
            if entry is None:
                entry = self._sites[site] = _Site()
                if self._memory and (kept := self._memory.hold_of(site)):
                    entry.hold = kept
            return entry

    def _server(self, address: str) -> _Site:
        with self._lock:
            return self._servers.setdefault(address, _Site())


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, from its number or date; None where it says nothing usable."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - now).total_seconds()
    return seconds if seconds >= 0 else None
