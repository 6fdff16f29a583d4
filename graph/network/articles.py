"""Which article versions a network is drawn from, and what the entities in them are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph import iri
from graph.errors import QueryError
from graph.model import EntityType
from graph.namespaces import PREFIXES
from graph.network.filters import Filters, near

if TYPE_CHECKING:
    from graph.store import GraphReader

_DECLARED = "".join(
    f"PREFIX {prefix}: <{base}>\n" for prefix, base in {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}.items()
)

_ARTICLES = """
SELECT ?g ?id ?language ?published ?publisher ?outlet ?headline ?url WHERE {
  GRAPH ?g {
    ?g a schema:NewsArticle ; rg:articleId ?id .
    OPTIONAL { ?g schema:inLanguage ?language }
    OPTIONAL { ?g schema:datePublished ?published }
    OPTIONAL { ?g schema:publisher ?publisher . ?publisher schema:name ?outlet }
    OPTIONAL { ?g schema:headline ?headline }
    OPTIONAL { ?g schema:url ?url }
  }
}"""
_REVISED = "SELECT DISTINCT ?earlier WHERE { GRAPH ?g { ?later prov:wasRevisionOf ?earlier } }"
_EVENT_TYPES = "SELECT DISTINCT ?g ?type WHERE { GRAPH ?g { ?g rg:tells ?event . ?event a ?type } }"
_NAMES = """
SELECT ?entity ?type ?label (COUNT(?g) AS ?graphs) WHERE {
  GRAPH ?g { ?entity a ?type ; skos:prefLabel ?label }
} GROUP BY ?entity ?type ?label"""

_ENTITY_TYPES = {iri.ontology(t.value): t.value for t in EntityType}


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article version in the graph."""

    iri: str  #: of the version and of its graph
    id: str
    language: str = ""
    published: date | None = None
    publisher: str = ""  #: IRI
    outlet: str = ""  #: the publisher's name as the article gives it
    headline: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class EntityInfo:
    """What most articles call an entity and take it for."""

    iri: str
    label: str
    type: str  #: an EntityType's value; "" for what has a name and no such type


def rows(reader: GraphReader, select: str) -> list[dict[str, str]]:
    """Rows of a SELECT over named graphs as strings: IRIs and lexical forms; the unbound is left out.

    In no order: who uses them sorts.
    """
    solutions: Any = reader.query(_DECLARED + select)
    names = [v.value for v in solutions.variables]
    return [{n: v.value for n in names if (v := solution[n]) is not None} for solution in solutions]


def local_name(term: str) -> str:
    """What stands after the namespace of an ontology's or a scheme's term."""
    return term.removeprefix(iri.ONTOLOGY).removeprefix(iri.TERM)


def entity_names(reader: GraphReader) -> dict[str, EntityInfo]:
    """All that has a preferred label, by IRI; of several the most frequent counts, then the first."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(reader, _NAMES):
        labels[row["entity"]][row["label"]] += int(row["graphs"])
        if kind := _ENTITY_TYPES.get(row["type"]):
            types[row["entity"]][kind] += int(row["graphs"])
    return {e: EntityInfo(e, _leading(counts), _leading(types.get(e, Counter()))) for e, counts in labels.items()}


def _leading(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value), default="")


def select_articles(reader: GraphReader, filters: Filters, names: Mapping[str, EntityInfo]) -> dict[str, ArticleInfo]:
    """Current article versions that pass the filters, by the IRI of their graph, in its order.

    Versions that a later one revises are left out. Raises QueryError for an event type that no article tells.
    """
    revised = {row["earlier"] for row in rows(reader, _REVISED)}
    articles: dict[str, ArticleInfo] = {}
    # a property with two values gives two rows; the greater row wins, whatever the store's order
    for row in sorted(rows(reader, _ARTICLES), key=lambda r: sorted(r.items())):
        if row["g"] not in revised:
            articles[row["g"]] = _article(row)
    telling = _telling(reader, filters.event_types) if filters.event_types else None
    return {
        g: article
        for g, article in sorted(articles.items())
        if (telling is None or g in telling) and _passes(article, filters, names)
    }


def _article(row: Mapping[str, str]) -> ArticleInfo:
    try:
        published = date.fromisoformat(row.get("published", "")[:10])
    except ValueError:
        published = None
    return ArticleInfo(
        row["g"],
        row["id"],
        row.get("language", ""),
        published,
        row.get("publisher", ""),
        row.get("outlet", ""),
        row.get("headline", ""),
        row.get("url", ""),
    )


def _telling(reader: GraphReader, wanted: tuple[str, ...]) -> set[str]:
    graphs: dict[str, set[str]] = defaultdict(set)
    for row in rows(reader, _EVENT_TYPES):
        if row["type"].startswith(iri.ONTOLOGY):
            graphs[local_name(row["type"])].add(row["g"])
    for name in wanted:
        if name not in graphs:
            raise QueryError(f"no article tells an event of type {name!r}{near(name, graphs)}")
    return set().union(*(graphs[name] for name in wanted))


def _passes(article: ArticleInfo, filters: Filters, names: Mapping[str, EntityInfo]) -> bool:
    if filters.since and not (article.published and article.published >= filters.since):
        return False
    if filters.until and not (article.published and article.published <= filters.until):
        return False
    if filters.languages and article.language not in filters.languages:
        return False
    if filters.publishers:
        info = names.get(article.publisher)
        called = {name.casefold() for name in (info.label if info else "", article.outlet) if name}
        return any(p == article.publisher or p.casefold() in called for p in filters.publishers)
    return True
