"""What the graph of runs holds: which run stored which article versions, with which software, when.

That graph tells of clocks; it is no part of a snapshot's digest, and a run that stores nothing adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from flows.manifest import Run
from graph import iri
from graph.namespaces import PROV, SCHEMA, TYPE, XSD


def run_quads(run: Run, extractor: str, graphs: Iterable[str]) -> list[Quad]:
    """That the run stored these named graphs. Batches of one run may be told one by one."""
    runs = NamedNode(iri.RUNS_GRAPH)
    activity = NamedNode(iri.run(run.id))
    software = NamedNode(iri.software(extractor))
    statements: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (activity, TYPE, PROV("Activity")),
        (activity, PROV("startedAtTime"), Literal(run.started, datatype=XSD("dateTime"))),
        (activity, PROV("wasAssociatedWith"), software),
        (software, TYPE, PROV("SoftwareAgent")),
        (software, SCHEMA("name"), Literal(extractor)),
        *((activity, PROV("generated"), NamedNode(graph)) for graph in graphs),
    ]
    return [Quad(s, p, o, runs) for s, p, o in statements]
