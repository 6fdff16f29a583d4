"""The store that needs no server: Oxigraph on disk, one writer, readers on snapshots.

::

    store/lock          held by the one writer
    store/live/         the writer's own; nobody else opens it
    store/digests.json  what is known of the graphs in live/
    store/snapshots/<n>/  published states, each with manifest.json
    store/current       link to the newest
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, Quad, Store

from graph.errors import StoreError, StoreLockedError
from graph.iri import RUNS_GRAPH
from graph.store import Answer, Snapshot, Term
from graph.store.digests import SUMMED, DigestLedger, canonical_lines
from graph.store.reading import Reader, ask
from graph.store.snapshots import Snapshots

__all__ = ["Reader", "Writer", "open_reader", "replace_live"]

# The engine's flush never returns once it has had to close a full buffer (128 MB, about 500,000 quads) by itself:
# RocksDB issue 13280, as oxigraph sets min_write_buffer_number_to_merge to 2. So no buffer may get full.
_MOST_UNFLUSHED = 200_000  # quads written and removed
_DROPPED = 1_000  # quads removed with a graph, more or less
_PATCHED_AT_ONCE = 20_000  # quads
_REPLACED = "live.replaced"

_TRIES = 100  # a snapshot can vanish between finding and opening it, but hardly twice


class Writer:
    """The one writer of a workspace; use as a context manager.

    Raises StoreLockedError if another process writes, StoreError if the folder cannot be used.
    """

    def __init__(self, home: Path) -> None:
        folder = home / "store"
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(folder / "lock")
        except OSError as error:
            raise StoreError(f"{folder} cannot be written: {error}") from error
        _finish_replacement(folder)
        try:
            self._store: Store | None = Store(str(folder / "live"))
        except (OSError, RuntimeError) as error:  # the engine tells of corruption by RuntimeError
            self._lock.close()
            raise StoreError(f"{folder / 'live'} cannot be opened: {error}; free space, or rebuild it") from error
        self._unflushed = 0  # quads written and removed
        self._ledger = DigestLedger(folder / "digests.json")
        self._snapshots = Snapshots(folder)

    def commit(self, graph_iri: str, quads: Iterable[Quad]) -> None:
        """Make the named graph hold exactly these quads, in one transaction; without quads it goes.

        Raises StoreError, also for quads of another graph, and then nothing has changed.
        """
        graph = NamedNode(graph_iri)
        rows = list(quads)
        if any(q.graph_name != graph for q in rows):
            raise StoreError(f"quads of another graph were given for <{graph_iri}>; commit one graph at a time")
        # clear_graph() and load() would be two transactions: readers of a copy made in between see an empty graph
        self._ledger.changing(graph_iri)
        change = f"CLEAR SILENT GRAPH {graph} ; {_insert(graph, rows)}" if rows else f"DROP SILENT GRAPH {graph}"
        self._update(change, 2 * len(rows) or _DROPPED)

    def write_run(self, quads: Iterable[Quad]) -> None:
        """Add quads to the graph of runs; their own graph name does not count."""
        rows = list(quads)
        if rows:
            self._update(_insert(NamedNode(RUNS_GRAPH), rows), len(rows))

    def patch(self, graph_iri: str, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads out of a named graph and put others in; up to some ten thousand of them in one transaction.

        The graph must be one whose digest is summed (:data:`graph.store.digests.SUMMED`); what is removed must be
        there, what is added must not. Raises StoreError. Killed in the midst of more, :meth:`graph_digest` differs
        from what it was before and from what it would have been.
        """
        if graph_iri not in SUMMED:
            raise StoreError(f"<{graph_iri}> cannot be patched; commit it whole")
        graph = NamedNode(graph_iri)
        out, coming = list(removed), list(added)
        if any(q.graph_name != graph for q in (*out, *coming)):
            raise StoreError(f"quads of another graph were given for <{graph_iri}>; patch one graph at a time")
        if not out and not coming:
            return
        self._open_store()
        self._ledger.patching(graph_iri)
        for start in range(0, max(len(out), len(coming)), _PATCHED_AT_ONCE):
            some = slice(start, start + _PATCHED_AT_ONCE)
            changes = [_change("DELETE", graph, out[some])] if out[some] else []
            changes += [_change("INSERT", graph, coming[some])] if coming[some] else []
            self._update(" ; ".join(changes), len(out[some]) + len(coming[some]))
        if next(self.quads(graph=graph_iri), None) is None:
            self._update(f"DROP SILENT GRAPH {graph}", 0)
        normal = Store()  # the engine normalises literals: what is hashed must have been through it
        normal.extend(coming)
        self._ledger.patched(graph_iri, canonical_lines(out), canonical_lines(normal))

    def graph_digest(self, graph_iri: str) -> str:
        """Digest of a named graph as it is committed; "" for one that is not there."""
        return self._ledger.digest(graph_iri, self._open_store())

    def quads(
        self,
        *,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: str = "",
    ) -> Iterator[Quad]:
        """Committed quads with this subject, predicate, object and named graph; None and "" stand for any."""
        named = NamedNode(graph) if graph else None
        return self._open_store().quads_for_pattern(subject, predicate, value, named)

    def query(self, sparql: str, **substitutions: Term) -> Answer:
        """Answer a SPARQL 1.1 query on what is committed, published or not. Raises QueryError, StoreError."""
        return ask(self._open_store(), sparql, substitutions)

    def has_graph(self, graph_iri: str) -> bool:
        """Whether the named graph is there."""
        return self._open_store().contains_named_graph(NamedNode(graph_iri))

    def graphs(self) -> tuple[str, ...]:
        """IRIs of all named graphs, sorted."""
        return tuple(sorted(g.value for g in self._open_store().named_graphs() if isinstance(g, NamedNode)))

    def flush(self) -> None:
        """Make commits safe against a power cut; they are safe against a killed process without it."""
        try:
            self._open_store().flush()
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._folder / 'live'} cannot be written: {error}; free space and run again") from error
        self._unflushed = 0

    def publish(self, run_id: str) -> Snapshot:
        """Show readers all that is committed.

        Where nothing but the graph of runs changed since the last snapshot, that snapshot is returned and none made.
        Raises StoreError.
        """
        self.flush()
        digest, quads, graphs = self._ledger.summary(self._open_store())
        current = self._snapshots.current()
        if current and current.digest == digest:
            return current
        return self._snapshots.publish(self._open_store(), quads=quads, graphs=graphs, digest=digest, run=run_id)

    def differs(self) -> bool:
        """Whether what is committed differs from what is published, but for the graph of runs."""
        current = self._snapshots.current()
        return current is None or current.digest != self._ledger.summary(self._open_store())[0]

    def published(self) -> Snapshot | None:
        """The last snapshot; None before the first."""
        return self._snapshots.current()

    def close(self) -> None:
        """Flush and let another writer in; closing twice does nothing."""
        if self._store is None:
            return
        try:
            self.flush()
        finally:
            self._store = None
            self._lock.close()

    def _update(self, sparql: str, quads: int) -> None:
        try:
            self._open_store().update(sparql)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._folder / 'live'} cannot be written: {error}; free space and run again") from error
        self._unflushed += quads
        if self._unflushed >= _MOST_UNFLUSHED:
            self.flush()

    def _open_store(self) -> Store:
        if self._store is None:
            raise StoreError("this writer is closed; open another")
        return self._store

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def open_reader(home: Path, snapshot: int | None = None) -> Reader:
    """Read the newest snapshot of a workspace, or the one of that number for a result that can be repeated.

    The snapshot stays as long as the reader is open. Raises StoreError if there is none.
    """
    snapshots = Snapshots(home / "store")
    for _ in range(_TRIES):
        found = snapshots.current() if snapshot is None else snapshots.get(snapshot)
        if found is None:
            known = ", ".join(map(str, snapshots.numbers()))
            if known and snapshot is not None:
                raise StoreError(f"there is no snapshot {snapshot} in {home}; there are {known}")
            raise StoreError(f"nothing ingested yet in {home}: run reelgraph ingest first, or set REELGRAPH_HOME")
        try:
            lease = snapshots.lease(found)
        except OSError as error:
            raise StoreError(f"snapshot {found.path} cannot be read: {error}; see who owns it") from error
        if lease is None:  # three publications later it is being removed; look again
            continue
        try:
            return Reader(Store.read_only(str(found.path)), found, lease)
        except (OSError, RuntimeError) as error:
            os.close(lease)
            raise StoreError(f"snapshot {found.path} cannot be opened: {error}; publish again") from error
    raise StoreError(f"{home / 'store' / 'snapshots'} lacks files of its snapshots; publish again")


def replace_live(home: Path, built: Path) -> None:
    """Let the live store of the workspace ``built`` take the place of that of ``home``; snapshots stay.

    Nobody may have either open. Raises StoreLockedError, StoreError.
    """
    folder, new = home / "store", built / "store" / "live"
    with _lock(folder / "lock"):
        try:
            shutil.rmtree(folder / _REPLACED, ignore_errors=True)
            (folder / "digests.json").unlink(missing_ok=True)
            (folder / "live").rename(folder / _REPLACED)
            new.rename(folder / "live")
            shutil.rmtree(folder / _REPLACED, ignore_errors=True)
        except OSError as error:
            raise StoreError(f"{folder / 'live'} cannot be replaced: {error}; free space and rebuild again") from error


def _finish_replacement(folder: Path) -> None:
    """Where a replacement was killed between its two steps, the old store comes back."""
    if (folder / _REPLACED).exists() and not (folder / "live").exists():
        (folder / _REPLACED).rename(folder / "live")


def _insert(graph: NamedNode, quads: Iterable[Quad]) -> str:
    return _change("INSERT", graph, quads)


def _change(verb: str, graph: NamedNode, quads: Iterable[Quad]) -> str:
    triples = "\n".join(f"{q.triple} ." for q in quads)
    return f"{verb} DATA {{ GRAPH {graph} {{\n{triples}\n}} }}"


def _lock(path: Path) -> IO[str]:
    """An exclusive lock that ends with the process. Raises StoreLockedError."""
    handle = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        holder = handle.read().strip()
        handle.close()
        raise StoreLockedError(
            f"process {holder or 'unknown'} is writing to {path.parent}; wait for it to end, or stop it"
        ) from None
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle
