"""Identity of what is extracted, kept and told as quads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph import iri
from graph.errors import StoreError
from graph.identity import (
    Identity,
    Judgements,
    Resolver,
    Verdict,
    event_views,
    identified,
    occurrences,
    resolve,
    with_identity,
)
from graph.identity.judgements import Seen, Undo, judge
from graph.identity.ledger import OccurrenceLedger
from graph.identity.queue import Question, queue
from graph.identity.statements import identity_quads
from graph.model import (  # fmt: skip
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Extraction,
    Factuality,
    FillerKind,
    RoleFiller,
    Segment,
    Span,
)
from graph.namespaces import RG
from tests.graph.identity.things import ORG, PERSON, WORK, known, named
from tests.graph.made import at

WHEN = "2026-11-25T10:00:00Z"


def article(name: str, person: str, language: str = "en") -> tuple[Article, Extraction]:
    """An article in which a person says that Netflix used AI in a film."""
    title = f"Netflix used AI in Glass Harbour, says {person}"
    body = f"{person} told it on Monday. The director added that Netflix (NFX) was content."
    made = Article(name, title, (body,), language, published=date(2025, 7, 18))

    def entity(local: str, kind: EntityType, label: str, *surfaces: str, entry: str = "") -> Entity:
        last = made.full_text.rindex(label)
        spans = tuple(sorted({*(at(made, surface) for surface in (label, *surfaces)), Span(last, last + len(label))}))
        return Entity(local, kind, label, spans, known(entry) if entry else iri.minted_entity(kind, label))

    sentence = at(made, title)
    return made, Extraction(
        article_id=name,
        content_hash=made.content_hash,
        language=language,
        extractor="made",
        relevant=True,
        entities=(
            entity("p", PERSON, person, "The director"),
            entity("f", WORK, "Glass Harbour"),
            entity("n", ORG, "Netflix", entry="netflix"),
            entity("x", ORG, "NFX"),
        ),
        events=(
            Event(
                "v1",
                "AIUse",
                (RoleFiller("agent", FillerKind.ENTITY, "n"), RoleFiller("work", FillerKind.ENTITY, "f")),
                (Claim(("p",), Factuality.ASSERTED, Segment.TITLE, sentence),),
            ),
        ),
    )


STORY = [article("a", "Mara Ellison"), article("b", "Mara Elison"), article("c", "MARA ELLISON")]


def test_occurrences_know_names_company_and_glosses() -> None:
    found = {o.name: o for o in occurrences(*STORY[0])}
    assert found["Mara Ellison"].surfaces == ("Mara Ellison",), "a description is no name"
    assert found["NFX"].glossed == (known("netflix"),)
    assert known("netflix") in found["Glass Harbour"].beside
    assert found["Glass Harbour"].iri not in found["Glass Harbour"].beside


@pytest.mark.parametrize("surface", ["she", "the studio", "L’entreprise", "the Government", "la Plataforma"])
def test_what_stands_for_a_thing_does_not_name_it(surface: str) -> None:
    from graph.identity.occurrences import is_name

    assert not is_name(surface, "Lumen Post Group")


def test_articles_come_out_as_they_went_in_with_one_iri_for_one_thing() -> None:
    found = list(with_identity(STORY))
    assert [a.id for a, _ in found] == ["a", "b", "c"]
    assert len({x.entities[0].iri for _, x in found}) == 1
    assert len({x.events[0].iri for _, x in found}) == 1
    assert found[0][1].events[0].iri.startswith(f"{iri.BASE}happening/")
    assert [replace(x, entities=(), events=()) for _, x in found] == [
        replace(x, entities=(), events=()) for _, x in STORY
    ]


def test_one_article_alone_has_identity_too() -> None:
    ((_, found),) = with_identity(STORY[:1])
    assert found.entities[2].iri == known("netflix")
    assert found.events[0].iri


def test_views_have_canonical_fillers() -> None:
    made, extraction = STORY[1]
    identity = resolve(o for pair in STORY for o in occurrences(*pair))
    (view,) = event_views(made, extraction, identity)
    assert view.entities == (("agent", known("netflix")), ("work", iri.minted_entity(WORK, "Glass Harbour")))
    assert view.near == {view.entities[0][1], view.entities[1][1], identity.canonical(extraction.entities[0].iri, "b")}
    assert set(view.things) == view.near, "what glosses Netflix is Netflix"
    assert identified(extraction, identity, {view.telling: "h"}).events[0].iri == "h"


# ------------------------------------------------------------------ quads


def test_the_graph_says_who_stands_for_whom_and_why() -> None:
    pair = named("a", PERSON, "Ted Sarantos")
    quads = identity_quads(resolve([pair]), Judgements())
    triples = {(q.subject, q.predicate, q.object) for q in quads}
    assert (NamedNode(pair.iri), RG("canonical"), NamedNode(known("ted-sarandos"))) in triples
    assert (RG("decidedBy"), Literal("spelling")) in {(p, o) for _, p, o in triples}
    assert {q.graph_name for q in quads} == {NamedNode(iri.IDENTITY_GRAPH)}


def test_what_is_undone_leaves_no_trace() -> None:
    things = [named("a", ORG, "Halcyon"), named("b", ORG, "Lumen Post")]
    made = judge(things[0].iri, things[1].iri, Verdict.DIFFERENT, by="ana", when=WHEN)
    none = Judgements()
    judged = Judgements((made,))
    undone = judged.plus(Undo(made.id, "ana", WHEN))
    before, during, after = (identity_quads(resolve(things, j), j) for j in (none, judged, undone))
    assert before == after != during


def test_what_another_register_has_is_an_exact_match() -> None:
    judged = Judgements((judge(known("netflix"), "http://example.org/entity/Q7", Verdict.SAME, by="ana", when=WHEN),))
    identity = resolve([named("a", ORG, "Netflix", entry="netflix")], judged)
    assert identity.canonical(known("netflix")) == known("netflix")
    assert any("exactMatch" in str(q) and "Q7" in str(q) for q in identity_quads(identity, judged))


# ------------------------------------------------------------------ ledger


def test_the_ledger_gives_back_what_it_was_given(tmp_path: Path) -> None:
    given = {made.id: tuple(occurrences(made, extraction)) for made, extraction in STORY}
    with OccurrenceLedger(tmp_path) as ledger:
        for name, found in given.items():
            ledger.put(name, "v1", found)
        ledger.put("a", "v2", given["a"])
        ledger.put("z", "v1", ())
        ledger.remove("z")
    with OccurrenceLedger(tmp_path) as ledger:
        assert ledger.stamps() == {"a": "v2", "b": "v1", "c": "v1"}
        assert tuple(ledger.occurrences()) == tuple(o for found in given.values() for o in found)


def test_a_broken_ledger_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "identity.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 50)
    with pytest.raises(StoreError, match="delete it"):
        OccurrenceLedger(tmp_path)


# ------------------------------------------------------------------ review

DOUBTFUL = [
    named("a", ORG, "Halcyon Group", beside=[known("netflix")]),
    named("b", ORG, "Halcyon Interactive", beside=[known("netflix")]),
    *(named(f"n{i}", PERSON, "Jane Doe", beside=[known(e)]) for i, e in enumerate(("netflix", "sony"))),
    *(named(f"m{i}", ORG, "Lumen Post", beside=[known("netflix")]) for i in range(3)),
    named("t", PERSON, "Ted Sarantos"),
]


def asked(judgements: Judgements) -> dict[Question, list[tuple[str, str]]]:
    resolver = Resolver()
    resolver.add(DOUBTFUL)
    found: dict[Question, list[tuple[str, str]]] = {}
    for doubt in queue(resolver, resolver.identity(judgements), judgements):
        found.setdefault(doubt.question, []).append((doubt.left, doubt.right))
    return found


def test_the_queue_asks_about_doubts_homonyms_joins_and_new_things() -> None:
    found = asked(Judgements())
    assert found[Question.PAIR] == [tuple(sorted((DOUBTFUL[0].iri, DOUBTFUL[1].iri)))]
    assert [left for left, _ in found[Question.HOMONYM]] == [iri.occurrence("n1", DOUBTFUL[2].iri)]
    assert found[Question.JOINED] == [(DOUBTFUL[-1].iri, known("ted-sarandos"))]
    assert (DOUBTFUL[4].iri, "") in found[Question.NEW]


def test_what_has_been_answered_is_not_asked_again() -> None:
    judgements = Judgements()
    for verdict in (Verdict.DIFFERENT, Verdict.UNSURE, Verdict.SAME):
        found = asked(judgements)
        pairs = [
            pair for question in (Question.PAIR, Question.HOMONYM, Question.JOINED) for pair in found.get(question, ())
        ]
        if pairs:
            judgements = judgements.plus(judge(*pairs[0], verdict, by="ana", when=WHEN))
    judgements = judgements.plus(Seen(DOUBTFUL[4].iri, "ana", WHEN))
    left = asked(judgements)
    assert not {Question.PAIR, Question.HOMONYM, Question.JOINED} & left.keys()
    assert (DOUBTFUL[4].iri, "") not in left.get(Question.NEW, ())


def test_contradictory_judgements_come_first() -> None:
    a, b, c = (o.iri for o in (DOUBTFUL[0], DOUBTFUL[4], DOUBTFUL[2]))
    made = [judge(a, b, Verdict.SAME, by="x", when=WHEN), judge(b, c, Verdict.SAME, by="x", when=WHEN)]
    made.append(judge(a, c, Verdict.DIFFERENT, by="x", when=WHEN))
    assert next(iter(asked(Judgements(tuple(made))))) is Question.CONFLICT


def test_identity_without_articles_is_empty() -> None:
    assert resolve([]) == Identity()
