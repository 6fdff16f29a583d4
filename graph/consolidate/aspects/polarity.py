"""Did it happen or not: a denial against what others assert; and what was denied first and is admitted now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from graph.consolidate import wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.consolidate.moments import bodies_of
from graph.model import Extent, Factuality

_RANKS: Final = {extent: rank for rank, extent in enumerate(Extent)}
# nobody can withdraw what many say, or foresee
_SINCE: Final = timedelta(days=3)  # sooner, both may have been said in one breath
_OPEN: Final = frozenset(("JobImpact", "Backlash", "Stance"))
_DECIDED: Final = frozenset(("Ruling", "Legislation", "LabourAgreement", "RuleChange"))
_AFFIRM: Final = (Factuality.ASSERTED, Factuality.POSSIBLE)


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """What has changed since; else the first denial and affirmation of the two that cannot both be."""
    if one is other:
        return
    changed = next(_changed(one, other), None) if one.before(other) else None
    if changed:
        yield changed
        return
    for denier, affirmer in ((one, other), (other, one)):
        pairs = [(d, a) for d in denials(denier) for a in affirmations(affirmer) if _opposed(d, a)]
        if pairs:
            denial, affirmation = min(pairs, key=_plainest)
            pair = (denial, affirmation) if denier is one else (affirmation, denial)
            said = f"{_says(pair[0])} against {_says(pair[1])}"
            yield Conflict(CONTRADICTS, "polarity", *pair, "denied-and-affirmed", said)
            return
    yield from _plan_denied(one, other)
    yield from _outcomes(one, other)


def _plan_denied(one: Account, other: Account) -> Iterator[Conflict]:
    """Who is said to plan it says that there is no such plan."""
    for denier, teller in ((one, other), (other, one)):
        denied = [c for c in denials(denier) if c.extent is None and c.speaker]
        planned = [c for c in teller.claims if c.factuality is Factuality.PLANNED]
        if denied and planned and not affirmations(denier):
            pair = (denied[0], planned[0]) if denier is one else (planned[0], denied[0])
            said = " against ".join(_says(c) for c in pair)
            yield Conflict(CONTRADICTS, "polarity", *pair, "denied-and-planned", said)
            return


def _outcomes(one: Account, other: Account) -> Iterator[Conflict]:
    """One body's decision, approved in one account and rejected in the other."""
    if one.event.type not in _DECIDED or not _one_day(one, other):
        return
    ours, theirs = _outcome(one), _outcome(other)
    if ours and theirs and ours[0] != theirs[0]:
        said = f"{ours[0]} against {theirs[0]}"
        yield Conflict(CONTRADICTS, "polarity", ours[1], theirs[1], "approved-and-rejected", said)


def _outcome(account: Account) -> tuple[str, ClaimView] | None:
    asserted = [c for c in account.claims if c.factuality is Factuality.ASSERTED]
    told = [(how, c) for c in asserted if (how := wording.outcome(c.evidence))]
    return told[0] if len({how for how, _ in told}) == 1 else None


def _one_day(one: Account, other: Account) -> bool:
    """Whether both tell of one decision: of one time, or, where a time is not told, published within days."""
    if one.event.time and other.event.time:
        return one.event.time == other.event.time
    first, second = one.document.published, other.document.published
    bodies = _bodies(one), _bodies(other)
    return bool(first and second and abs(second - first) < _SINCE and bodies[0] == bodies[1])


def _bodies(account: Account) -> frozenset[str]:
    """Kinds of bodies that the account's sentences name: a bill is rejected by one house and passed by the other."""
    return frozenset(body for c in account.claims for body in bodies_of(c.evidence))


def denials(account: Account) -> list[ClaimView]:
    """Claims that it is not so; who asserts and denies in one breath denies nothing."""
    asserted = {
        (c.speaker, c.segment)
        for c in account.claims
        if c.factuality is Factuality.ASSERTED and c.extent is not Extent.NONE
    }
    return [
        c
        for c in account.every_claim
        if _denies(c) and ((c.speaker, c.segment) not in asserted or c.extent is Extent.NONE)
    ]


def affirmations(account: Account) -> list[ClaimView]:
    """Claims that it is, or may be, so."""
    return [c for c in account.every_claim if c.factuality in _AFFIRM and c.extent is not Extent.NONE]


def _changed(one: Account, other: Account) -> Iterator[Conflict]:
    first, second = one.document.published, other.document.published
    if one.event.type in _OPEN or first is None or second is None or second - first < _SINCE:
        return
    days = f"on {one.document.published}", f"on {other.document.published}"
    for denial in denials(replace(one, beside=())):
        for admission in other.claims:
            if not _opposed(denial, admission) or admission.factuality is not Factuality.ASSERTED:
                continue
            same = bool(denial.speaker and admission.speaker) and one.related(other, denial.speaker, admission.speaker)
            parts = {value for _, value in (*one.event.entities, *other.event.entities)}
            admits = admission.speaker in parts and wording.ADMITS.search(admission.evidence)
            if same or (denial.speaker and admits):
                said = f"denied {days[0]}, {_says(admission)} {days[1]}"
                yield Conflict(SUPERSEDES, "polarity", denial, admission, "denial-withdrawn", said)
    planned = [c for c in one.claims if c.factuality is Factuality.PLANNED]
    # a plan that is denied was never one, unless words tell that it has been given up
    dropped = [c for c in denials(other) if c.extent is None and (not c.speaker or wording.DROPS.search(c.evidence))]
    if planned and dropped and not affirmations(other):
        said = f"planned {days[0]}, denied {days[1]}"
        yield Conflict(SUPERSEDES, "polarity", planned[0], dropped[0], "plan-dropped", said)


def _plainest(pair: tuple[ClaimView, ClaimView]) -> tuple[bool, bool]:
    denial, affirmation = pair
    return affirmation.factuality is not Factuality.ASSERTED, not denial.speaker


def _says(claim: ClaimView) -> str:
    return "denied" if _denies(claim) else claim.factuality.value


def _denies(claim: ClaimView) -> bool:
    # "no AI at all", asserted, is a denial too
    if claim.factuality is Factuality.ASSERTED:
        return claim.extent is Extent.NONE
    return claim.factuality is Factuality.DENIED


def _opposed(denial: ClaimView, affirmation: ClaimView) -> bool:
    """A denial of much does not contradict an assertion of less."""
    if affirmation.factuality not in _AFFIRM or affirmation.extent is Extent.NONE:
        return False
    denied = _RANKS[denial.extent] if denial.extent else 0
    return denied == 0 or affirmation.extent is None or _RANKS[affirmation.extent] >= denied
