"""How wide: a ban where the other tells a ban with a condition; all cases where the other tells some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.consolidate import wording
from graph.consolidate.conflicts import CONTRADICTS, Account, Conflict
from graph.consolidate.documents import ClaimView

_RULES: Final = frozenset(("RuleChange", "Legislation", "LabourAgreement", "Licensing"))
_DECISIONS: Final = frozenset(("Ruling", "RuleChange", "Legislation", "Settlement"))


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The first claim of each that sets the limits differently."""
    if one is other:
        return
    for wide, narrow in ((one, other), (other, one)):
        if one.event.type in _RULES:
            ban, limited = _ban(wide), _conditional(narrow)
            if ban and limited:
                yield _conflict(
                    ban, limited, wide is one, "ban-without-its-condition", "forbidden", "forbidden under a condition"
                )
                return
        if one.event.type in _DECISIONS:
            every, some = (
                _having(wide, wording.FOR_ALL, wording.FOR_SOME),
                _having(narrow, wording.FOR_SOME, wording.FOR_ALL),
            )
            if every and some:
                yield _conflict(every, some, wide is one, "all-against-some", "for all", "for some")
                return


def _conflict(wide: ClaimView, narrow: ClaimView, wide_first: bool, rule: str, a: str, b: str) -> Conflict:
    one, other, said = (wide, narrow, f"{a} against {b}") if wide_first else (narrow, wide, f"{b} against {a}")
    return Conflict(CONTRADICTS, "scope", one, other, rule, said)


def _ban(account: Account) -> ClaimView | None:
    """A sentence that forbids without a condition."""
    return _having(account, wording.FORBIDS, wording.CONDITION)


def _conditional(account: Account) -> ClaimView | None:
    """A sentence that forbids under a condition, in an account that nowhere forbids without one."""
    if _ban(account):
        return None
    return next(
        (c for c in account.claims if wording.FORBIDS.search(c.evidence) and wording.CONDITION.search(c.evidence)), None
    )


def _having(account: Account, wanted: re.Pattern[str], refused: re.Pattern[str]) -> ClaimView | None:
    return next((c for c in account.claims if wanted.search(c.evidence) and not refused.search(c.evidence)), None)
