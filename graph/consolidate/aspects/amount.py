"""Figures: of one unit, outside each other's range. What is gathered over time grows, and that is no contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from graph.consolidate import wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.consolidate.quantities import Quantity, disagree, quantities

_SIGNED: Final = "signatures"
# events whose very size is told in their evidence; of others only what is counted there once
_COUNTED: Final = frozenset(("CollectiveAction",))


@dataclass(frozen=True, slots=True)
class _Told:
    quantity: Quantity
    claim: ClaimView


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The first two figures that cannot both be right."""
    if one is other:
        return
    ours, theirs = _of_roles(one), _of_roles(other)
    if not ours or not theirs:
        ours, theirs = _of_evidence(one), _of_evidence(other)
    found = disagree([t.quantity for t in ours], [t.quantity for t in theirs])
    if found is None:
        return
    first = next(t for t in ours if t.quantity == found[0])
    second = next(t for t in theirs if t.quantity == found[1])
    gathers = all(wording.GATHERS.search(t.claim.evidence) for t in (first, second))
    if gathers and one.before(other) and second.quantity.low > first.quantity.low:
        days = one.document.published, other.document.published
        said = f"{first.quantity.words} by {days[0]}, {second.quantity.words} by {days[1]}"
        yield Conflict(SUPERSEDES, "amount", first.claim, second.claim, "count-grew", said)
    else:
        said = f"{first.quantity.words} against {second.quantity.words}"
        yield Conflict(CONTRADICTS, "amount", first.claim, second.claim, "figures-apart", said)


def _of_roles(account: Account) -> list[_Told]:
    found = []
    for _, words in account.event.amounts:
        claim = next((c for c in account.claims if words in c.evidence), account.claims[0])
        found += [_Told(_signed(q, claim), claim) for q in quantities(words, bare=True)[:1]]
    return found


def _of_evidence(account: Account) -> list[_Told]:
    """Figures of the sentences; where the event's size is not what it is about, those whose unit is told once."""
    found = [_Told(_signed(q, claim), claim) for claim in account.claims for q in quantities(claim.evidence)]
    units = [told.quantity.unit for told in found]
    if account.event.type in _COUNTED:
        return [told for told in found if told.quantity.unit in ("people", _SIGNED, "%")]
    return [told for told in found if units.count(told.quantity.unit) == 1 or len({t.quantity for t in found}) == 1]


def _signed(quantity: Quantity, claim: ClaimView) -> Quantity:
    """People who signed are signatures."""
    if quantity.unit == "people" and wording.SIGNED.search(claim.evidence):
        return replace(quantity, unit=_SIGNED)
    return quantity
