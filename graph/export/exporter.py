"""What every format has in common: its description, what it writes from, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from graph.network.cleaning import Cleaner
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store import GraphReader

LICENCE_NOTE = (
    "Statements extracted from news articles by Reelgraph; what they say is what the articles say, not established "
    "fact. Quoted sentences belong to their publishers and are cited as evidence: check their terms before you "
    "publish them."
)


@dataclass(frozen=True, slots=True)
class Header:
    """Where an export comes from; no clock, so that the same snapshot exports to the same bytes."""

    generator: str
    format: str
    snapshot: int
    digest: str  #: of the snapshot
    licence: str
    filters: Mapping[str, str | int | list[str]]
    projection: str = ""  #: of formats for networks

    def as_dict(self) -> dict[str, object]:
        """For JSON; what is empty is left out."""
        pairs = {
            "generator": self.generator,
            "format": self.format,
            "snapshot": self.snapshot,
            "digest": self.digest,
            "licence": self.licence,
            "filters": dict(self.filters),
            "projection": self.projection,
        }
        return {name: value for name, value in pairs.items() if value not in ("", {})}

    def in_words(self) -> str:
        """One line."""
        given = "; ".join(f"{k}={v}" for k, v in self.filters.items())
        network = f", projection {self.projection}" if self.projection else ""
        return (
            f"Exported by {self.generator} from snapshot {self.snapshot} ({self.digest}){network}"
            f"{', filters: ' + given if given else ''}. {self.licence}"
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """What a writer wrote; what does not apply is 0."""

    nodes: int = 0
    edges: int = 0
    claims: int = 0
    statements: int = 0
    articles: int = 0
    replaced: int = 0  #: code points that the format cannot carry, replaced by U+FFFD
    dropped: int = 0  #: values left out because they do not fit their column's type

    def as_dict(self) -> dict[str, int]:
        """Those that are not 0."""
        pairs = {
            "nodes": self.nodes,
            "edges": self.edges,
            "claims": self.claims,
            "statements": self.statements,
            "articles": self.articles,
            "replaced": self.replaced,
            "dropped": self.dropped,
        }
        return {name: count for name, count in pairs.items() if count}


@dataclass(frozen=True, slots=True)
class Summary:
    """What an export left behind."""

    format: str
    path: Path
    files: tuple[Path, ...]  #: with the sidecar, if the format has one
    counts: Counts
    sha256: str  #: of the file; "" of a folder, whose ``meta.json`` has one a file


#: Writes files into an empty folder; returns what it wrote. A single file is called :data:`SINGLE`.
Writer = Callable[["GraphReader", Path, Filters, Header], Counts]

SINGLE = "export"


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: what ``reelgraph export FORMAT`` may be given."""

    name: str
    title: str
    suffix: str  #: usual ending of its files; "" for a folder or ``.zip``
    write: Writer
    network: bool = False  #: whether it writes a projection, which may be filtered by entity type and weight
    header_inside: bool = False  #: whether the file itself carries the header; else a sidecar does
    refused: frozenset[str] = field(default=frozenset())  #: names of filters it cannot apply


def _clean(filters: Mapping[str, str | int | list[str]]) -> dict[str, str | int | list[str]]:
    """Without what command lines can hold and files cannot, such as lone surrogates."""
    clean = Cleaner().text
    return {
        name: [clean(v) for v in value]
        if isinstance(value, list)
        else clean(value)
        if isinstance(value, str)
        else value
        for name, value in filters.items()
    }


def header(exporter: Exporter, reader: GraphReader, filters: Filters) -> Header:
    """The header of an export."""
    snapshot = reader.snapshot
    return Header(
        generator=f"reelgraph {version('reelgraph')}",
        format=exporter.name,
        snapshot=snapshot.number,
        digest=snapshot.digest,
        licence=LICENCE_NOTE,
        filters=_clean(filters.described()),
        projection=filters.projection if exporter.network else "",
    )
