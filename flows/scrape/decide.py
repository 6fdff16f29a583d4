"""Whether an item is to be fetched: pure functions of the item, of what is known of its address, and of the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from graph.model import Item


class State(StrEnum):
    """How far an address has come."""

    CAPTURED = "captured"  #: archived, but its article is not in the store yet
    DONE = "done"  #: its article is in the store, or was found to be off topic
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue knows of an address."""

    state: State
    at: datetime  #: when it came to this state, UTC
    lastmod: datetime | None = None  #: of the item that was fetched
    transient: bool = False  #: of FAILED: worth another try at once
    failures: int = 0  #: in a row


@dataclass(frozen=True, slots=True)
class Skip:
    """That an address is left alone by choice."""

    code: str  #: robots, reserved, deferred, too-old
    reason: str
    at: datetime  #: UTC
    until: datetime | None  #: looked at again from then on; None: never


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an item, and why."""

    fetch: bool
    reason: str
    skipped: bool = False  #: left alone by choice
    first: bool = False  #: never met before


_FIRST_WAIT = timedelta(days=2)
_LONGEST_WAIT = timedelta(days=60)
_ROBOTS_WAIT = timedelta(days=1)  # as long as a robots.txt is believed
_RESERVED_WAIT = timedelta(days=30)


def skip_until(code: str, now: datetime) -> datetime | None:
    """When an address is looked at again that was skipped for a reason which names no time itself."""
    wait = {"robots": _ROBOTS_WAIT, "reserved": _RESERVED_WAIT}.get(code)
    return now + wait if wait else None


def decide(item: Item, known: Known | None, now: datetime, skip: Skip | None = None) -> Decision:
    """Fetch what is new, changed or unfinished; leave alone what is done or skipped, and for a while what failed."""
    if skip and (skip.until is None or now < skip.until):
        return Decision(False, skip.reason, skipped=True)
    if known is None:
        return Decision(True, "new", first=True)
    if known.state is State.CAPTURED:
        return Decision(True, "a run that did not end left it unfinished")
    if changed(item, known):
        return Decision(True, "its source says that it changed")
    if known.state is State.DONE:
        return Decision(False, "known and unchanged")
    if known.transient or item.url.startswith("file:"):
        return Decision(True, "failed before, may work now")
    wait = failure_wait(known.failures)
    if now - known.at >= wait:
        return Decision(True, f"failed before, tried again after {wait.days} days")
    return Decision(False, f"failed {known.failures} times; not tried again before {known.at + wait:%Y-%m-%d}")


def too_old(item: Item, days: int, now: datetime) -> str:
    """Why an item that its outlet published long ago is not taken on first sight; "" if it is. ``days`` 0: any age."""
    told = item.published or item.lastmod
    if not days or told is None or now - told <= timedelta(days=days):
        return ""
    return f"published on {told:%Y-%m-%d}, more than {days} days before it was first seen"


def changed(item: Item, known: Known) -> bool:
    """Whether an item tells of a change since it was fetched. Files may be replaced by older ones, pages may not."""
    if item.lastmod is None:
        return False
    if known.lastmod is None:
        return item.lastmod > known.at
    return item.lastmod != known.lastmod if item.url.startswith("file:") else item.lastmod > known.lastmod


def failure_wait(failures: int) -> timedelta:
    """How long an address that failed for good is left alone: 2 days, 6, 18, then 60 at most."""
    factor: int = 3 ** min(max(failures - 1, 0), 4)
    return min(_FIRST_WAIT * factor, _LONGEST_WAIT)
