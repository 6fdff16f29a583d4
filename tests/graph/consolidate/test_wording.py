"""Words that show who has no name, who kept silent, whose copy it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.consolidate import wording
from graph.model import Article


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Two people familiar with the deal said it was off."),
        ("en", "The library is too small, according to several insiders."),
        ("fr", "Selon deux sources proches du dossier, le projet est arrêté."),
        ("fr", "Il a parlé sous couvert d’anonymat."),
        ("es", "Fuentes cercanas a la productora aseguran que se usó."),
    ],
)
def test_a_source_without_a_name_is_noticed(language: str, sentence: str) -> None:
    assert wording.tells_of_unnamed_source(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ted Sarandos said the shot was finished in time."),
        ("fr", "Le groupe dispose de plusieurs sources de revenus."),
        ("es", "La fuente de ingresos creció."),
        ("de", "Aus anonymer Quelle."),
    ],
)
def test_named_sources_and_other_meanings_are_left_alone(language: str, sentence: str) -> None:
    assert not wording.tells_of_unnamed_source(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The company did not respond to a request for comment."),
        ("en", "A spokesman for the studio declined to comment."),
        ("fr", "La plateforme n’a pas souhaité commenter."),
        ("es", "La productora declinó hacer comentarios."),
    ],
)
def test_a_silence_is_found_with_its_sentence(language: str, sentence: str) -> None:
    text = f"Something came before. {sentence} Something came after."
    ((start, end, _),) = wording.silences(text, language)
    assert text[start:end] == sentence


def test_a_wire_credit_is_found_at_the_head_and_at_the_foot() -> None:
    head = Article("a", "T", ("PARIS (AFP) — Un studio a dit oui.",), "fr")
    foot = Article("b", "T", ("A studio said yes.", "Reporting by Reuters"), "en")
    none = Article("c", "T", ("The AP of our village met.",), "en")
    assert list(wording.wire_credits(head)) == ["AFP"]
    assert list(wording.wire_credits(foot)) == ["Reuters"]
    assert list(wording.wire_credits(none)) == []


def test_a_procedure_is_where_its_last_words_are() -> None:
    talks = wording.phase("LabourAgreement", ("The union resumed talks with the studios.",))
    deal = wording.phase("LabourAgreement", ("Después de largas negociaciones, los miembros ratificaron el convenio.",))
    assert talks
    assert deal
    assert talks[0] < deal[0]
    assert wording.phase("Production", ("It was ratified.",)) is None


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "es", "de"]))
def test_any_text_can_be_looked_through(text: str, language: str) -> None:
    for start, end, cue in wording.silences(text, language):
        assert start <= cue < end <= len(text)
    wording.tells_of_unnamed_source(text, language)
