"""When: what is exact, what is coarse, what is a deadline."""

from __future__ import annotations

from datetime import date

import pytest

from graph.consolidate.periods import Period, period

PUBLISHED = date(2025, 10, 2)


def of(time: str, *sentences: str) -> Period:
    found = period(time, sentences, PUBLISHED)
    assert found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("2025-04"), of("2025-04-30")),
        (of("2024"), of("2024-08")),
        (of("2027", "The studio will comply by the end of 2027."), of("2028-01-01", "It applies by 1 January 2028.")),
        (of("2025", "Il est sorti fin 2025."), of("2025-11")),
        (of("", "It came out a few weeks ago."), of("2025-09")),
    ],
)
def test_coarser_dates_and_like_deadlines_agree(one: Period, other: Period) -> None:
    assert one.agrees(other)
    assert other.agrees(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("2025-04"), of("2025-05")),
        (of("2025-09-07"), of("2025-09-08")),
        (of("2025", "announced in late 2025"), of("2025-07")),
        (of("", "Debutó hace unas semanas."), of("2025-07")),
        (of("2027", "by the end of 2027"), of("2029", "by the end of 2029")),
    ],
)
def test_periods_without_a_day_in_common_disagree(one: Period, other: Period) -> None:
    assert not one.agrees(other)


@pytest.mark.parametrize("time", ["2025-13", "2025-02-30", "someday"])
def test_what_is_no_date_tells_nothing(time: str) -> None:
    assert period(time, (), PUBLISHED) is None
