"""Sums, counts and shares in the article's own words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.amounts import find_amounts
from graph.extract.languages import rules
from tests.graph.extract.marked import document

PIECES = [
    "$",
    "€",
    "5",
    "1.5",
    "30 000",
    "30\u202f000",
    ",",
    ".",
    "%",
    " ",
    "million",
    "milliards",
    "d’",
    "de",
    "euros",
    "jobs",
    "M",
]


def amounts(language: str, text: str, *, money: bool | None = None) -> list[str]:
    read = document(language, text, title="")
    found = [a for s in read.sentences for a in find_amounts(read, s, rules(language))]
    return [a.span.of(read.text) for a in found if money is None or a.money is money]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It raised $1.5 billion.", "$1.5 billion"),
        ("en", "It raised US$20m from them.", "US$20m"),
        ("en", "It raised about 20 million dollars.", "20 million dollars"),
        ("en", "It raised 12 million yen.", "12 million yen"),
        ("en", "It costs €2.3bn a year.", "€2.3bn"),
        ("en", "A $3-million fund.", "$3-million"),
        ("en", "It paid £30,000.", "£30,000"),
        ("fr", "Elle a levé 1,5 milliard de dollars.", "1,5 milliard de dollars"),
        ("fr", "Elle a levé 2 millions d’euros.", "2 millions d’euros"),
        ("fr", "Elle a levé 2 millions d'euros.", "2 millions d'euros"),
        ("fr", "Elle a levé 1,5 M€ en un an.", "1,5 M€"),
        ("fr", "Elle a payé 500\u202f000 euros.", "500\u202f000 euros"),
        ("fr", "Elle a payé 500 000 €.", "500 000 €"),
        ("es", "Recaudó 1.500 millones de dólares.", "1.500 millones de dólares"),
        ("es", "Recaudó 2 millones de euros.", "2 millones de euros"),
        ("es", "Pagó 500 mil pesos.", "500 mil pesos"),
        ("es", "Pagó 300 €.", "300 €"),
    ],
)
def test_money_keeps_its_scale_and_its_currency(language: str, text: str, words: str) -> None:
    assert amounts(language, text, money=True) == [words]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It would cost 118,500 jobs.", "118,500 jobs"),
        ("en", "Some 250,000 voice actors signed.", "250,000 voice actors"),
        ("en", "It hits 52% of them.", "52%"),
        ("en", "It hits 52 percent of them.", "52 percent"),
        ("fr", "La lettre compte 30 000 signatures.", "30 000 signatures"),
        ("fr", "Cela touche 52\u202f% des emplois.", "52\u202f%"),
        ("fr", "Elle supprime 300 postes.", "300 postes"),
        ("es", "La carta reúne 30.000 firmas.", "30.000 firmas"),
        ("es", "Afecta al 20 por ciento.", "20 por ciento"),
        ("es", "Suprime 300 puestos.", "300 puestos"),
    ],
)
def test_counts_keep_what_they_count(language: str, text: str, words: str) -> None:
    assert amounts(language, text, money=False) == [words]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It came out in 2025, on page 12, after 10 years."),
        ("fr", "Sorti en 2025, au bout de 10 ans, à 20 heures."),
        ("es", "Salió en 2025, tras 10 años, a las 20 horas."),
    ],
)
def test_other_numbers_are_no_amounts(language: str, text: str) -> None:
    assert amounts(language, text) == []


def test_several_amounts_come_in_text_order() -> None:
    assert amounts("en", "It paid $2 million for 300 jobs and €5 for 9% of it.") == [
        "$2 million",
        "300 jobs",
        "€5",
        "9%",
    ]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["en", "fr", "es"]), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_the_text_amounts_are_words_of_it_and_do_not_overlap(language: str, text: str) -> None:
    read = document(language, text, title="")
    for sentence in read.sentences:
        spans = [a.span for a in find_amounts(read, sentence, rules(language))]
        assert all(sentence.span.start <= s.start < s.end <= sentence.span.end for s in spans)
        assert all(any(c.isdigit() for c in s.of(read.text)) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
