"""Networks drawn from articles: who is tied to whom, by what, and which articles say so."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from graph import iri
from graph.errors import QueryError
from graph.load import Loader
from graph.network import Filters, analyse, measures, project, project_table, projections, render, write_tables
from graph.network.analysis import measure
from graph.network.table import EdgeRow, NodeRow, build
from graph.store.embedded import Reader, Writer, open_reader
from graph.vocabulary import Vocabulary
from tests.graph import made

ENTITY = iri.registered_entity


def ties(graph: Any, *attributes: str) -> set[tuple[object, ...]]:
    """Edges as (label, label, attributes…)."""
    return {
        (graph.nodes[a]["label"], graph.nodes[b]["label"], *(data.get(name) for name in attributes))
        for a, b, data in graph.edges(data=True)
    }


def test_co_mention_counts_the_articles_that_name_both(reader: Reader) -> None:
    graph = project(reader, "co-mention")

    assert not graph.is_directed()
    (tie,) = graph[ENTITY("netflix")][ENTITY("el-eternauta")].values()
    assert tie["weight"] == 2
    assert tie["articles"] == ("one-shot-en", "whole-series-fr")
    assert (tie["first"], tie["last"]) == ("2025-07-18", "2025-07-22")
    assert tie["languages"] == ("en", "fr")


def test_nodes_tell_what_they_are_and_when_they_were_in_the_news(reader: Reader) -> None:
    node = project(reader, "co-mention").nodes[ENTITY("el-eternauta")]

    assert node["label"] == "El Eternauta"
    assert node["type"] == "CreativeWork"
    assert node["articles"] == 3
    assert (node["first"], node["last"]) == ("2025-07-18", "2025-08-01")
    assert (node["first_year"], node["last_year"]) == (2025, 2025)
    assert node["languages"] == ("en", "es", "fr")


def test_events_tie_those_who_act_to_the_others(reader: Reader) -> None:
    found = ties(project(reader, "events"), "type", "source_role", "target_role", "factuality", "weight")

    assert ("Netflix", "El Eternauta", "AIUse", "agent", "work", "asserted", 2) in found
    assert ("The Walt Disney Company", "Midjourney", "Lawsuit", "plaintiff", "defendant", "asserted", 1) in found
    assert ("General Atlantic", "Runway", "Investment", "investor", "recipient", "possible", 1) in found
    assert not any(source == "Midjourney" and target.startswith("The Walt") for source, target, *_ in found)


def test_terms_are_no_entities_of_a_network(reader: Reader) -> None:
    for name in projections():
        assert not [node for node in project(reader, name) if node.startswith(iri.TERM)]


def test_claims_run_from_the_speaker_to_the_entities_concerned(reader: Reader) -> None:
    found = ties(project(reader, "claims"), "type", "factuality", "target_role")

    assert ("Bruno Stagnaro", "El Eternauta", "AIUse", "denied", "work") in found
    assert ("SAG-AFTRA", "Tilly Norwood", "Stance", "asserted", "target") in found
    assert ("Ted Sarandos", "Netflix", "AIUse", "asserted", "agent") in found
    assert not any(speaker == "Reuters" and concerned == "Netflix" for speaker, concerned, *_ in found)


def test_relations_keep_their_direction(reader: Reader) -> None:
    assert ties(project(reader, "relations"), "predicate") == {
        ("Ted Sarandos", "Netflix", "worksFor"),
        ("El Eternauta", "Bruno Stagnaro", "createdBy"),
        ("Tilly Norwood", "Particle6", "createdBy"),
    }


def test_citations_run_from_publisher_to_outlet(reader: Reader) -> None:
    assert ties(project(reader, "citations"), "weight") == {
        ("Example Times", "Reuters", 2),
        ("Example Times", "The Guardian", 1),
        ("Actu Exemple", "The Guardian", 1),
    }


def test_an_outlet_that_publishes_and_is_cited_is_one_node(tmp_path: Path, vocabulary: Vocabulary) -> None:
    lawsuit, told = made.lawsuit()  # cites Reuters
    agency = replace(made.denied()[0], publisher="reuters ")
    with Writer(tmp_path) as writer:
        loader = Loader(writer, vocabulary)
        loader.load(lawsuit, told)
        loader.load(agency, replace(made.denied()[1], content_hash=agency.content_hash, cites=("sag-aftra",)))
        writer.publish("r1")
    with open_reader(tmp_path) as reader:
        assert ties(project(reader, "citations")) == {
            ("Example Times", "Reuters"),
            ("Example Times", "The Guardian"),
            ("Reuters", "SAG-AFTRA"),
        }
        assert {d["type"] for _, d in project(reader, "citations").nodes(data=True)} == {"Organization"}
        # as the register names it, as the article does, or by its IRI
        for name in ("Reuters", "REUTERS ", iri.registered_entity("reuters")):
            assert ties(project(reader, "citations", publishers=(name,))) == {("Reuters", "SAG-AFTRA")}


def test_a_revised_article_counts_in_its_last_version_alone(reader: Reader) -> None:
    found = ties(project(reader, "events"), "factuality", "weight")

    assert ("Sandfall Interactive", "Clair Obscur: Expedition 33", "denied", 1) in found
    assert not any(a == "Sandfall Interactive" and factuality == "asserted" for a, _, factuality, _ in found)


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        ({"since": date(2025, 7, 19)}, {"whole-series-fr", "denied-es", "accord-fr", "game-en"}),
        ({"until": date(2025, 7, 18)}, {"lawsuit-en", "one-shot-en"}),
        ({"languages": ("es", "fr")}, {"whole-series-fr", "denied-es", "accord-fr"}),
        ({"publishers": ("example times",), "since": date(2025, 7, 1)}, {"one-shot-en", "game-en"}),
        ({"publishers": (iri.publisher("Diario Ejemplo"),)}, {"denied-es"}),
        ({"event_types": ("Lawsuit", "LabourAgreement")}, {"lawsuit-en", "accord-fr"}),
    ],
)
def test_filters_choose_articles(reader: Reader, filters: dict[str, Any], articles: set[str]) -> None:
    graph = project(reader, "co-mention", **filters)

    assert {article for *_, told in graph.edges(data="articles") for article in told} == articles


def test_event_types_choose_edges_where_edges_are_events(reader: Reader) -> None:
    assert {kind for *_, kind in project(reader, "events", event_types=("Lawsuit",)).edges(data="type")} == {"Lawsuit"}


def test_entity_types_choose_nodes(reader: Reader) -> None:
    graph = project(reader, "co-mention", entity_types=("Person", "CreativeWork"))

    assert {frozenset(pair) for pair in ties(graph)} == {
        frozenset({"Ted Sarandos", "El Eternauta"}),
        frozenset({"Bruno Stagnaro", "El Eternauta"}),
    }


def test_light_edges_and_the_nodes_they_leave_alone_can_be_left_out(reader: Reader) -> None:
    graph = project(reader, "co-mention", min_weight=2)

    assert {d["weight"] for *_, d in graph.edges(data=True)} == {2}
    assert not list(nx.isolates(graph))


@pytest.mark.parametrize(
    ("name", "filters", "message"),
    [
        ("comention", {}, "no projection 'comention'; did you mean co-mention"),
        ("events", {"entity_types": ("Persons",)}, "no entity type 'Persons'; did you mean Person"),
        ("events", {"event_types": ("lawsuits",)}, "tells an event of type 'lawsuits'; did you mean Lawsuit"),
        ("events", {"since": date(2026, 1, 1), "until": date(2025, 1, 1)}, "swap the two"),
        ("events", {"min_weight": 0}, "weights count from 1"),
    ],
)
def test_wrong_parameters_are_named(reader: Reader, name: str, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        project(reader, name, **filters)


def test_the_table_numbers_nodes_and_edges_in_a_fixed_order(reader: Reader) -> None:
    first, second = (project_table(reader, Filters("events")) for _ in range(2))

    assert first == second
    assert [n.id for n in first.nodes] == [f"n{i}" for i in range(len(first.nodes))]
    assert [n.iri for n in first.nodes] == sorted(n.iri for n in first.nodes)


def test_analysis_finds_the_centre_the_groups_and_what_it_was_drawn_from(reader: Reader) -> None:
    analysis = analyse(reader, "co-mention", top=3, seed=1)

    assert (analysis.snapshot, analysis.digest) == (reader.snapshot.number, reader.snapshot.digest)
    assert analysis.nodes == len(analysis.entities) == sum(c.size for c in analysis.communities)
    assert sum(e.pagerank for e in analysis.entities) == pytest.approx(1)
    assert len(analysis.ranked("pagerank")) == 3
    assert analysis.betweenness_pivots == 0
    assert {e.community for e in analysis.entities} == {c.number for c in analysis.communities}
    assert analysis == analyse(reader, "co-mention", top=3, seed=1)


def test_an_empty_network_is_said_to_be_empty_and_why(reader: Reader) -> None:
    with pytest.raises(QueryError, match=r"the relations network has no edges: loosen the filters \(since\)"):
        analyse(reader, "relations", filters=Filters(since=date(2030, 1, 1)))


def test_text_shows_names_and_the_snapshot(reader: Reader) -> None:
    text = render(analyse(reader, "events"))

    assert "Netflix" in text
    assert "betweenness exact" in text
    assert max(map(len, text.splitlines())) <= 100


def test_json_and_csv_hold_every_entity(reader: Reader, tmp_path: Path) -> None:
    analysis = analyse(reader, "co-mention", top=2)

    assert len(json.loads(render(analysis, "json"))["entities"]) == analysis.nodes
    written = write_tables(analysis, tmp_path / "tables")
    assert [p.name for p in written] == ["entities.csv", "communities.csv", "summary.json"]
    rows = list(csv.DictReader((tmp_path / "tables" / "entities.csv").read_text(encoding="utf-8").splitlines()))
    assert [r["iri"] for r in rows] == [e.iri for e in analysis.entities]
    with pytest.raises(QueryError, match="no format 'cvs' for an analysis; did you mean csv"):
        render(analysis, "cvs")


# ---------------------------------------------------------------- measures, on networks of known answers


def made_network(*edges: tuple[str, str, int], directed: bool = False) -> Any:
    names = sorted({end for a, b, _ in edges for end in (a, b)})
    return build(
        "events" if directed else "co-mention",
        directed=directed,
        node_columns=(),
        edge_columns=(),
        nodes=[NodeRow(name, name, {}) for name in names],
        edges=[EdgeRow(a, b, "tie", weight, {}) for a, b, weight in edges],
    )


def two_cliques(size: int = 5) -> Any:
    """Two groups, each tied within, joined by ``a0 – bridge – b0``."""
    within = [(f"{group}{i}", f"{group}{j}", 1) for group in "ab" for i in range(size) for j in range(i + 1, size)]
    return made_network(*within, ("a0", "bridge", 1), ("b0", "bridge", 1))


def measured(network: Any) -> Any:
    return measure(network, top=3, seed=0, snapshot=1, digest="sha256:0", filters=Filters())


def test_communities_and_the_broker_between_them_are_found() -> None:
    analysis = measured(two_cliques())

    homes = {e.label: e.community for e in analysis.entities}
    assert {homes[f"a{i}"] for i in range(5)} != {homes[f"b{i}"] for i in range(5)}
    assert len({homes[f"a{i}"] for i in range(5)}) == 1
    assert {"a0", "b0", "bridge"} >= set(analysis.brokers)
    assert analysis.brokers
    assert "a1" not in analysis.brokers


def test_parallel_edges_are_one_tie_with_their_weights_added() -> None:
    analysis = measured(made_network(("a", "b", 2), ("a", "b", 3), ("b", "a", 1), directed=True))

    assert (analysis.edges, analysis.ties, analysis.density) == (3, 1, 1.0)
    assert {e.label: (e.degree, e.weighted_degree, e.incoming) for e in analysis.entities} == {
        "a": (1, 6, 1),
        "b": (1, 6, 5),
    }


@pytest.mark.parametrize("directed", [True, False])
def test_pagerank_is_that_of_networkx(directed: bool) -> None:
    network = made_network(
        ("a", "b", 1), ("b", "c", 2), ("a", "c", 1), ("d", "c", 4), ("c", "e", 1), ("b", "f", 3), directed=directed
    )
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_weighted_edges_from((int(e.source[1:]), int(e.target[1:]), e.weight) for e in network.edges)

    ours = measures.pagerank(measures.simplify(network).out)

    theirs = _pagerank_python(graph, weight="weight", tol=1e-12, max_iter=1000)
    assert ours == pytest.approx([theirs[i] for i in range(6)], abs=1e-7)


def test_betweenness_beyond_the_limit_is_sampled_with_a_stated_number_of_pivots(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = measured(two_cliques(20))
    monkeypatch.setattr(measures, "EXACT_BETWEENNESS_LIMIT", 12_000)
    sampled = measured(two_cliques(20))

    assert exact.betweenness_pivots == 0
    assert sampled.betweenness_pivots == 12_000 // sampled.ties
    assert "estimated from" in render(sampled)
    assert sampled == measured(two_cliques(20))


_SCRIPT = """
from graph.network import Filters, render
from graph.network.analysis import measure
from graph.network.table import EdgeRow, NodeRow, build
names = [f"https://example.org/{i * 7919 % 101}" for i in range(60)]
edges = [EdgeRow(names[i], names[(i * i + 3) % 60], "tie", i % 4 + 1, {}) for i in range(60) if i != (i * i + 3) % 60]
network = build("events", directed=True, node_columns=(), edge_columns=(), edges=edges,
                nodes=[NodeRow(n, n, {}) for n in names])
print(render(measure(network, top=5, seed=3, snapshot=1, digest="d", filters=Filters()), "json"))
"""


def test_measures_do_not_depend_on_the_order_of_sets() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1
