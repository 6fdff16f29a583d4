"""N-Quads: every statement with its graph, sorted by graph and line, so that two exports can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from graph.export.exporter import SINGLE, Counts, Exporter, Header
from graph.export.statements import REFUSED, graphs, statements
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store import GraphReader


def write(reader: GraphReader, folder: Path, filters: Filters, header: Header) -> Counts:
    """The whole snapshot as it is, or the graphs of the articles that pass."""
    target = folder / SINGLE
    if not filters.chooses_articles:
        graphs(reader, filters)
        with target.open("wb") as out:
            reader.dump(out)
        with target.open("rb") as dumped:
            return Counts(statements=sum(1 for _ in dumped))
    chosen = graphs(reader, filters)
    written = 0
    with target.open("wb") as out:
        for graph in chosen:
            name = NamedNode(graph)
            quads = [Quad(s, p, o, name) for s, p, o in statements(reader, graph)]
            lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
            out.writelines(sorted(lines))
            written += len(lines)
    return Counts(statements=written, articles=len(chosen))


EXPORTERS = (Exporter("nq", "all statements with their graphs (N-Quads, sorted)", ".nq", write, refused=REFUSED),)
