"""Exports for other tools, one module a format: each defines ``EXPORTERS``, and that is all it takes to be found."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph.errors import ExportError
from graph.export.exporter import Counts, Exporter, Header, Summary, header
from graph.export.target import place
from graph.network.filters import Filters, near

if TYPE_CHECKING:
    from graph.store import GraphReader

__all__ = ["Counts", "Exporter", "Filters", "Header", "Summary", "export", "formats"]


@cache
def formats() -> Mapping[str, Exporter]:
    """All formats by name, in its order."""
    found: dict[str, Exporter] = {}
    for module in pkgutil.iter_modules(__path__):
        for exporter in getattr(import_module(f"{__name__}.{module.name}"), "EXPORTERS", ()):
            found[exporter.name] = exporter
    return MappingProxyType(dict(sorted(found.items())))


def export(reader: GraphReader, fmt: str, path: Path, filters: Filters | None = None) -> Summary:
    """Write a snapshot in a format to a file or, for formats of several files, a folder or ``.zip``.

    What stands at ``path`` is replaced only once all is written. Raises ExportError for an unknown format, filters
    that the format cannot apply, nothing to export and a target that cannot be written; QueryError for an unknown
    projection or event type.
    """
    filters = filters or Filters()
    exporter = formats().get(fmt)
    if exporter is None:
        raise ExportError(f"no format {fmt!r}{near(fmt, formats())}")
    refused = sorted(exporter.refused & filters.described().keys())
    if refused:
        raise ExportError(f"{fmt} writes statements, to which {', '.join(refused)} cannot apply: leave it out")
    head = header(exporter, reader, filters)
    return place(exporter, path, lambda folder: exporter.write(reader, folder, filters, head), head)
