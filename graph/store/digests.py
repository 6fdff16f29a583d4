"""The digest of a whole store, kept up to date at the cost of what changed.

A graph's digest is SHA-256 over its canonical N-Quads lines, sorted by bytes; the store's is SHA-256 over the lines
``<graph IRI> <digest of the graph>``, sorted. Literals are hashed as the engine gives them back, since it
normalises them. The graph of runs is left out: it tells of clocks, and the same input must give the same digest.

A graph that grows with all articles and changes with each is hashed line by line, and its digest is the sum of the
lines': a few lines can leave and come without the rest being read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from graph.iri import CONSOLIDATED_GRAPH, RUNS_GRAPH

SUMMED = frozenset((CONSOLIDATED_GRAPH,))  #: graphs whose digest is a sum over their lines
_MODULUS = 1 << 256


def canonical_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Canonical N-Quads, one a line without its end, sorted by bytes."""
    return sorted((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines())


def graphs_of(store: Store) -> list[str]:
    """IRIs of the named graphs that a digest counts, sorted."""
    names = (g.value for g in store.named_graphs() if isinstance(g, NamedNode))
    return sorted(name for name in names if name != RUNS_GRAPH)


def lines_of(store: Store, graph: str) -> list[bytes]:
    """Canonical lines of one named graph."""
    return canonical_lines(store.quads_for_pattern(None, None, None, NamedNode(graph)))


class DigestLedger:
    """Digest and size of every named graph.

    The file is removed before the first change and written anew at the next summary, so that a process that dies in
    between leaves no stale figures: all graphs are then read again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[str, int]] = {}
        self._changed: set[str] = set()
        self._complete = False  # whether every graph outside _changed is in _known
        self._unsaved = False
        self._read: set[str] = set()  # graphs whose digest this process has made, and kept up to date since
        if path.exists():
            try:
                self._known = {g: (d, n) for g, (d, n) in json.loads(path.read_bytes()).items()}
                self._complete = True
            except (ValueError, TypeError, AttributeError):
                self._known = {}

    def changing(self, graph: str) -> None:
        """To be called before a graph is changed."""
        if not self._changed and self._path.exists():
            self._path.unlink()
            _sync_folder(self._path.parent)
        self._changed.add(graph)
        self._read.discard(graph)

    def digest(self, graph: str, store: Store) -> str:
        """Digest of one graph as it is now; "" for a graph that is not there."""
        if not store.contains_named_graph(NamedNode(graph)):
            return ""
        if graph not in self._read and (not self._complete or graph in self._changed or graph not in self._known):
            lines = lines_of(store, graph)
            self._known[graph] = (_digest(graph, lines), len(lines))
            self._changed.discard(graph)
            self._read.add(graph)
            self._unsaved = True
        return self._known[graph][0]

    def patching(self, graph: str) -> None:
        """To be called before lines of a summed graph are taken out and put in."""
        if self._path.exists():
            self._path.unlink()
            _sync_folder(self._path.parent)
        self._unsaved = True

    def patched(self, graph: str, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        """To be called after it: lines that were in the graph and are not any more, and new ones that are."""
        if graph not in self._read and (not self._complete or graph in self._changed or graph not in self._known):
            self._changed.add(graph)
            return
        digest, number = self._known[graph]
        gone, come = list(removed), list(added)
        total = (int(digest, 16) - _sum(gone) + _sum(come)) % _MODULUS
        self._known[graph] = (f"{total:064x}", number - len(gone) + len(come))

    def summary(self, store: Store) -> tuple[str, int, int]:
        """Digest, number of quads and number of graphs of the store."""
        present = graphs_of(store)
        up_to_date = self._complete and not self._changed and not self._unsaved
        for graph in present:
            if not self._complete or graph in self._changed or graph not in self._known:
                lines = lines_of(store, graph)
                self._known[graph] = (_digest(graph, lines), len(lines))
        self._known = {graph: self._known[graph] for graph in present}
        self._complete = True
        self._changed.clear()
        if not up_to_date:
            self._save()
            self._unsaved = False
        total = _sha256(f"{graph} {digest}".encode() for graph, (digest, _) in self._known.items())
        return f"sha256:{total}", sum(n for _, n in self._known.values()), len(self._known)

    def _save(self) -> None:
        partial = self._path.with_suffix(".partial")
        with partial.open("w", encoding="utf-8") as out:
            json.dump(self._known, out, ensure_ascii=False, separators=(",", ":"))
            out.flush()
            os.fsync(out.fileno())
        partial.replace(self._path)


def _digest(graph: str, lines: Iterable[bytes]) -> str:
    return f"{_sum(lines):064x}" if graph in SUMMED else _sha256(lines)


def _sum(lines: Iterable[bytes]) -> int:
    return sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines) % _MODULUS


def _sha256(lines: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for line in lines:
        total.update(line + b"\n")
    return total.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
