"""N-Quads: every statement with its graph, sorted, so that two exports can be compared line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from graph.export.exporter import SINGLE, Counts, Exporter, Header
from graph.export.statements import REFUSED, graphs, statements
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store.embedded import Reader


def write(reader: Reader, folder: Path, filters: Filters, header: Header) -> Counts:
    """The whole snapshot as it is, or the graphs of the articles that pass."""
    target = folder / SINGLE
    if not filters.chooses_articles:
        graphs(reader, filters)
        with target.open("wb") as out:
            reader.dump(out)
        with target.open("rb") as lines:
            return Counts(statements=sum(1 for _ in lines))
    chosen = graphs(reader, filters)
    lines_of_all: list[bytes] = []
    for graph in chosen:
        name = NamedNode(graph)
        quads = [Quad(s, p, o, name) for s, p, o in statements(reader, graph)]
        lines_of_all += (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    target.write_bytes(b"".join(sorted(lines_of_all)))
    return Counts(statements=len(lines_of_all), articles=len(chosen))


EXPORTERS = (Exporter("nq", "all statements with their graphs (N-Quads, sorted)", ".nq", write, refused=REFUSED),)
