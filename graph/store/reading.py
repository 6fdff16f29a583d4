"""Reading one snapshot: SPARQL, rdflib, dump. Nothing here can change the store or call out of the machine."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final

from oxrdflib import OxigraphStore
from pyoxigraph import Store, Variable
from rdflib import Dataset

from graph.errors import QueryError, StoreError
from graph.namespaces import PREFIXES
from graph.store import Answer, Snapshot, Term
from graph.store.digests import graphs_of, lines_of
from graph.store.sparql_text import keywords

_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Reader:
    """One snapshot; safe to use from several threads, and as a context manager."""

    def __init__(self, store: Store, snapshot: Snapshot, lease: int) -> None:
        self._store: Store | None = store
        self._snapshot = snapshot
        self._lease = lease

    @property
    def snapshot(self) -> Snapshot:
        """What is read."""
        return self._snapshot

    def query(self, sparql: str, **substitutions: Term) -> Answer:
        """Answer a SPARQL 1.1 query; keyword arguments bind variables.

        The default graph is the union of all named graphs, unless the query says FROM; the prefixes of the product
        need no declaration. Raises QueryError, which names line and column, also for updates and SERVICE.
        """
        try:
            return ask(self._open_store(), sparql, substitutions)
        except OSError as error:
            raise StoreError(f"snapshot {self._snapshot.number} cannot be read: {error}") from error

    def dataset(self) -> Dataset:
        """The snapshot as an rdflib Dataset whose default graph is the union of all; writing raises StoreError."""
        dataset = Dataset(store=_ReadOnlyStore(store=self._open_store()), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def dump(self, out: BinaryIO) -> None:
        """Write all named graphs but that of runs as canonical N-Quads, sorted by graph, then by line."""
        store = self._open_store()
        for graph in graphs_of(store):
            for line in lines_of(store, graph):
                out.write(line + b"\n")

    def close(self) -> None:
        """Let go of the snapshot; closing twice does nothing."""
        if self._store is not None:
            self._store = None
            os.close(self._lease)

    def _open_store(self) -> Store:
        if self._store is None:
            raise StoreError("this reader is closed; open another")
        return self._store

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def ask(store: Store, sparql: str, substitutions: Mapping[str, Term]) -> Answer:
    """Answer a SPARQL 1.1 query as :meth:`Reader.query` does. Raises QueryError, OSError."""
    found = refuse_unsafe(sparql)
    try:
        return store.query(
            sparql,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union="FROM" not in found,
            substitutions={Variable(name): term for name, term in substitutions.items()} or None,
        )
    except SyntaxError as error:
        raise _syntax_error(sparql, str(error), found) from None
    except UnicodeEncodeError:
        raise QueryError("not SPARQL: the text holds half a character (a lone surrogate)") from None
    except RuntimeError as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def refuse_unsafe(sparql: str) -> frozenset[str]:
    """The keywords of a query. Raises QueryError where it would call another server."""
    found = keywords(sparql)
    if "SERVICE" in found:
        raise QueryError("SERVICE is refused: queries do not call other servers; query them on their own")
    return found


def _syntax_error(sparql: str, told: str, found: frozenset[str]) -> QueryError:
    place = _PLACE.match(told)
    if found & _UPDATES and not found & {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}:
        return QueryError("updates are refused: a snapshot is only read; write SELECT, CONSTRUCT, ASK or DESCRIBE")
    if not place:
        return QueryError(f"not SPARQL: {told}")
    number, column, expected = int(place[1]), int(place[2]), place[3]
    lines = sparql.splitlines() or [""]
    line = lines[min(number, len(lines)) - 1]
    expected = expected if len(expected) <= 160 else expected[:160].rsplit(",", 1)[0] + ", …"
    return QueryError(f"line {number}, column {column}: {expected}\n  {line}\n  {' ' * (column - 1)}^")


class _ReadOnlyStore(OxigraphStore):
    """The engine under rdflib, without what writes."""

    def query(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            refuse_unsafe(query)
        return super().query(query, *args, **kwargs)

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        raise _read_only()

    def addN(self, quads: Iterable[Any]) -> None:  # noqa: N802 - rdflib's name
        raise _read_only()

    def remove(self, triple: Any, context: Any = None) -> None:
        raise _read_only()

    def update(self, *args: Any, **kwargs: Any) -> None:
        raise _read_only()

    def add_graph(self, graph: Any) -> None:
        """Naming a graph to read it is fine: nothing is written."""

    def remove_graph(self, graph: Any) -> None:
        raise _read_only()


def _read_only() -> StoreError:
    return StoreError("a snapshot is only read; put changes into the input and run reelgraph ingest")
