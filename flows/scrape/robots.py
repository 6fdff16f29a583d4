"""robots.txt (RFC 9309): what a site lets us fetch and how often."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from graph.errors import FetchError, SkippedError, TransientFetchError

KEPT = 24 * 3600.0
_FAILURE_KEPT = 30.0  # long enough for the pages of a batch, short enough for the next try


def product_token(user_agent: str) -> str:
    """The name that robots.txt is matched on: what stands before the version."""
    match = re.match(r"[A-Za-z_-]+", user_agent)
    return match.group() if match else user_agent.partition("/")[0].strip()


class FileMemory(Protocol):
    """Keeps small files of sites, robots.txt among them, from run to run."""

    def file_of(self, url: str) -> tuple[str | None, float] | None:
        """The text of a file, None where the site has none, and when it was had in seconds since 1970."""

    def keep_file(self, url: str, text: str | None, at: float) -> None:
        """Keep it."""


class OriginFiles:
    """One small file of every site met, asked for once a day. Thread-safe.

    ``get`` fetches it and gives its text, or None where the site has none (status 4xx); it raises FetchError where the
    site cannot say.
    """

    def __init__(
        self,
        path: str,
        get: Callable[[str], str | None],
        *,
        memory: FileMemory | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._path = path
        self._get = get
        self._memory = memory
        self._clock = clock
        self._answers: dict[str, tuple[str | None, FetchError | None, float]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def text(self, origin: str) -> str | None:
        """The text of the file, None if there is none. Raises FetchError."""
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            text, failure, until = self._answers.get(origin, (None, None, 0.0))
            if until <= self._clock():
                text, failure, until = self._answers[origin] = self._ask(f"{origin}{self._path}")
        if failure:
            raise failure
        return text

    def _ask(self, url: str) -> tuple[str | None, FetchError | None, float]:
        kept = self._memory.file_of(url) if self._memory else None
        if kept and kept[1] + KEPT > self._clock():
            return kept[0], None, kept[1] + KEPT
        try:
            text = self._get(url)
        except SkippedError:
            raise
        except FetchError as error:
            return None, error, self._clock() + _FAILURE_KEPT
        if self._memory:
            self._memory.keep_file(url, text, self._clock())
        return text, None, self._clock() + KEPT


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one robots.txt says to us."""

    rules: Protego | None  #: None: there is none, everything is allowed

    @classmethod
    def parse(cls, text: str | None) -> RobotsRules:
        """The rules of a text."""
        return cls(Protego.parse(text) if text is not None else None)

    def allows(self, url: str, agent: str) -> bool:
        """Whether ``agent`` may fetch ``url``."""
        return self.rules is None or bool(self.rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float | None:
        """Seconds between requests, by ``Crawl-delay`` or ``Request-rate``, the longer; None if neither is given."""
        if self.rules is None:
            return None
        asked = []
        crawl_delay = self.rules.crawl_delay(agent)
        if crawl_delay is not None:
            asked.append(float(crawl_delay))
        rate = self.rules.request_rate(agent)
        if rate is not None and rate.requests > 0:
            asked.append(float(rate.seconds) / float(rate.requests))
        # "nan" and negative numbers are written, too
        usable = [seconds for seconds in asked if seconds >= 0]
        return min(max(usable), 366 * 24 * 3600.0) if usable else None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names, each once."""
        return tuple(dict.fromkeys(self.rules.sitemaps)) if self.rules else ()


class Robots:
    """The rules of every site met. Thread-safe; each site is asked once a day."""

    def __init__(self, user_agent: str, files: OriginFiles) -> None:
        self._agent = product_token(user_agent)
        self._files = files
        self._rules: dict[str, tuple[str | None, RobotsRules]] = {}

    def check(self, url: str) -> float | None:
        """The pause that the site asks for between requests, in seconds, or None.

        Raises SkippedError, code ``robots``, where the site forbids ``url``, TransientFetchError where its robots.txt
        cannot be read for now, FetchError where it never can: what is not known to be allowed is not fetched.
        """
        origin = origin_of(url)
        try:
            rules = self.rules(origin)
        except TransientFetchError as error:
            raise TransientFetchError(f"robots.txt cannot be read: {error}", url, error.retry_after) from None
        except SkippedError as error:
            raise SkippedError(str(error), url, error.code, error.until) from None
        except FetchError as error:
            raise FetchError(f"robots.txt cannot be read: {error}", url) from None
        if not rules.allows(url, self._agent):
            raise SkippedError(f"{origin}/robots.txt asks {self._agent} not to fetch this", url, "robots")
        return rules.delay(self._agent)

    def rules(self, origin: str) -> RobotsRules:
        """The rules of a site. Raises FetchError."""
        text = self._files.text(origin)
        known = self._rules.get(origin)
        if known is None or known[0] is not text:
            known = self._rules[origin] = (text, RobotsRules.parse(text))
        return known[1]


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
