"""One Turtle file of ``ontologies/``, with readers that name the file and the term when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
from rdflib import RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.errors import VocabularyError
from graph.extract.languages import SUPPORTED
from graph.iri import ONTOLOGY
from graph.triggers import Trigger, parse


@dataclass(frozen=True, eq=False)
class OntologyFile:
    """A parsed file. Its blank nodes are numbered in the order of the file, so that reading is repeatable."""

    path: Path
    content: bytes
    graph: Graph

    def error(self, term: Node | str, message: str) -> VocabularyError:
        """What to raise about a term of this file."""
        name = "" if isinstance(term, BNode) else str(term).rpartition("#")[2].rpartition("/")[2]
        return VocabularyError(f"{self.path.name}: {name + ': ' if name else ''}{message}")

    def local_name(self, node: Node, namespace: str) -> str:
        """The part of an IRI after ``namespace``. Raises VocabularyError for an IRI elsewhere."""
        if not str(node).startswith(namespace):
            raise self.error("", f"<{node}> is not within <{namespace}>; check the prefix")
        return str(node)[len(namespace) :]

    def objects(self, subject: Node, name: str) -> Iterator[Node]:
        """Objects of the ``rg:`` property of that name."""
        return iter(sorted(self.graph.objects(subject, URIRef(ONTOLOGY + name)), key=_in_order))

    def text(self, subject: Node, name: str) -> str:
        """The one value of an ``rg:`` property, "" if there is none. Raises VocabularyError for several."""
        values = list(self.objects(subject, name))
        if len(values) > 1:
            raise self.error(subject, f"rg:{name} stands more than once")
        return str(values[0]) if values else ""

    def tagged_text(self, subject: Node, name: str) -> tuple[str, str]:
        """Language and text of an ``rg:`` property. Raises VocabularyError without a supported language."""
        values = list(self.objects(subject, name))
        if len(values) != 1:
            raise self.error(subject, f"an example needs one rg:{name}")
        return self._language(subject, name, values[0]), str(values[0])

    def labels(self, subject: Node, prop: URIRef = RDFS.label) -> Mapping[str, str]:
        """Labels by language. Raises VocabularyError if a supported language has none or two."""
        return self._in_all_languages(subject, prop, "label")

    def definitions(self, subject: Node) -> Mapping[str, str]:
        """Definitions by language. Raises VocabularyError if a supported language has none or two."""
        return self._in_all_languages(subject, SKOS.definition, "definition")

    def triggers(self, subject: Node, name: str) -> Mapping[str, tuple[Trigger, ...]]:
        """Triggers of an ``rg:`` property by language, in alphabetical order. Raises VocabularyError for bad ones."""
        found: dict[str, list[Trigger]] = {}
        for value in self.objects(subject, name):
            language = self._language(subject, name, value)
            try:
                found.setdefault(language, []).append(parse(str(value)))
            except ValueError as error:
                raise self.error(subject, str(error)) from error
        return MappingProxyType({k: tuple(found[k]) for k in sorted(found)})

    def _in_all_languages(self, subject: Node, prop: URIRef, what: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for value in self.graph.objects(subject, prop):
            language = getattr(value, "language", None) or ""
            if language in found:
                raise self.error(subject, f'two {what}s in "{language}"')
            found[language] = str(value)
        for language in SUPPORTED:
            if not found.get(language, "").strip():
                raise self.error(subject, f'no {what} in "{language}"')
        return MappingProxyType({k: found[k] for k in sorted(found)})

    def _language(self, subject: Node, name: str, value: Node) -> str:
        language = value.language if isinstance(value, Literal) else None
        if language not in SUPPORTED:
            raise self.error(subject, f'rg:{name} "{value}" needs a language: {", ".join("@" + s for s in SUPPORTED)}')
        return language


def read_ontology(path: Path) -> OntologyFile:
    """Parse a Turtle file. Raises VocabularyError where it is missing or no Turtle."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return OntologyFile(path, content, _parse(content, path.stem))
    except (SyntaxError, ValueError) as error:
        raise VocabularyError(f"{path.name}: not valid Turtle: {error}") from error


def _parse(content: bytes, name: str) -> Graph:
    # five times faster than rdflib's own parser, and with the position of an error
    blank: dict[str, BNode] = {}

    def term(node: object) -> Node:
        if isinstance(node, pyoxigraph.NamedNode):
            return URIRef(node.value)
        if isinstance(node, pyoxigraph.Literal):
            if node.language:
                return Literal(node.value, lang=node.language)
            return Literal(node.value, datatype=URIRef(node.datatype.value))
        if isinstance(node, pyoxigraph.BlankNode):
            return blank.setdefault(node.value, BNode(f"{name}-{len(blank):04}"))
        raise ValueError("triple terms are not understood here")

    reader = pyoxigraph.parse(input=content, format=pyoxigraph.RdfFormat.TURTLE)
    graph = Graph("SimpleMemory")  # no contexts to keep: half the time
    for quad in reader:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    for prefix, namespace in reader.prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def _in_order(node: Node) -> tuple[str, str]:
    return str(node), str(getattr(node, "language", "") or "")
