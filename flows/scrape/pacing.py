"""Pauses between requests to one site, and one request at a time to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST_CRAWL_DELAY = 120.0  # a site that asks for more is asked every two minutes


@dataclass
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Pacer:
    """Gives turns to requests, by site. Thread-safe."""

    def __init__(
        self,
        delay: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, site: str, crawl_delay: float | None = None) -> Iterator[None]:
        """Wait for a turn at ``site`` and hold it; the pause to the next turn counts from the end of this one."""
        entry = self._site(site)
        with entry.lock:
            wait = entry.free_at - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                pause = max(self._delay, min(crawl_delay or 0.0, _LONGEST_CRAWL_DELAY))
                entry.free_at = max(entry.free_at, self._clock() + pause)

    def hold(self, site: str, seconds: float) -> None:
        """Let nobody have a turn at ``site`` for so many seconds."""
        entry = self._site(site)
        entry.free_at = max(entry.free_at, self._clock() + seconds)

    def _site(self, site: str) -> _Site:
        with self._lock:
            return self._sites.setdefault(site, _Site())


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
