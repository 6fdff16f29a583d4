"""Did it happen or not: a denial against what others assert; and who denied it first and admits it now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.model import Extent, Factuality

_RANKS: Final = {extent: rank for rank, extent in enumerate(Extent)}
_AFFIRM: Final = (Factuality.ASSERTED, Factuality.POSSIBLE)


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The first published denial and affirmation of the two that cannot both be."""
    if one is other:
        return
    for denial in denials(one):
        if not denial.speaker:
            continue
        for admission in other.claims:
            if admission.speaker == denial.speaker and _opposed(denial, admission) and _later(one, other):
                said = f"denied on {one.document.published}, {admission.factuality} on {other.document.published}"
                yield Conflict(SUPERSEDES, "polarity", denial, admission, "denial-withdrawn", said)
                return
    for denier, affirmer in ((one, other), (other, one)):
        pairs = [(d, a) for d in denials(denier) for a in affirmations(affirmer) if _opposed(d, a)]
        if pairs:
            denial, affirmation = min(
                pairs, key=lambda p: (p[1].factuality is not Factuality.ASSERTED, not p[0].speaker)
            )
            pair = (denial, affirmation) if denier is one else (affirmation, denial)
            yield Conflict(
                CONTRADICTS,
                "polarity",
                *pair,
                "denied-and-affirmed",
                f"{pair[0].factuality} against {pair[1].factuality}",
            )
            return


def denials(account: Account) -> list[ClaimView]:
    """Claims that it is not so; who asserts and denies in one breath denies nothing."""
    asserted = {
        (c.speaker, c.segment)
        for c in account.claims
        if c.factuality is Factuality.ASSERTED and c.extent is not Extent.NONE
    }
    return [
        c for c in account.claims if _denies(c) and ((c.speaker, c.segment) not in asserted or c.extent is Extent.NONE)
    ]


def affirmations(account: Account) -> list[ClaimView]:
    """Claims that it is, or may be, so."""
    return [c for c in account.claims if c.factuality in _AFFIRM and c.extent is not Extent.NONE]


def _denies(claim: ClaimView) -> bool:
    # "no AI at all", asserted, is a denial too
    return claim.factuality is Factuality.DENIED or (
        claim.factuality is Factuality.ASSERTED and claim.extent is Extent.NONE
    )


def _opposed(denial: ClaimView, affirmation: ClaimView) -> bool:
    """A denial of much does not contradict an assertion of less."""
    if affirmation.factuality not in _AFFIRM or affirmation.extent is Extent.NONE:
        return False
    denied = _RANKS[denial.extent] if denial.extent else 0
    return denied == 0 or affirmation.extent is None or _RANKS[affirmation.extent] >= denied


def _later(one: Account, other: Account) -> bool:
    first, second = one.document.published, other.document.published
    return bool(first and second and first < second)
