"""Syndicated copies of a workspace, as PROV in a graph of their own: no copy is dropped, and none is a second witness.

::

    <copy> prov:wasDerivedFrom <original>      version nodes, as in the articles' own graphs
    <version> prov:hadPrimarySource <agency>   where the text credits an agency that is not its publisher
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from flows.identify import Reading, current_versions
from flows.scrape.duplicates import Cluster, text_of
from flows.scrape.syndication import SyndicationLedger
from graph import iri
from graph.extract.register import Register
from graph.namespaces import PROV
from graph.store import GraphWriter


def syndicate(home: Path, writer: GraphWriter, read: Reading, register: Register) -> tuple[Cluster, ...]:
    """Bring the graph of syndication in line with the articles of a store; only what changed is read.

    Raises StoreError.
    """
    current = current_versions(writer)
    with SyndicationLedger(home) as ledger:
        had = ledger.versions()
        for article in sorted(had.keys() - current.keys()):
            ledger.remove(article)
        for article, version in current.items():
            if had.get(article) != version.version:
                ledger.put(text_of(read(version)[0]))
        found = ledger.clusters()
    quads = sorted(syndication_quads(found, register), key=str)
    if set(writer.quads(graph=iri.SYNDICATION_GRAPH)) != set(quads):
        writer.commit(iri.SYNDICATION_GRAPH, quads)
    return found


def syndication_quads(found: Iterable[Cluster], register: Register) -> Iterator[Quad]:
    """What the clusters say of where texts come from."""
    graph = NamedNode(iri.SYNDICATION_GRAPH)
    for cluster in found:
        original = NamedNode(iri.article_version(cluster.original.article, cluster.original.version))
        agency = _agency(cluster.agency, cluster.original.language, register) if cluster.agency else None
        if agency:
            yield Quad(original, PROV("hadPrimarySource"), agency, graph)
        for copy in cluster.copies:
            node = NamedNode(iri.article_version(copy.article, copy.version))
            yield Quad(node, PROV("wasDerivedFrom"), original, graph)
            if agency:
                yield Quad(node, PROV("hadPrimarySource"), agency, graph)


def _agency(name: str, language: str, register: Register) -> NamedNode:
    known = register.organization(name, language)
    return NamedNode(iri.registered_entity(known.id) if known else iri.publisher(name))
