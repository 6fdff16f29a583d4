"""CSV tables for statistics and spreadsheets: nodes and edges of a projection, and the claims with their evidence."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ExportError
from graph.export.claims import COLUMNS, claim_rows
from graph.export.exporter import Counts, Exporter, Header
from graph.export.networks import as_text, counts
from graph.network.analysis import empty_message
from graph.network.filters import Filters
from graph.network.projections import project_table

if TYPE_CHECKING:
    from graph.store import GraphReader

_FORMULA = ("=", "+", "-", "@", "\t")


def write(reader: GraphReader, folder: Path, filters: Filters, header: Header, *, spreadsheet: bool = False) -> Counts:
    """``nodes.csv``, ``edges.csv``, ``claims.csv``."""
    network = project_table(reader, filters)
    claims, replaced = claim_rows(reader, filters)
    if not network.edges and not claims:
        raise ExportError(f"nothing to export: no claims, and {empty_message(network.projection, filters)}")
    nodes, edges = network.node_columns, network.edge_columns
    write_table(
        folder / "nodes.csv",
        ["id", "label", *(c.name for c in nodes)],
        ([n.id, n.label, *(as_text(n.values.get(c.name, "")) for c in nodes)] for n in network.nodes),
        spreadsheet=spreadsheet,
    )
    write_table(
        folder / "edges.csv",
        ["id", "source", "target", "label", "weight", *(c.name for c in edges)],
        (
            [e.id, e.source, e.target, e.label, str(e.weight), *(as_text(e.values.get(c.name, "")) for c in edges)]
            for e in network.edges
        ),
        spreadsheet=spreadsheet,
    )
    write_table(folder / "claims.csv", COLUMNS, claims, spreadsheet=spreadsheet)
    written = counts(network)
    return replace(written, claims=len(claims), replaced=written.replaced + replaced)


def write_table(path: Path, names: Sequence[str], rows: Iterable[Sequence[str]], *, spreadsheet: bool) -> None:
    """A header and rows; for spreadsheets with a byte order mark, CRLF and no cell that could be a formula."""
    # a spreadsheet takes a file without a byte order mark for the encoding of its own country
    with path.open("w", encoding="utf-8-sig" if spreadsheet else "utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n" if spreadsheet else "\n")
        writer.writerow(names)
        writer.writerows([_harmless(cell) for cell in row] if spreadsheet else row for row in rows)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


EXPORTERS = (
    Exporter("csv", "tables of nodes, edges and claims (folder or .zip)", "", write, network=True),
    Exporter(
        "csv-spreadsheet",
        "the same for spreadsheets: cells that look like formulas are quoted (folder or .zip)",
        "",
        partial(write, spreadsheet=True),
        network=True,
    ),
)
