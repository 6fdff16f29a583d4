"""Where an article says that it has its information from; names are marked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.extract.attribution import attribute
from graph.extract.citations import citations
from tests.graph.extract.marked import reading


def cites(language: str, *text: str) -> tuple[str, ...]:
    read = reading(language, *text)
    return citations(read, attribute(read))


@pytest.mark.parametrize(
    ("language", "text", "cited"),
    [
        ("en", "[Ana Keller](PER) told [Variety](ORG) that AI was used.", "variety"),
        ("en", "[Ana Keller](PER) told the trade paper [Cue Sheet](ORG) that AI was used.", "cue-sheet"),
        ("en", "[Ana Keller](PER) told [Cue Sheet](ORG) that AI was used.", "cue-sheet"),
        ("en", "AI was used, according to [Reuters](ORG).", "reuters"),
        ("en", "AI was used, according to [Cue Sheet](ORG).", "cue-sheet"),
        ("en", "In an interview with [Cue Sheet](ORG), [Ana Keller](PER) said AI was used.", "cue-sheet"),
        ("en", "A study by [North Institute](ORG) found that AI was used.", "north-institute"),
        ("fr", "« Jamais », a fait savoir un porte-parole à l’[AFP](ORG).", "afp"),
        ("fr", "La rumeur, propagée par le site [Le Fil](ORG), court.", "le-fil"),
        ("fr", "« Du métier », écrit [Le Figaro](ORG).", "le-figaro"),
        ("fr", "Selon une étude de [Béryl](ORG), l’IA est utilisée.", "beryl"),
        ("es", "[Ana Robles](PER) había contestado a [El Universal](ORG) que se usó la IA.", "el-universal"),
        ("es", "A la revista [Onda](ORG) le había dicho [Ana Robles](PER) que se usó la IA.", "onda"),
        ("es", "En una entrevista con [Onda](ORG), [Ana Robles](PER) dijo que se usó la IA.", "onda"),
    ],
)
def test_whoever_is_read_or_spoken_to_is_cited(language: str, text: str, cited: str) -> None:
    assert cites(language, text) == (cited,)


@pytest.mark.parametrize(
    "text",
    [
        "[Ana Keller](PER) told [Netflix](ORG) that AI was used.",
        "[Reuters](ORG) belongs to a family and has done so for many years, as its history shows at some length.",
        "[Ana Keller](PER) told the guild that [Harbour](ORG) used AI.",
        "[Harbour](ORG) has read every study by heart.",
    ],
)
def test_whoever_is_only_named_is_not(text: str) -> None:
    assert cites("en", text) == ()


def test_an_article_does_not_cite_its_own_outlet() -> None:
    read = reading("en", "[Ana Keller](PER) told [Variety](ORG) that AI was used.")
    article = replace(read.document.article, publisher="Variety")
    own = replace(read, document=replace(read.document, article=article))
    assert citations(own, attribute(own)) == ()
