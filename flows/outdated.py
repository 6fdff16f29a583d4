"""Articles of a store that another extractor has read: what they tell stays as it is until it is rebuilt."""

from __future__ import annotations

from pyoxigraph import Literal, QuerySolutions

from graph.store import GraphReader, GraphWriter

_READ_BY = (
    "SELECT ?name (COUNT(?article) AS ?articles) "
    "WHERE { GRAPH ?article { ?article prov:wasGeneratedBy/schema:softwareVersion ?name } } GROUP BY ?name"
)


def advice(articles: int) -> str:
    """What to do about so many; "" for none."""
    if not articles:
        return ""
    told = "article in the graph was" if articles == 1 else "articles in the graph were"
    return f"{articles} {told} read by another version of the extractor; `reelgraph rebuild` has this one read them"


def outdated(store: GraphReader | GraphWriter, extractor: str) -> int:
    """How many article versions another extractor than the one of that name has read. Raises StoreError."""
    answer = store.query(_READ_BY)
    assert isinstance(answer, QuerySolutions)  # noqa: S101 - what a SELECT gives
    rows = [(row["name"], row["articles"]) for row in answer]
    return sum(
        int(articles.value)
        for name, articles in rows
        if isinstance(name, Literal) and isinstance(articles, Literal) and name.value != extractor
    )
