"""Which names are written differently and yet one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.names import initials, is_acronym, key, numbers, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Eternaut", "Eternaut"),
        ("L’Éternaute", "L'Eternaute"),
        ("Łódź Film School", "Lodz Film School"),
        ("Jørgen Sørensen", "Jorgen Sorensen"),
        ("Studio 4", "Studio4"),
        ("Halcyon Pictures, Inc.", "Halcyon Pictures"),
        ("Simon & Schuster", "Simon and Schuster"),
        ("S.A.C.D.", "SACD"),
        ("Страна", "Strana"),
    ],
)
def test_scripts_accents_articles_and_legal_forms_do_not_count(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Moana", "Moana 2"), ("Rocky", "Rocky IV"), ("El Eternauta", "The Eternaut"), ("The", "Le")]
)
def test_other_words_and_figures_do(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_acronyms_count_the_words_that_matter() -> None:
    assert initials("Writers Guild of America") == "wga"
    assert initials("Sociedad General de Autores y Editores") == "sgae"
    assert is_acronym("WGA")
    assert is_acronym("S.A.C.D.")
    assert not is_acronym("Wga")
    assert not is_acronym("Writers Guild")


def test_sequels_are_told_by_their_numbers() -> None:
    assert numbers("Blade Runner 2049") != numbers("Blade Runner")
    assert numbers("Rocky IV") == {"iv"}
    assert numbers("V for Vendetta") == frozenset()


@given(st.text())
def test_any_text_has_plain_words(text: str) -> None:
    assert all(word.isascii() and word == word.lower() for word in words(text))
    assert key(text) == key(text)
