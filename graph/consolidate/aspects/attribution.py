"""Who said it: one quotation from two mouths; a speaker who takes back what an earlier report rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph import iri
from graph.consolidate import overlap, wording
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.model import EntityType

_QUOTED: Final = re.compile(r"[“«\"„]\s*([^”»\"“«]+?)\s*[”»\"]")
_WORDS: Final = 5  #: of a quotation; fewer are anybody's


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
    yield from _in_claims(one, other)


def _in_claims(one: Account, other: Account) -> Iterator[Conflict]:
    """One quotation in the sentences of two claims, each put down to another person alone."""
    for ours in one.claims:
        for theirs in other.claims:
            speakers = ours.speaker, theirs.speaker
            if not all(speakers) or ours.speaker == theirs.speaker or _belong(one, other, *speakers):
                continue
            if not (_person(one, ours.speaker) and _person(other, theirs.speaker)):
                continue
            # who tells what another said is no other speaker of it
            if set(ours.source) & set(theirs.source):
                continue
            said = [[q for q in _QUOTED.findall(c.evidence) if len(q.split()) >= _WORDS] for c in (ours, theirs)]
            if all(said) and overlap.same_quotation(*said):
                words = " against ".join(iri.last_segment(s) for s in speakers)
                yield Conflict(CONTRADICTS, "attribution", ours, theirs, "one-quotation-two-speakers", words)
                return


def _person(account: Account, speaker: str) -> bool:
    known = account.document.names.get(speaker)
    return known is not None and known[0] is EntityType.PERSON


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
