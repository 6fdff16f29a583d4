"""Our pipelines load without spaCy's package of their language, and read as with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from graph import resources
from graph.extract import trained
from graph.extract.languages import SUPPORTED
from graph.extract.records import read_articles
from graph.model import Article

SAMPLES = [a for a in read_articles(resources.samples() / "articles.jsonl") if isinstance(a, Article)]


@pytest.mark.parametrize("language", SUPPORTED)
def test_tokens_and_function_words_are_those_of_spacys_language(language: str) -> None:
    nlp = trained.load(resources.models() / "pipelines" / language)
    theirs = spacy.blank(language)
    texts = [a.text for a in SAMPLES if a.language == language]
    assert texts
    for text in (*texts, "mi-temps arc-en-ciel entr’acte don't del"):
        ours, blank = nlp.make_doc(text), theirs.make_doc(text)
        assert [t.text for t in ours] == [t.text for t in blank]
        assert [t.is_stop for t in ours] == [t.is_stop for t in blank]
        assert [t.norm_ for t in ours] == [t.norm_ for t in blank]


def test_french_loads_without_the_package_that_takes_two_seconds_to_import() -> None:
    code = (
        "import sys; from graph import resources; from graph.extract import trained;"
        "trained.load(resources.models() / 'pipelines' / 'fr'); assert 'spacy.lang.fr' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_that_holds_no_pipeline_is_said_to(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="config"):
        trained.load(tmp_path)
