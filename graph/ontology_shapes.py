"""The SHACL shapes of all ontology files as one graph, completed by what depends on several of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.iri import ONTOLOGY
from graph.ontology_file import OntologyFile

_SCHEME = URIRef(ONTOLOGY + "scheme")


def combine_shapes(
    files: Iterable[OntologyFile],
    schemes: Mapping[str, Sequence[str]],
    lacking: Mapping[str, Sequence[str]],
) -> Graph:
    """The shapes of ``files`` and nothing else of them.

    ``schemes``: IRIs of terms by IRI of scheme; a property shape with ``rg:scheme`` allows these alone.
    ``lacking``: IRIs of the role properties that an event type does not have, by IRI of the type.
    """
    found = Graph("SimpleMemory")
    for file in files:
        for kind in (SH.NodeShape, SH.PropertyShape):
            for shape in file.graph.subjects(RDF.type, kind):
                _copy(file.graph, shape, found)
    for number, (shape, _, scheme) in enumerate(sorted(found.triples((None, _SCHEME, None)))):
        members = _list(found, f"terms-{number}", schemes[str(scheme)])
        found.add((shape, SH["in"], members))
    for event_type, roles in lacking.items():
        target = found.value(None, SH.targetClass, URIRef(event_type))
        if target is not None and roles:
            _forbid(found, target, event_type, roles)
    return found


def _forbid(graph: Graph, shape: Node, event_type: str, roles: Sequence[str]) -> None:
    name = event_type.removeprefix(ONTOLOGY)
    prop, path = BNode(f"{name}-lacking"), BNode(f"{name}-path")
    graph.add((shape, SH.property, prop))
    graph.add((prop, RDF.type, SH.PropertyShape))
    graph.add((prop, SH.path, path))
    graph.add((path, SH.alternativePath, _list(graph, f"{name}-roles", roles)))
    graph.add((prop, SH.maxCount, Literal(0)))
    graph.add((prop, SH.message, Literal(f"an event of type {name} has a role that belongs to other types")))


def _copy(source: Graph, subject: Node, target: Graph) -> None:
    for predicate, value in source.predicate_objects(subject):
        # cues are for extraction; the validator would only carry them along
        if str(predicate).startswith(ONTOLOGY) and predicate != _SCHEME:
            continue
        if (subject, predicate, value) in target:
            continue
        target.add((subject, predicate, value))
        if isinstance(value, BNode):
            _copy(source, value, target)


def _list(graph: Graph, name: str, members: Sequence[str]) -> Node:
    nodes = [BNode(f"{name}-{number}") for number in range(len(members))]
    for number, (node, member) in enumerate(zip(nodes, members, strict=True)):
        graph.add((node, RDF.first, URIRef(member)))
        graph.add((node, RDF.rest, nodes[number + 1] if number + 1 < len(nodes) else RDF.nil))
    return nodes[0] if nodes else RDF.nil
