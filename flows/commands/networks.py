"""``reelgraph export`` and ``reelgraph analyse``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import typer

from flows.commands.names import unknown
from flows.settings import Settings
from graph.errors import QueryError
from graph.export import export, formats
from graph.network import Filters, analyse, projections, render
from graph.store.embedded import open_reader

_ANALYSIS_FORMATS = ("table", "json", "csv")


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
    if fmt not in _ANALYSIS_FORMATS:
        raise unknown("format", fmt, _ANALYSIS_FORMATS, "--format")
    _known_projection(filters.projection)
    with open_reader(settings.home) as reader:
        analysis = analyse(reader, filters.projection, top=top, filters=filters)
        sys.stdout.write(render(analysis, fmt))


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
