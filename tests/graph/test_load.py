"""Loading: every article version in its own graph, once, and nothing that breaks a shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad

from graph import iri
from graph.errors import GateError
from graph.load import Loader, vocabulary_quads
from graph.model import Article, Extraction, RoleFiller
from graph.namespaces import PROV, RG
from graph.query import run_query
from graph.rdf_reading import canonical, extraction_from_quads
from graph.store.embedded import Writer, open_reader
from graph.vocabulary import Vocabulary
from tests.graph import made


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path) as opened:
        yield opened


@pytest.fixture
def loader(writer: Writer, vocabulary: Vocabulary) -> Loader:
    return Loader(writer, vocabulary)


def revised(writer: Writer, version: str) -> list[str]:
    return [q.object.value for q in writer.quads(predicate=PROV("wasRevisionOf"), graph=version)]


def test_new_then_unchanged(loader: Loader, writer: Writer, vocabulary: Vocabulary) -> None:
    article, extraction = made.one_shot()
    assert loader.load(article, extraction) == "new"
    before = writer.publish("r1")
    assert loader.load(article, extraction) == "unchanged"
    assert writer.publish("r2") == before
    stored = writer.quads(graph=iri.article_version(article.id, article.version))
    assert extraction_from_quads(stored, vocabulary) == canonical(extraction)


def test_better_extractor_replaces_what_the_older_one_told(loader: Loader, writer: Writer) -> None:
    article, extraction = made.one_shot()
    loader.load(article, extraction)
    better = replace(extraction, extractor="reelgraph-9", quotes=())
    assert loader.load(article, better) == "replaced"
    stored = list(writer.quads(graph=iri.article_version(article.id, article.version)))
    assert not any("quotation" in q.subject.value for q in stored)
    assert len(writer.graphs()) == 1


def test_new_version_stands_beside_the_old_one_and_says_what_it_revises(loader: Loader, writer: Writer) -> None:
    versions = []
    for article, extraction in (made.game(), made.game(corrected=True)):
        assert loader.load(article, extraction) == "new"
        versions.append(iri.article_version(article.id, article.version))
    assert revised(writer, versions[0]) == []
    assert revised(writer, versions[1]) == [versions[0]]


def test_versions_form_a_chain_that_reloading_does_not_bend(loader: Loader, writer: Writer) -> None:
    told = versions_of_a_story("first", "second", "third")
    versions = [iri.article_version(a.id, a.version) for a, _ in told]
    for article, extraction in (*told, *told):
        loader.load(article, extraction)
    assert [revised(writer, v) for v in versions] == [[], [versions[0]], [versions[1]]]
    assert [loader.load(a, replace(e, extractor="reelgraph-9")) for a, e in told] == ["replaced"] * 3
    assert [revised(writer, v) for v in versions] == [[], [versions[0]], [versions[1]]]


def versions_of_a_story(*titles: str) -> list[tuple[Article, Extraction]]:
    told = []
    for title in titles:
        article, extraction = made.game()
        # as long as the old title, so that the spans stay right
        article = replace(article, title=title.ljust(len(article.title), "."))
        told.append((article, replace(extraction, content_hash=article.content_hash)))
    return told


def test_version_seen_again_is_the_newest_again(loader: Loader, writer: Writer) -> None:
    told = versions_of_a_story("first", "second", "third")
    one, two, three = (iri.article_version(a.id, a.version) for a, _ in told)
    loader.load(*told[0])
    loader.load(*told[1])
    assert loader.load(*told[0]) == "replaced"
    assert (revised(writer, one), revised(writer, two)) == ([two], [])
    assert loader.load(*told[0]) == "unchanged"
    loader.load(*told[2])
    assert (revised(writer, one), revised(writer, two), revised(writer, three)) == ([two], [], [one])
    loader.load(*told[0])  # from the middle of the chain: the ends join
    assert (revised(writer, one), revised(writer, two), revised(writer, three)) == ([three], [], [two])


def test_questions_read_the_version_seen_last(tmp_path: Path, vocabulary: Vocabulary) -> None:
    told = versions_of_a_story("first", "second")
    with Writer(tmp_path) as writer:
        loader = Loader(writer, vocabulary)
        for number in (0, 1, 0):
            loader.load(*told[number])
        writer.publish("r1")
    with open_reader(tmp_path) as reader:
        answer = run_query(reader, "article", {"id": told[0][0].id})
    assert isinstance(answer, tuple)
    articles = {triple.subject for triple in answer if triple.predicate == RG("articleId")}
    assert articles == {NamedNode(iri.article_version(told[0][0].id, told[0][0].version))}


def test_killed_between_two_links_the_next_loading_mends_them(
    loader: Loader, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = versions_of_a_story("first", "second", "third")
    one, two, three = (iri.article_version(a.id, a.version) for a, _ in told)
    for version in told:
        loader.load(*version)

    def killed(graph: str, quads: Iterable[Quad]) -> None:
        if graph == one:
            raise KeyboardInterrupt
        Writer.commit(writer, graph, quads)

    with monkeypatch.context() as patched:
        patched.setattr(writer, "commit", killed)
        with pytest.raises(KeyboardInterrupt):
            loader.load(*told[0])
    assert loader.load(*told[0]) == "replaced"
    assert (revised(writer, one), revised(writer, two), revised(writer, three)) == ([three], [], [two])


def test_refused_version_changes_no_link(loader: Loader, writer: Writer) -> None:
    (first, told), second = versions_of_a_story("first", "second")
    loader.load(first, told)
    loader.load(*second)
    broken = replace(told, entities=(replace(told.entities[0], name=""), *told.entities[1:]))
    with pytest.raises(GateError):
        loader.load(first, broken)
    one, two = (iri.article_version(a.id, a.version) for a in (first, second[0]))
    assert (revised(writer, one), revised(writer, two)) == ([], [one])


def test_article_that_breaks_a_shape_is_not_stored(loader: Loader, writer: Writer) -> None:
    article, extraction = made.lawsuit()
    suit = extraction.events[0]
    place_sues = tuple(RoleFiller(f.role, f.kind, "california") if f.role == "plaintiff" else f for f in suit.roles)
    wrong = replace(extraction, events=(replace(suit, roles=place_sues), *extraction.events[1:]))
    with pytest.raises(GateError, match="plaintiff"):
        loader.load(article, wrong)
    assert writer.graphs() == ()


def test_vocabulary_is_loaded_once_and_without_blank_nodes(
    loader: Loader, writer: Writer, vocabulary: Vocabulary
) -> None:
    assert loader.load_vocabulary() == "new"
    assert loader.load_vocabulary() == "unchanged"
    assert writer.graphs() == (iri.VOCABULARY_GRAPH,)
    quads = vocabulary_quads(vocabulary)
    assert not any(isinstance(t, BlankNode) for q in quads for t in (q.subject, q.object))
    assert quads == vocabulary_quads(vocabulary)


def test_order_of_loading_does_not_matter(tmp_path: Path, vocabulary: Vocabulary) -> None:
    digests = set()
    for name, articles in (("there", made.articles()[:5]), ("back", made.articles()[4::-1])):
        with Writer(tmp_path / name) as writer:
            loader = Loader(writer, vocabulary)
            for article, extraction in articles:
                loader.load(article, extraction)
            digests.add(writer.publish(name).digest)
    assert len(digests) == 1
