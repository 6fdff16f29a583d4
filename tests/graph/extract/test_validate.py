"""What breaks a rule is dropped and named; what keeps them stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.extract.validate import validated
from graph.model import (
    Article,
    Claim,
    Event,
    Extraction,
    Factuality,
    FillerKind,
    Predicate,
    Quote,
    Relation,
    RoleFiller,
    Segment,
    Span,
)
from graph.vocabulary import load_vocabulary
from tests.graph import made

VOCABULARY = load_vocabulary()


def check(article: Article, extraction: Extraction) -> Extraction:
    return validated(article, extraction, VOCABULARY)


def changed(change: Callable[[Event], Event]) -> tuple[Article, Extraction]:
    """The lawsuit article with its first event changed."""
    article, extraction = made.lawsuit()
    first, *others = extraction.events
    return article, replace(extraction, events=(change(first), *others))


@pytest.mark.parametrize(("article", "extraction"), made.articles())
def test_a_sound_extraction_stays_as_it_is(article: Article, extraction: Extraction) -> None:
    assert check(article, extraction) == extraction


@pytest.mark.parametrize("kind", ["", "Divorce", "lawsuit", "Event", "https://w3id.org/reelgraph/ontology#Lawsuit"])
def test_an_event_of_an_undeclared_type_is_dropped(kind: str) -> None:
    article, extraction = changed(lambda e: replace(e, type=kind))
    kept = check(article, extraction)
    assert [e.id for e in kept.events] == ["v2", "v3"]
    assert kept.dropped == (f"event v1: type {kind} is not declared",)


@pytest.mark.parametrize(
    ("filler", "reason"),
    [
        (RoleFiller("spouse", FillerKind.ENTITY, "disney"), "no role spouse"),
        (RoleFiller("court", FillerKind.ENTITY, "nobody"), "no entity nobody"),
        (RoleFiller("court", FillerKind.ENTITY, "star-wars"), "takes no CreativeWork"),
        (RoleFiller("court", FillerKind.TERM, "generative-ai"), "takes entity, not term"),
        (RoleFiller("court", FillerKind.AMOUNT, "$5"), "takes entity, not amount"),
    ],
)
def test_a_filler_that_does_not_fit_is_dropped_and_the_event_stays(filler: RoleFiller, reason: str) -> None:
    article, extraction = changed(lambda e: replace(e, roles=(*e.roles, filler)))
    kept = check(article, extraction)
    assert kept.events == made.lawsuit()[1].events
    (dropped,) = kept.dropped
    assert reason in dropped


def test_a_term_of_no_scheme_or_of_another_is_dropped() -> None:
    article, extraction = made.one_shot()
    (use,) = extraction.events
    bad = (RoleFiller("technique", FillerKind.TERM, "magic"), RoleFiller("stage", FillerKind.TERM, "generative-ai"))
    kept = check(article, replace(extraction, events=(replace(use, roles=(*use.roles, *bad)),)))
    assert kept.events == (use,)
    assert len(kept.dropped) == 2


def test_an_event_with_unnamed_parties_stays() -> None:
    article, extraction = changed(lambda e: replace(e, roles=()))
    assert check(article, extraction) == extraction


def test_an_event_without_a_role_that_a_users_file_calls_obligatory_is_dropped() -> None:
    suit = VOCABULARY.event_types["Lawsuit"]
    strict = tuple(replace(role, required=role.name == "court") for role in suit.roles)
    kinds = {**VOCABULARY.event_types, "Lawsuit": replace(suit, roles=strict)}
    kept = validated(*made.lawsuit(), replace(VOCABULARY, event_types=kinds))
    assert [e.id for e in kept.events] == ["v2", "v3"]
    assert kept.dropped == ("event v1: Lawsuit without court",)


BODY, TITLE = Segment.BODY, Segment.TITLE


@pytest.mark.parametrize(
    ("span", "segment"),
    [
        (Span(30, 10_000), BODY),
        (Span(-5, 10), TITLE),
        (Span(30, 30), BODY),
        (Span(40, 30), BODY),
        (Span(30, 50), TITLE),
        (Span(0, 10), BODY),
        (Span(10, 40), TITLE),  # it runs from the title into the body
    ],
)
def test_a_claim_without_evidence_in_its_segment_is_dropped(span: Span, segment: Segment) -> None:
    claim = Claim((), Factuality.ASSERTED, segment, span)
    article, extraction = changed(lambda e: replace(e, claims=(*e.claims, claim)))
    kept = check(article, extraction)
    assert kept.events == made.lawsuit()[1].events
    assert len(kept.dropped) == 1


def test_a_claim_by_nobody_known_is_dropped() -> None:
    article, extraction = changed(lambda e: replace(e, claims=(*e.claims, replace(e.claims[0], source=("nobody",)))))
    kept = check(article, extraction)
    assert kept.events == made.lawsuit()[1].events
    assert len(kept.dropped) == 1


def test_an_event_whose_claims_are_all_dropped_goes_with_them() -> None:
    article, extraction = changed(lambda e: replace(e, claims=(replace(e.claims[0], source=("nobody",)),)))
    assert [e.id for e in check(article, extraction).events] == ["v2", "v3"]
    article, extraction = changed(lambda e: replace(e, claims=()))
    assert [e.id for e in check(article, extraction).events] == ["v2", "v3"]


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "evidence"),
    [
        ("nobody", Predicate.WORKS_FOR, "disney", Span(0, 5)),
        ("disney", Predicate.WORKS_FOR, "midjourney", Span(0, 5)),
        ("star-wars", Predicate.PRODUCED_BY, "california", Span(0, 5)),
        ("star-wars", Predicate.PRODUCED_BY, "disney", Span(0, 99_999)),
        ("star-wars", Predicate.PRODUCED_BY, "disney", Span(5, 5)),
        ("disney", Predicate.OWNED_BY, "disney", Span(0, 5)),
    ],
)
def test_a_relation_that_does_not_fit_is_dropped(
    subject: str, predicate: Predicate, object_: str, evidence: Span
) -> None:
    article, extraction = made.lawsuit()
    sound = Relation("star-wars", Predicate.PRODUCED_BY, "disney", Span(0, 5))
    bad = Relation(subject, predicate, object_, evidence)
    kept = check(article, replace(extraction, relations=(bad, sound)))
    assert kept.relations == (sound,)
    assert len(kept.dropped) == 1


def test_quotes_and_citations_of_nobody_or_of_no_words_are_dropped() -> None:
    article, extraction = made.lawsuit()
    sound = Quote("reuters", Span(0, 5))
    bad = (Quote("nobody", Span(0, 5)), Quote("reuters", Span(3, 3)), Quote("reuters", Span(0, 99_999)))
    kept = check(article, replace(extraction, quotes=(*bad, sound), cites=("nobody", "reuters")))
    assert kept.quotes == (sound,)
    assert kept.cites == ("reuters",)
    assert len(kept.dropped) == 4


def test_a_mention_outside_the_text_is_dropped_and_an_entity_without_any_goes_with_all_that_names_it() -> None:
    article, extraction = made.lawsuit()
    disney, *others = extraction.entities
    gone = replace(disney, mentions=(Span(0, 99_999),))
    kept = check(article, replace(extraction, entities=(gone, *others)))
    assert "disney" not in {e.id for e in kept.entities}
    assert all(f.value != "disney" for e in kept.events for f in e.roles)


def test_nothing_that_was_dropped_before_is_forgotten() -> None:
    article, extraction = made.lawsuit()
    assert check(article, replace(extraction, dropped=("earlier",))).dropped == ("earlier",)
