"""How much AI made: two extents at least two ranks apart cannot both be asserted of one use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.consolidate.conflicts import CONTRADICTS, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.model import Extent, Factuality, Segment

_RANKS: Final = {extent: rank for rank, extent in enumerate(Extent)}
_APART: Final = 2  # one shot and one element are told of the same thing


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The two assertions that are furthest apart; within one article, a headline that grants more than its text."""
    within = one is other
    ours = _asserted(one, Segment.TITLE if within else None)
    theirs = _asserted(other, Segment.BODY if within else None)
    if within and ours and theirs:
        # a headline is beyond its body only where nothing in the body says as much
        highest = max(map(_rank, theirs))
        ours = [c for c in ours if _rank(c) >= highest + _APART]
        theirs = [c for c in theirs if _rank(c) == highest]
    pairs = [(a, b) for a in ours for b in theirs if abs(_rank(a) - _rank(b)) >= _APART]
    if pairs:
        a, b = min(pairs, key=lambda p: (-abs(_rank(p[0]) - _rank(p[1])), p[0].iri, p[1].iri))
        rule = "headline-beyond-body" if within else "extents-apart"
        yield Conflict(CONTRADICTS, "extent", a, b, rule, f"{a.extent} against {b.extent}")


def _asserted(account: Account, segment: Segment | None) -> list[ClaimView]:
    return [
        c
        for c in account.every_claim
        if c.extent and c.factuality is Factuality.ASSERTED and segment in (None, c.segment)
    ]


def _rank(claim: ClaimView) -> int:
    return _RANKS[claim.extent] if claim.extent else 0
