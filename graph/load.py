"""Articles and their extractions into the store, checked, each in its own named graph."""

from __future__ import annotations

from typing import Final, TypeAlias
from typing import Literal as OneOf

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Store, parse

from graph import gates, iri
from graph.extract.register import Register, load_register
from graph.model import Article, Extraction
from graph.namespaces import DCTERMS, PROV
from graph.rdf import article_quads
from graph.store import GraphWriter
from graph.vocabulary import Vocabulary

_REVISES: Final = PROV("wasRevisionOf")

Loaded: TypeAlias = OneOf["new", "unchanged", "replaced"]


class Loader:
    """Writes articles with one writer, one vocabulary and one register, by default the product's."""

    def __init__(self, writer: GraphWriter, vocabulary: Vocabulary, register: Register | None = None) -> None:
        self._writer = writer
        self._vocabulary = vocabulary
        self._register = register or load_register()

    def load(self, article: Article, extraction: Extraction) -> Loaded:
        """Put one article version, as it was seen last, into its graph.

        Earlier versions stay; the one loaded says which it revises. A version that is seen again after a later one
        becomes the newest again. ``replaced`` means that this version was there with other content: told by another
        extractor, or revising another version. Raises GateError (nothing is stored), StoreError.
        """
        graph = iri.article_version(article.id, article.version)
        links = self._links(article.id)
        known = graph in links
        overtaken = [version for version, revises in links.items() if revises == graph]
        links.update(dict.fromkeys(overtaken, links.get(graph, "")))
        others = {version: revises for version, revises in links.items() if version != graph}
        newest = min(others.keys() - others.values(), default="")
        quads = article_quads(article, extraction, self._vocabulary, register=self._register, revises=newest)
        if known and not overtaken and set(self._writer.quads(graph=graph)) == set(quads):
            return "unchanged"
        gates.validate(quads, self._vocabulary)
        # the links of others first: killed in between, two versions are the newest until this one is loaded again
        for version in overtaken:
            self._relink(version, links[version])
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

    def _links(self, article_id: str) -> dict[str, str]:
        """Each stored version of an article with the one that it revises, "" for none."""
        article = NamedNode(iri.article(article_id))
        links = {}
        for stored in self._writer.quads(predicate=DCTERMS("isVersionOf"), value=article):
            if isinstance(stored.subject, NamedNode):
                version = stored.subject.value
                earlier = (q.object for q in self._writer.quads(predicate=_REVISES, graph=version))
                links[version] = next((v.value for v in earlier if isinstance(v, NamedNode)), "")
        return links

    def _relink(self, version: str, revises: str) -> None:
        """Let a stored version revise another one, or none."""
        node = NamedNode(version)
        rest = [q for q in self._writer.quads(graph=version) if q.predicate != _REVISES]
        link = [Quad(node, _REVISES, NamedNode(revises), node)] if revises else []
        self._writer.commit(version, [*rest, *link])


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
