"""When things happened, as ranges of days: what "in May 2025" and "late 2025" allow and what they rule out."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.consolidate import wording

_YEAR: Final = 4
_MONTH: Final = 7
_WEEKS_AGO: Final = (timedelta(days=56), timedelta(days=7))
_DEADLINES_APART: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which something may have happened."""

    first: date
    last: date
    words: str
    deadline: bool = False  #: happens by the last day, whenever before

    def agrees(self, other: Period) -> bool:
        """Whether one event can be meant by both."""
        if self.deadline and other.deadline:
            return abs(self.last - other.last) <= _DEADLINES_APART
        if self.deadline or other.deadline:
            end, period = (self, other) if self.deadline else (other, self)
            return period.first <= end.last
        return self.first <= other.last and other.first <= self.last

    @property
    def exact(self) -> bool:
        """Whether it is a month or less."""
        return self.last - self.first <= timedelta(days=31)


def period(time: str, sentences: Sequence[str], published: date | None) -> Period | None:
    """What a telling says of when: by the time extraction read, made narrower by the words of its evidence."""
    told = told_period(time)
    deadline = told is not None and any(wording.DEADLINE.search(s) for s in sentences)
    if told is not None and told.exact:
        return Period(told.first, told.last, told.words, deadline)
    for sentence in sentences:
        part = wording.part_of_year(sentence)
        if part and (not time or time == str(part[0])):
            year, first, last = part
            return Period(date(year, first, 1), _month_end(year, last), sentence_words(sentence), deadline)
    if published and any(wording.weeks_ago(s) for s in sentences):
        before = Period(published - _WEEKS_AGO[0], published - _WEEKS_AGO[1], "some weeks before")
        if told is None or told.agrees(before):
            return Period(before.first, before.last, f"some weeks before {published}")
    return Period(told.first, told.last, told.words, deadline) if told else None


def sentence_words(sentence: str) -> str:
    """A sentence, shortened where it is long."""
    return sentence if len(sentence) <= 120 else sentence[:117].rsplit(" ", 1)[0] + " …"


def told_period(time: str) -> Period | None:
    """The days of a year, a month or a day in ISO 8601; None of anything else."""
    try:
        if len(time) == _YEAR:
            return Period(date(int(time), 1, 1), date(int(time), 12, 31), time)
        if len(time) == _MONTH:
            year, month = int(time[:4]), int(time[5:])
            return Period(date(year, month, 1), _month_end(year, month), time)
        day = date.fromisoformat(time)
        return Period(day, day, time)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
