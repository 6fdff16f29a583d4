"""What the consolidated graph of a store holds of one happening, as it is committed."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from graph import iri
from graph.namespaces import RG, SKOS, TYPE
from graph.store import GraphWriter

_GRAPH = iri.CONSOLIDATED_GRAPH


class StoredUnits:
    """Reads the graph by what belongs together."""

    def __init__(self, writer: GraphWriter) -> None:
        self._writer = writer

    def happenings(self) -> set[str]:
        """IRIs of all happenings."""
        return self._of_type("Happening")

    def happening(self, happening: str) -> list[Quad]:
        """All that is told of a happening: itself, its reports, roots, claims, conflicts."""
        node = NamedNode(happening)
        subjects = {node}
        for quad in self._writer.quads(predicate=RG("onHappening"), value=node, graph=_GRAPH):
            if isinstance(quad.subject, NamedNode):
                subjects.add(quad.subject)
        found = [quad for subject in subjects for quad in self._writer.quads(subject=subject, graph=_GRAPH)]
        steps = {q.object for q in found if q.predicate == RG("chainStep") and isinstance(q.object, NamedNode)}
        return [*found, *(quad for step in steps for quad in self._writer.quads(subject=step, graph=_GRAPH))]

    def silences(self, versions: Iterable[str] | None) -> set[Quad]:
        """Those that article versions tell of; None for all."""
        if versions is None:
            subjects = self._of_type("Silence")
        else:
            subjects = {
                quad.subject.value
                for version in versions
                for quad in self._writer.quads(predicate=RG("reportedIn"), value=NamedNode(version), graph=_GRAPH)
                if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{version}/silence/")
            }
        return {q for subject in subjects for q in self._writer.quads(subject=NamedNode(subject), graph=_GRAPH)}

    def name(self, entity: str) -> set[Quad]:
        """Type and name of an entity; nothing for what is none."""
        quads = set(self._writer.quads(subject=NamedNode(entity), graph=_GRAPH))
        named = any(quad.predicate == SKOS("prefLabel") for quad in quads)
        return {quad for quad in quads if quad.predicate in (TYPE, SKOS("prefLabel"))} if named else set()

    def named(self) -> set[str]:
        """IRIs of all entities that have a name."""
        quads = self._writer.quads(predicate=SKOS("prefLabel"), graph=_GRAPH)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}

    def refers_to(self, entity: str, without: set[Quad]) -> bool:
        """Whether anything but these quads refers to an entity."""
        return any(quad not in without for quad in self._writer.quads(value=NamedNode(entity), graph=_GRAPH))

    def _of_type(self, name: str) -> set[str]:
        quads = self._writer.quads(predicate=TYPE, value=RG(name), graph=_GRAPH)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
