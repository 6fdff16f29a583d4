"""The consolidated graph: whatever the way there, the same articles give the same graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad

from graph import iri
from graph.consolidate import happenings as happenings_module
from graph.consolidate.changes import Diff, diff_from_json, diff_json
from graph.consolidate.consolidation import Consolidator
from graph.errors import GateError
from graph.extract.register import load_register
from graph.identity import Judgements, occurrences, resolve
from graph.model import Article, Extraction, Predicate
from graph.namespaces import PROV, RG, TYPE
from graph.store.digests import canonical_lines
from graph.store.embedded import Writer
from graph.vocabulary import Vocabulary, load_vocabulary
from tests.graph import made
from tests.graph.consolidate.told import said, told

GRAPH = iri.CONSOLIDATED_GRAPH
Corpus = Mapping[str, tuple[Article, Extraction]]


def corpus() -> Corpus:
    """A story told by several, another one, and the articles of made.py."""
    works = [("ted-sarandos", Predicate.WORKS_FOR, "netflix")]
    found = [
        told("a", "2025-07-18", said("One shot was AI, he said.", "ted-sarandos", extent="sequence"), relations=works),
        told("b", "2025-07-19", said("All of El Eternauta is AI.", extent="entire", title=True)),
        told("c", "2025-07-20", said("No AI, he said.", "bruno-stagnaro", factuality="denied", extent="none")),
        told("d", "2025-07-21", said("One shot was AI, they say.", "reuters", extent="sequence"), time="2025"),
        told(
            "e",
            "2025-07-18",
            said("A pact is near.", factuality="planned"),
            kind="Ruling",
            roles={"party": "anthropic"},
        ),
        told("f", "2025-09-18", said("The judge agreed."), kind="Ruling", roles={"party": "anthropic"}),
        made.one_shot(),
        made.lawsuit(),
        made.agreement(),
    ]
    return {article.id: (article, extraction) for article, extraction in found}


CORPUS = corpus()


class Workspace:
    """A store whose consolidated graph follows a changing set of articles."""

    def __init__(self, home: Path, writer: Writer, vocabulary: Vocabulary, articles: Corpus = CORPUS) -> None:
        self.home, self.writer, self.articles = home, writer, dict(articles)
        self.consolidator = Consolidator(home, writer, vocabulary, load_register(), Judgements())
        self.read: list[str] = []

    def hold(self, ids: Iterable[str], *, full: bool = False) -> Diff:
        chosen = {i: self.articles[i] for i in sorted(ids)}
        identity = resolve([o for pair in chosen.values() for o in occurrences(*pair)])
        self.read = []

        def read(article_id: str) -> tuple[Article, Extraction]:
            self.read.append(article_id)
            return chosen[article_id]

        return self.consolidator.run({i: a.version for i, (a, _) in chosen.items()}, read, identity, full=full)

    @property
    def quads(self) -> set[Quad]:
        return set(self.writer.quads(graph=GRAPH))

    @property
    def lines(self) -> list[bytes]:
        return canonical_lines(self.quads)


@pytest.fixture
def workspace(tmp_path: Path, vocabulary: Vocabulary) -> Iterable[Workspace]:
    with Writer(tmp_path) as writer:
        yield Workspace(tmp_path, writer, vocabulary)


def test_a_happening_counts_documents_publishers_and_roots(workspace: Workspace) -> None:
    workspace.hold(CORPUS)
    first = next(q.subject for q in workspace.quads if q.predicate == RG("documents") and q.object.value == "5")  # type: ignore[union-attr]
    told_of = {q.predicate: q.object for q in workspace.quads if q.subject == first}
    assert told_of[RG("publishers")].value == "5"  # type: ignore[union-attr]
    assert told_of[RG("firstReported")].value == "2025-07-18"  # type: ignore[union-attr]
    reports = {q.subject for q in workspace.quads if q.predicate == RG("onHappening") and q.object == first}
    chains = {q.object.value for q in workspace.quads if q.predicate == RG("chain") and q.subject in reports}  # type: ignore[union-attr]
    assert "A Daily ← Ted Sarandos" in chains


def test_there_are_no_blank_nodes_and_every_entity_has_a_name(workspace: Workspace) -> None:
    workspace.hold(CORPUS)
    assert not any(isinstance(term, BlankNode) for q in workspace.quads for term in (q.subject, q.object))
    named = {q.subject for q in workspace.quads if q.predicate.value.endswith("prefLabel")}
    attributed = {q.object for q in workspace.quads if q.predicate == PROV("wasAttributedTo")}
    assert attributed
    assert attributed <= named


def test_running_again_changes_and_reads_nothing(workspace: Workspace) -> None:
    workspace.hold(CORPUS)
    before = workspace.writer.graph_digest(GRAPH)
    diff = workspace.hold(CORPUS)
    assert (diff.happenings, diff.claims, diff.full) == ((), (), False)
    assert workspace.read == []
    assert workspace.writer.graph_digest(GRAPH) == before


def test_a_retracted_article_goes_with_all_that_was_derived_and_comes_back_to_the_same_graph(
    workspace: Workspace,
) -> None:
    workspace.hold(CORPUS)
    before, lines = workspace.writer.graph_digest(GRAPH), workspace.lines
    diff = workspace.hold(CORPUS.keys() - {"c"})
    assert not any(b"/article/c/" in line for line in workspace.lines)
    assert {reason.what for change in diff.happenings for reason in change.why} == {"retracted article"}
    assert [c.change for c in diff.claims] == ["withdrawn"] * len(diff.claims)
    assert workspace.hold(CORPUS)
    assert (workspace.writer.graph_digest(GRAPH), workspace.lines) == (before, lines)


def test_one_article_reads_only_its_neighbours(workspace: Workspace) -> None:
    workspace.hold(CORPUS.keys() - {"d"})
    diff = workspace.hold(CORPUS)
    assert "d" in workspace.read
    assert not {"e", "f", "lawsuit-en", "accord-fr"} & set(workspace.read)
    assert not diff.full
    assert {reason.article for change in diff.happenings for reason in change.why} == {"d"}


def test_a_changed_article_changes_its_happening(workspace: Workspace) -> None:
    workspace.hold(CORPUS)
    workspace.articles["d"] = told("d", "2025-07-21", said("Two shots were AI.", extent="majority"), time="2025")
    diff = workspace.hold(CORPUS)
    assert {reason.what for change in diff.happenings for reason in change.why} == {"changed article"}
    assert {"added", "withdrawn"} <= {c.change for c in diff.claims}  # the claim's IRI names the version


def test_what_is_full_says_so_and_differs_in_nothing(workspace: Workspace) -> None:
    workspace.hold(CORPUS)
    lines = workspace.lines
    diff = workspace.hold(CORPUS, full=True)
    assert (diff.full, diff.happenings, diff.claims) == (True, (), ())
    assert workspace.lines == lines


def test_after_a_crash_between_graph_and_state_everything_is_made_anew(workspace: Workspace) -> None:
    workspace.hold(CORPUS)
    lines = workspace.lines
    node = NamedNode(f"{iri.BASE}happening/0000")
    stray = Quad(node, TYPE, RG("Happening"), NamedNode(GRAPH))
    workspace.writer.patch(GRAPH, [], [stray])
    diff = workspace.hold(CORPUS)
    assert diff.full
    assert [(c.iri, c.change) for c in diff.happenings] == [(node.value, "withdrawn")]
    assert workspace.lines == lines


def test_a_graph_that_would_break_a_shape_is_not_written(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.hold(CORPUS.keys() - {"d"})
    before = workspace.lines
    monkeypatch.setattr(happenings_module._Writer, "_label", lambda _: "")
    with pytest.raises(GateError, match="a happening has a label"):
        workspace.hold(CORPUS)
    monkeypatch.undo()
    assert workspace.lines == before
    assert workspace.hold(CORPUS).happenings  # and the next run makes up for it


def test_a_diff_survives_being_written(workspace: Workspace) -> None:
    diff = workspace.hold(CORPUS)
    assert diff_from_json(diff_json(diff)) == diff


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from(sorted(CORPUS))), min_size=1, max_size=4), st.sets(st.sampled_from(sorted(CORPUS)))
)
def test_any_way_to_a_set_of_articles_leads_to_its_one_graph(ways: list[set[str]], last: set[str]) -> None:
    vocabulary = load_vocabulary()
    with TemporaryDirectory() as folder, Writer(Path(folder) / "step") as writer:
        step = Workspace(Path(folder) / "step", writer, vocabulary)
        for ids in [*ways, last]:
            step.hold(ids)
        with Writer(Path(folder) / "once") as other:
            once = Workspace(Path(folder) / "once", other, vocabulary)
            once.hold(last)
            assert step.lines == once.lines
            assert step.writer.graph_digest(GRAPH) == once.writer.graph_digest(GRAPH)
