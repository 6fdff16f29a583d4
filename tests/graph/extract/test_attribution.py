"""Who says what: reporting clauses, "according to", quotations and their speakers. Names are marked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.attribution import attribute
from tests.graph.extract.marked import reading, tokens


def chain(language: str, text: str, about: str, *more: str) -> tuple[str, ...]:
    """Who says what stands at the words ``about``."""
    read = reading(language, text, *more)
    first, _ = tokens(read.document, about)
    return attribute(read).chain_at(read.document.sentence_at(first), first)


def quotes(language: str, *paragraphs: str) -> list[tuple[str | None, str]]:
    read = reading(language, *paragraphs)
    return [(speaker, span.of(read.document.text)) for speaker, span in attribute(read).quotes]


# ------------------------------------------------------------------ reporting clauses


@pytest.mark.parametrize(
    ("language", "text", "about", "speaker"),
    [
        ("en", "[Ana Keller](PER) said [Harbour Films](ORG) used AI.", "used", "ana-keller"),
        ("en", "[Harbour Films](ORG) used AI, [Ana Keller](PER) said.", "used", "ana-keller"),
        ("en", "[Harbour Films](ORG) used AI, said [Ana Keller](PER).", "used", "ana-keller"),
        ("en", "[Ana Keller](PER), head of [Harbour Films](ORG), said AI was used.", "used", "ana-keller"),
        ("en", "[Harbour Films](ORG) said it used AI.", "used", "harbour-films"),
        ("en", "[Ana Keller](PER), who runs [Harbour Films](ORG), admitted that AI was used.", "used", "ana-keller"),
        ("en", "[Ana Keller](PER) sued [Harbour Films](ORG) and said AI was used.", "used", "ana-keller"),
        ("fr", "Comme l’a révélé [Ana Roy](PER), l’IA a été utilisée.", "utilisée", "ana-roy"),
        ("es", "Lo contó [Ana Robles](PER): se usó la IA.", "usó", "ana-robles"),
        ("fr", "[Ana Roy](PER) affirme que [Studio Béryl](ORG) a utilisé l’IA.", "utilisé", "ana-roy"),
        ("fr", "[Studio Béryl](ORG) a utilisé l’IA, a expliqué [Ana Roy](PER).", "utilisé", "ana-roy"),
        ("es", "[Ana Robles](PER) afirmó que [Estudio Berilo](ORG) usó la IA.", "usó", "ana-robles"),
        ("es", "[Estudio Berilo](ORG) usó la IA, dijo [Ana Robles](PER).", "usó", "ana-robles"),
    ],
)
def test_the_subject_of_a_verb_of_saying_is_the_source(language: str, text: str, about: str, speaker: str) -> None:
    assert chain(language, text, about) == (speaker,)


@pytest.mark.parametrize(
    ("language", "text", "about", "source"),
    [
        ("en", "According to [Reuters](ORG), [Harbour Films](ORG) used AI.", "used", "reuters"),
        ("en", "[Harbour Films](ORG) used AI, according to [Reuters](ORG).", "used", "reuters"),
        ("fr", "Selon [Le Monde](ORG), [Studio Béryl](ORG) a utilisé l’IA.", "utilisé", "le-monde"),
        ("fr", "[Studio Béryl](ORG) a utilisé l’IA, selon [Le Monde](ORG).", "utilisé", "le-monde"),
        ("es", "Según [El País](ORG), [Estudio Berilo](ORG) usó la IA.", "usó", "el-pais"),
        ("es", "[Estudio Berilo](ORG) usó la IA, según [El País](ORG).", "usó", "el-pais"),
    ],
)
def test_who_comes_after_according_to_is_the_source(language: str, text: str, about: str, source: str) -> None:
    assert chain(language, text, about) == (source,)


def test_a_noun_that_names_nobody_is_a_subject_too() -> None:
    assert chain("en", "[Harbour Films](ORG) lawyers said AI was used.", "used") == ()
    assert chain("en", "[Harbour Films](ORG) grew fast, and critics said AI was used.", "used") == ()


def test_praise_tells_a_stance_and_reports_nothing() -> None:
    read = reading("en", "[Ana Keller](PER) praised the use of AI in the film.")
    told, sentence = attribute(read), read.document.sentences[1]
    assert told.chain_at(sentence, tokens(read.document, "use")[0]) == ()
    assert told.chain_at(sentence, tokens(read.document, "praised")[0], acts=True) == ("ana-keller",)


def test_an_interview_is_a_relay() -> None:
    text = "In an interview with [Reuters](ORG), [Ana Keller](PER) said that AI was used."
    assert chain("en", text, "used") == ("reuters", "ana-keller")


def test_who_cites_stands_outside_whom_he_cites() -> None:
    text = "[Reuters](ORG), citing [Ana Keller](PER), reported that AI was used."
    assert chain("en", text, "used") == ("reuters", "ana-keller")


def test_an_outlet_that_was_told_stands_outside_in_the_chain() -> None:
    told = "[Ana Keller](PER) told [Reuters](ORG) that [Harbour Films](ORG) used AI."
    assert chain("en", told, "used") == ("reuters", "ana-keller")


@pytest.mark.parametrize(
    ("language", "text", "about"),
    [
        ("en", "[Harbour Films](ORG) used AI.", "used"),
        ("en", "The [Harbour Films](ORG) report tells how [Ana Keller](PER) used AI.", "Harbour"),
        ("fr", "[Studio Béryl](ORG) a utilisé l’IA.", "utilisé"),
        ("es", "[Estudio Berilo](ORG) usó la IA.", "usó"),
    ],
)
def test_without_a_speaker_the_article_says_it_itself(language: str, text: str, about: str) -> None:
    assert chain(language, text, about) == ()


def test_what_stands_before_a_reporting_verb_with_that_is_not_reported() -> None:
    text = "[Harbour Films](ORG) used AI and [Ana Keller](PER) said that it helped."
    assert chain("en", text, "helped") == ("ana-keller",)
    assert chain("en", text, "used") == ()


# ------------------------------------------------------------------ quotations


@pytest.mark.parametrize(
    ("language", "text", "speaker", "words"),
    [
        ("en", "“We drew it all by hand,” [Ana Keller](PER) said.", "ana-keller", "We drew it all by hand,"),
        ("en", "“We drew it all by hand,” said [Ana Keller](PER).", "ana-keller", "We drew it all by hand,"),
        ("en", "[Ana Keller](PER) said: “We drew it all by hand.”", "ana-keller", "We drew it all by hand."),
        ("en", '"We drew it all by hand," [Ana Keller](PER) said.', "ana-keller", "We drew it all by hand,"),
        (
            "en",
            "“We drew it all by hand,” said [Harbour Films](ORG) chief executive [Ana Keller](PER).",
            "ana-keller",
            "We drew it all by hand,",
        ),
        ("fr", "« On l’a fait à la main », a déclaré [Ana Roy](PER).", "ana-roy", "On l’a fait à la main"),
        (
            "fr",
            "« On l’a fait à la main », dit [Ana Roy](PER), du [Studio Béryl](ORG).",
            "ana-roy",
            "On l’a fait à la main",
        ),
        ("es", "«Lo hicimos todo a mano», dijo [Ana Robles](PER).", "ana-robles", "Lo hicimos todo a mano"),
        ("es", "[Ana Robles](PER) aseguró: “Lo hicimos todo a mano”.", "ana-robles", "Lo hicimos todo a mano"),
    ],
)
def test_direct_speech_has_its_speaker_and_is_told_word_for_word(
    language: str, text: str, speaker: str, words: str
) -> None:
    assert quotes(language, text) == [(speaker, words)]


def test_a_speaker_goes_on_after_the_reporting_clause() -> None:
    text = "“We drew it all by hand,” [Ana Keller](PER) said. “Nobody helped us with it.”"
    assert [speaker for speaker, _ in quotes("en", text)] == ["ana-keller", "ana-keller"]


def test_a_paragraph_of_speech_alone_belongs_to_who_spoke_before() -> None:
    spoken = quotes("en", "[Ana Keller](PER) said the film was fine.", "“We drew it all by hand.”")
    assert spoken == [("ana-keller", "We drew it all by hand.")]


def test_a_pronoun_speaks_for_the_person_before_it() -> None:
    spoken = quotes("en", "[Ana Keller](PER) denies it. “We drew it all by hand,” she said.")
    assert spoken == [("ana-keller", "We drew it all by hand,")]


def test_speech_without_anyone_named_has_no_speaker() -> None:
    assert quotes("en", "“We drew it all by hand,” one of them said.") == [(None, "We drew it all by hand,")]


@pytest.mark.parametrize(
    "text",
    [
        "[Ana Keller](PER) said “[The Salt Road](WORK)” was fine.",
        "[Ana Keller](PER) called it “art” and “not art”.",
        "[Ana Keller](PER) loved the « cinéma vérité » of it.",
    ],
)
def test_titles_and_single_words_are_no_speech(text: str) -> None:
    assert quotes("en", text) == []


def test_what_is_said_in_a_quotation_is_said_by_its_speaker() -> None:
    text = "“We used AI for one shot of it,” [Ana Keller](PER) told [Reuters](ORG)."
    assert chain("en", text, "used")[-1] == "ana-keller"


PARTS = {
    "en": [
        "[Ana Keller](PER)",
        "[Reuters](ORG)",
        "said",
        "told",
        "that",
        "according to",
        "“",
        "”",
        '"',
        ",",
        ".",
        ":",
        "used AI",
    ],
    "fr": ["[Ana Roy](PER)", "[Le Monde](ORG)", "a déclaré", "selon", "que", "«", "»", ",", ".", ":", "a utilisé l’IA"],
    "es": [
        "[Ana Robles](PER)",
        "[El País](ORG)",
        "dijo",
        "según",
        "que",
        "«",
        "»",
        "“",
        "”",
        ",",
        ".",
        ":",
        "usó la IA",
    ],
}


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from(sorted(PARTS)).flatmap(
        lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(PARTS[code]), min_size=1, max_size=16))
    )
)
def test_whatever_the_text_speakers_are_entities_and_stretches_lie_in_their_sentence(
    given: tuple[str, list[str]],
) -> None:
    language, parts = given
    read = reading(language, " ".join(parts))
    found = attribute(read)
    known = {e.id for e in read.entities.all}
    for sentence in read.document.sentences:
        for one in found.by_sentence[sentence.index]:
            assert one.chain
            assert set(one.chain) <= known
            assert sentence.first <= one.first < one.last <= sentence.last
        for token in range(sentence.first, sentence.last):
            who = found.chain_at(sentence, token)
            assert len(set(who)) == len(who)
    for speaker, span in found.quotes:
        assert speaker is None or speaker in known
        assert span.of(read.document.text).strip()
