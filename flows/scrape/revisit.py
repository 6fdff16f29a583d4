"""When a feed or sitemap is looked at again: the more often it changes, the sooner.

The figures are those of Common Crawl's news crawler (``news-crawl``, ``AdaptiveScheduler``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flows.scrape.response import Validators

FIRST = {"feed": timedelta(hours=12), "news": timedelta(days=1), "sitemap": timedelta(days=7)}
SHORTEST = timedelta(minutes=90)
LONGEST = timedelta(days=90)
_SOONER, _LATER = 0.8, 1.5
_FAILED_FIRST = timedelta(days=2)
_FAILED_FACTOR = 3
_DEAD_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of an address that is visited again: a feed, a sitemap, a page."""

    url: str
    kind: str  #: a key of :data:`FIRST`, or ``page``
    at: datetime  #: of the last try, UTC
    due: datetime  #: not looked at again before
    interval: timedelta  #: between looks, while it answers
    validators: Validators = field(default_factory=Validators)
    archive: str = ""  #: where its last body stands; "" if none was had
    offset: int = 0
    digest: str = ""
    failures: int = 0  #: in a row
    gone: datetime | None = None  #: since when it answers 404 or 410
    problem: str = ""  #: of the last try

    @property
    def had(self) -> bool:
        """Whether it was fetched at least once."""
        return bool(self.archive)

    @property
    def dead(self) -> bool:
        """Whether it has been gone for so long that nobody waits for it."""
        return self.gone is not None and self.at - self.gone >= _DEAD_AFTER


def answered(
    before: Visit | None,
    url: str,
    kind: str,
    now: datetime,
    *,
    changed: bool,
    validators: Validators,
    archive: str,
    offset: int,
    digest: str,
    first: timedelta | None = None,
) -> Visit:
    """After an answer, ``changed`` or not since the one before. ``first`` is the interval that its outlet asks for."""
    if before is None or not before.had:
        interval = first or FIRST.get(kind, FIRST["feed"])
    else:
        interval = min(max(before.interval * (_SOONER if changed else _LATER), SHORTEST), LONGEST)
    return Visit(url, kind, now, now + interval, interval, validators, archive, offset, digest)


def failed(
    before: Visit | None, url: str, kind: str, now: datetime, problem: str, *, transient: bool, gone: bool
) -> Visit:
    """After a try that gave nothing. What passes is tried again with the next run."""
    first = FIRST.get(kind, FIRST["feed"])
    known = before or Visit(url, kind, now, now, first)
    since = (known.gone or now) if gone else None
    failures = known.failures + (0 if transient else 1)
    wait = timedelta(0)
    if not transient:
        wait = min(_FAILED_FIRST * _FAILED_FACTOR ** min(failures - 1, 4), LONGEST)
    return replace(known, at=now, due=now + wait, failures=failures, gone=since, problem=problem)
