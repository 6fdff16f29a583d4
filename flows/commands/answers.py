"""``reelgraph query``, ``export`` and ``analyse``: reading the published graph."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.settings import Settings
from graph.errors import QueryError
from graph.export import export, formats
from graph.network import Filters, analyse, projections, render
from graph.query import formats as result_formats
from graph.query import named_queries, parse_query, read_query, run_query
from graph.query import render as render_result
from graph.store.embedded import open_reader


def list_questions() -> None:
    """Print the named questions with their parameters."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("name", "question", "parameters"):
        table.add_column(column)
    for name, question in named_queries().items():
        table.add_row(name, escape(question.title), ", ".join(p.name for p in question.parameters))
    Console(highlight=False).print(table)


def answer(settings: Settings, question: str, params: Sequence[str], fmt: str, snapshot: int | None) -> None:
    """Print the answer to a named question, a file's or standard input's SPARQL."""
    values = parameters(params)
    named = named_queries()
    if fmt not in result_formats():
        raise unknown("format", fmt, result_formats(), "--format")
    if question == "-":
        asked = parse_query(sys.stdin.read(), "standard input")
    elif question in named:
        asked = named[question]
    elif Path(question).is_file():
        asked = read_query(Path(question))
    else:
        raise unknown("question or file", question, list(named), "NAME|FILE|-")
    with open_reader(settings.home, snapshot) as reader:
        # a pipe has no width; a terminal's own is the one that fits
        width = {"width": Console().width} if sys.stdout.isatty() else {}
        sys.stdout.write(render_result(run_query(reader, asked, values), fmt, **width))


def write_export(settings: Settings, fmt: str, output: Path, filters: Filters, *, quiet: bool) -> None:
    """Write the graph, or a network of it, to a file."""
    if fmt not in formats():
        raise unknown("format", fmt, list(formats()), "FORMAT")
    _known_projection(filters.projection)
    with open_reader(settings.home) as reader:
        summary = export(reader, fmt, output, filters)
    if not quiet:
        counts = ", ".join(f"{count} {name}" for name, count in summary.counts.as_dict().items())
        typer.echo(f"{summary.path}: {summary.format}, {counts}", err=True)


def measure(settings: Settings, filters: Filters, fmt: str, top: int) -> None:
    """Print the measures of a network."""
    _known_projection(filters.projection)
    with open_reader(settings.home) as reader:
        analysis = analyse(reader, filters.projection, top=top, filters=filters)
        sys.stdout.write(render(analysis, fmt))


def parameters(given: Sequence[str]) -> Mapping[str, str]:
    """``key=value`` arguments as a mapping; a wrong one is wrong usage."""
    values: dict[str, str] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise typer.BadParameter(f"{pair!r}: write key=value", param_hint="--param")
        values[key] = value
    return values


def unknown(what: str, given: str, known: Sequence[str], hint: str) -> typer.BadParameter:
    """The error for a name that does not exist, with what there is."""
    near = difflib.get_close_matches(given, known, 3)
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    return typer.BadParameter(f"no {what} {given!r}{meant} (there are: {', '.join(known)})", param_hint=hint)


def filters(
    projection: str,
    since: datetime | None,
    until: datetime | None,
    languages: Sequence[str] | None,
    publishers: Sequence[str] | None,
    event_types: Sequence[str] | None,
    entity_types: Sequence[str] | None,
    min_weight: int,
) -> Filters:
    """The filters that the options of a command tell; contradictory or unknown ones are wrong usage."""
    try:
        return Filters(
            projection=projection,
            since=since.date() if since else None,
            until=until.date() if until else None,
            languages=tuple(languages or ()),
            publishers=tuple(publishers or ()),
            event_types=tuple(event_types or ()),
            entity_types=tuple(entity_types or ()),
            min_weight=min_weight,
        )
    except QueryError as error:
        raise typer.BadParameter(str(error)) from None


def _known_projection(name: str) -> None:
    if name not in projections():
        raise unknown("projection", name, list(projections()), "--projection")
