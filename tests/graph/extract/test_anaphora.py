"""What a description or a pronoun stands for. Names are marked by hand."""

from __future__ import annotations

import pytest

from tests.graph.extract.marked import reading


def meant(language: str, words: str, *text: str, title: str = "Seen today") -> str | None:
    """The entity that the words stand for, the first time that something other than a name does."""
    read = reading(language, *text, title=title)
    for mention in read.entities.located:
        if not mention.names and mention.span.of(read.document.text).lower() == words.lower():
            return mention.entity
    return None


@pytest.mark.parametrize(
    ("language", "words", "text", "entity"),
    [
        ("en", "the streamer", "[Netflix](ORG) and [Harbour](ORG) met. The streamer left.", "netflix"),
        ("en", "the Polish studio", "The studio [Brine](ORG) sued [Ana Keller](PER). The Polish studio won.", "brine"),
        ("en", "the start-up", "[Brine](ORG), a start-up, met [Harbour](ORG). The start-up left.", "brine"),
        ("en", "the director", "Director [Ana Keller](PER) met [Bo Lind](PER). The director left.", "ana-keller"),
        ("en", "the union", "[SAG-AFTRA](ORG) sued [Netflix](ORG). The union is angry.", "sag-aftra"),
        ("fr", "le cinéaste", "Le réalisateur [Jean Roy](PER) a vu [Ana Morel](PER). Le cinéaste parle.", "jean-roy"),
        ("fr", "la plateforme", "[Netflix](ORG) répond à [Béryl](ORG). La plateforme nie.", "netflix"),
        ("fr", "la jeune pousse", "[Béryl](ORG) lève des fonds. La jeune pousse française embauche.", "beryl"),
        ("es", "el sindicato", "[SAG-AFTRA](ORG) criticó a [Netflix](ORG). El sindicato exige cambios.", "sag-aftra"),
        ("es", "la cinta", "[La ruta](WORK) llega a [Madrid](LOC). La cinta dura dos horas.", "la-ruta"),
        ("en", "she", "[Ana Keller](PER) spoke. She left.", "ana-keller"),
    ],
)
def test_a_description_stands_for_whom_it_fits(language: str, words: str, text: str, entity: str) -> None:
    assert meant(language, words, text) == entity


@pytest.mark.parametrize(
    ("language", "words", "text"),
    [
        ("en", "the judge", "[Ana Keller](PER) met [Bo Lind](PER). The judge was silent."),
        ("en", "the union", "[Netflix](ORG) is pleased. The union is not."),
        ("en", "the studio", "[Harbour](ORG) is pleased. The studio head left."),
        ("en", "the director", "[Bo Lind](PER) spoke. The director [Ana Keller](PER) was silent."),
        ("en", "a company", "[Harbour](ORG) spoke. A company left."),
        ("fr", "le juge", "[Ana Roy](PER) a vu [Jean Morel](PER). Le juge se tait."),
    ],
)
def test_what_nobody_is_called_stands_for_nobody(language: str, words: str, text: str) -> None:
    assert meant(language, words, text) is None


def test_of_two_that_fit_the_one_spoken_of_more_and_in_the_headline_is_meant() -> None:
    text = ("[Brine](ORG) films in [Rome](LOC).", "[Brine](ORG) hired [Corvid](ORG).", "The company grows.")
    assert meant("en", "the company", *text, title="[Brine](ORG) grows") == "brine"


def test_the_mention_has_no_preposition_in_it() -> None:
    read = reading("fr", "[Béryl](ORG) recrute. Le patron du groupe parle.")
    described = [m.span.of(read.document.text) for m in read.entities.located if m.described]
    assert described == ["groupe"]
