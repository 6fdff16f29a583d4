"""Which language a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.language import identify

TEXTS = {
    "en": "The studio says it used the tool for one shot of the film, and that no actor was replaced by it this year.",
    "fr": "Le studio dit avoir employé l’outil pour un seul plan du film, et qu’aucun acteur n’a été remplacé.",
    "es": "El estudio dice que usó la herramienta en un solo plano de la película y que nadie sobra.",
    "de": "Das Studio sagt, es habe das Werkzeug nur für eine Einstellung benutzt, und niemand wurde ersetzt.",
    "it": "Lo studio dice di aver usato lo strumento per una sola inquadratura e che nessuno è stato sostituito.",
    "pt": "O estúdio diz que usou a ferramenta em um único plano do filme e que nenhum ator foi substituído.",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_of_some_length_tells_its_language_itself(code: str) -> None:
    assert identify(TEXTS[code]) == code


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_and_is_believed_more_than_its_page(code: str) -> None:
    assert identify(TEXTS[code], "en-GB") == code


@pytest.mark.parametrize(
    ("declared", "code"), [("fr", "fr"), ("fr-FR", "fr"), ("es_MX", "es"), (" EN ", "en"), ("de-AT", "de")]
)
def test_a_short_text_is_in_the_language_its_page_declares(declared: str, code: str) -> None:
    assert identify("Oscar 2025: photos", declared) == code


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=8))
def test_whatever_the_text_there_is_one_answer(text: str, declared: str) -> None:
    code = identify(text, declared)
    assert code
    assert identify(text, declared) == code
