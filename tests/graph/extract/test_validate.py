"""What breaks a rule is dropped and named; the rest of the extraction stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.extract.validate import validated
from graph.model import (
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    FillerKind,
    Predicate,
    Quote,
    Relation,
    RoleFiller,
    Segment,
    Span,
)
from graph.vocabulary import Vocabulary, load_vocabulary
from tests.graph import made


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def with_required(vocabulary: Vocabulary, event_type: str, role: str) -> Vocabulary:
    """The vocabulary, as if a user's file called a role obligatory."""
    kind = vocabulary.event_types[event_type]
    roles = tuple(replace(r, required=r.name == role) for r in kind.roles)
    return replace(vocabulary, event_types={**vocabulary.event_types, event_type: replace(kind, roles=roles)})


@pytest.mark.parametrize("number", range(7))
def test_right_extractions_stay_as_they_are(vocabulary: Vocabulary, number: int) -> None:
    article, extraction = made.articles()[number]
    assert validated(article, extraction, vocabulary) == extraction


def test_events_with_unnamed_parties_stay(vocabulary: Vocabulary) -> None:
    article, extraction = made.lawsuit()
    bare = replace(extraction, events=tuple(replace(e, roles=()) for e in extraction.events))
    assert validated(article, bare, vocabulary) == bare


def test_events_without_an_obligatory_role_are_dropped(vocabulary: Vocabulary) -> None:
    article, extraction = made.lawsuit()
    strict = with_required(vocabulary, "Lawsuit", "court")
    suits = [e.id for e in extraction.events if e.type == "Lawsuit" and not e.fillers("court")]
    kept = validated(article, extraction, strict)
    assert suits
    assert not {e.id for e in kept.events} & set(suits)
    assert kept.dropped == tuple(f"event {suit}: Lawsuit without court" for suit in suits)


@pytest.mark.parametrize(
    ("filler", "reason"),
    [
        (RoleFiller("acquirer", FillerKind.ENTITY, "netflix"), "AIUse has no role acquirer"),
        (RoleFiller("agent", FillerKind.TERM, "vfx"), "role agent takes entity, not term"),
        (RoleFiller("agent", FillerKind.ENTITY, "nobody"), "role agent: no entity nobody"),
        (RoleFiller("agent", FillerKind.ENTITY, "el-eternauta"), "role agent takes no CreativeWork"),
        (RoleFiller("stage", FillerKind.TERM, "lunch"), "role stage: no term lunch"),
    ],
)
def test_fillers_that_do_not_fit_are_dropped(vocabulary: Vocabulary, filler: RoleFiller, reason: str) -> None:
    article, extraction = made.one_shot()
    use = extraction.events[0]
    wrong = replace(extraction, events=(replace(use, roles=(*use.roles, filler)),))
    kept = validated(article, wrong, vocabulary)
    assert kept.events == extraction.events
    assert kept.dropped == (f"event {use.id}: {reason}",)


def test_claims_that_do_not_hold_are_dropped_and_events_without_claims_too(vocabulary: Vocabulary) -> None:
    article, extraction = made.one_shot()
    use = extraction.events[0]
    title = Span(0, len(article.title))
    wrong = (
        Claim((), Factuality.ASSERTED, Segment.BODY, Span(0, 10_000)),
        Claim((), Factuality.ASSERTED, Segment.BODY, title),
        Claim(("nobody",), Factuality.ASSERTED, Segment.TITLE, title),
    )
    kept = validated(article, replace(extraction, events=(replace(use, claims=(*use.claims, *wrong)),)), vocabulary)
    assert kept.events == extraction.events
    assert [line.partition(": ")[2][:30] for line in kept.dropped] == [
        "evidence Span(start=0, end=100",
        f"evidence Span(start=0, end={title.end})"[:30],
        "a source is no entity of the a",
    ]
    gone = validated(article, replace(extraction, events=(replace(use, claims=wrong[:1]),)), vocabulary)
    assert gone.events == ()
    assert gone.dropped[-1] == f"event {use.id}: no claim is left"


def test_undeclared_events_unfit_relations_and_stray_quotes_go(vocabulary: Vocabulary) -> None:
    article, extraction = made.one_shot()
    title = Span(0, len(article.title))
    place = Entity("mars", EntityType.PLACE, "Mars", (title,), "https://elsewhere.example/mars")
    wrong = replace(
        extraction,
        entities=(*extraction.entities, place),
        events=(*extraction.events, Event("v9", "Seance", (), extraction.events[0].claims)),
        relations=(*extraction.relations, Relation("mars", Predicate.WORKS_FOR, "netflix", title)),
        quotes=(*extraction.quotes, Quote("nobody", title), Quote("mars", Span(0, 10_000))),
        cites=(*extraction.cites, "nobody"),
    )
    kept = validated(article, wrong, vocabulary)
    assert replace(kept, dropped=(), entities=extraction.entities) == extraction
    assert kept.dropped == (
        "event v9: type Seance is not declared",
        "relation worksFor: mars and netflix do not fit",
    )
