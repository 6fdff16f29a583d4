"""JSON-LD 1.1: named graphs, nodes with ``@type``, names shortened by a context that stands in the file.

Our own writer, because the engine's gives no ``@type`` (framing by type then finds nothing) and rdflib's would hold
the whole graph in memory several times over. Nodes are flat: one object a subject and graph, on one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.export.exporter import SINGLE, Counts, Exporter, Header
from graph.export.statements import REFUSED, SHORT, Statement, Term, graphs, statements
from graph.namespaces import PREFIXES
from graph.network.filters import Filters

if TYPE_CHECKING:
    from graph.store import GraphReader

_XSD = PREFIXES["xsd"]
_RDF_TYPE = PREFIXES["rdf"] + "type"
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what every JSON parser keeps exactly


def write(reader: GraphReader, folder: Path, filters: Filters, header: Header) -> Counts:
    """All graphs of the snapshot, or those of the articles that pass."""
    chosen = graphs(reader, filters)
    names = Names(_schemes(reader, chosen))
    count = 0
    with (folder / SINGLE).open("wb") as out:
        out.write(b'{"@context": ' + _json({"@version": 1.1, **names.prefixes, "meta": None}))
        out.write(b',\n"meta": ' + _json(header.as_dict()) + b',\n"@graph": [')
        for number, graph in enumerate(chosen):
            found = statements(reader, graph)
            count += len(found)
            out.write((b",\n" if number else b"\n") + b'{"@id": ' + _json(names.shorten(graph)) + b', "@graph": [')
            _nodes(out, found, names)
            out.write(b"]}")
        out.write(b"]}\n")
    return Counts(statements=count, articles=len(chosen) if filters.chooses_articles else 0)


class Names:
    """Shortens IRIs by prefixes, save those that are the scheme of an IRI in the data.

    A reader could not tell ``term:`` the prefix from ``term:`` the scheme.
    """

    def __init__(self, schemes: set[str]) -> None:
        self.prefixes: Mapping[str, str] = {p: base for p, base in SHORT.items() if p not in schemes}
        self._longest_first = sorted(self.prefixes.items(), key=lambda pair: -len(pair[1]))

    def shorten(self, iri: str) -> str:
        """``rg:Claim``; the IRI itself where no prefix fits."""
        for prefix, base in self._longest_first:
            if iri.startswith(base):
                rest = iri.removeprefix(base)
                return iri if rest.startswith("//") else f"{prefix}:{rest}"
        return iri

    def node(self, term: NamedNode | BlankNode) -> str:
        """The ``@id`` of a node."""
        return f"_:{term.value}" if isinstance(term, BlankNode) else self.shorten(term.value)

    def value(self, term: Term) -> object:
        """An object in its shortest form that reads back as the same term."""
        if not isinstance(term, Literal):
            return {"@id": self.node(term)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        kind = term.datatype.value
        if kind == _XSD + "string":
            return term.value
        if kind == _XSD + "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        if kind == _XSD + "integer" and _CANONICAL_INTEGER.fullmatch(term.value):
            return int(term.value)
        return {"@value": term.value, "@type": self.shorten(kind)}


def _nodes(out: BinaryIO, found: Iterable[Statement], names: Names) -> None:
    for number, (subject, said) in enumerate(groupby(found, key=lambda triple: triple[0])):
        node: dict[str, object] = {"@id": names.node(subject)}
        types: list[str] = []
        values: dict[str, list[object]] = {}
        for _, predicate, value in said:
            if predicate.value == _RDF_TYPE and not isinstance(value, Literal):
                types.append(names.node(value))
            else:
                values.setdefault(names.shorten(predicate.value), []).append(names.value(value))
        if types:
            node["@type"] = types[0] if len(types) == 1 else types
        node |= {name: several[0] if len(several) == 1 else several for name, several in values.items()}
        out.write((b",\n" if number else b"\n") + _json(node))


def _schemes(reader: GraphReader, chosen: Iterable[str]) -> set[str]:
    """Schemes of all IRIs to be written, datatypes left aside: those are the ontologies' own."""
    schemes: set[str] = set()
    for graph in chosen:
        schemes.add(graph.partition(":")[0])
        for triple in statements(reader, graph):
            schemes |= {term.value.partition(":")[0] for term in triple if isinstance(term, NamedNode)}
    return schemes


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


EXPORTERS = (
    Exporter("jsonld", "all graphs (JSON-LD with @type)", ".jsonld", write, header_inside=True, refused=REFUSED),
)
