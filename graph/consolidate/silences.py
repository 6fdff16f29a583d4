"""Who was asked and did not answer, as quads of the consolidated graph."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.consolidate.documents import DocumentView
from graph.namespaces import RG, TYPE, XSD

_GRAPH = NamedNode(iri.CONSOLIDATED_GRAPH)


def silence_quads(document: DocumentView) -> list[Quad]:
    """All silences that one article tells of, sorted."""
    return sorted((Quad(s, p, o, _GRAPH) for s, p, o in _statements(document)), key=str)


def _statements(document: DocumentView) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    for silence in document.silences:
        node = NamedNode(silence.iri)
        yield node, TYPE, RG("Silence")
        yield node, RG("silent"), NamedNode(silence.silent)
        yield node, RG("reportedIn"), NamedNode(document.version)
        yield node, RG("evidenceText"), Literal(silence.evidence)
        if document.published:
            yield node, RG("reported"), Literal(document.published.isoformat(), datatype=XSD("date"))
