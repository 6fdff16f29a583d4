"""When: periods that no day is common to; plans that were moved; what was told before it can have happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.consolidate.periods import Period, period
from graph.model import Factuality

# what happens on a day; strikes, talks, uses and opinions last, and articles tell their beginning or their end
_OF_A_DAY: Final = frozenset(
    ("Production", "Ruling", "Settlement", "Launch", "LegalThreat", "Lawsuit", "Acquisition", "Investment", "Licensing",
     "Study", "Recognition", "Withdrawal", "RuleChange", "Partnership")
)  # fmt: skip
# what lasts: a slip in its date is small, and what is further apart is another stage of it
_LASTING: Final = frozenset(("CollectiveAction", "LabourAgreement", "Legislation"))
_SLIP: Final = timedelta(days=45)
# what is done again in another version: the later one is no correction of the earlier
_RENEWED: Final = frozenset(("RuleChange", "Legislation", "Study", "LabourAgreement"))
_ANOTHER: Final = timedelta(days=5 * 365)  # so far apart are a book and its film, not two accounts of one day
_MOVED: Final = timedelta(days=3)  # a smaller difference is a slip, not another plan
_BEFORE: Final = timedelta(days=7)


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The difference of the two accounts' periods, if there is one."""
    if one is other or one.event.type not in _OF_A_DAY | _LASTING:
        return
    first, second = _period(one), _period(other)
    if first and second and not first.agrees(second):
        label, rule = _moved(one, other, first, second)
        apart = abs(first.first - second.first)
        if apart > _ANOTHER:
            return
        if (
            label == CONTRADICTS
            and one.event.type in _LASTING
            and not (first.exact and second.exact and apart <= _SLIP)
        ):
            return
        said = f"{first.words} against {second.words}"
        yield Conflict(label, "date", _of_time(one, first), _of_time(other, second), rule, said)
        return
    if one.event.type in _LASTING:
        return
    for told, early, dated in ((first, other, one), (second, one, other)):
        day = early.document.published
        if (
            told
            and day
            and not _period(early)
            and not told.deadline
            and told.first > day + _BEFORE
            and _happened(early)
        ):
            a, b = _of_time(dated, told), _body(early)
            pair = (a, b) if dated is one else (b, a)
            said = f"{told.words} against told as done on {day}"
            yield Conflict(CONTRADICTS, "date", *pair, "told-before-it-happened", said)
            return


def _moved(one: Account, other: Account, first: Period, second: Period) -> tuple[str, str]:
    """A plan that was moved, or what took place again since, is out of date and not wrong."""
    day = one.document.published
    if one.before(other) and day:
        planned = _of_time(one, first).factuality is Factuality.PLANNED
        if planned and abs(first.first - second.first) >= _MOVED:
            return SUPERSEDES, "date-moved"
        if one.event.type in _RENEWED and second.first > day >= first.first:
            return SUPERSEDES, "later-date"
    return CONTRADICTS, "periods-apart"


def _period(account: Account) -> Period | None:
    sentences = [c.evidence for c in account.claims]
    return period(account.event.time, sentences, account.document.published)


def _of_time(account: Account, told: Period) -> ClaimView:
    """The claim whose sentence tells the time: that with its year, else that with any figure, else the first."""
    year = str(told.first.year)
    for claim in account.claims:
        if year in claim.evidence or told.words == claim.evidence:
            return claim
    return next((c for c in account.claims if any(ch.isdigit() for ch in c.evidence)), account.claims[0])


def _body(account: Account) -> ClaimView:
    return next((c for c in account.claims if c.factuality is Factuality.ASSERTED), account.claims[0])


def _happened(account: Account) -> bool:
    return any(c.factuality is Factuality.ASSERTED for c in account.claims)
