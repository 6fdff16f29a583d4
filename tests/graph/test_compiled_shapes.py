"""Compiled shapes and pySHACL say the same of any graph; where a shape says more than is compiled, pySHACL judges."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDFS, Graph, URIRef

from graph import resources
from graph.compiled_shapes import CompiledShapes, Facts
from graph.errors import GateError
from graph.gates import ShaclReference, validate
from graph.model import Article, EntityType, Extraction
from graph.namespaces import OA, RG, TYPE, XSD
from graph.rdf import article_quads
from graph.vocabulary import Vocabulary, load_vocabulary
from tests.graph import made

ODD = [
    Literal(""),
    Literal("words"),
    Literal("mots", language="fr"),
    Literal(0),
    Literal(-1),
    Literal(7),
    Literal("+7", datatype=XSD("integer")),
    Literal("seven", datatype=XSD("integer")),
    Literal(True),
    Literal("2025", datatype=XSD("gYear")),
    Literal("2025-07", datatype=XSD("gYearMonth")),
    Literal("2025-07-17", datatype=XSD("date")),
    Literal("2025-13-17", datatype=XSD("date")),
    Literal("2025-07-17T10:00:00Z", datatype=XSD("dateTime")),
    NamedNode("https://elsewhere.example/x"),
    RG("Person"),
    RG("Lawsuit"),
    RG("worksFor"),
    NamedNode("https://w3id.org/reelgraph/term/vfx"),
    NamedNode("https://w3id.org/reelgraph/term/denied"),
]


@pytest.fixture(scope="module")
def compiled(vocabulary: Vocabulary) -> CompiledShapes:
    return CompiledShapes(vocabulary.shapes, vocabulary.graph)


@pytest.fixture(scope="module")
def reference(vocabulary: Vocabulary) -> ShaclReference:
    return ShaclReference(vocabulary)


@pytest.fixture(scope="module")
def good(vocabulary: Vocabulary) -> list[list[Quad]]:
    return [article_quads(article, extraction, vocabulary) for article, extraction in made.articles()]


def test_every_shape_of_ours_is_compiled(compiled: CompiledShapes, good: list[list[Quad]]) -> None:
    assert [compiled.surely_fit(Facts(quads)) for quads in good] == [True] * len(good)


@st.composite
def spoiled(draw: st.DrawFn, good: list[list[Quad]]) -> list[Quad]:
    """A good article's quads with a few things wrong, or merely other."""
    quads = list(draw(st.sampled_from(good)))
    for _ in range(draw(st.integers(1, 3))):
        one, other, third = (draw(st.sampled_from(quads)) for _ in range(3))
        odd = draw(st.sampled_from(ODD))
        match draw(st.integers(0, 7)):
            case 0:
                quads.remove(one)
            case 1:
                quads = [q for q in quads if q.predicate != one.predicate] or quads
            case 2:
                quads = [q for q in quads if q.subject != one.subject] or quads
            case 3:
                quads[quads.index(one)] = Quad(one.subject, one.predicate, other.object, one.graph_name)
            case 4:
                quads[quads.index(one)] = Quad(one.subject, other.predicate, one.object, one.graph_name)
            case 5:
                quads[quads.index(one)] = Quad(one.subject, one.predicate, odd, one.graph_name)
            case 6:
                quads.append(Quad(one.subject, other.predicate, third.object, one.graph_name))
            case _:
                quads.append(Quad(one.subject, other.predicate, odd, one.graph_name))
    return quads


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_compiled_shapes_agree_with_pyshacl(
    compiled: CompiledShapes, reference: ShaclReference, good: list[list[Quad]], data: st.DataObject
) -> None:
    quads = data.draw(spoiled(good))
    fits, (conforms, _) = compiled.surely_fit(Facts(quads)), reference.check(quads)
    assert conforms or not fits
    # two dates can be compared, too, but that is left to pySHACL
    offsets = [q.object for q in quads if q.predicate in (OA("start"), OA("end"))]
    if all(isinstance(o, Literal) and o.datatype == XSD("integer") for o in offsets):
        assert fits == conforms


def test_repetitions_and_graph_names_do_not_count(compiled: CompiledShapes, good: list[list[Quad]]) -> None:
    quads = good[0]
    assert compiled.surely_fit(Facts([*quads, *(Quad(q.subject, q.predicate, q.object) for q in quads)]))


def test_an_article_that_declares_classes_is_left_to_pyshacl(compiled: CompiledShapes, good: list[list[Quad]]) -> None:
    below = Quad(RG("Film"), NamedNode(str(RDFS.subClassOf)), RG("CreativeWork"), good[0][0].graph_name)
    assert not compiled.surely_fit(Facts([*good[0], below]))


# ------------------------------------------------------------------ single constructs

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <https://x.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
X = "https://x.example/"


def judged(shape: str, *facts: tuple[str, str, str | int]) -> bool:
    """Whether a film and what is said surely fit the shape."""
    shapes = Graph().parse(data=PREFIXES + "x:S a sh:NodeShape ; sh:targetClass x:Work ; " + shape, format="turtle")
    classes = Graph().add((URIRef(X + "Film"), RDFS.subClassOf, URIRef(X + "Work")))
    quads = [Quad(NamedNode(X + "film"), TYPE, NamedNode(X + "Film"))]
    for s, p, o in facts:
        value = NamedNode(X + o[2:]) if isinstance(o, str) and o.startswith("x:") else Literal(o)
        quads.append(Quad(NamedNode(X + s), NamedNode(X + p), value))
    return CompiledShapes(shapes, classes).surely_fit(Facts(quads))


@pytest.mark.parametrize(
    ("constraint", "right", "wrong"),
    [
        ("sh:minCount 1", [1], []),
        ("sh:maxCount 1", [1], [1, 2]),
        ("sh:datatype xsd:integer", [1, 2], [1, "two"]),
        ("sh:datatype xsd:string", ["a"], ["x:a"]),
        ("sh:nodeKind sh:IRI", ["x:a"], ["a"]),
        ("sh:in ( x:a x:b )", ["x:a", "x:b"], ["x:c"]),
        ('sh:pattern "^ab"', ["abc"], ["cab"]),
        ("sh:minLength 2", ["ab", "x:a"], ["a"]),
        ("sh:minInclusive 3", [3, 4], [2]),
        ("sh:lessThan x:end", [1], [9]),
        ("sh:class x:Work", ["x:film"], ["x:other"]),
        ("sh:or ( [ sh:class x:Work ] [ sh:nodeKind sh:IRI ; sh:minLength 20 ] )", ["x:film"], ["x:a"]),
        ("sh:xone ( [ sh:class x:Work ] [ sh:class x:Film ] )", [], ["x:film"]),
        ("sh:property [ sh:path x:q ; sh:minCount 1 ]", ["x:film"], ["x:a"]),
        ("sh:node [ sh:property [ sh:path x:q ; sh:minCount 1 ] ]", ["x:film"], ["x:a"]),
    ],
)
def test_constraints(constraint: str, right: list[str | int], wrong: list[str | int]) -> None:
    shape = f"sh:property [ sh:path x:p ; {constraint} ] ."
    end: tuple[str, str, str | int] = ("film", "end", 5)
    assert judged(shape, end, ("film", "q", 1), *(("film", "p", value) for value in right))
    assert not judged(shape, end, ("film", "q", 1), *(("film", "p", value) for value in wrong))


def test_paths() -> None:
    sequence = "sh:property [ sh:path ( x:p x:q ) ; sh:minCount 2 ; sh:maxCount 2 ] ."
    assert judged(sequence, ("film", "p", "x:a"), ("film", "p", "x:b"), ("a", "q", 1), ("b", "q", 2))
    assert not judged(sequence, ("film", "p", "x:a"), ("film", "p", "x:b"), ("a", "q", 1), ("b", "q", 1))
    either = "sh:property [ sh:path [ sh:alternativePath ( x:p x:q ) ] ; sh:maxCount 1 ] ."
    assert judged(either, ("film", "p", 1), ("film", "q", 1))
    assert not judged(either, ("film", "p", 1), ("film", "q", 2))


@pytest.mark.parametrize(
    "shape",
    [
        "sh:property [ sh:path x:p ; sh:maxLength 3 ] .",
        "sh:property [ sh:path x:p ; sh:in ( 1 2 ) ] .",
        "sh:property [ sh:path x:p ; sh:minCount 0 ; sh:minCount 1 ] .",
        "sh:property [ sh:path x:p ; sh:datatype xsd:string ; sh:datatype xsd:date ] .",
        'sh:property [ sh:path x:p ; sh:pattern "(" ] .',
        "sh:property [ sh:path [ sh:inversePath x:p ] ] .",
        "sh:property [ sh:path ( x:p ) ] .",
        "sh:property [ sh:path x:p ; sh:node x:S ] .",
        "sh:property [ sh:path x:p ; sh:minInclusive 1.5 ] .",
        "sh:xone ( [ sh:class x:Work ] [ sh:not [ sh:class x:Work ] ] ) .",
        "sh:deactivated true .",
        "sh:closed true .",
        "sh:minCount 1 .",
        "sh:targetNode x:film .",
        "a rdfs:Class .",
    ],
)
def test_what_is_not_compiled_is_never_said_to_fit(shape: str) -> None:
    assert not judged(shape, ("film", "p", "x:a"))


# ------------------------------------------------------------------ a user's own shapes


def screening(extra: str, folder: Path) -> Vocabulary:
    """The vocabulary with the README's event type, whose amount says more."""
    found = re.search(r"```turtle\n(.*?)```", (resources.ontologies() / "README.md").read_text(encoding="utf-8"), re.S)
    assert found
    amount = "sh:path rg:amount ; sh:datatype xsd:string"
    assert amount in found.group(1)
    (folder / "Screening.ttl").write_text(found.group(1).replace(amount, f"{amount} ; {extra}"), encoding="utf-8")
    vocabulary = load_vocabulary(folder)
    assert not vocabulary.problems
    return vocabulary


def shown(amount: str) -> tuple[Article, Extraction]:
    article = Article(
        id="screening",
        title="Salt Road is screened",
        paragraphs=("It was.",),
        language="en",
        published=date(2025, 7, 1),
    )
    work = made.entity(article, "salt-road", EntityType.CREATIVE_WORK, "Salt Road")
    event = made.event(1, "Screening", [made.claim(article, article.title)], work="salt-road", amount=amount)
    return article, made.extraction(article, [work], [event])


def test_what_a_users_shape_says_beyond_is_judged_by_pyshacl(tmp_path: Path) -> None:
    vocabulary = screening("sh:maxLength 4", tmp_path)
    validate(article_quads(*shown("$5 m"), vocabulary), vocabulary)
    with pytest.raises(GateError, match="rg:amount"):
        validate(article_quads(*shown("$5 million"), vocabulary), vocabulary)
    compiled = CompiledShapes(vocabulary.shapes, vocabulary.graph)
    assert not compiled.surely_fit(Facts(article_quads(*shown("$5 m"), vocabulary)))
    assert compiled.surely_fit(Facts(article_quads(*made.lawsuit(), vocabulary)))  # tells no screening


def test_a_role_that_a_user_calls_obligatory_may_not_be_missing(tmp_path: Path) -> None:
    vocabulary = screening("sh:minCount 1", tmp_path)
    assert vocabulary.event_types["Screening"].role("amount").required
    quads = article_quads(*shown("$5 m"), vocabulary)
    validate(quads, vocabulary)
    with pytest.raises(GateError, match="rg:amount"):
        validate([q for q in quads if q.predicate != RG("amount")], vocabulary)


def test_a_users_shape_that_is_no_shacl_refuses_its_events_alone(tmp_path: Path) -> None:
    vocabulary = screening("sh:maxLength 4 ; sh:maxLength 5", tmp_path)
    validate(article_quads(*made.lawsuit(), vocabulary), vocabulary)
    with pytest.raises(GateError, match="of your own event types is no SHACL") as refused:
        validate(article_quads(*shown("$5 m"), vocabulary), vocabulary)
    assert refused.value.where == "screening"
