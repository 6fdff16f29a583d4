"""Claims with their evidence, a row each: who says what of which event, how surely, in which words, where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph import iri
from graph.network.articles import EntityInfo, entity_names, local_name, rows, select_articles
from graph.network.cleaning import LIST_SEPARATOR, Cleaner
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store import GraphReader

COLUMNS = (
    "claim",
    "event",
    "event_type",
    "time",
    "roles",
    "speaker",
    "speaker_iri",
    "chain",
    "factuality",
    "extent",
    "segment",
    "evidence",
    "start",
    "end",
    "article",
    "headline",
    "publisher",
    "published",
    "language",
    "url",
)

_CLAIMS = """
SELECT ?g ?claim ?event ?type ?time ?speaker ?factuality ?extent ?segment ?evidence ?start ?end WHERE {
  GRAPH ?g {
    ?claim a rg:Claim ; rg:about ?event ; rg:factuality ?factuality ; oa:hasTarget/oa:hasSelector ?words, ?offsets .
    ?words oa:exact ?evidence .
    ?offsets oa:start ?start ; oa:end ?end .
    ?event a ?type .
    OPTIONAL { ?event sem:hasTimeStamp ?time }
    OPTIONAL { ?claim rg:saidBy ?speaker }
    OPTIONAL { ?claim rg:extent ?extent }
    OPTIONAL { ?claim rg:segment ?segment }
    FILTER(STRSTARTS(STR(?type), STR(rg:)))
  }
}"""
_ROLES = """
SELECT DISTINCT ?event ?role ?filler ?g WHERE {
  GRAPH ?g { ?g rg:tells ?event . ?event ?role ?filler . FILTER(STRSTARTS(STR(?role), STR(rg:))) }
}"""
_CHAINS = """
SELECT ?claim ?position ?speaker WHERE {
  GRAPH ?g { ?claim rg:sourceChain ?step . ?step rg:position ?position ; rg:speaker ?speaker }
}"""
_NOT_ROLES = {"hasClaim", "toldIn", "tellingOf"}


def claim_rows(reader: GraphReader, filters: Filters) -> tuple[list[tuple[str, ...]], int]:
    """Rows as in COLUMNS, by article and place; and how many code points had to be replaced.

    Filters of entity types, weight and projection are of networks: they leave claims alone.
    """
    names = entity_names(reader)
    articles = select_articles(reader, filters, names)
    roles: dict[str, set[str]] = defaultdict(set)
    for row in rows(reader, _ROLES):
        role = local_name(row["role"])
        if row["g"] in articles and role not in _NOT_ROLES:
            roles[row["event"]].add(f"{role}={_called(row['filler'], names)}")
    chains: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows(reader, _CHAINS):
        chains[row["claim"]].append((int(row["position"]), _called(row["speaker"], names)))
    cleaner = Cleaner()
    table = set()
    for row in rows(reader, _CLAIMS):
        kind = local_name(row["type"])
        if row["g"] not in articles or (filters.event_types and kind not in filters.event_types):
            continue
        article = articles[row["g"]]
        chain = " > ".join(name for _, name in sorted(chains[row["claim"]]))
        cells = (
            row["claim"],
            row["event"],
            kind,
            row.get("time", ""),
            LIST_SEPARATOR.join(sorted(roles[row["event"]])),
            _called(row.get("speaker", ""), names),
            row.get("speaker", ""),
            chain,
            local_name(row["factuality"]),
            local_name(row.get("extent", "")),
            local_name(row.get("segment", "")),
            row["evidence"],
            row["start"],
            row["end"],
            article.id,
            article.headline,
            _called(article.publisher, names),
            article.published.isoformat() if article.published else "",
            article.language,
            article.url,
        )
        table.add((article.id, int(row["start"]), *(cleaner.text(cell) for cell in cells)))
    return [tuple(map(str, row[2:])) for row in sorted(table)], cleaner.replaced


def _called(node: str, names: Mapping[str, EntityInfo]) -> str:
    """An entity's name; terms by their slug, since their labels are in three languages."""
    info = names.get(node)
    return info.label if info and not node.startswith(iri.TERM) else local_name(node)
