"""The typed table between the graph and every format of networks: nodes, edges, and what their columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.network.cleaning import Cleaner, ColumnType, Value


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute of nodes or edges."""

    name: str  #: an XML NMTOKEN: letters, digits, ``_``
    type: ColumnType
    definition: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node; a value that is missing is absent from :attr:`values`."""

    id: str  #: ``n0``, ``n1`` … in the order of IRIs
    iri: str
    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge; without direction in a network that has none, where ``source`` has the lesser IRI."""

    id: str  #: ``e0``, ``e1`` …
    source: str  #: :attr:`Node.id`
    target: str
    label: str
    weight: int  #: what :attr:`graph.network.Projection.weight` says
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node before it is cleaned."""

    iri: str
    label: object
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """An edge before it is cleaned, between IRIs of nodes."""

    source: str
    target: str
    label: object
    weight: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Network:
    """One projection of a snapshot."""

    projection: str
    directed: bool
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    articles: int = 0  #: article versions it was drawn from
    replaced: int = 0  #: code points that no XML can carry, replaced by U+FFFD
    dropped: int = 0  #: values left out because they do not fit their column's type

    @property
    def dated(self) -> bool:
        """Whether an edge tells from when to when it was reported."""
        return any("first" in edge.values for edge in self.edges)


def build(
    projection: str,
    *,
    directed: bool,
    node_columns: Sequence[Column],
    edge_columns: Sequence[Column],
    nodes: Iterable[NodeRow],
    edges: Iterable[EdgeRow],
    articles: int = 0,
) -> Network:
    """Clean, number and sort rows. Edges whose ends are not among the nodes raise KeyError."""
    cleaner = Cleaner()
    node_types = {c.name: c.type for c in node_columns}
    edge_types = {c.name: c.type for c in edge_columns}
    ids: dict[str, str] = {}
    built_nodes: list[Node] = []
    for row in sorted(nodes, key=lambda n: n.iri):
        ids[row.iri] = f"n{len(ids)}"
        label = cleaner.label(row.label, row.iri)
        values = _fit({"iri": row.iri, **row.values}, node_types, cleaner)
        built_nodes.append(Node(ids[row.iri], row.iri, label, values))
    built_edges: list[Edge] = []
    # the label stands first after the ends so that the order can be told from the file; values break ties
    for edge in sorted(edges, key=lambda e: (e.source, e.target, str(e.label), sorted(map(str, e.values.items())))):
        built_edges.append(
            Edge(
                f"e{len(built_edges)}",
                ids[edge.source],
                ids[edge.target],
                cleaner.label(edge.label, projection),
                edge.weight,
                _fit(edge.values, edge_types, cleaner),
            )
        )
    return Network(
        projection,
        directed,
        tuple(node_columns),
        tuple(edge_columns),
        tuple(built_nodes),
        tuple(built_edges),
        articles,
        cleaner.replaced,
        cleaner.dropped,
    )


def _fit(values: Mapping[str, object], types: Mapping[str, ColumnType], cleaner: Cleaner) -> dict[str, Value]:
    fitted = {name: cleaner.value(values.get(name), kind) for name, kind in types.items()}
    return {name: value for name, value in fitted.items() if value is not None}


def to_networkx(network: Network) -> Any:
    """A MultiDiGraph or MultiGraph; nodes are IRIs, edge keys :attr:`Edge.id`, lists tuples."""
    graph = nx.MultiDiGraph() if network.directed else nx.MultiGraph()
    graph.graph["projection"] = network.projection
    iris = {}
    for node in network.nodes:
        iris[node.id] = node.iri
        graph.add_node(node.iri, label=node.label, **node.values)
    for edge in network.edges:
        graph.add_edge(
            iris[edge.source], iris[edge.target], key=edge.id, label=edge.label, weight=edge.weight, **edge.values
        )
    return graph
