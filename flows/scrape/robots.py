"""robots.txt (RFC 9309): what a site lets us fetch and how often."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from graph.errors import FetchError, TransientFetchError

_KEPT = 24 * 3600.0
_FAILURE_KEPT = 30.0  # long enough for the pages of a batch, short enough for the next try


def product_token(user_agent: str) -> str:
    """The name that robots.txt is matched on: what stands before the version."""
    match = re.match(r"[A-Za-z_-]+", user_agent)
    return match.group() if match else user_agent.partition("/")[0].strip()


@dataclass(frozen=True)
class _Answer:
    rules: Protego | None  #: None: everything is allowed
    failure: TransientFetchError | None
    until: float


class Robots:
    """The rules of every site met. Thread-safe; each site is asked once a day.

    ``get`` fetches a robots.txt and gives its text, or None where the site has none (status 4xx); it raises
    TransientFetchError where the site cannot say.
    """

    def __init__(
        self, user_agent: str, get: Callable[[str], str | None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._agent = product_token(user_agent)
        self._get = get
        self._clock = clock
        self._answers: dict[str, _Answer] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> float | None:
        """The crawl delay that the site asks for, in seconds, or None.

        Raises FetchError where the site forbids ``url``, TransientFetchError where its robots.txt cannot be read: what
        is not known to be allowed is not fetched.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            answer = self._answers.get(origin)
            if answer is None or answer.until <= self._clock():
                answer = self._answers[origin] = self._ask(origin)
        if answer.failure:
            raise TransientFetchError(str(answer.failure), url, answer.failure.retry_after)
        if answer.rules is None:
            return None
        if not answer.rules.can_fetch(url, self._agent):
            raise FetchError(f"{origin}/robots.txt asks {self._agent} not to fetch this", url)
        delay = answer.rules.crawl_delay(self._agent)
        return float(delay) if delay is not None else None

    def _ask(self, origin: str) -> _Answer:
        try:
            text = self._get(f"{origin}/robots.txt")
        except TransientFetchError as error:
            failure = TransientFetchError(f"robots.txt cannot be read: {error}", error.where, error.retry_after)
            return _Answer(None, failure, self._clock() + _FAILURE_KEPT)
        rules = Protego.parse(text) if text is not None else None
        return _Answer(rules, None, self._clock() + _KEPT)
