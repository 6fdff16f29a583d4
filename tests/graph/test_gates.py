"""What breaks a shape is not stored, and the message says what and where."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph import iri
from graph.errors import GateError
from graph.gates import validate
from graph.namespaces import OA, RG
from graph.rdf import article_quads
from graph.vocabulary import Vocabulary
from tests.graph import made


@pytest.mark.parametrize("number", range(7))
def test_hand_made_articles_pass(vocabulary: Vocabulary, number: int) -> None:
    article, extraction = made.articles()[number]
    validate(article_quads(article, extraction, vocabulary), vocabulary)


def test_a_second_article_is_judged_on_its_own(vocabulary: Vocabulary) -> None:
    article, extraction = made.one_shot()
    quads = article_quads(article, extraction, vocabulary)
    with pytest.raises(GateError):
        validate([q for q in quads if q.predicate != RG("factuality")], vocabulary)
    validate(quads, vocabulary)


@pytest.mark.parametrize("lost", [RG("factuality"), RG("segment"), OA("hasTarget"), RG("about")])
def test_claim_without_what_makes_it_a_claim(vocabulary: Vocabulary, lost: NamedNode) -> None:
    article, extraction = made.one_shot()
    quads = [q for q in article_quads(article, extraction, vocabulary) if q.predicate != lost]
    with pytest.raises(GateError) as refused:
        validate(quads, vocabulary)
    assert refused.value.where == article.id
    assert iri.claim(iri.article_version(article.id, article.version), 1) in str(refused.value)
    assert "correct the extraction" in str(refused.value)


def test_role_filled_by_the_wrong_type_names_event_role_and_filler(vocabulary: Vocabulary) -> None:
    article, extraction = made.lawsuit()
    version = iri.article_version(article.id, article.version)
    event, place = iri.event(version, "v1"), iri.registered_entity("california")
    wrong = Quad(NamedNode(event), RG("plaintiff"), NamedNode(place), NamedNode(version))
    with pytest.raises(GateError) as refused:
        validate([*article_quads(article, extraction, vocabulary), wrong], vocabulary)
    message = str(refused.value)
    assert event in message
    assert "rg:plaintiff" in message
    assert "california" in message


def test_long_lists_of_problems_are_cut(vocabulary: Vocabulary) -> None:
    article, extraction = made.lawsuit()
    quads = article_quads(article, extraction, vocabulary)
    bare = [q for q in quads if q.predicate not in (RG("factuality"), RG("segment"), OA("hasTarget"), RG("about"))]
    with pytest.raises(GateError, match=r"… and \d+ more") as refused:
        validate(bare, vocabulary)
    assert len(str(refused.value).splitlines()) == 12


def test_blank_nodes_never_get_that_far(vocabulary: Vocabulary) -> None:
    graph = NamedNode("https://w3id.org/reelgraph/article/x/1")
    with pytest.raises(GateError, match="IRIs and literals alone"):
        validate([Quad(BlankNode("b"), RG("cites"), Literal("x"), graph)], vocabulary)
