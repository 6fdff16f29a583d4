"""How far it has come: planned, then done; talks, then a deal; a headline surer than its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.consolidate import wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.model import Factuality, Segment

# what an article asserts of these is an opinion or an outcry, which is not carried out
_NEVER_PLANNED: Final = frozenset(("Stance", "Backlash", "JobImpact"))


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """What has moved on between two articles, or between a headline and its text."""
    if one is other:
        yield from _headline(one)
    elif one.event.type not in _NEVER_PLANNED and one.before(other):
        yield from _moved_on(one, other)


def _headline(account: Account) -> Iterator[Conflict]:
    titles = [c for c in account.claims if c.segment is Segment.TITLE and c.factuality is Factuality.ASSERTED]
    body = _body(account)
    open_in_body = bool(body) and all(c.factuality is Factuality.POSSIBLE for c in body)
    if titles and open_in_body and account.event.type != "JobImpact":
        said = f"{titles[0].factuality} against {body[0].factuality}"
        yield Conflict(CONTRADICTS, "modality", titles[0], body[0], "headline-surer-than-body", said)


def _moved_on(one: Account, other: Account) -> Iterator[Conflict]:
    days = f"on {one.document.published}", f"on {other.document.published}"
    before, after = _body(one), _body(other)
    done = [c for c in after if c.factuality is Factuality.ASSERTED]
    planned = [c for c in before if c.factuality is Factuality.PLANNED]
    left = any(c.factuality is Factuality.PLANNED for c in after)
    if planned and done and (len(planned) == len(before) or not left):
        said = f"planned {days[0]}, asserted {days[1]}"
        yield Conflict(SUPERSEDES, "modality", planned[0], done[0], "planned-then-done", said)
        return
    first, second = _phase(one), _phase(other)
    if first and second and first[0] < second[0]:
        said = f"{first[1]} {days[0]}, {second[1]} {days[1]}"
        yield Conflict(SUPERSEDES, "modality", before[0], after[0], "stage-reached", said)


def _body(account: Account) -> list[ClaimView]:
    """Claims of the text; those of the headline where the text makes none."""
    return [c for c in account.claims if c.segment is Segment.BODY] or list(account.claims)


def _phase(account: Account) -> tuple[int, str] | None:
    asserted = tuple(c.evidence for c in account.claims if c.factuality is Factuality.ASSERTED)
    planned = tuple(c.evidence for c in account.claims if c.factuality is Factuality.PLANNED)
    # what will be ratified has not been
    return wording.phase(account.event.type, asserted or planned)
