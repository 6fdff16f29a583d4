"""The gate before the store: an article's graph must fit the SHACL shapes of ``ontologies/``."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable
from typing import Final

import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import RDF, RDFS, SH, URIRef

from graph.compiled_shapes import CompiledShapes, Facts
from graph.errors import GateError
from graph.iri import CONSOLIDATED_GRAPH
from graph.namespaces import RG, shorten
from graph.vocabulary import Vocabulary

_SHOWN: Final = 10  #: most problems that one message lists
_ID: Final = RG("articleId")


class ShaclReference:
    """The shapes of a vocabulary as pySHACL reads them: slow, and what it says is the last word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        graph = rdflib.Graph()
        for triple in vocabulary.shapes:
            graph.add(triple)
        self._parsed = ShapesGraph(graph)
        # sh:class and sh:targetClass look for superclasses in the data; the article's graph does not repeat them
        self._classes = list(vocabulary.graph.triples((None, RDFS.subClassOf, None)))

    def check(self, quads: Iterable[Quad]) -> tuple[bool, rdflib.Graph]:
        """Whether the quads conform, and pySHACL's report. Raises GateError where a shape itself is at fault."""
        data = rdflib.Graph()
        for quad in quads:
            data.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
        for triple in self._classes:
            data.add(triple)
        validator = Validator(DataGraph.from_rdflib(data), shacl_graph=self._parsed.graph)
        validator.shacl_graph = self._parsed
        try:
            conforms, report, _ = validator.run()  # type: ignore[no-untyped-call]
        except (ReportableRuntimeError, NotImplementedError, re.error) as error:
            raise GateError(f"a shape of ontologies/ or of your own event types is no SHACL: {error}") from error
        return conforms, report


class _Gate:
    """Shapes read once: reading them costs far more than checking one article."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.compiled = CompiledShapes(vocabulary.shapes, vocabulary.graph)
        self._reference: ShaclReference | None = None

    def reference(self, vocabulary: Vocabulary) -> ShaclReference:
        """Made for the first article that raises a doubt."""
        if self._reference is None:
            self._reference = ShaclReference(vocabulary)
        return self._reference


_gates: weakref.WeakKeyDictionary[Vocabulary, _Gate] = weakref.WeakKeyDictionary()


def validate(quads: Iterable[Quad], vocabulary: Vocabulary) -> None:
    """Check the quads of one article. Raises GateError, which lists what broke and where.

    Compiled shapes let pass what surely fits; pySHACL judges the rest, and its report is what the message tells.
    """
    gate = _gate(vocabulary)
    rows = list(quads)
    if gate.compiled.surely_fit(Facts(rows)):
        return
    article = next((q.object.value for q in rows if q.predicate == _ID and isinstance(q.object, Literal)), "")
    try:
        conforms, report = gate.reference(vocabulary).check(rows)
    except GateError as error:
        raise GateError(str(error), article) from error
    if not conforms:
        raise GateError(_message(article, report), article)


def validate_consolidated(quads: Iterable[Quad], vocabulary: Vocabulary) -> None:
    """Check happenings of the consolidated graph, with the names of what they refer to. Raises GateError."""
    gate = _gate(vocabulary)
    rows = list(quads)
    if gate.compiled.surely_fit(Facts(rows)):
        return
    conforms, report = gate.reference(vocabulary).check(rows)
    if not conforms:
        shown, problems = _problems(report)
        raise GateError(
            f"nothing is consolidated, the graph would break ontologies/shapes.ttl in {problems} places; "
            f"the articles stay stored, and what was published stays as it is:\n{shown}",
            CONSOLIDATED_GRAPH,
        )


def _gate(vocabulary: Vocabulary) -> _Gate:
    gate = _gates.get(vocabulary)
    if gate is None:
        gate = _gates[vocabulary] = _Gate(vocabulary)
    return gate


def _problems(report: rdflib.Graph) -> tuple[str, int]:
    problems = sorted({_problem(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})
    shown = "\n".join(f"  {problem}" for problem in problems[:_SHOWN])
    more = f"\n  … and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    return shown + more, len(problems)


def _message(article: str, report: rdflib.Graph) -> str:
    shown, problems = _problems(report)
    return (
        f"article {article or 'without rg:articleId'} is not stored, its graph breaks ontologies/shapes.ttl "
        f"in {problems} places; correct the extraction, or the shape:\n{shown}"
    )


def _problem(report: rdflib.Graph, result: rdflib.term.Node) -> str:
    focus = report.value(result, SH.focusNode)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    messages = sorted(str(m) for m in report.objects(result, SH.resultMessage))
    where = f"<{focus}>" + (f" {shorten(str(path))}" if isinstance(path, URIRef) else "")
    given = f" (found: {shorten(str(value))[:80]})" if value is not None else ""
    return f"{where}: {'; '.join(messages)}{given}"


def _node(term: object) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language, normalize=False)
        return rdflib.Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise GateError(f"an article's graph holds IRIs and literals alone; {term} is neither")
