"""The ontology files themselves: complete, described in three languages, in step with the types and the guide."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import DCTERMS, RDF, RDFS, SKOS, URIRef
from rdflib.namespace import OWL, VANN

from graph import gates, resources
from graph.errors import GateError
from graph.extract.languages import SUPPORTED
from graph.iri import ONTOLOGY, TERM
from graph.model import EntityType, Extent, Factuality, Predicate, Segment
from graph.ontology_file import read_ontology
from graph.rdf import article_quads
from graph.vocabulary import SCHEME, Vocabulary
from tests.graph import made

GUIDE = Path("/work/shared/eval/README.md")
CHECK = Path("/work/shared/eval/check.py")
needs_guide = pytest.mark.skipif(not GUIDE.exists(), reason="the annotation guide is not on this machine")
needs_check = pytest.mark.skipif(not CHECK.exists(), reason="the guide's format check is not on this machine")

ABOUT = URIRef("https://w3id.org/reelgraph/ontology")
BIBO_STATUS = URIRef("http://purl.org/ontology/bibo/status")
DECLARED = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    SKOS.Concept,
    SKOS.ConceptScheme,
)


@cache
def guide_tables() -> dict[str, str]:
    """First and second column of every table of the guide."""
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: second.strip() for name, second in rows}


def roles(vocabulary: Vocabulary) -> dict[str, list[str]]:
    return {name: [role.name for role in kind.roles] for name, kind in vocabulary.event_types.items()}


def slugs(vocabulary: Vocabulary, scheme: str) -> list[str]:
    return [term.slug for term in vocabulary.terms[scheme]]


def ours(graph: rdflib.Graph) -> list[URIRef]:
    """Every class, property, term and scheme that we declare."""
    namespaces = (ONTOLOGY, TERM, SCHEME)
    found = {s for kind in DECLARED for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(s for s in found if str(s).startswith(namespaces))


# ------------------------------------------------------------------ in step with the code


def test_entity_types_are_classes_of_the_ontology(vocabulary: Vocabulary) -> None:
    classes = vocabulary.graph.subjects(RDFS.subClassOf, URIRef(ONTOLOGY + "Entity"))
    assert {str(c).removeprefix(ONTOLOGY) for c in classes} == {t.value for t in EntityType}


@pytest.mark.parametrize(
    ("scheme", "enumeration"), [("factuality", Factuality), ("extent", Extent), ("segment", Segment)]
)
def test_schemes_mirror_enumerations_in_order(
    vocabulary: Vocabulary, scheme: str, enumeration: type[Factuality | Extent | Segment]
) -> None:
    assert slugs(vocabulary, scheme) == [member.value for member in enumeration]


def test_relations_are_properties_of_the_ontology_and_allowed_by_the_shapes(vocabulary: Vocabulary) -> None:
    allowed = vocabulary.shapes.value(URIRef(ONTOLOGY + "Relation-predicate"), rdflib.SH["in"])
    expected = {ONTOLOGY + predicate.value for predicate in Predicate}
    assert {str(p) for p in vocabulary.shapes.items(allowed)} == expected
    for predicate in expected:
        assert (URIRef(predicate), RDF.type, OWL.ObjectProperty) in vocabulary.graph


# ------------------------------------------------------------------ in step with the annotation guide


@needs_guide
def test_event_types_and_roles_are_those_of_the_guide(vocabulary: Vocabulary) -> None:
    tables = guide_tables()
    assert roles(vocabulary) == {name: tables[name].split(", ") for name in vocabulary.event_types}
    assert set(vocabulary.event_types) == set(tables) - {"type"} - {t.value for t in EntityType}


@needs_guide
def test_entity_types_are_those_of_the_guide() -> None:
    assert {t.value for t in EntityType} <= set(guide_tables())


@needs_guide
@pytest.mark.parametrize(("heading", "scheme"), [("technique", "technique"), ("stage", "stage"), ("value", "stance")])
def test_terms_are_those_of_the_guide(vocabulary: Vocabulary, heading: str, scheme: str) -> None:
    found = re.search(rf"^`{heading}`(?: \(stance\))?: (.+?)\.$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    assert found
    named = re.sub(r"\([^)]*\)", "", found.group(1)).replace("\n", " ").split(",")
    assert slugs(vocabulary, scheme) == [name.strip() for name in named]


@needs_check
def test_the_format_check_of_the_guide_knows_the_same(vocabulary: Vocabulary) -> None:
    names = {"TYPES", "ROLES", "TERMS", "EXT", "PRED"}
    lists = {}
    for node in ast.parse(CHECK.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in names:
            code = compile(ast.Expression(node.value), str(CHECK), "eval")
            lists[node.targets[0].id] = eval(code, {"__builtins__": {}})  # noqa: S307 - lists of strings, our own file
    assert set(lists["TYPES"]) == {t.value for t in EntityType}
    assert {name: given.split() for name, given in lists["ROLES"].items()} == roles(vocabulary)
    assert lists["TERMS"] == {
        "technique": slugs(vocabulary, "technique"),
        "stage": slugs(vocabulary, "stage"),
        "value": slugs(vocabulary, "stance"),
    }
    assert lists["EXT"] == slugs(vocabulary, "extent")
    assert set(lists["PRED"]) == {p.value for p in Predicate}


# ------------------------------------------------------------------ described, for people and for machines


def test_everything_declared_has_labels_and_definitions_in_three_languages(vocabulary: Vocabulary) -> None:
    graph, lacking = vocabulary.graph, []
    for subject in ours(graph):
        concept = str(subject).startswith((TERM, SCHEME))
        for prop in (SKOS.prefLabel if concept else RDFS.label, SKOS.definition):
            languages = Counter(getattr(o, "language", None) for o in graph.objects(subject, prop))
            if languages != Counter(SUPPORTED):
                lacking.append(f"{subject} {prop}: {dict(languages)}")
    assert not lacking


def test_no_property_of_ours_is_used_that_is_not_declared(vocabulary: Vocabulary) -> None:
    declared = {str(s) for s in ours(vocabulary.graph)}
    shapes = read_ontology(resources.ontologies() / "shapes.ttl").graph
    used = {str(p) for graph in (vocabulary.graph, shapes) for p in graph.predicates()}
    used |= {str(o) for o in shapes.objects(None, rdflib.SH.path)}
    assert not {p for p in used if p.startswith(ONTOLOGY)} - declared


def test_terms_and_classes_that_are_pointed_at_exist(vocabulary: Vocabulary) -> None:
    declared = {str(s) for s in ours(vocabulary.graph)}
    shapes = {str(s) for s in vocabulary.shapes.subjects()}
    pointed = {str(o) for o in vocabulary.graph.objects() if str(o).startswith((ONTOLOGY, TERM, SCHEME))}
    assert not pointed - declared - shapes - {ONTOLOGY}


def test_every_role_property_is_used_by_an_event_type(vocabulary: Vocabulary) -> None:
    declared = vocabulary.graph.subjects(RDFS.subPropertyOf, URIRef(ONTOLOGY + "role"))
    used = {role for names in roles(vocabulary).values() for role in names}
    assert {str(p).removeprefix(ONTOLOGY) for p in declared} | {"amount"} == used


def test_object_and_datatype_properties_have_domain_or_range(vocabulary: Vocabulary) -> None:
    graph = vocabulary.graph
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in graph.subjects(RDF.type, kind):
            assert graph.value(prop, RDFS.domain) or graph.value(prop, RDFS.range), prop


def test_every_class_stands_in_a_hierarchy_or_is_told_apart(vocabulary: Vocabulary) -> None:
    """No class floats free of entities, events, claims and other vocabularies (OOPS! pitfall 4)."""
    graph = vocabulary.graph
    tops = {"Entity", "SourceStep", "Contradiction"}
    for subject in graph.subjects(RDF.type, OWL.Class):
        if not isinstance(subject, URIRef) or str(subject).removeprefix(ONTOLOGY) in tops:
            continue
        assert graph.value(subject, RDFS.subClassOf) or graph.value(subject, OWL.disjointWith), subject


def test_names_follow_one_convention(vocabulary: Vocabulary) -> None:
    for subject in ours(vocabulary.graph):
        name = re.split(r"[#/]", str(subject))[-1]
        if (subject, RDF.type, OWL.Class) in vocabulary.graph:
            assert re.fullmatch(r"([A-Z][a-z]*)+", name), name
        elif str(subject).startswith(ONTOLOGY):
            assert re.fullmatch(r"[a-z][A-Za-z]*", name), name
        else:
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name), name


def test_the_ontology_says_who_made_it_and_how_it_may_be_used(vocabulary: Vocabulary) -> None:
    graph = vocabulary.graph
    assert (ABOUT, RDF.type, OWL.Ontology) in graph
    for prop in (DCTERMS.title, DCTERMS.description):
        assert {o.language for o in graph.objects(ABOUT, prop) if isinstance(o, rdflib.Literal)} == set(SUPPORTED)
    for prop in (DCTERMS.creator, DCTERMS.created, DCTERMS.license, OWL.versionIRI, BIBO_STATUS):
        assert graph.value(ABOUT, prop), prop
    assert str(graph.value(ABOUT, VANN.preferredNamespacePrefix)) == "rg"
    assert str(graph.value(ABOUT, VANN.preferredNamespaceUri)) == ONTOLOGY
    assert str(graph.value(ABOUT, OWL.versionIRI)) == f"{ABOUT}/{graph.value(ABOUT, OWL.versionInfo)}"


def test_no_file_is_longer_than_a_person_reads() -> None:
    for path in (resources.ontologies() / "events").glob("*.ttl"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400, path.name


# ------------------------------------------------------------------ examples


@pytest.mark.parametrize("language", SUPPORTED)
def test_every_event_type_has_examples_and_a_look_alike_in_every_language(
    vocabulary: Vocabulary, language: str
) -> None:
    for kind in vocabulary.event_types.values():
        examples = [e for e in kind.examples if e.language == language]
        assert sum(not e.none for e in examples) >= 3, kind.name
        assert any(e.none for e in examples), kind.name
        assert all(e.roles for e in examples if not e.none), kind.name


def test_news_may_leave_every_role_unnamed(vocabulary: Vocabulary) -> None:
    """ "Backlash grows over AI dubs" tells of a backlash; the guide requires no role either."""
    assert not [
        (kind.name, role.name) for kind in vocabulary.event_types.values() for role in kind.roles if role.required
    ]


# ------------------------------------------------------------------ shapes accept what is right, refuse what is wrong


def quads(vocabulary: Vocabulary, article_id: str) -> list[Quad]:
    return next(article_quads(a, x, vocabulary) for a, x in made.articles() if a.id == article_id)


@pytest.mark.parametrize("article_id", sorted({a.id for a, _ in made.articles()}))
def test_the_graph_of_an_article_fits(vocabulary: Vocabulary, article_id: str) -> None:
    gates.validate(quads(vocabulary, article_id), vocabulary)


def rg(name: str) -> NamedNode:
    return NamedNode(ONTOLOGY + name)


def term(name: str) -> NamedNode:
    return NamedNode(TERM + name)


OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
A = NamedNode(str(RDF.type))
TIME = NamedNode("http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp")


def without(given: Iterable[Quad], predicate: NamedNode, subject_type: NamedNode | None = None) -> list[Quad]:
    """The quads without those of one predicate, of subjects of one type if given."""
    given = list(given)
    typed = {q.subject for q in given if q.predicate == A and q.object == subject_type}
    return [q for q in given if q.predicate != predicate or (subject_type is not None and q.subject not in typed)]


def adding(
    given: Iterable[Quad], subject_type: NamedNode, predicate: NamedNode, value: NamedNode | Literal
) -> list[Quad]:
    """The quads and one more statement about the first subject of a type."""
    given = list(given)
    subject = min((q.subject for q in given if q.predicate == A and q.object == subject_type), key=str)
    return [*given, Quad(subject, predicate, value, given[0].graph_name)]


def entity_of(given: Iterable[Quad], kind: EntityType) -> NamedNode:
    subject = min((q.subject for q in given if q.predicate == A and q.object == rg(kind.value)), key=str)
    assert isinstance(subject, NamedNode)
    return subject


def test_a_claim_needs_factuality_segment_evidence_and_an_event(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    for predicate, message in (
        (rg("factuality"), "a claim has one factuality"),
        (rg("segment"), "in the title or in the body"),
        (NamedNode(OA + "hasTarget"), "a claim has evidence"),
        (rg("about"), "a claim is about one event"),
    ):
        with pytest.raises(GateError, match=message):
            gates.validate(without(good, predicate, rg("Claim")), vocabulary)


def test_a_claim_takes_terms_of_the_right_scheme_alone(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    with pytest.raises(GateError, match="a claim has one factuality"):
        gates.validate(adding(good, rg("Claim"), rg("factuality"), term("denied")), vocabulary)
    wrong = [
        Quad(q.subject, q.predicate, term("vfx"), q.graph_name) if q.predicate == rg("factuality") else q for q in good
    ]
    with pytest.raises(GateError, match="factuality"):
        gates.validate(wrong, vocabulary)


def test_an_event_needs_a_claim_an_article_and_a_declared_type(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    with pytest.raises(GateError, match="an event has at least one claim"):
        gates.validate(without(good, rg("hasClaim")), vocabulary)
    with pytest.raises(GateError, match="an event is told in one article"):
        gates.validate(without(good, rg("toldIn")), vocabulary)
    undeclared = [
        Quad(q.subject, A, rg("Ceremony"), q.graph_name) if q.predicate == A and q.object == rg("AIUse") else q
        for q in good
    ]
    with pytest.raises(GateError, match="an event of a declared type"):
        gates.validate(undeclared, vocabulary)


def test_a_role_takes_the_types_that_its_event_type_allows(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    work, person = entity_of(good, EntityType.CREATIVE_WORK), entity_of(good, EntityType.PERSON)
    gates.validate(adding(good, rg("AIUse"), rg("depicts"), person), vocabulary)
    with pytest.raises(GateError, match="rg:agent"):
        gates.validate(adding(good, rg("AIUse"), rg("agent"), work), vocabulary)
    with pytest.raises(GateError, match="rg:stage"):
        gates.validate(adding(good, rg("AIUse"), rg("stage"), term("voice-cloning")), vocabulary)


def test_a_role_of_another_event_type_is_refused(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    with pytest.raises(GateError, match="AIUse has a role that belongs to other types"):
        gates.validate(adding(good, rg("AIUse"), rg("plaintiff"), entity_of(good, EntityType.PERSON)), vocabulary)
    with pytest.raises(GateError, match="AIUse has a role that belongs to other types"):
        gates.validate(adding(good, rg("AIUse"), rg("amount"), Literal("$1 billion")), vocabulary)


def test_any_role_may_be_missing(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "lawsuit-en")
    for role in vocabulary.event_types["Lawsuit"].roles:
        good = without(good, rg(role.name))
    gates.validate(good, vocabulary)


def test_times_are_dates_of_some_precision(vocabulary: Vocabulary) -> None:
    good = without(quads(vocabulary, "one-shot-en"), TIME)
    for value, datatype in (("2025", "gYear"), ("2025-07", "gYearMonth"), ("2025-07-17", "date")):
        literal = Literal(value, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
        gates.validate(adding(good, rg("AIUse"), TIME, literal), vocabulary)
    with pytest.raises(GateError, match="at most one time"):
        gates.validate(adding(good, rg("AIUse"), TIME, Literal("last summer")), vocabulary)


def test_a_span_needs_words_and_position(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    for name, message in (("exact", "exact words"), ("start", "one start"), ("hasSelector", "two selectors")):
        with pytest.raises(GateError, match=message):
            gates.validate(without(good, NamedNode(OA + name)), vocabulary)
    backwards = [
        Quad(q.subject, q.predicate, Literal(0), q.graph_name) if q.predicate == NamedNode(OA + "end") else q
        for q in good
    ]
    with pytest.raises(GateError, match="starts before it ends"):
        gates.validate(backwards, vocabulary)


def test_an_entity_needs_a_name_and_one_type(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    with pytest.raises(GateError, match="an entity has a name"):
        gates.validate(without(good, NamedNode(str(SKOS.prefLabel))), vocabulary)
    with pytest.raises(GateError, match="one type of the eight"):
        gates.validate(adding(good, rg("Person"), A, rg("Place")), vocabulary)


def test_relations_hold_between_the_right_types(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    with pytest.raises(GateError, match="a person works for an organization"):
        gates.validate(
            adding(good, rg("CreativeWork"), rg("worksFor"), entity_of(good, EntityType.ORGANIZATION)), vocabulary
        )
    with pytest.raises(GateError, match="one predicate of the nine"):
        gates.validate(without(good, NamedNode(str(RDF.predicate))), vocabulary)


def test_an_article_needs_headline_language_and_hash(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    for predicate, message in (
        (NamedNode(SCHEMA + "headline"), "one headline"),
        (NamedNode(SCHEMA + "inLanguage"), "one language"),
        (rg("contentHash"), "one content hash"),
    ):
        with pytest.raises(GateError, match=message):
            gates.validate(without(good, predicate), vocabulary)


def test_a_quotation_needs_a_speaker_who_can_speak(vocabulary: Vocabulary) -> None:
    good = quads(vocabulary, "one-shot-en")
    with pytest.raises(GateError, match="a quotation has one speaker"):
        gates.validate(without(good, rg("saidBy"), NamedNode(SCHEMA + "Quotation")), vocabulary)
