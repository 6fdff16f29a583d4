"""An analysis for eyes (text), for programs (JSON) and for spreadsheets (CSV tables)."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from graph.errors import QueryError
from graph.network.analysis import Analysis, Community, EntityMeasures
from graph.network.filters import near

_SHOWN_COMMUNITIES = 8
_SHOWN_MEMBERS = 6


def render(analysis: Analysis, fmt: str = "table", width: int = 100) -> str:
    """As ``table`` (text of that width), ``json``, or ``csv`` (one row an entity). Raises QueryError for others."""
    if fmt == "table":
        return _text(analysis, width)
    if fmt == "json":
        return json.dumps(asdict(analysis), ensure_ascii=False, indent=2) + "\n"
    if fmt == "csv":
        return _entities_csv(analysis)
    raise QueryError(f"no format {fmt!r} for an analysis{near(fmt, ('table', 'json', 'csv'))}")


def write_tables(analysis: Analysis, folder: Path) -> tuple[Path, ...]:
    """``entities.csv``, ``communities.csv`` and ``summary.json`` in the folder, made if need be. OSError passes."""
    folder.mkdir(parents=True, exist_ok=True)
    summary = {k: v for k, v in asdict(analysis).items() if k not in ("entities", "communities")}
    contents = {
        "entities.csv": _entities_csv(analysis),
        "communities.csv": _communities_csv(analysis.communities),
        "summary.json": json.dumps(summary, ensure_ascii=False, indent=2) + "\n",
    }
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return tuple(folder / name for name in contents)


def _entities_csv(analysis: Analysis) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [f.name for f in fields(EntityMeasures)]
    writer.writerow(names)
    writer.writerows([getattr(e, name) for name in names] for e in analysis.entities)
    return out.getvalue()


def _communities_csv(communities: tuple[Community, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["number", "size", "members"])
    writer.writerows([c.number, c.size, "|".join(c.members)] for c in communities)
    return out.getvalue()


def _text(analysis: Analysis, width: int) -> str:
    out = io.StringIO()
    # a terminal's own width and colours would make the same analysis print differently
    console = Console(file=out, width=width, color_system=None, force_terminal=False, highlight=False, markup=False)
    console.print(f"{analysis.projection}: {analysis.title}")
    console.print(
        f"Entities: {analysis.nodes}; edges: {analysis.edges}, between pairs: {analysis.ties}; "
        f"articles: {analysis.articles}; a weight counts {analysis.weight}. Density: {analysis.density:.3g}; "
        f"components: {analysis.components}, the largest of {analysis.largest_component}; "
        f"communities: {len(analysis.communities)}, modularity {analysis.modularity:.2f}."
    )
    console.print(_ranking(analysis, "pagerank", "Central (by PageRank)"))
    if analysis.brokers:
        console.print(_brokers(analysis))
    console.print(_community_table(analysis))
    pivots = analysis.betweenness_pivots
    sampled = f"estimated from {pivots} random pivots" if pivots else "exact"
    given = "; ".join(f"{k} {v}" for k, v in analysis.filters.items())
    console.print(
        f"Snapshot {analysis.snapshot} ({analysis.digest[:19]}…); betweenness {sampled}; Louvain and pivots with "
        f"seed {analysis.seed}{'; filters: ' + given if given else ''}."
    )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        table.add_column(column, justify="left" if column in ("entity", "type", "members") else "right")
    return table


def _ranking(analysis: Analysis, measure: str, title: str) -> Table:
    incoming = ["in"] if analysis.directed else []
    columns = ["entity", "type", "articles", "degree", "weight", *incoming, "pagerank", "between", "group"]
    table = _table(title, *columns)
    for e in analysis.ranked(measure):
        table.add_row(
            e.label,
            e.type,
            str(e.articles),
            str(e.degree),
            str(e.weighted_degree),
            *([str(e.incoming)] if analysis.directed else []),
            f"{e.pagerank:.4f}",
            f"{e.betweenness:.4f}",
            str(e.community),
        )
    return table


def _brokers(analysis: Analysis) -> Table:
    table = _table("Brokers (between communities)", "entity", "type", "between", "participation", "group")
    by_iri = {e.iri: e for e in analysis.entities}
    for iri in analysis.brokers:
        e = by_iri[iri]
        table.add_row(e.label, e.type, f"{e.betweenness:.4f}", f"{e.participation:.2f}", str(e.community))
    return table


def _community_table(analysis: Analysis) -> Table:
    table = _table("Communities (Louvain)", "group", "size", "members")
    for c in analysis.communities[:_SHOWN_COMMUNITIES]:
        more = ", …" if c.size > _SHOWN_MEMBERS else ""
        table.add_row(str(c.number), str(c.size), ", ".join(c.members[:_SHOWN_MEMBERS]) + more)
    return table
