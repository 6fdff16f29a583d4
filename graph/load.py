"""Articles and their extractions into the store, checked, each in its own named graph."""

from __future__ import annotations

from typing import Literal as OneOf
from typing import TypeAlias

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Store, parse

from graph import gates, iri
from graph.extract.register import Register, load_register
from graph.model import Article, Extraction
from graph.namespaces import DCTERMS, PROV
from graph.rdf import article_quads
from graph.store import GraphWriter
from graph.vocabulary import Vocabulary

Loaded: TypeAlias = OneOf["new", "unchanged", "replaced"]


class Loader:
    """Writes articles with one writer, one vocabulary and one register, by default the product's."""

    def __init__(self, writer: GraphWriter, vocabulary: Vocabulary, register: Register | None = None) -> None:
        self._writer = writer
        self._vocabulary = vocabulary
        self._register = register or load_register()

    def load(self, article: Article, extraction: Extraction) -> Loaded:
        """Put one article version into its graph.

        ``replaced`` means that this version was there with other content, told by another extractor. Earlier versions
        stay; the new one says which it revises. Raises GateError (nothing is stored), StoreError.
        """
        graph = iri.article_version(article.id, article.version)
        known = self._writer.has_graph(graph)
        before = set(self._writer.quads(graph=graph)) if known else set()
        revises = self._revised_by(before) if known else self._latest(article.id)
        quads = article_quads(article, extraction, self._vocabulary, register=self._register, revises=revises)
        if known and before == set(quads):
            return "unchanged"
        gates.validate(quads, self._vocabulary)
        self._writer.commit(graph, quads)
        return "replaced" if known else "new"

    def load_vocabulary(self) -> Loaded:
        """Put the vocabulary into its graph, so that queries can read labels, schemes and ranks."""
        quads = vocabulary_quads(self._vocabulary)
        known = self._writer.has_graph(iri.VOCABULARY_GRAPH)
        if known and set(self._writer.quads(graph=iri.VOCABULARY_GRAPH)) == set(quads):
            return "unchanged"
        self._writer.commit(iri.VOCABULARY_GRAPH, quads)
        return "replaced" if known else "new"

    def _latest(self, article_id: str) -> str:
        """The version of an article that no other revises; "" if there is none."""
        article = NamedNode(iri.article(article_id))
        versions = {q.subject for q in self._writer.quads(predicate=DCTERMS("isVersionOf"), value=article)}
        for version in list(versions):
            if isinstance(version, NamedNode):
                versions -= {q.object for q in self._writer.quads(predicate=PROV("wasRevisionOf"), graph=version.value)}
        return min((v.value for v in versions if isinstance(v, NamedNode)), default="")

    @staticmethod
    def _revised_by(quads: set[Quad]) -> str:
        """The version that a stored one says it revises."""
        earlier = (q.object for q in quads if q.predicate == PROV("wasRevisionOf"))
        return next((v.value for v in earlier if isinstance(v, NamedNode)), "")


def vocabulary_quads(vocabulary: Vocabulary) -> list[Quad]:
    """The vocabulary in its named graph, sorted, its blank nodes replaced by IRIs that depend on content alone."""
    graph = NamedNode(iri.VOCABULARY_GRAPH)
    text = vocabulary.graph.serialize(format="nt", encoding="utf-8")
    dataset = Dataset(parse(text, format=RdfFormat.N_TRIPLES))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    def named(node: object) -> object:
        return NamedNode(f"{iri.VOCABULARY_GRAPH}/{node.value}") if isinstance(node, BlankNode) else node

    store = Store()  # the engine normalises literals: what is compared must have been through it
    store.extend(Quad(named(q.subject), q.predicate, named(q.object), graph) for q in dataset)  # type: ignore[arg-type]
    return sorted(store, key=str)
