"""When: periods that no day is common to; plans that were moved; what was told before it can have happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES, Account, Conflict
from graph.consolidate.documents import ClaimView
from graph.consolidate.moments import Moment, bodies_of, moments, steps_of
from graph.consolidate.periods import Period, period, told_period
from graph.model import Factuality

# what happens on a day; strikes, talks, uses and opinions last, and articles tell their beginning or their end
_OF_A_DAY: Final = frozenset(
    ("Production", "Ruling", "Settlement", "Launch", "LegalThreat", "Lawsuit", "Acquisition", "Investment", "Licensing",
     "Study", "Recognition", "Withdrawal", "RuleChange", "Partnership", "JobImpact")
)  # fmt: skip
# what lasts: a slip in its date is small, and what is further apart is another stage of it
_LASTING: Final = frozenset(("CollectiveAction", "LabourAgreement", "Legislation"))
_SLIP: Final = timedelta(days=45)
# what is taken step by step, and so dated by its step: the same step is not dated twice within a round of it
_ROUND: Final = timedelta(days=400)
# what is done again in another version: the later one is no correction of the earlier
_RENEWED: Final = frozenset(("RuleChange", "Legislation", "Study", "LabourAgreement", "CollectiveAction"))
_ANOTHER: Final = timedelta(days=5 * 365)  # so far apart are a book and its film, not two accounts of one day
_MOVED: Final = timedelta(days=3)  # a smaller difference is a slip, not another plan
_BEFORE: Final = timedelta(days=7)
# what happens once in an affair of each type, and so on one day; opinions and uses have no such steps
_STEPS: Final[Mapping[str, frozenset[str]]] = {
    "Acquisition": frozenset(("invested", "announced", "signed")),
    "Backlash": frozenset(("sent", "withdrawn")),
    "CollectiveAction": frozenset(("began", "ended", "voted", "sent", "signed")),
    "Investment": frozenset(("invested", "announced")),
    "JobImpact": frozenset(("announced",)),
    "LabourAgreement": frozenset(("began", "ended", "voted", "signed", "in force", "expires")),
    "Launch": frozenset(("released", "announced", "withdrawn")),
    "Lawsuit": frozenset(("filed", "heard")),
    "LegalThreat": frozenset(("sent",)),
    "Legislation": frozenset(("filed", "voted", "signed", "in force", "expires")),
    "Licensing": frozenset(("signed", "announced", "in force", "expires")),
    "Partnership": frozenset(("signed", "announced", "in force", "expires")),
    "Production": frozenset(("released",)),
    "Recognition": frozenset(("won", "withdrawn", "announced")),
    "RuleChange": frozenset(("in force", "announced", "voted", "released")),
    "Ruling": frozenset(("ruled", "heard")),
    "Settlement": frozenset(("signed", "announced", "voted", "heard")),
    "Study": frozenset(("released",)),
    "Withdrawal": frozenset(("withdrawn", "announced")),
}
_OF_THINGS: Final = frozenset(("began", "ended", "signed", "sent", "voted"))  # of several things in one affair
# what is begun, voted on, signed or sent where the sentence does not say
_THING: Final[Mapping[str, str]] = {
    "CollectiveAction": "strike", "LabourAgreement": "deal", "Legislation": "bill", "Licensing": "deal",
    "Partnership": "deal", "Settlement": "deal", "LegalThreat": "letter", "Acquisition": "deal", "RuleChange": "rules",
}  # fmt: skip


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """The difference of the two accounts' periods, if there is one, else that of a step which both date."""
    if one is other:
        return
    found = next(_periods_apart(one, other), None) or next(_steps_apart(one, other), None)
    if found:
        yield found


def _steps_apart(one: Account, other: Account) -> Iterator[Conflict]:
    """Steps of one affair, each dated once by either account, on days that are not the same."""
    ours, theirs = _moments(one), _moments(other)
    for key in sorted(ours.keys() & theirs.keys()):
        pairs = [(a, b) for a in ours[key] for b in theirs[key] if a[0].same_step(b[0])]
        if not pairs or any(a[0].agrees(b[0]) for a, b in pairs):
            continue
        (first, claim), (second, counter) = pairs[0]
        apart = abs(first.period.first - second.period.first)
        if apart > _ANOTHER or _contradicted_at_home(ours[key]) or _contradicted_at_home(theirs[key]):
            continue
        label, rule = CONTRADICTS, f"step-dated-apart-{key[0].replace(' ', '-')}"
        day = one.document.published
        if one.before(other) and day:
            ahead = claim.factuality is Factuality.PLANNED or first.period.first > day
            again = one.event.type in _RENEWED and second.period.first > day >= first.period.first
            if (ahead and apart >= _MOVED) or again:
                label, rule = SUPERSEDES, "date-moved" if ahead else "later-date"
        said = f"{key[0]} {first.period.words} against {second.period.words}"
        yield Conflict(label, "date", claim, counter, rule, said)


def _moments(account: Account) -> Mapping[tuple[str, str], list[tuple[Moment, ClaimView]]]:
    """The account's dated steps that its type takes once, by step and thing."""
    wanted = _STEPS.get(account.event.type, frozenset())
    published = account.document.published
    found: dict[tuple[str, str], list[tuple[Moment, ClaimView]]] = defaultdict(list)
    default = _THING.get(account.event.type, "")
    told_of: set[tuple[str, str, ClaimView]] = set()
    for claim in account.claims:
        if claim.factuality is Factuality.DENIED:
            continue
        dated = moments(claim.evidence, published)
        if not dated:
            told_of |= {(step, thing, claim) for step, thing in steps_of(claim.evidence, default) if step in wanted}
        for moment in dated:
            thing = moment.thing or default if moment.step in _OF_THINGS else ""
            if moment.step in wanted and (thing or moment.step not in _OF_THINGS):
                found[moment.step, thing].append((replace(moment, thing=thing), claim))
    # "on Tuesday" is a date as well: extraction has read it, and there is one step alone that it can be of
    told = told_period(account.event.time)
    if told and len({(step, thing) for step, thing, _ in told_of}) == 1:
        step, thing, claim = min(told_of, key=lambda t: t[2].iri)
        thing = thing if step in _OF_THINGS else ""
        if (thing or step not in _OF_THINGS) and (step, thing) not in found:
            found[step, thing].append((Moment(step, thing, bodies_of(claim.evidence), told), claim))
    return found


def _contradicted_at_home(told: list[tuple[Moment, ClaimView]]) -> bool:
    """Whether an account has two dates for what should have one: then it is not one step."""
    return any(a.same_step(b) and not a.agrees(b) for a, _ in told for b, _ in told)


def _periods_apart(one: Account, other: Account) -> Iterator[Conflict]:
    if one.event.type not in _OF_A_DAY | _LASTING:
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
            and not _one_step(one, other, first, second)
        ):
            return
        said = f"{first.words} against {second.words}"
        yield Conflict(label, "date", _of_time(one, first), _of_time(other, second), rule, said)
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
            if one.event.type in _LASTING and not (
                len(steps := _steps_of(dated, a)) == 1 and steps == _steps_of(early, b)
            ):
                continue
            pair = (a, b) if dated is one else (b, a)
            said = f"{told.words} against told as done on {day}"
            yield Conflict(CONTRADICTS, "date", *pair, "told-before-it-happened", said)
            return


def _one_step(one: Account, other: Account, first: Period, second: Period) -> bool:
    """Whether the sentences of both times tell of one step; within a round, whether they may: neither tells another."""
    ours, theirs = _steps_of(one, _of_time(one, first)), _steps_of(other, _of_time(other, second))
    if ours and theirs:
        return bool(ours & theirs)
    return first.exact and second.exact and abs(first.first - second.first) <= _ROUND


def _steps_of(account: Account, claim: ClaimView) -> frozenset[str]:
    kind = account.event.type
    return frozenset(step for step, _ in steps_of(claim.evidence, _THING.get(kind, ""))) & _STEPS.get(kind, frozenset())


def _moved(one: Account, other: Account, first: Period, second: Period) -> tuple[str, str]:
    """A plan that was moved, or what took place again since, is out of date and not wrong."""
    day = one.document.published
    if one.before(other) and day:
        # what lay ahead when it was told was a plan, however it was worded
        planned = _of_time(one, first).factuality is Factuality.PLANNED or first.first > day
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
