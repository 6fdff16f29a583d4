"""Articles as quads, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph import iri
from graph.errors import GateError, StoreError
from graph.extract.register import load_register
from graph.gates import validate
from graph.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Extent,
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
from graph.namespaces import OA, PROV, RG, SCHEMA, SEM, SKOS, TYPE, XSD, shorten
from graph.rdf import article_quads, time_literal
from graph.rdf_reading import canonical, extraction_from_quads
from graph.vocabulary import Vocabulary
from tests.graph import made


def objects(quads: list[Quad], subject: str, predicate: NamedNode) -> list[str]:
    return [q.object.value for q in quads if q.subject.value == subject and q.predicate == predicate]


@pytest.fixture(scope="module")
def told(vocabulary: Vocabulary) -> tuple[Article, list[Quad]]:
    article, extraction = made.one_shot()
    return article, article_quads(article, extraction, vocabulary)


class TestShape:
    def test_everything_stands_in_the_graph_of_the_version(self, told: tuple[Article, list[Quad]]) -> None:
        article, quads = told
        assert {q.graph_name for q in quads} == {NamedNode(iri.article_version(article.id, article.version))}

    def test_article_is_described_in_schema_org(self, told: tuple[Article, list[Quad]]) -> None:
        article, quads = told
        node = iri.article_version(article.id, article.version)
        assert (
            Quad(NamedNode(node), SCHEMA("headline"), Literal(article.title, language="en"), NamedNode(node)) in quads
        )
        assert (
            Quad(NamedNode(node), SCHEMA("datePublished"), Literal("2025-07-18", datatype=XSD("date")), NamedNode(node))
            in quads
        )
        assert objects(quads, node, SCHEMA("url")) == ["https://times.example/netflix-eternaut"]
        (outlet,) = objects(quads, node, SCHEMA("publisher"))
        assert objects(quads, outlet, SCHEMA("name")) == ["Example Times"]

    def test_publisher_has_the_iri_under_which_it_is_cited(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()  # mentions and cites Reuters
        for name in ("Reuters", "reuters"):
            reported = replace(article, publisher=name)
            told = replace(extraction, content_hash=reported.content_hash)
            quads = article_quads(reported, told, vocabulary, register=load_register())
            outlet = iri.registered_entity("reuters")
            assert objects(quads, iri.article_version(reported.id, reported.version), SCHEMA("publisher")) == [outlet]
            assert objects(quads, outlet, TYPE) == [SCHEMA("NewsMediaOrganization").value, iri.ontology("Organization")]
            assert objects(quads, outlet, SCHEMA("name")) == [name]
            assert objects(quads, outlet, SKOS("prefLabel")) == ["Reuters"]
            validate(quads, vocabulary)
            assert extraction_from_quads(quads, vocabulary) == canonical(told)

    def test_publisher_that_nobody_registered_is_an_organization_of_its_name(
        self, told: tuple[Article, list[Quad]]
    ) -> None:
        _, quads = told
        outlet = iri.publisher("Example Times")
        assert objects(quads, outlet, TYPE) == [SCHEMA("NewsMediaOrganization").value, iri.ontology("Organization")]
        assert objects(quads, outlet, SKOS("prefLabel")) == ["Example Times"]

    def test_publisher_that_the_article_takes_for_something_else_keeps_one_type(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        article = replace(article, publisher="Netflix")
        tool = replace(
            extraction.entities[1], id="tool", type=EntityType.AI_SYSTEM, iri=iri.registered_entity("netflix")
        )
        bare = replace(extraction, events=(), relations=(), quotes=(), cites=())
        told = replace(bare, content_hash=article.content_hash, entities=(tool,))
        quads = article_quads(article, told, vocabulary, register=load_register())
        validate(quads, vocabulary)

    def test_claim_hangs_on_its_event_and_ends_in_verbatim_evidence(self, told: tuple[Article, list[Quad]]) -> None:
        article, quads = told
        claim = iri.claim(iri.article_version(article.id, article.version), 2)
        (event,) = objects(quads, claim, RG("about"))
        assert claim in objects(quads, event, RG("hasClaim"))
        assert objects(quads, event, TYPE) == [iri.ontology("AIUse")]
        assert objects(quads, event, SEM("hasTimeStamp")) == ["2025"]
        assert objects(quads, event, RG("stage")) == [iri.term("vfx")]
        assert objects(quads, claim, RG("extent")) == [iri.term("sequence")]
        (span,) = objects(quads, claim, OA("hasTarget"))
        assert objects(quads, iri.quote_selector(span), OA("exact")) == [article.paragraphs[0]]
        start = int(objects(quads, iri.position_selector(span), OA("start"))[0])
        end = int(objects(quads, iri.position_selector(span), OA("end"))[0])
        assert article.full_text[start:end] == article.paragraphs[0]

    def test_source_chain_goes_from_the_outermost_to_the_one_whose_claim_it_is(
        self, told: tuple[Article, list[Quad]]
    ) -> None:
        article, quads = told
        claim = iri.claim(iri.article_version(article.id, article.version), 2)
        steps = {
            objects(quads, step, RG("position"))[0]: objects(quads, step, RG("speaker"))[0]
            for step in objects(quads, claim, RG("sourceChain"))
        }
        assert steps == {"1": iri.registered_entity("reuters"), "2": iri.registered_entity("ted-sarandos")}
        assert objects(quads, claim, RG("saidBy")) == [iri.registered_entity("ted-sarandos")]

    def test_relation_is_a_plain_triple_and_a_statement_with_evidence(self, told: tuple[Article, list[Quad]]) -> None:
        _, quads = told
        sarandos, netflix = iri.registered_entity("ted-sarandos"), iri.registered_entity("netflix")
        assert objects(quads, sarandos, RG("worksFor")) == [netflix]
        (statement,) = [q.subject.value for q in quads if q.object == RG("RelationStatement")]
        assert objects(quads, statement, SCHEMA("roleName")) == ["co-chief executive"]
        assert len(objects(quads, statement, OA("hasTarget"))) == 1

    def test_article_text_is_not_copied(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        unread = "Nobody is quoted in this paragraph, and nothing in it is evidence of anything at all."
        longer = replace(article, paragraphs=(*article.paragraphs, unread))
        quads = article_quads(longer, replace(extraction, content_hash=longer.content_hash), vocabulary)
        assert not any(unread in q.object.value or unread[30:60] in q.object.value for q in quads)

    def test_no_blank_nodes_no_repetitions_sorted(self, told: tuple[Article, list[Quad]]) -> None:
        _, quads = told
        assert all(isinstance(t, NamedNode) for q in quads for t in (q.subject, q.predicate, q.graph_name))
        assert all(isinstance(q.object, NamedNode | Literal) for q in quads)
        assert quads == sorted(set(quads), key=str)

    def test_revision_names_the_version_before_it(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.game(corrected=True)
        earlier = iri.article_version("game-en", "0" * 16)
        quads = article_quads(article, extraction, vocabulary, revises=earlier)
        node = iri.article_version(article.id, article.version)
        assert objects(quads, node, PROV("wasRevisionOf")) == [earlier]

    def test_url_that_is_no_iri_is_mended_or_kept_as_text(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        node = iri.article_version(article.id, article.version)
        spaced = article_quads(replace(article, url="https://times.example/a b|c"), extraction, vocabulary)
        assert objects(spaced, node, SCHEMA("url")) == ["https://times.example/a%20b%7Cc"]
        nonsense = article_quads(replace(article, url="no url"), extraction, vocabulary)
        assert Literal("no url", datatype=XSD("anyURI")) in {q.object for q in nonsense}

    @pytest.mark.parametrize(
        ("time", "datatype"),
        [
            ("2025", "gYear"),
            ("2025-07", "gYearMonth"),
            ("2025-07-17", "date"),
            ("2025-13", "string"),
            ("soon", "string"),
        ],
    )
    def test_time_is_as_exact_as_told(self, time: str, datatype: str) -> None:
        assert time_literal(time) == Literal(time, datatype=XSD(datatype))


class TestRefused:
    def test_extraction_of_another_version(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        with pytest.raises(GateError, match="another version"):
            article_quads(replace(article, title="Other"), extraction, vocabulary)

    def test_undeclared_event_type(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        wrong = replace(extraction, events=(replace(extraction.events[0], type="Seance"),))
        with pytest.raises(GateError, match=r"undeclared type 'Seance'.*ontologies/events"):
            article_quads(article, wrong, vocabulary)

    @pytest.mark.parametrize(
        ("filler", "message"),
        [
            (RoleFiller("court", FillerKind.ENTITY, "netflix"), "declares no such role"),
            (RoleFiller("agent", FillerKind.ENTITY, "nobody"), "the extraction lacks"),
            (RoleFiller("stage", FillerKind.TERM, "lunch"), "no term of the scheme 'stage'"),
        ],
    )
    def test_fillers_that_are_not_declared(self, vocabulary: Vocabulary, filler: RoleFiller, message: str) -> None:
        article, extraction = made.one_shot()
        wrong = replace(extraction, events=(replace(extraction.events[0], roles=(filler,)),))
        with pytest.raises(GateError, match=message) as refused:
            article_quads(article, wrong, vocabulary)
        assert refused.value.where == article.id

    @pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(0, 10_000), Span(-1, 4)])
    def test_span_outside_the_text(self, vocabulary: Vocabulary, span: Span) -> None:
        article, extraction = made.one_shot()
        wrong = replace(extraction, quotes=(Quote("netflix", span),))
        with pytest.raises(GateError, match="lies outside"):
            article_quads(article, wrong, vocabulary)

    def test_reading_back_what_is_no_article_graph(self, vocabulary: Vocabulary) -> None:
        with pytest.raises(StoreError, match="one article, found 0"):
            extraction_from_quads([], vocabulary)

    def test_reading_back_half_an_article(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        quads = article_quads(article, extraction, vocabulary)
        half = [q for q in quads if q.predicate != OA("start")]
        with pytest.raises(StoreError, match=r"0 values of <.*oa#start>"):
            extraction_from_quads(half, vocabulary)


class TestRoundTrip:
    @pytest.mark.parametrize("number", range(7))
    def test_hand_made_articles(self, vocabulary: Vocabulary, number: int) -> None:
        article, extraction = made.articles()[number]
        quads = article_quads(article, extraction, vocabulary)
        assert extraction_from_quads(quads, vocabulary) == canonical(extraction)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_any_extraction_survives_the_store(self, vocabulary: Vocabulary, data: st.DataObject) -> None:
        article, extraction = data.draw(tellings(vocabulary))
        quads = article_quads(article, extraction, vocabulary)
        store = Store()
        store.extend(quads)
        assert set(store) == set(quads), "the engine changed a literal: it was not canonical"
        assert extraction_from_quads(store, vocabulary) == canonical(extraction)

    def test_two_local_entities_of_one_iri_become_one(self, vocabulary: Vocabulary) -> None:
        article, extraction = made.one_shot()
        twin = replace(extraction.entities[0], id="twin", name="Netflix Inc.", mentions=(Span(0, 3),))
        quads = article_quads(article, replace(extraction, entities=(*extraction.entities, twin)), vocabulary)
        (netflix,) = [e for e in extraction_from_quads(quads, vocabulary).entities if e.iri == twin.iri]
        assert netflix.name == "Netflix"
        assert Span(0, 3) in netflix.mentions


def test_short_names_are_those_of_the_longest_namespace() -> None:
    assert shorten(iri.term("vfx")) == "term:vfx"
    assert shorten(iri.registered_entity("netflix")) == "data:entity/netflix"
    assert shorten("https://elsewhere.example/x") == "https://elsewhere.example/x"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@st.composite
def tellings(draw: st.DrawFn, vocabulary: Vocabulary) -> tuple[Article, Extraction]:
    """Any article with any extraction that the vocabulary allows."""
    article = Article(
        id=draw(WORDS),
        title=draw(WORDS),
        paragraphs=tuple(draw(st.lists(WORDS, min_size=1, max_size=3))),
        language=draw(st.sampled_from(["en", "fr", "es"])),
        url=draw(st.one_of(st.just(""), WORDS, st.just("https://times.example/é"))),
        publisher=draw(st.one_of(st.just(""), WORDS)),
        published=draw(st.one_of(st.none(), st.dates(min_value=date(1, 1, 1)))),
        authors=tuple(draw(st.lists(WORDS, max_size=2))),
    )
    size = len(article.full_text)
    spans = st.builds(lambda a, b: Span(min(a, b), max(a, b) + 1), st.integers(0, size - 1), st.integers(0, size - 1))
    slugs = draw(st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), min_size=1, max_size=4, unique=True))
    entities = tuple(
        Entity(
            f"e{n}",
            draw(st.sampled_from(EntityType)),
            draw(WORDS),
            tuple(sorted(draw(st.sets(spans, min_size=1, max_size=3)))),
            draw(st.sampled_from([iri.registered_entity(slug), f"https://elsewhere.example/{slug}"])),
        )
        for n, slug in enumerate(slugs)
    )
    ids = st.sampled_from([e.id for e in entities])
    claims = st.builds(
        Claim,
        source=st.lists(ids, max_size=3).map(tuple),
        factuality=st.sampled_from(Factuality),
        segment=st.sampled_from(Segment),
        evidence=spans,
        extent=st.one_of(st.none(), st.sampled_from(Extent)),
    )
    events = []
    for n in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(sorted(vocabulary.event_types)))
        fillers = []
        for role in vocabulary.event_types[kind].roles:
            if not draw(st.booleans()):
                continue
            if role.kind is FillerKind.ENTITY:
                value = draw(ids)
            elif role.kind is FillerKind.TERM:
                value = draw(st.sampled_from([t.slug for t in vocabulary.terms[role.scheme]]))
            else:
                value = draw(WORDS)
            fillers.append(RoleFiller(role.name, role.kind, value))
        events.append(
            Event(
                f"v{n}",
                kind,
                tuple(fillers),
                tuple(draw(st.lists(claims, min_size=1, max_size=3))),
                draw(st.sampled_from(["", "2025", "2025-07", "2025-07-17"])),
                draw(st.sampled_from(["", "https://w3id.org/reelgraph/happening/1"])),
            )
        )
    relations = st.builds(
        Relation, subject=ids, predicate=st.sampled_from(Predicate), object=ids, evidence=spans, title=WORDS
    )
    return article, Extraction(
        article_id=article.id,
        content_hash=article.content_hash,
        language=article.language,
        extractor=draw(WORDS),
        relevant=draw(st.booleans()),
        entities=entities,
        events=tuple(events),
        relations=tuple(draw(st.lists(relations, max_size=2))),
        quotes=tuple(draw(st.lists(st.builds(Quote, speaker=ids, span=spans), max_size=2))),
        cites=tuple(draw(st.lists(ids, max_size=2, unique=True))),
    )


def test_iris_are_made_of_hashes_offsets_and_numbers(told: tuple[Article, list[Quad]]) -> None:
    article, quads = told
    version = iri.article_version(article.id, article.version)
    own = {q.subject.value.removeprefix(version) for q in quads if q.subject.value.startswith(version)}
    known = r"|/event/v\d+|/(claim|quotation|relation)/\d+(/source/\d+)?|/span/\d+-\d+(/quote|/position)?"
    assert all(re.fullmatch(known, tail) for tail in own), own
