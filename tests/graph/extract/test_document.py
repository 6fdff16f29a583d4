"""An article as tokens and sentences, on which every later step reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.document import lemma, read
from graph.model import Article, Segment, Span
from tests.graph.extract.marked import article, document

LINES = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40).map(str.strip)


def test_the_title_is_one_sentence_of_its_own_segment() -> None:
    found = document("en", "It won. It lost.", "It drew.", title="It came. It saw!")
    assert [(s.span.of(found.text), s.segment, s.paragraph) for s in found.sentences] == [
        ("It came. It saw!", Segment.TITLE, 0),
        ("It won.", Segment.BODY, 1),
        ("It lost.", Segment.BODY, 1),
        ("It drew.", Segment.BODY, 2),
    ]


def test_without_cutting_a_paragraph_is_one_sentence() -> None:
    found = read(article("en", "It won. It lost."), cut=False)
    assert [s.span.of(found.text) for s in found.sentences] == ["Seen today", "It won. It lost."]


def test_an_article_may_lack_its_title() -> None:
    assert [s.segment for s in document("en", "It won.", title="").sentences] == [Segment.BODY]


def test_forms_are_lower_case_with_straight_apostrophes_and_the_text_stays_as_it_is() -> None:
    found = document("fr", "L’Actrice N’A pas ri.", title="")
    assert [form for form in found.lower if form.strip()][:3] == ["l'", "actrice", "n'"]
    assert found.text.endswith("L’Actrice N’A pas ri.")


@pytest.mark.parametrize(
    ("language", "form", "expected"),
    [
        ("en", "sued", "sue"),
        ("en", "Studios", "studio"),
        ("fr", "utilisé", "utiliser"),
        ("fr", "séries", "série"),
        ("es", "demandó", "demandar"),
        ("es", "películas", "película"),
    ],
)
def test_a_lemma_is_looked_up_in_the_language(language: str, form: str, expected: str) -> None:
    assert lemma(form, language) == expected


def test_spans_and_tokens_answer_each_other() -> None:
    found = document("en", "Ana Keller left.", title="")
    at = found.text.index("Keller")
    assert found.tokens_of(Span(at, at + 6)) == (found.sentences[0].first + 1, found.sentences[0].first + 2)
    assert found.tokens_of(Span(at, at + 3)) is None
    assert found.span(*found.tokens_of(Span(at, at + 6)) or (0, 1)) == Span(at, at + 6)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["en", "fr", "es"]), LINES, st.lists(LINES.filter(bool), max_size=4))
def test_whatever_the_article_every_word_is_in_one_sentence_of_its_paragraph(
    language: str, title: str, paragraphs: list[str]
) -> None:
    made = Article("a", title, tuple(paragraphs), language)
    found = read(made)
    assert len(found.lower) == len(found.lemma) == len(found.doc)
    assert [s.index for s in found.sentences] == list(range(len(found.sentences)))
    owned: list[int] = []
    for sentence in found.sentences:
        assert "\n" not in sentence.span.of(made.full_text)
        assert (sentence.span.end <= len(title)) == (sentence.segment is Segment.TITLE)
        owned.extend(range(sentence.first, sentence.last))
        assert all(found.sentence_at(token) == sentence for token in range(sentence.first, sentence.last))
    assert owned == sorted(set(owned))
    missed = {t.i for t in found.doc} - set(owned)
    assert all(found.doc[i].is_space for i in missed)
