"""Which language a text is in."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.language import identify
from graph.extract.languages import SUPPORTED

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "html" / "langid" / "samples.jsonl.gz"

TEXTS = {
    "en": "The studio says it used the tool for one shot of the film, and that no actor was replaced by it this year.",
    "fr": "Le studio dit avoir employé l’outil pour un seul plan du film, et qu’aucun acteur n’a été remplacé.",
    "es": "El estudio dice que usó la herramienta en un solo plano de la película y que nadie sobra.",
    "de": "Das Studio sagt, es habe das Werkzeug nur für eine Einstellung benutzt, und niemand wurde ersetzt.",
    "it": "Lo studio dice di aver usato lo strumento per una sola inquadratura e che nessuno è stato sostituito.",
    "ro": "Studioul spune că a folosit instrumentul pentru un singur cadru și că nimeni nu a fost înlocuit.",
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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Strike ends", "en"), ("Actors reject AI clones", "en"), ("Studio sues chatbot maker over songs", "en"),
        ("Grève des comédiens", "fr"), ("Le doublage menacé", "fr"), ("L'IA entre dans les studios", "fr"),
        ("Huelga de actores", "es"), ("La voz clonada", "es"), ("El sindicato rechaza el acuerdo", "es"),
    ],
)  # fmt: skip
def test_a_few_words_are_enough_where_the_page_declares_nothing(text: str, code: str) -> None:
    assert identify(text) == code


@pytest.mark.skipif(not SAMPLES.is_file(), reason=f"{SAMPLES} is not here")
def test_most_short_texts_of_treebanks_and_headlines_are_told_right() -> None:
    right: Counter[str] = Counter()
    met: Counter[str] = Counter()
    with gzip.open(SAMPLES, "rt", encoding="utf-8") as lines:
        for sample in list(map(json.loads, lines))[::4]:
            if sample["lang"] in SUPPORTED:
                met[str(sample["n"])] += 1
                right[str(sample["n"])] += identify(sample["text"]) == sample["lang"]
    shares = {length: right[length] / met[length] for length in met}
    least = {"3": 0.90, "5": 0.96, "8": 0.98, "15": 0.99, "30": 0.99, "headline": 0.95}
    assert {length: share >= least[length] for length, share in shares.items()} == dict.fromkeys(least, True), shares


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=8))
def test_whatever_the_text_there_is_one_answer(text: str, declared: str) -> None:
    code = identify(text, declared)
    assert code
    assert identify(text, declared) == code
