"""Numbers in three languages, as ranges of what they may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.consolidate.quantities import disagree, quantities


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("$1.5 billion", "USD", 1.5e9),
        ("1,5 milliard de dollars", "USD", 1.5e9),
        ("1.500 millones de dólares", "USD", 1.5e9),
        ("£20m", "GBP", 20e6),
        ("700 000 euros", "EUR", 700e3),
        ("52 % of developers", "%", 52),
        ("12\u202f500 emplois", "people", 12500),
        ("más de dos mil actores", "people", 2000),
        ("une centaine de comédiens", "people", 100),
        ("482,460 titles", "works", 482460),
        ("two hundred characters", "characters", 200),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, unit: str, value: float) -> None:
    (found,) = quantities(text)
    assert found.unit == unit
    assert found.low <= value <= found.high


@pytest.mark.parametrize("text", ["in 2025", "chapter 12", "no number at all", ""])
def test_years_and_numbers_that_count_nothing_known_are_left_out(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1.5 billion", "1 500 millions de dollars"),
        ("480,000 works", "nearly 500,000 works"),
        ("more than 200 characters", "250 personnages"),
        ("about 30,000 people", "29 400 personnes"),
        ("118,500 jobs", "$118,500"),  # of different units: nothing to compare
        ("1.500 millones de dólares (unos 1.278 millones de euros)", "1,3 milliard d'euros"),
    ],
)
def test_rounding_other_words_and_other_units_agree(one: str, other: str) -> None:
    assert disagree(quantities(one), quantities(other)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 500 emplois", "15 000 personnes"),
        ("une centaine de comédiens", "plusieurs centaines de professionnels"),
        ("más de dos mil actores", "decenas de actores"),
        ("$308 million", "$315 million"),
    ],
)
def test_figures_outside_each_others_range_disagree(one: str, other: str) -> None:
    assert disagree(quantities(one), quantities(other)) is not None


@given(st.text(max_size=200))
def test_any_text_gives_ranges_that_are_not_empty(text: str) -> None:
    for quantity in quantities(text, bare=True):
        assert quantity.low <= quantity.high
        assert quantity.agrees(quantity)
