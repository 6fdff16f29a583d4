"""Measures of a network, on its simple undirected form unless told otherwise; nodes are numbered from 0.

Numbers, not names, because networkx walks sets of nodes: the order of a set of strings changes from process to process.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.network.table import Network

EXACT_BETWEENNESS_LIMIT = 5_000_000  #: nodes × ties up to which betweenness is exact: about ten seconds
_MIN_PIVOTS = 16
_DAMPING = 0.85
_TOLERANCE = 1e-9  # a node; networkx's 1e-6 lets the order of near ties depend on where iteration stops
_MAX_ITERATIONS = 500


@dataclass(frozen=True)
class Ties:
    """A network with at most one tie a pair, weights added up."""

    undirected: Any  #: networkx Graph over 0 … n-1 with ``weight``
    out: tuple[dict[int, int], ...]  #: node → {target: weight}; both ways where the network has no direction
    incoming: tuple[int, ...]  #: sum of weights of incoming ties


def simplify(network: Network) -> Ties:
    """Parallel edges as one; the weights of both directions add up in the undirected form."""
    number = {node.id: i for i, node in enumerate(network.nodes)}
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    out: tuple[dict[int, int], ...] = tuple({} for _ in network.nodes)
    incoming = [0] * len(number)
    for edge in network.edges:
        a, b = number[edge.source], number[edge.target]
        pairs[min(a, b), max(a, b)] += edge.weight
        for source, target in ((a, b),) if network.directed else ((a, b), (b, a)):
            out[source][target] = out[source].get(target, 0) + edge.weight
            incoming[target] += edge.weight
    graph = nx.Graph()
    graph.add_nodes_from(range(len(number)))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(pairs.items()))
    return Ties(graph, out, tuple(incoming))


def pagerank(out: tuple[dict[int, int], ...]) -> list[float]:
    """PageRank by power iteration, damping 0.85; what has no way out passes its rank to all.

    Our own because networkx's needs scipy, which nothing else here does; a test holds the two together.
    """
    size = len(out)
    if not size:
        return []
    totals = [sum(targets.values()) for targets in out]
    rank = [1 / size] * size
    for _ in range(_MAX_ITERATIONS):
        stuck = sum(r for r, total in zip(rank, totals, strict=True) if not total)
        fresh = [(1 - _DAMPING + _DAMPING * stuck) / size] * size
        for node, targets in enumerate(out):
            share = _DAMPING * rank[node] / (totals[node] or 1)
            for target, weight in targets.items():
                fresh[target] += share * weight
        moved = sum(abs(a - b) for a, b in zip(fresh, rank, strict=True))
        rank = fresh
        if moved < _TOLERANCE * size:
            break
    return rank


def betweenness(graph: Any, seed: int) -> tuple[list[float], int]:
    """Share of shortest paths (ties counted, not weighted) through each node, and the pivots used: 0 = exact.

    Beyond EXACT_BETWEENNESS_LIMIT it is estimated from as many random pivots as the same work allows.
    """
    size, ties = graph.number_of_nodes(), graph.number_of_edges()
    pivots = 0
    if size * ties > EXACT_BETWEENNESS_LIMIT:
        pivots = min(size, max(_MIN_PIVOTS, EXACT_BETWEENNESS_LIMIT // ties))
    scores = nx.betweenness_centrality(graph, k=pivots or None, seed=seed)
    return [float(scores[node]) for node in range(size)], pivots


def communities(graph: Any, seed: int) -> tuple[list[list[int]], float]:
    """Louvain communities, the largest first and then by first node, each sorted; and their modularity."""
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    ordered = sorted((sorted(c) for c in found), key=lambda c: (-len(c), c[0]))
    modularity = float(nx.community.modularity(graph, ordered, weight="weight")) if graph.number_of_edges() else 0.0
    return ordered, modularity


def participation(graph: Any, community: list[int]) -> list[float]:
    """How evenly each node's ties spread over communities (Guimerà and Amaral 2005): 0 = all in one."""
    scores = []
    for node in range(graph.number_of_nodes()):
        shares: dict[int, int] = defaultdict(int)
        for neighbour, tie in graph[node].items():
            shares[community[neighbour]] += tie["weight"]
        total = sum(shares.values())
        scores.append(1 - sum((s / total) ** 2 for s in shares.values()) if total else 0.0)
    return scores
