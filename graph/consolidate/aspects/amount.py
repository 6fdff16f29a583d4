"""Figures: of one unit, outside each other's range. What is gathered over time grows, and that is no contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.consolidate import wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.consolidate.quantities import Quantity, disagree, quantities

# events whose size is told in the evidence, not by a role
_COUNTED: Final = frozenset(("CollectiveAction", "LabourAgreement"))
_OF_THE_EVENT: Final = frozenset(("people",))


@dataclass(frozen=True, slots=True)
class _Told:
    quantity: Quantity
    claim: ClaimView


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The first two figures that cannot both be right."""
    if one is other:
        return
    ours, theirs = _told(one), _told(other)
    found = disagree([t.quantity for t in ours], [t.quantity for t in theirs])
    if found is None:
        return
    first = next(t for t in ours if t.quantity == found[0])
    second = next(t for t in theirs if t.quantity == found[1])
    said = f"{first.quantity.words} against {second.quantity.words}"
    gathers = all(wording.GATHERS.search(t.claim.evidence) for t in (first, second))
    days = one.document.published, other.document.published
    if gathers and days[0] and days[1] and days[0] < days[1] and second.quantity.low > first.quantity.low:
        said = f"{first.quantity.words} by {days[0]}, {second.quantity.words} by {days[1]}"
        yield Conflict(SUPERSEDES, "amount", first.claim, second.claim, "count-grew", said)
    else:
        yield Conflict(CONTRADICTS, "amount", first.claim, second.claim, "figures-apart", said)


def _told(account: Account) -> list[_Told]:
    found = []
    for _, words in account.event.amounts:
        for quantity in quantities(words, bare=True)[:1]:
            claim = next((c for c in account.claims if words in c.evidence), account.claims[0])
            found.append(_Told(quantity, claim))
    if account.event.type in _COUNTED:
        for claim in account.claims:
            found += [_Told(q, claim) for q in quantities(claim.evidence) if q.unit in _OF_THE_EVENT]
    return found
