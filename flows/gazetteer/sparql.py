"""A client of a SPARQL endpoint that has Wikidata's shape: labels, further names, descriptions, classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from flows.gazetteer.service import Service
from graph.errors import FetchError

_ACCEPT = "application/sparql-results+json"
_INSTANCE_OF = "http://www.wikidata.org/prop/direct/P31"  # Wikidata's own word for "is a", not an entity's number
_PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
"""
_LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an endpoint tells of one entity."""

    label: str
    names: tuple[str, ...]  #: labels and further names in our languages, sorted
    types: tuple[str, ...]  #: English names of its classes, sorted
    description: str


class Endpoint:
    """One SPARQL endpoint; classes are found by ``instance_of``."""

    def __init__(self, service: Service, instance_of: str = _INSTANCE_OF) -> None:
        self._service = service
        self._instance_of = NamedNode(instance_of)

    def named(self, names: Sequence[str], limit: int) -> Mapping[str, tuple[str, ...]]:
        """IRIs of entities that bear exactly one of the names in one of our languages, sorted, by name."""
        values = " ".join(str(Literal(name, language=code)) for name in names for code in _LANGUAGES)
        rows = self._select(
            f"SELECT DISTINCT ?item ?name WHERE {{ VALUES ?name {{ {values} }} ?item rdfs:label|skos:altLabel ?name }}"
        )
        found: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row["item"]["type"] == "uri":
                found[row["name"]["value"]].add(row["item"]["value"])
        return {name: tuple(sorted(items))[:limit] for name, items in found.items()}

    def facts(self, items: Sequence[str]) -> Mapping[str, Facts]:
        """What is told of each entity, by IRI; those that the endpoint does not know are left out."""
        if not items:
            return {}
        values = " ".join(str(NamedNode(item)) for item in items)
        codes = ", ".join(f'"{code}"' for code in _LANGUAGES)
        rows = self._select(
            f"""SELECT ?item ?kind ?text WHERE {{ VALUES ?item {{ {values} }}
            {{ ?item rdfs:label ?text . BIND("label" AS ?kind) FILTER(LANG(?text) IN ({codes})) }}
            UNION {{ ?item skos:altLabel ?text . BIND("name" AS ?kind) FILTER(LANG(?text) IN ({codes})) }}
            UNION {{ ?item schema:description ?text . BIND("description" AS ?kind) FILTER(LANG(?text) = "en") }}
            UNION {{ ?item {self._instance_of} ?class . ?class rdfs:label ?text . BIND("type" AS ?kind)
                     FILTER(LANG(?text) = "en") }} }}"""
        )
        told: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            text = row["text"]
            told[row["item"]["value"]][row["kind"]["value"]].append((text.get("xml:lang", ""), text["value"]))
        return {item: _facts(kinds) for item, kinds in told.items()}

    def _select(self, query: str) -> list[Any]:
        answer = self._service.post({"query": _PREFIXES + query}, _ACCEPT)
        try:
            return list(answer["results"]["bindings"])
        except (KeyError, TypeError):
            raise FetchError("gives no SPARQL results in JSON", self._service.url) from None


def _facts(kinds: Mapping[str, Sequence[tuple[str, str]]]) -> Facts:
    labels = dict(sorted(kinds.get("label", ())))
    return Facts(
        label=next((labels[code] for code in _LANGUAGES if code in labels), ""),
        names=tuple(sorted({text for kind in ("label", "name") for _, text in kinds.get(kind, ())})),
        types=tuple(sorted({text for _, text in kinds.get("type", ())})),
        description=next((text for _, text in sorted(kinds.get("description", ()))), ""),
    )
