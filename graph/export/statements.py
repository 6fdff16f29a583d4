"""What the formats for RDF share: which graphs, and their statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from graph import iri
from graph.errors import ExportError
from graph.namespaces import PREFIXES
from graph.network.articles import entity_names, select_articles
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store import GraphReader

Term: TypeAlias = NamedNode | BlankNode | Literal
Statement: TypeAlias = tuple[NamedNode | BlankNode, NamedNode, Term]

#: Without the prefix of our own data: its IRIs have slashes, which Turtle has to escape, and ``data:`` is a scheme.
SHORT = {prefix: base for prefix, base in PREFIXES.items() if base != iri.BASE}

REFUSED = frozenset({"entity_types", "min_weight"})  #: filters that make sense of networks alone


def article_graphs(reader: GraphReader, filters: Filters) -> list[str]:
    """IRIs of the graphs of current article versions that pass the filters. Raises ExportError if there are none."""
    graphs = list(select_articles(reader, filters, entity_names(reader)))
    if not graphs:
        given = ", ".join(filters.described())
        advice = f"loosen the filters ({given})" if given else "run reelgraph ingest first"
        raise ExportError(f"nothing to export: no article passes; {advice}")
    return graphs


def graphs(reader: GraphReader, filters: Filters) -> list[str]:
    """All named graphs of the snapshot or, if filters choose articles, the graphs of those.

    The graph of runs stays out, as it does of the snapshot's digest: it tells of clocks.
    """
    if filters.chooses_articles:
        return article_graphs(reader, filters)
    solutions: Any = reader.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    found = sorted({solution["g"].value for solution in solutions} - {iri.RUNS_GRAPH})
    if not found:
        raise ExportError("nothing to export: the store is empty; run reelgraph ingest first")
    return found


def statements(reader: GraphReader, graph: str) -> list[Statement]:
    """The statements of a named graph in the order of their terms."""
    solutions: Any = reader.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")
    found = [(solution["s"], solution["p"], solution["o"]) for solution in solutions]
    return sorted(found, key=lambda triple: tuple(map(str, triple)))
