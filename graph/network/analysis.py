"""Who is central, who belongs together, who stands between: the measures of one projection of a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx

from graph.errors import QueryError
from graph.network import measures
from graph.network.filters import Filters
from graph.network.projections import project_table, projections
from graph.network.table import Network

if TYPE_CHECKING:
    from graph.store import GraphReader


@dataclass(frozen=True, slots=True)
class EntityMeasures:
    """An entity's place in the network."""

    iri: str
    label: str
    type: str
    articles: int
    degree: int  #: entities it is tied to
    weighted_degree: int  #: sum of the weights of its ties
    incoming: int  #: of those, the ties that lead to it; all where the network has no direction
    pagerank: float  #: along directions, by weight; all sum to 1
    betweenness: float  #: share of shortest paths that run through it, 0 to 1
    community: int  #: :attr:`Community.number`
    participation: float  #: 0 = all its ties are within one community


@dataclass(frozen=True, slots=True)
class Community:
    """Entities with more ties among them than to others."""

    number: int  #: from 1, the largest first
    size: int
    members: tuple[str, ...]  #: labels of its most central, by PageRank


@dataclass(frozen=True, slots=True)
class Analysis:
    """The measures of one projection; floats have nine significant digits."""

    projection: str
    title: str
    weight: str  #: what weights count
    directed: bool
    snapshot: int
    digest: str  #: of the snapshot
    filters: Mapping[str, str | int | list[str]]
    articles: int
    nodes: int
    edges: int  #: parallel ones counted apart
    ties: int  #: pairs of entities with an edge, either way
    density: float  #: ties ÷ possible ties
    components: int
    largest_component: int
    modularity: float
    seed: int
    betweenness_pivots: int  #: 0 = exact, else the random sample it was estimated from
    top: int  #: how many the rankings show
    entities: tuple[EntityMeasures, ...]  #: all, by PageRank
    communities: tuple[Community, ...]  #: all
    brokers: tuple[str, ...]  #: IRIs: the most between whose ties reach more than one community

    def ranked(self, measure: str) -> tuple[EntityMeasures, ...]:
        """The top by a measure, named as in EntityMeasures; ties go by IRI."""
        return tuple(sorted(self.entities, key=lambda e: (-getattr(e, measure), e.iri))[: self.top])


def analyse(
    reader: GraphReader, projection: str = "co-mention", top: int = 10, seed: int = 0, filters: Filters | None = None
) -> Analysis:
    """Measure a projection; a projection in ``filters`` gives way to ``projection``.

    Raises QueryError for an unknown projection, and where the network is empty.
    """
    wanted = replace(filters or Filters(), projection=projection)
    network = project_table(reader, wanted)
    if not network.edges:
        raise QueryError(empty_message(projection, wanted))
    snapshot = reader.snapshot
    return measure(network, top=top, seed=seed, snapshot=snapshot.number, digest=snapshot.digest, filters=wanted)


def empty_message(projection: str, filters: Filters) -> str:
    """What to say of a network without edges."""
    given = ", ".join(filters.described())
    advice = f"loosen the filters ({given})" if given else "ingest more articles, or choose another projection"
    return f"the {projection} network has no edges: {advice}"


def measure(network: Network, *, top: int, seed: int, snapshot: int, digest: str, filters: Filters) -> Analysis:
    """The measures of a network that has edges."""
    ties = measures.simplify(network)
    graph = ties.undirected
    groups, modularity = measures.communities(graph, seed)
    community = [0] * len(network.nodes)
    for number, members in enumerate(groups, 1):
        for node in members:
            community[node] = number
    between, pivots = measures.betweenness(graph, seed)
    spread = measures.participation(graph, community)
    rank = measures.pagerank(ties.out)
    entities = [
        EntityMeasures(
            node.iri,
            node.label,
            str(node.values.get("type", "")),
            int(str(node.values.get("articles", 0))),
            graph.degree(i),
            graph.degree(i, weight="weight"),
            ties.incoming[i],
            _digits(rank[i]),
            _digits(between[i]),
            community[i],
            _digits(spread[i]),
        )
        for i, node in enumerate(network.nodes)
    ]
    by_rank = sorted(entities, key=lambda e: (-e.pagerank, e.iri))
    brokers = sorted(
        (e for e in entities if e.betweenness > 0 and e.participation > 0), key=lambda e: (-e.betweenness, e.iri)
    )
    components = sorted((len(c) for c in nx.connected_components(graph)), reverse=True)
    projection = projections()[network.projection]
    return Analysis(
        projection=network.projection,
        title=projection.title,
        weight=projection.weight,
        directed=network.directed,
        snapshot=snapshot,
        digest=digest,
        filters=filters.described(),
        articles=network.articles,
        nodes=len(network.nodes),
        edges=len(network.edges),
        ties=graph.number_of_edges(),
        density=_digits(nx.density(graph)),
        components=len(components),
        largest_component=components[0],
        modularity=_digits(modularity),
        seed=seed,
        betweenness_pivots=pivots,
        top=top,
        entities=tuple(by_rank),
        communities=_communities(by_rank, len(groups), top),
        brokers=tuple(e.iri for e in brokers[:top]),
    )


def _communities(by_rank: list[EntityMeasures], count: int, top: int) -> tuple[Community, ...]:
    members: list[list[str]] = [[] for _ in range(count)]
    for entity in by_rank:
        members[entity.community - 1].append(entity.label)
    return tuple(Community(n, len(labels), tuple(labels[:top])) for n, labels in enumerate(members, 1))


def _digits(number: float) -> float:
    """Nine significant digits: more would show in which order a machine added up."""
    return float(f"{number:.9g}")
