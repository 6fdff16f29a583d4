"""What follows from what an article states, and what does not."""

from __future__ import annotations

import pytest

from graph.extract.pipeline import Extractor
from graph.extract.records import make_article
from graph.model import Predicate


def relations(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    article = make_article(article_id="x", title="What was said", paragraphs=[text], declared_language="en")
    return {(r.subject, r.predicate.value, r.object) for r in extractor.extract(article).relations}


@pytest.mark.parametrize("text", ["Critics praised the Netflix co-CEO Ted Sarandos on Monday for his candour."])
def test_a_fact_of_the_register_is_recalled_by_names_side_by_side(extractor: Extractor, text: str) -> None:
    assert ("ted-sarandos", Predicate.WORKS_FOR.value, "netflix") in relations(extractor, text)


def test_two_names_far_apart_in_a_sentence_do_not_state_what_the_register_knows(extractor: Extractor) -> None:
    text = (
        "Pixar had nothing to say on Monday about the weather in the hills above the old town, where people "
        "who once drew pictures for a living were now, in the words of a neighbour, waiting for Disney."
    )
    assert not relations(extractor, text)
