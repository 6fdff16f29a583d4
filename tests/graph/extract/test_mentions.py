"""Names in a text: those of the register, those a model saw, those that form and company give away.

What the trained model sees is put in by hand here, so that these hold whatever it has learnt.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.languages import rules
from graph.extract.mentions import Mention, MentionFinder
from graph.extract.register import load_register
from graph.model import EntityType as T
from tests.graph.extract.marked import document

FINDERS = {code: MentionFinder(load_register(), rules(code)) for code in ("en", "fr", "es")}


def mentions(
    language: str, text: str, *, title: str = "Seen today", seen: dict[str, T] | None = None
) -> list[tuple[str, T, str]]:
    """(surface, type, register id or "") of every name; ``seen`` is what the model found."""
    read = document(language, text, title=title)
    spans = []
    for words, kind in (seen or {}).items():
        start = read.text.index(words)
        spans.append(read.doc.char_span(start, start + len(words), label=kind.value))
    read.doc.ents = spans
    return [(surface(m, read.text), m.type, m.entry.id if m.entry else "") for m in FINDERS[language].find(read)]


def surface(mention: Mention, text: str) -> str:
    return mention.span.of(text)


# ------------------------------------------------------------------ the register


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "They met Netflix in Paris.", [("Netflix", T.ORGANIZATION, "netflix"), ("Paris", T.PLACE, "paris")]),
        ("en", "They saw The Eternaut.", [("The Eternaut", T.CREATIVE_WORK, "el-eternauta")]),
        ("fr", "Ils ont vu L’Éternaute.", [("L’Éternaute", T.CREATIVE_WORK, "el-eternauta")]),
        ("fr", "Ils ont vu L'Éternaute.", [("L'Éternaute", T.CREATIVE_WORK, "el-eternauta")]),
        ("fr", "L’avis d’OpenAI.", [("OpenAI", T.ORGANIZATION, "openai")]),
        ("es", "Vieron El Eternauta.", [("El Eternauta", T.CREATIVE_WORK, "el-eternauta")]),
        ("en", "They met Ted Sarandos.", [("Ted Sarandos", T.PERSON, "ted-sarandos")]),
        ("en", "NETFLIX met them.", [("NETFLIX", T.ORGANIZATION, "netflix")]),
    ],
)
def test_known_names_are_found_in_their_language_and_spelling(
    language: str, text: str, found: list[tuple[str, T, str]]
) -> None:
    assert mentions(language, text) == found


def test_of_two_known_names_the_longer_counts() -> None:
    found = mentions("en", "They met the Writers Guild of America.")
    assert [(s, i) for s, _, i in found] == [("Writers Guild of America", "wga")]


@pytest.mark.parametrize("text", ["They sat on the runway.", "They said suno and sora.", "A moana came by."])
def test_a_common_word_in_lower_case_is_no_name(text: str) -> None:
    assert mentions("en", text) == []


def test_a_place_name_within_the_name_of_a_person_is_no_place() -> None:
    assert T.PLACE not in {kind for _, kind, _ in mentions("en", "They met Paris Hilton.")}


def test_a_sequel_is_not_the_work_it_follows() -> None:
    assert ("Moana", T.CREATIVE_WORK, "moana") not in mentions("en", "They saw Moana 2 there.")


# ------------------------------------------------------------------ what the model saw


def test_a_name_that_the_model_saw_is_a_name() -> None:
    assert mentions("en", "They met Brightframe.", seen={"Brightframe": T.ORGANIZATION}) == [
        ("Brightframe", T.ORGANIZATION, "")
    ]


def test_a_longer_name_seen_around_a_known_one_counts() -> None:
    found = mentions("en", "They met Netflix Nordic there.", seen={"Netflix Nordic": T.ORGANIZATION})
    assert found == [("Netflix Nordic", T.ORGANIZATION, "")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met Midjourney there.", T.ORGANIZATION),
        ("It was drawn with Midjourney there.", T.AI_SYSTEM),
        ("The tool Midjourney was named.", T.AI_SYSTEM),
    ],
)
def test_a_company_is_its_tool_where_it_is_used_as_one(text: str, kind: T) -> None:
    assert mentions("en", text) == [("Midjourney", kind, "midjourney")]


def test_what_the_model_sees_does_not_make_a_company_that_acts_a_tool() -> None:
    found = mentions("en", "They sued Midjourney there.", seen={"Midjourney": T.AI_SYSTEM})
    assert found == [("Midjourney", T.ORGANIZATION, "midjourney")]


def test_the_register_knows_better_than_the_model_what_a_known_name_is() -> None:
    assert mentions("en", "They met Netflix there.", seen={"Netflix": T.PLACE}) == [
        ("Netflix", T.ORGANIZATION, "netflix")
    ]


# ------------------------------------------------------------------ form and company


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "They saw the film “Salt Road” there.", ("Salt Road", T.CREATIVE_WORK, "")),
        ("fr", "Ils ont vu le film « La Route du sel » hier.", ("La Route du sel", T.CREATIVE_WORK, "")),
        ("es", "Vieron la película «La ruta de la sal» ayer.", ("La ruta de la sal", T.CREATIVE_WORK, "")),
        ("en", "They met director Ana Keller there.", ("Ana Keller", T.PERSON, "")),
        ("en", "They read the Harbour Fairness Act there.", ("Harbour Fairness Act", T.LEGAL_INSTRUMENT, "")),
        ("en", "They won the Salt Awards there.", ("Salt Awards", T.OCCASION, "")),
        ("en", "They met Harbour Pictures there.", ("Harbour Pictures", T.ORGANIZATION, "")),
        ("en", "They met the union (HGX) there.", ("HGX", T.ORGANIZATION, "")),
    ],
)
def test_words_around_and_within_give_unknown_names_away(language: str, text: str, found: tuple[str, T, str]) -> None:
    assert mentions(language, text) == [found]


@pytest.mark.parametrize(
    "text", ["Nobody came on Monday.", "“We came by train and by boat,” they said.", "However, it rained in July."]
)
def test_capitals_of_sentences_days_and_speech_are_no_names(text: str) -> None:
    assert mentions("en", text) == []


PIECES = st.sampled_from(
    [
        "Netflix",
        "the film",
        "“",
        "”",
        "«",
        "»",
        "Salt",
        "Road",
        "2",
        "II",
        "(",
        ")",
        "WGA",
        "Ana",
        "-",
        "&",
        "’s",
        "d’",
        ".",
        ",",
        "van",
    ]
)


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from(sorted(FINDERS)),
    st.one_of(
        st.text(max_size=40), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
    ),
)
def test_whatever_the_text_names_are_whole_tokens_in_order_without_overlap(language: str, text: str) -> None:
    line = " ".join(text.split())
    read = document(language, line)
    found = FINDERS[language].find(read)
    assert all(read.tokens_of(m.span) == (m.first, m.last) for m in found)
    assert all(m.span.of(read.text).strip() == m.span.of(read.text) != "" for m in found)
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert FINDERS[language].find(document(language, line)) == found


def test_a_company_named_by_an_everyday_word_is_told_by_its_capital_within_a_sentence() -> None:
    seen = {"Prosperous": T.ORGANIZATION}
    assert mentions("en", "Executives at Prosperous said no.", seen=seen) == [("Prosperous", T.ORGANIZATION, "")]
    assert mentions("en", "Prosperous times lie ahead.", seen=seen) == []
    assert mentions("en", "Executives at Prosperous said no.", seen={"Prosperous": T.PERSON}) == []
