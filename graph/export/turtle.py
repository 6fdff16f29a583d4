"""Turtle: the statements of all articles in one graph, for tools without named graphs.

Which article a statement comes from is still told: events by ``rg:toldIn``, claims by the event they are about, and
evidence by ``oa:hasSource``.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from graph.export.exporter import SINGLE, Counts, Exporter, Header
from graph.export.statements import REFUSED, SHORT, Statement, article_graphs, statements
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store import GraphReader


def write(reader: GraphReader, folder: Path, filters: Filters, header: Header) -> Counts:
    """The union of the graphs of current article versions, sorted by subject, each statement once."""
    chosen = article_graphs(reader, filters)
    union: set[Statement] = set()
    for graph in chosen:
        union.update(statements(reader, graph))
    ordered = sorted(union, key=lambda triple: tuple(map(str, triple)))
    draft = folder / "draft"
    with draft.open("wb") as out:
        serialize((Triple(s, p, o) for s, p, o in ordered), out, RdfFormat.TURTLE, prefixes=SHORT)
    with draft.open("rb") as serialized, (folder / SINGLE).open("wb") as out:
        out.write("".join(f"# {line}\n" for line in header.in_words().splitlines()).encode())
        # the engine declares prefixes in another order every time
        out.writelines(sorted(serialized.readline() for _ in SHORT))
        shutil.copyfileobj(serialized, out)
    return Counts(statements=len(ordered), articles=len(chosen))


EXPORTERS = (Exporter("ttl", "the articles' statements in one graph (Turtle)", ".ttl", write, refused=REFUSED),)
