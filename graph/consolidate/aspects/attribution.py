"""Who said it: one quotation from two mouths; a speaker who takes back what an earlier report rests on."""

from __future__ import annotations

from collections.abc import Iterator

from graph import iri
from graph.consolidate import overlap, wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """A quotation with two speakers, or a statement that its speaker has retracted since."""
    if one is other:
        return
    yield from _retracted(one, other)
    for ours in one.document.quotes:
        claim = _around(one, ours.text)
        if claim is None:
            continue
        for theirs in other.document.quotes:
            match = _around(other, theirs.text)
            if match is None or ours.speaker == theirs.speaker or _belong(one, other, ours.speaker, theirs.speaker):
                continue
            if overlap.same_quotation([ours.text], [theirs.text]):
                said = f"{iri.last_segment(ours.speaker)} against {iri.last_segment(theirs.speaker)}"
                yield Conflict(CONTRADICTS, "attribution", claim, match, "one-quotation-two-speakers", said)
                return


def _retracted(one: Account, other: Account) -> Iterator[Conflict]:
    days = one.document.published, other.document.published
    if not (days[0] and days[1] and days[0] < days[1]):
        return
    for later in other.claims:
        if not wording.RETRACTS.search(later.evidence):
            continue
        for earlier in one.claims:
            named = not later.speaker and earlier.speaker in other.event.near
            if earlier.speaker and (earlier.speaker == later.speaker or named):
                said = f"said on {days[0]}, taken back on {days[1]}"
                yield Conflict(SUPERSEDES, "attribution", earlier, later, "speaker-retracted", said)
                return


def _around(account: Account, text: str) -> ClaimView | None:
    return next((c for c in account.claims if text in c.evidence or c.evidence in text), None)


def _belong(one: Account, other: Account, a: str, b: str) -> bool:
    """Whether one of the two speaks for the other."""
    return any({a, b} == {s, o} for account in (one, other) for s, _, o in account.document.relations)
