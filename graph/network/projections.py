"""Networks that can be drawn from the graph: each a SELECT, a rule that makes ties of its rows, and a weight.

Ties of the same ends and kind from several articles make one edge that counts and lists the articles. An entity
has no tie with itself, and entities without a tie are no nodes. Revised article versions do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph import iri
from graph.errors import QueryError
from graph.network.articles import ArticleInfo, EntityInfo, entity_names, local_name, rows, select_articles
from graph.network.cleaning import ColumnType
from graph.network.filters import Filters, near
from graph.network.table import Column, EdgeRow, Network, NodeRow, build, to_networkx

if TYPE_CHECKING:
    from graph.store import GraphReader

Row = Mapping[str, str]
Sides = Mapping[tuple[str, str], str]  #: (event type, role) → "before", "after" or "any"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two entities that one article ties; ``kind`` tells ties apart that the same two have."""

    article: str
    source: str
    target: str
    label: str
    kind: tuple[tuple[str, str], ...] = ()  #: (column, value)


@dataclass(frozen=True, slots=True)
class Projection:
    """A way to see the graph as a network."""

    name: str
    title: str
    weight: str  #: what an edge's weight counts
    directed: bool
    select: str  #: SPARQL; ``?g`` is the graph of the article version
    columns: tuple[Column, ...]  #: of edges, besides those all have
    ties: Callable[[Iterable[Row], Sides], Iterator[Tie]]


NODE_COLUMNS = (
    Column("iri", ColumnType.STRING, "identity across articles"),
    Column("type", ColumnType.STRING, "entity type"),
    Column("articles", ColumnType.INTEGER, "articles that mention it or tie it"),
    Column("first", ColumnType.DATE, "publication of the first of them"),
    Column("last", ColumnType.DATE, "publication of the last of them"),
    Column("first_year", ColumnType.INTEGER, "year of first"),
    Column("last_year", ColumnType.INTEGER, "year of last"),
    Column("languages", ColumnType.STRINGS, "languages of the articles, ISO 639-1"),
)
_EDGE_COLUMNS = (
    Column("articles", ColumnType.STRINGS, "identifiers of the articles that tie the two"),
    Column("first", ColumnType.DATE, "publication of the first of them"),
    Column("last", ColumnType.DATE, "publication of the last of them"),
    Column("languages", ColumnType.STRINGS, "languages of the articles, ISO 639-1"),
)
_TYPE = Column("type", ColumnType.STRING, "event type")
_SOURCE_ROLE = Column("source_role", ColumnType.STRING, "role of the source in the event")
_TARGET_ROLE = Column("target_role", ColumnType.STRING, "role of the target in the event")
_FACTUALITY = Column("factuality", ColumnType.STRING, "how sure who claims it is")
_PREDICATE = Column("predicate", ColumnType.STRING, "the relation")

_MENTIONS = "SELECT DISTINCT ?g ?entity WHERE { GRAPH ?g { ?g rg:mentions/rg:refersTo ?entity } }"
_EVENTS = """
SELECT DISTINCT ?g ?event ?type ?role ?entity ?factuality WHERE {
  GRAPH ?g {
    ?g rg:tells ?event .
    ?event a ?type ; ?role ?entity .
    ?claim rg:about ?event ; rg:factuality ?factuality .
    FILTER(STRSTARTS(STR(?type), STR(rg:)) && STRSTARTS(STR(?role), STR(rg:)) && isIRI(?entity))
  }
}"""
_CLAIMS = """
SELECT DISTINCT ?g ?claim ?speaker ?factuality ?type ?role ?entity WHERE {
  GRAPH ?g {
    ?claim rg:about ?event ; rg:saidBy ?speaker ; rg:factuality ?factuality .
    ?event a ?type ; ?role ?entity .
    FILTER(STRSTARTS(STR(?type), STR(rg:)) && STRSTARTS(STR(?role), STR(rg:)) && isIRI(?entity))
  }
}"""
_RELATIONS = """
SELECT DISTINCT ?g ?subject ?predicate ?object WHERE {
  GRAPH ?g { ?statement a rg:RelationStatement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }
}"""
_CITATIONS = (
    "SELECT DISTINCT ?g ?publisher ?cited WHERE { GRAPH ?g { ?g schema:publisher ?publisher ; rg:cites ?cited } }"
)
_SIDES = f"""
SELECT DISTINCT ?type ?role ?side WHERE {{
  GRAPH <{iri.VOCABULARY_GRAPH}> {{
    ?node sh:targetClass ?type ; sh:property ?shape .
    ?shape sh:path ?role ; rg:side ?side
  }}
}}"""


def _co_mentions(found: Iterable[Row], _: Sides) -> Iterator[Tie]:
    mentioned: dict[str, set[str]] = defaultdict(set)
    for row in found:
        mentioned[row["g"]].add(row["entity"])
    for article, entities in mentioned.items():
        for one, other in combinations(sorted(entities), 2):
            yield Tie(article, one, other, "co-mention")


def _event_ties(found: Iterable[Row], sides: Sides) -> Iterator[Tie]:
    """From those who act to the rest; where none acts or all do, each pair, from the lesser role and IRI."""
    fillers: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    factualities: dict[str, set[str]] = defaultdict(set)
    for row in found:
        kind = local_name(row["type"])
        fillers[row["g"], row["event"], kind].add((local_name(row["role"]), row["entity"]))
        factualities[row["event"]].add(local_name(row["factuality"]))
    for (article, event, kind), parts in fillers.items():
        acting = {part for part in parts if sides.get((kind, part[0])) == "before"}
        rest = parts - acting
        pairs = [(a, b) for a in acting for b in rest] if acting and rest else list(combinations(sorted(parts), 2))
        for (source_role, source), (target_role, target) in pairs:
            for factuality in factualities[event]:
                told = (
                    ("type", kind),
                    ("source_role", source_role),
                    ("target_role", target_role),
                    ("factuality", factuality),
                )
                yield Tie(article, source, target, kind, told)


def _claim_ties(found: Iterable[Row], _: Sides) -> Iterator[Tie]:
    for row in found:
        kind, role, factuality = (local_name(row[name]) for name in ("type", "role", "factuality"))
        told = (("type", kind), ("target_role", role), ("factuality", factuality))
        yield Tie(row["g"], row["speaker"], row["entity"], f"{kind} {factuality}", told)


def _relation_ties(found: Iterable[Row], _: Sides) -> Iterator[Tie]:
    for row in found:
        predicate = local_name(row["predicate"])
        yield Tie(row["g"], row["subject"], row["object"], predicate, (("predicate", predicate),))


def _citation_ties(found: Iterable[Row], _: Sides) -> Iterator[Tie]:
    for row in found:
        yield Tie(row["g"], row["publisher"], row["cited"], "cites")


_PROJECTIONS = (
    Projection(
        "citations",
        "Who draws on whom: from an article's publisher to the outlets and documents it cites",
        "articles that cite",
        True,
        _CITATIONS,
        (),
        _citation_ties,
    ),
    Projection(
        "claims",
        "Who speaks of whom: from the speaker of a claim to the entities in the event it is about; "
        "what articles say in their own voice is left out",
        "articles with such a claim",
        True,
        _CLAIMS,
        (_TYPE, _TARGET_ROLE, _FACTUALITY),
        _claim_ties,
    ),
    Projection(
        "co-mention",
        "Who is named together: entities in the same article",
        "articles that name both",
        False,
        _MENTIONS,
        (),
        _co_mentions,
    ),
    Projection(
        "events",
        "Who does what with whom: from those who act in an event to the others in it",
        "articles that tell it so",
        True,
        _EVENTS,
        (_TYPE, _SOURCE_ROLE, _TARGET_ROLE, _FACTUALITY),
        _event_ties,
    ),
    Projection(
        "relations",
        "Who belongs to what: works for, member of, created by, owned by and their like",
        "articles that state it",
        True,
        _RELATIONS,
        (_PREDICATE,),
        _relation_ties,
    ),
)


def projections() -> Mapping[str, Projection]:
    """All projections by name, in its order."""
    return MappingProxyType({p.name: p for p in _PROJECTIONS})


def project_table(reader: GraphReader, filters: Filters | None = None) -> Network:
    """The typed table of a projection; empty where nothing passes the filters. Raises QueryError."""
    filters = filters or Filters()
    projection = projections().get(filters.projection)
    if projection is None:
        raise QueryError(f"no projection {filters.projection!r}{near(filters.projection, projections())}")
    names = entity_names(reader)
    articles = select_articles(reader, filters, names)
    sides: dict[tuple[str, str], str] = {}
    if projection.ties is _event_ties:
        for row in rows(reader, _SIDES):
            sides[local_name(row["type"]), local_name(row["role"])] = row["side"]
    found = (row for row in rows(reader, projection.select) if row["g"] in articles)
    edges: dict[Tie, set[str]] = defaultdict(set)
    for tie in projection.ties(found, sides):
        if tie.source != tie.target and _wanted(tie, filters, names):
            edges[Tie("", tie.source, tie.target, tie.label, tie.kind)].add(tie.article)
    kept = {t: told for t, told in edges.items() if _weight(told, articles) >= filters.min_weight}
    appearances = _appearances(reader, kept, articles)
    return build(
        projection.name,
        directed=projection.directed,
        node_columns=NODE_COLUMNS,
        edge_columns=(*projection.columns, *_EDGE_COLUMNS),
        nodes=[_node(e, names.get(e), seen, articles) for e, seen in appearances.items()],
        edges=[
            EdgeRow(t.source, t.target, t.label, _weight(told, articles), {**dict(t.kind), **_times(told, articles)})
            for t, told in kept.items()
        ],
        articles=len({articles[g].id for told in kept.values() for g in told}),
    )


def project(reader: GraphReader, name: str = "co-mention", **filters: Any) -> Any:
    """A projection as a networkx MultiGraph or MultiDiGraph; keywords are fields of :class:`Filters`.

    Nodes are IRIs with ``label``, ``type``, ``articles``, ``first``, ``last``, ``languages``; edges have ``weight``,
    ``label``, ``articles`` and the projection's columns. Raises QueryError.
    """
    return to_networkx(project_table(reader, Filters(projection=name, **filters)))


def _wanted(tie: Tie, filters: Filters, names: Mapping[str, EntityInfo]) -> bool:
    kind = dict(tie.kind).get("type")
    if filters.event_types and kind is not None and kind not in filters.event_types:
        return False
    ends = [names.get(end) for end in (tie.source, tie.target)]
    if "target_role" in dict(tie.kind) and (ends[1] is None or not ends[1].type):
        return False  # the role's filler is a term, not an entity
    if "source_role" in dict(tie.kind) and (ends[0] is None or not ends[0].type):
        return False
    return not filters.entity_types or all(end and end.type in filters.entity_types for end in ends)


def _weight(told: set[str], articles: Mapping[str, ArticleInfo]) -> int:
    return len({articles[g].id for g in told})


def _appearances(
    reader: GraphReader, edges: Mapping[Tie, set[str]], articles: Mapping[str, ArticleInfo]
) -> dict[str, set[str]]:
    seen: dict[str, set[str]] = defaultdict(set)
    for tie, told in edges.items():
        seen[tie.source] |= told
        seen[tie.target] |= told
    for row in rows(reader, _MENTIONS):
        if row["g"] in articles and row["entity"] in seen:
            seen[row["entity"]].add(row["g"])
    return seen


def _node(entity: str, info: EntityInfo | None, seen: set[str], articles: Mapping[str, ArticleInfo]) -> NodeRow:
    times = _times(seen, articles)
    values: dict[str, object] = {**times, "articles": _weight(seen, articles), "type": info.type if info else None}
    for name in ("first", "last"):
        day = times[name]
        values[f"{name}_year"] = int(str(day)[:4]) if day else None
    return NodeRow(entity, info.label if info else entity.rsplit("/", 1)[-1], values)


def _times(told: set[str], articles: Mapping[str, ArticleInfo]) -> dict[str, object]:
    infos = [articles[g] for g in told]
    days = sorted(i.published.isoformat() for i in infos if i.published)
    return {
        "articles": sorted({i.id for i in infos}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "languages": sorted({i.language for i in infos if i.language}),
    }
