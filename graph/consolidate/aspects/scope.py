"""How wide: a ban where the other tells a condition; all cases where the other tells some; in it, or left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.consolidate import limits, wording
from graph.consolidate.conflicts import CONTRADICTS, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.model import Factuality

_RULES: Final = frozenset(("RuleChange", "Legislation", "LabourAgreement", "Licensing"))
_DECISIONS: Final = frozenset(("Ruling", "RuleChange", "Legislation", "Settlement", "Licensing", "LabourAgreement"))
# what may be for all or for some, for good or for a time, without being a decision
_COVERING: Final = frozenset(("Withdrawal", "Partnership", "CollectiveAction", "Launch"))
_PLAIN: Final = (Factuality.ASSERTED, Factuality.PLANNED)


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The first claim of each that sets the limits differently."""
    if one is other:
        return
    things = frozenset(value for _, value in (*one.event.entities, *other.event.entities))
    one, other = _with_kin(one, things), _with_kin(other, things)
    for wide, narrow in ((one, other), (other, one)):
        for rule, claims, said in _differences(wide, narrow):
            pair, words = (claims, said) if wide is one else (claims[::-1], said[::-1])
            yield Conflict(CONTRADICTS, "scope", pair[0], pair[1], rule, f"{words[0]} against {words[1]}")
            return


def _with_kin(account: Account, things: frozenset[str]) -> Account:
    """With what the article tells in other events of the type: one ruling has parts, and articles tell them apart."""
    return replace(account, claims=account.claims + account.document.kin(account.event.iri, things))


def _differences(wide: Account, narrow: Account) -> Iterator[tuple[str, tuple[ClaimView, ClaimView], tuple[str, str]]]:
    kind = wide.event.type
    if kind in _RULES:
        ban, limited = _ban(wide), _conditional(narrow)
        if ban and limited:
            yield "ban-without-its-condition", (ban, limited), ("forbidden", "forbidden under a condition")
    if kind in _DECISIONS:
        every = _having(wide, wording.FOR_ALL, wording.FOR_SOME)
        some = _having(narrow, wording.FOR_SOME, wording.FOR_ALL)
        if every and some:
            yield "all-against-some", (every, some), ("for all", "for some")
        yield from _left_out(wide, narrow)
    if kind in _DECISIONS | _COVERING:
        yield from _opposites(wide, narrow)


def _opposites(wide: Account, narrow: Account) -> Iterator[tuple[str, tuple[ClaimView, ClaimView], tuple[str, str]]]:
    """Limits of one kind that exclude each other, where neither account tells both."""
    ours, theirs = _limits(wide), _limits(narrow)
    for name in sorted(name for name, wider in ours if wider):
        if (name, False) in theirs and (name, False) not in ours and (name, True) not in theirs:
            first, second = _setting(wide, (name, True)), _setting(narrow, (name, False))
            if first and second:
                rule = "all-against-part" if name.startswith("all ") else f"opposite-{name}"
                yield rule, (first, second), (f"{name}: {first.evidence}", second.evidence)


def _limits(account: Account) -> frozenset[tuple[str, bool]]:
    return frozenset(limit for c in account.claims for limit in limits.told(c.evidence))


def _setting(account: Account, limit: tuple[str, bool]) -> ClaimView | None:
    """The first plain sentence that sets a limit."""
    return next((c for c in account.claims if c.factuality in _PLAIN and limit in limits.told(c.evidence)), None)


def _left_out(wide: Account, narrow: Account) -> Iterator[tuple[str, tuple[ClaimView, ClaimView], tuple[str, str]]]:
    """What the one says is covered and the other says is not."""
    for name, topic in wording.COVERED.items():
        without = next((c for c in narrow.claims if wording.leaves_out(c.evidence, topic)), None)
        if without is None or any(wording.leaves_out(c.evidence, topic) for c in wide.claims):
            continue
        within = next((c for c in wide.claims if _covers(c, topic)), None)
        if within:
            yield "covered-against-left-out", (within, without), (f"{name} covered", f"{name} left out")


def _covers(claim: ClaimView, topic: re.Pattern[str]) -> bool:
    return claim.factuality is not Factuality.DENIED and wording.takes_in(claim.evidence, topic)


def _ban(account: Account) -> ClaimView | None:
    """A sentence that forbids without a condition."""
    return _having(account, wording.FORBIDS, wording.CONDITION)


def _conditional(account: Account) -> ClaimView | None:
    """A sentence that forbids under a condition, in an account that nowhere forbids without one."""
    if _ban(account):
        return None
    both = (wording.FORBIDS, wording.CONDITION)
    return next((c for c in account.claims if all(cues.search(c.evidence) for cues in both)), None)


def _having(account: Account, wanted: re.Pattern[str], refused: re.Pattern[str]) -> ClaimView | None:
    return next((c for c in account.claims if wanted.search(c.evidence) and not refused.search(c.evidence)), None)
