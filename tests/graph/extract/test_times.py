"""Dates that sentences tell, resolved against a publication on Thursday 17 July 2025."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.languages import rules
from graph.extract.times import find_times, nearest
from tests.graph.extract.marked import PUBLISHED, document, tokens

FIRST, LAST = date.min, date.max
WORDS = {
    "en": "on in the 3rd of 17 July May March march 2025 2025-07-01 Thursday last next two years ago month , .",
    "fr": "le 1er 17 juillet mai mars 2025 jeudi dernier prochain il y a deux ans hier mois l’an dernières années , .",
    "es": "el 17 de julio mayo marzo 2025 jueves pasado próximo hace dos años ayer mes últimos la mañana , .",
}


def told(language: str, text: str, published: date | None = PUBLISHED) -> list[str]:
    read = document(language, text, title="", published=published)
    return [t.value for s in read.sentences for t in find_times(read, s, rules(language))]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "They met on 3 June 2024.", "2024-06-03"),
        ("en", "They met on June 3, 2024.", "2024-06-03"),
        ("en", "They met on the 3rd of June 2024.", "2024-06-03"),
        ("en", "They met on Sept. 3, 2024.", "2024-09-03"),
        ("en", "They met on 2024-06-03.", "2024-06-03"),
        ("en", "They met in June 2024.", "2024-06"),
        ("en", "They met in 2024.", "2024"),
        ("fr", "Ils se sont vus le 3 juin 2024.", "2024-06-03"),
        ("fr", "Ils se sont vus le 1er juin 2024.", "2024-06-01"),
        ("fr", "Ils se sont vus en juin 2024.", "2024-06"),
        ("fr", "Ils se sont vus en 2024.", "2024"),
        ("es", "Se vieron el 3 de junio de 2024.", "2024-06-03"),
        ("es", "Se vieron el 3 de junio del 2024.", "2024-06-03"),
        ("es", "Se vieron en junio de 2024.", "2024-06"),
        ("es", "Se vieron en 2024.", "2024"),
    ],
)
def test_a_date_keeps_the_precision_it_is_told_with(language: str, text: str, value: str) -> None:
    assert told(language, text) == [value]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "They met in June.", "2025-06"),
        ("en", "They met in December.", "2024-12"),
        ("en", "They will meet in August.", "2025-08"),
        ("en", "They met on June 3.", "2025-06-03"),
        ("en", "They met in June last year.", "2024-06"),
        ("fr", "Ils se sont vus en décembre.", "2024-12"),
        ("fr", "Ils se verront le 3 août.", "2025-08-03"),
        ("es", "Se vieron en diciembre.", "2024-12"),
        ("es", "Se verán el 3 de agosto.", "2025-08-03"),
    ],
)
def test_a_missing_year_is_that_of_the_nearest_such_date(language: str, text: str, value: str) -> None:
    assert told(language, text)[0] == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "They met yesterday.", "2025-07-16"),
        ("en", "They met on Monday.", "2025-07-14"),
        ("en", "They met last Thursday.", "2025-07-10"),
        ("en", "They meet next Tuesday.", "2025-07-22"),
        ("en", "They met two months ago.", "2025-05"),
        ("en", "They met last year.", "2024"),
        ("en", "They meet next month.", "2025-08"),
        ("en", "They met three weeks ago.", "2025-06"),
        ("fr", "Ils se sont vus hier.", "2025-07-16"),
        ("fr", "Ils se sont vus jeudi dernier.", "2025-07-10"),
        ("fr", "Ils se verront mardi prochain.", "2025-07-22"),
        ("fr", "Ils se sont vus il y a deux mois.", "2025-05"),
        ("fr", "Ils se sont vus l’an dernier.", "2024"),
        ("fr", "Ils se verront le mois prochain.", "2025-08"),
        ("fr", "Ils se sont vus le mois dernier.", "2025-06"),
        ("es", "Se vieron ayer.", "2025-07-16"),
        ("es", "Se vieron el jueves pasado.", "2025-07-10"),
        ("es", "Se verán el próximo martes.", "2025-07-22"),
        ("es", "Se vieron hace dos meses.", "2025-05"),
        ("es", "Se vieron el año pasado.", "2024"),
        ("es", "Se verán mañana.", "2025-07-18"),
        ("es", "Se verán el año que viene.", "2026"),
        ("es", "Se vieron a principios de año.", "2025"),
        ("fr", "Ils se sont vus en début d’année.", "2025"),
        ("fr", "Ils se sont vus l’été dernier.", "2024"),
        ("en", "They met last winter.", "2025"),
    ],
)
def test_a_relative_date_is_resolved_against_publication(language: str, text: str, value: str) -> None:
    assert told(language, text) == [value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They met yesterday in June."),
        ("fr", "Ils se sont vus hier en juin."),
        ("es", "Se vieron ayer en junio."),
    ],
)
def test_without_a_publication_date_only_full_dates_are_told(language: str, text: str) -> None:
    assert told(language, text, None) == []
    assert told(language, f"{text[:-1]} 2024.", None) == ["2024-06"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They may march."),
        ("en", "May Brook was there."),
        ("en", "In recent years, and over the past two years, it grew."),
        ("en", "It grew in the 1990s."),
        ("fr", "Ces deux dernières années, ces derniers mois, il a grandi."),
        ("es", "En los últimos dos años y los últimos meses creció."),
        ("es", "Salen por la mañana."),
    ],
)
def test_what_only_looks_like_a_date_is_none(language: str, text: str) -> None:
    assert told(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "They met on Sunday, July 6.", "2025-07-06"),
        ("en", "They met on Sunday 6 July 2025.", "2025-07-06"),
        ("fr", "Ils se sont vus dimanche 6 juillet.", "2025-07-06"),
        ("es", "Se vieron el domingo 6 de julio.", "2025-07-06"),
    ],
)
def test_the_weekday_of_a_date_is_no_second_date(language: str, text: str, value: str) -> None:
    assert told(language, text) == [value]


def test_a_day_that_no_month_has_leaves_the_month() -> None:
    assert told("en", "They met on 31 February 2025.") == ["2025-02"]


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("They sued in 2023, and lost in 2024.", "sued", "2023"),
        ("They sued in 2023, and lost in 2024.", "lost", "2024"),
        ("In 2023, they sued; they lost in 2024.", "sued", "2023"),
        ("They sued.", "sued", ""),
    ],
)
def test_an_event_happens_at_the_date_of_its_clause(text: str, trigger: str, value: str) -> None:
    read = document("en", text, title="")
    assert nearest(find_times(read, read.sentences[0], rules("en")), read, *tokens(read, trigger)) == value


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(WORDS)).flatmap(
        lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(WORDS[code].split()), min_size=1, max_size=14))
    ),
    st.one_of(st.none(), st.dates(), st.just(FIRST), st.just(LAST)),
)
def test_whatever_the_words_dates_are_real_and_do_not_overlap(
    text: tuple[str, list[str]], published: date | None
) -> None:
    language, words = text
    read = document(language, " ".join(words), title="", published=published)
    for sentence in read.sentences:
        found = find_times(read, sentence, rules(language))
        assert all(sentence.first <= t.first < t.last <= sentence.last for t in found)
        assert all(a.last <= b.first for a, b in pairwise(found))
        for time in found:
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", time.value)
            date.fromisoformat((time.value + "-01-01")[:10])
