"""What the formats for networks share: the projection, drawn once, in one stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import ExportError
from graph.export.exporter import SINGLE, Counts, Exporter, Header
from graph.network.analysis import empty_message
from graph.network.cleaning import LIST_SEPARATOR, Value
from graph.network.filters import Filters
from graph.network.projections import project_table
from graph.network.table import Network

if TYPE_CHECKING:
    from graph.store import GraphReader

WriteNetwork = Callable[[Network, BinaryIO, Header], None]


def network_exporter(
    name: str, title: str, suffix: str, write_network: WriteNetwork, *, header_inside: bool
) -> Exporter:
    """A format of one file that holds one projection."""

    def write(reader: GraphReader, folder: Path, filters: Filters, header: Header) -> Counts:
        network = project_table(reader, filters)
        if not network.edges:
            raise ExportError(f"nothing to export: {empty_message(network.projection, filters)}")
        with (folder / SINGLE).open("wb") as out:
            write_network(network, out, header)
        return counts(network)

    return Exporter(name, title, suffix, write, network=True, header_inside=header_inside)


def counts(network: Network) -> Counts:
    """What there is in a network."""
    return Counts(
        nodes=len(network.nodes),
        edges=len(network.edges),
        articles=network.articles,
        replaced=network.replaced,
        dropped=network.dropped,
    )


def as_text(value: Value) -> str:
    """A value in formats of text: lists joined by ``|``, truth as ``true`` and ``false``."""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def as_json(values: Mapping[str, Value]) -> dict[str, object]:
    """Values as JSON has them: lists stay lists."""
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
