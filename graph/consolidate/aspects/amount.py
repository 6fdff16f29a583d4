"""Figures: of one unit, outside each other's range. What is gathered over time grows, and that is no contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.consolidate import wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.consolidate.figures import figures
from graph.consolidate.quantities import Quantity, disagree, quantities
from graph.model import Factuality

_SIGNED: Final = "signatures"
# events whose very size is told in their evidence; of others only what is counted there once
_COUNTED: Final = frozenset(("CollectiveAction",))
# what holders of opinions count is of anything
_OPINIONS: Final = frozenset(("Stance", "Backlash"))


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
    if found is not None:
        first = next(t for t in ours if t.quantity == found[0])
        second = next(t for t in theirs if t.quantity == found[1])
        measures = _measure(first), _measure(second)
        # a round and a valuation are two things, however few figures there are
        if measures[0] == measures[1] or "" in measures:
            yield _apart(one, other, first, second, "figures-apart")
            return
    if one.event.type not in _OPINIONS:
        yield from _of_one_measure(one, other)


def _apart(one: Account, other: Account, first: _Told, second: _Told, rule: str) -> Conflict:
    """What is gathered grows; other figures that differ contradict each other."""
    gathers = all(wording.GATHERS.search(t.claim.evidence) for t in (first, second))
    if gathers and one.before(other) and second.quantity.low > first.quantity.low:
        days = one.document.published, other.document.published
        said = f"{first.quantity.words} by {days[0]}, {second.quantity.words} by {days[1]}"
        return Conflict(SUPERSEDES, "amount", first.claim, second.claim, "count-grew", said)
    said = f"{first.quantity.words} against {second.quantity.words}"
    return Conflict(CONTRADICTS, "amount", first.claim, second.claim, rule, said)


def _measure(told: _Told) -> str:
    return next((m for m, q in figures(told.claim.evidence) if q.words == told.quantity.words), "")


def _of_one_measure(one: Account, other: Account) -> Iterator[Conflict]:
    """Figures that measure one thing by the words around them, which each of the two accounts tells once."""
    ours, theirs = _measured(one), _measured(other)
    for measure in sorted(ours.keys() & theirs.keys()):
        first, second = ours[measure][0], theirs[measure][0]
        if any(a.quantity.agrees(b.quantity) for a in ours[measure] for b in theirs[measure]):
            continue
        if _at_odds(ours[measure]) or _at_odds(theirs[measure]):
            continue
        yield _apart(one, other, first, second, "figures-of-one-measure")
        return


def _measured(account: Account) -> Mapping[str, list[_Told]]:
    found: dict[str, list[_Told]] = defaultdict(list)
    for claim in account.claims:
        if claim.factuality is not Factuality.DENIED:
            for measure, quantity in figures(claim.evidence):
                found[measure].append(_Told(quantity, claim))
    return found


def _at_odds(told: list[_Told]) -> bool:
    """Whether one account has several of them: then they are not of one thing."""
    return any(not a.quantity.agrees(b.quantity) for a in told for b in told)


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
