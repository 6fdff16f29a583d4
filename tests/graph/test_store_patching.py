"""A graph that is changed line by line has the digest that reading it whole would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import StoreError
from graph.iri import CONSOLIDATED_GRAPH
from graph.namespaces import RG, XSD
from graph.store.embedded import Writer, replace_live

GRAPH = NamedNode(CONSOLIDATED_GRAPH)


def quad(number: int) -> Quad:
    return Quad(NamedNode(f"https://example.org/{number}"), RG("position"), Literal(number), GRAPH)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sets(st.integers(0, 12)), min_size=1, max_size=5))
def test_the_digest_of_patches_is_that_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, states: list[set[int]]
) -> None:
    home = tmp_path_factory.mktemp("patched")
    now: set[int] = set()
    with Writer(home) as writer:
        for state in states:
            writer.patch(CONSOLIDATED_GRAPH, map(quad, now - state), map(quad, state - now))
            now = state
        digest = writer.graph_digest(CONSOLIDATED_GRAPH)
        published = writer.publish("run")
    (home / "store" / "digests.json").unlink()  # as if it had to be read again
    with Writer(home) as writer:
        assert writer.graph_digest(CONSOLIDATED_GRAPH) == digest
        assert writer.publish("run") == published
        assert writer.has_graph(CONSOLIDATED_GRAPH) == bool(now)


def test_literals_that_the_engine_writes_otherwise_do_not_confuse_the_digest(tmp_path: Path) -> None:
    odd = Quad(NamedNode("https://example.org/1"), RG("x"), Literal("007", datatype=XSD("integer")), GRAPH)
    with Writer(tmp_path) as writer:
        writer.patch(CONSOLIDATED_GRAPH, [], [odd])
        digest = writer.graph_digest(CONSOLIDATED_GRAPH)
        writer.publish("run")
    (tmp_path / "store" / "digests.json").unlink()
    with Writer(tmp_path) as writer:
        assert writer.graph_digest(CONSOLIDATED_GRAPH) == digest


def test_only_graphs_with_a_summed_digest_are_patched(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        with pytest.raises(StoreError, match="commit it whole"):
            writer.patch("https://example.org/graph", [], [])
        with pytest.raises(StoreError, match="another graph"):
            writer.patch(CONSOLIDATED_GRAPH, [], [Quad(*list(quad(1))[:3], NamedNode("https://example.org/g"))])


def test_a_store_takes_the_place_of_another(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    with Writer(old) as writer:
        writer.patch(CONSOLIDATED_GRAPH, [], [quad(1)])
        first = writer.publish("one")
    with Writer(new) as writer:
        writer.patch(CONSOLIDATED_GRAPH, [], [quad(2)])
    replace_live(old, new)
    with Writer(old) as writer:
        assert set(writer.quads(graph=CONSOLIDATED_GRAPH)) == {quad(2)}
        assert writer.published() == first
        assert writer.publish("two").number == 2


def test_a_replacement_that_was_killed_half_way_is_undone(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.patch(CONSOLIDATED_GRAPH, [], [quad(1)])
    (tmp_path / "store" / "live").rename(tmp_path / "store" / "live.replaced")
    with Writer(tmp_path) as writer:
        assert set(writer.quads(graph=CONSOLIDATED_GRAPH)) == {quad(1)}
