"""Stores of article graphs.

A store is what fulfils the two protocols below; :mod:`graph.store.embedded` is the one that needs no server. All
else in ``graph`` and ``flows`` uses these methods alone, so that a SPARQL server can take its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples
from rdflib import Dataset

Term: TypeAlias = NamedNode | Literal
Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published state of the graph. Counts and digest leave out the graph of runs, which tells of clocks."""

    number: int  #: counted from 1
    path: Path  #: its folder
    quads: int
    graphs: int  #: named graphs
    digest: str  #: ``sha256:…``; the same content has the same digest, see :mod:`graph.store.digests`
    run: str  #: id of the run that published it


class GraphWriter(Protocol):
    """The one writer of a store."""

    def commit(self, graph_iri: str, quads: Iterable[Quad]) -> None:
        """Make the named graph hold exactly these quads, all or nothing. Raises StoreError."""
        ...

    def write_run(self, quads: Iterable[Quad]) -> None:
        """Add what is to be known of a run to the graph of runs. Raises StoreError."""
        ...

    def patch(self, graph_iri: str, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads out of a named graph and put others in, in one transaction. Raises StoreError.

        For graphs with a summed digest alone: what is removed must be there, what is added must not.
        """
        ...

    def graph_digest(self, graph_iri: str) -> str:
        """Digest of a named graph as it is committed; "" for one that is not there."""
        ...

    def quads(
        self,
        *,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: str = "",
    ) -> Iterator[Quad]:
        """Committed quads with this subject, predicate, object and named graph; None and "" stand for any."""
        ...

    def query(self, sparql: str, **substitutions: Term) -> Answer:
        """Answer a SPARQL 1.1 query on what is committed, published or not. Raises QueryError, StoreError."""
        ...

    def has_graph(self, graph_iri: str) -> bool:
        """Whether the named graph is there."""
        ...

    def graphs(self) -> tuple[str, ...]:
        """IRIs of all named graphs, sorted."""
        ...

    def flush(self) -> None:
        """Make commits safe against a power cut. Raises StoreError."""
        ...

    def publish(self, run_id: str) -> Snapshot:
        """Show readers all that is committed; the last snapshot again where nothing changed. Raises StoreError."""
        ...

    def differs(self) -> bool:
        """Whether what is committed differs from what is published, but for the graph of runs."""
        ...

    def published(self) -> Snapshot | None:
        """What readers see now; None before the first publication."""
        ...


class GraphReader(Protocol):
    """One published state, unchanging while it is read."""

    @property
    def snapshot(self) -> Snapshot:
        """What is read."""
        ...

    def query(self, sparql: str, **substitutions: Term) -> Answer:
        """Answer a SPARQL 1.1 query, the default graph being the union of all. Raises QueryError, StoreError."""
        ...

    def dataset(self) -> Dataset:
        """The same as a read-only rdflib Dataset."""
        ...

    def dump(self, out: BinaryIO) -> None:
        """Write canonical N-Quads, sorted by graph and line. Raises StoreError."""
        ...
