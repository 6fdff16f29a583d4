"""Networks as files: valid under the formats' own schemas, and the same network when read back."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from graph.export.exporter import Header
from graph.export.gexf import write_gexf
from graph.export.graphml import write_graphml
from graph.export.network_json import write_cytoscape, write_node_link
from graph.export.networks import as_text
from graph.network.cleaning import Cleaner, ColumnType
from graph.network.table import Column, EdgeRow, Network, NodeRow, build

SCHEMAS = Path(__file__).parents[3] / "shared" / "sparql-tests"
HEADER = Header("reelgraph test", "any", 7, "sha256:00", "a licence & more", {}, "events")
NODE_COLUMNS = (
    Column("iri", ColumnType.STRING, ""),
    Column("type", ColumnType.STRING, ""),
    Column("articles", ColumnType.INTEGER, ""),
    Column("share", ColumnType.DOUBLE, ""),
    Column("living", ColumnType.BOOLEAN, ""),
    Column("first", ColumnType.DATE, ""),
    Column("last", ColumnType.DATE, ""),
    Column("languages", ColumnType.STRINGS, ""),
)
EDGE_COLUMNS = (
    Column("factuality", ColumnType.STRING, ""),
    Column("first", ColumnType.DATE, ""),
    Column("last", ColumnType.DATE, ""),
    Column("articles", ColumnType.STRINGS, ""),
)


def network(
    *labels: object,
    directed: bool = True,
    dated: bool = True,
    values: Mapping[str, object] | None = None,
) -> Network:
    """A ring of entities with these labels, with parallel edges between the first two."""
    iris = [f"https://w3id.org/reelgraph/entity/{i}" for i in range(len(labels))]
    days = {"first": "2025-07-17", "last": "2025-08-01"} if dated else {}
    nodes = [
        NodeRow(iri, label, {"type": "Person", "articles": 3, **days, **(values or {})})
        for iri, label in zip(iris, labels, strict=True)
    ]
    edges = [EdgeRow(a, b, labels[0], 2, days) for a, b in pairwise(iris)]
    edges.append(EdgeRow(iris[0], iris[1], "AIUse", 1, {"factuality": "denied", "articles": ["a|b", "c"], **days}))
    return build(
        "events", directed=directed, node_columns=NODE_COLUMNS, edge_columns=EDGE_COLUMNS, nodes=nodes, edges=edges
    )


def gexf_of(table: Network) -> bytes:
    out = io.BytesIO()
    write_gexf(table, out, HEADER)
    return out.getvalue()


def graphml_of(table: Network) -> bytes:
    out = io.BytesIO()
    write_graphml(table, out, HEADER)
    return out.getvalue()


@cache
def schema(kind: type, name: str) -> Any:
    path = SCHEMAS / name
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    # the schemas import each other by name: nothing is fetched
    return kind(etree.parse(str(path), etree.XMLParser(no_network=True)))


def in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a format without lists gives them back."""
    return {name: as_text(v) if isinstance(v, tuple) else v for name, v in values.items()}


def assert_same(read: Any, table: Network, *, extra: frozenset[str] = frozenset()) -> None:
    """The graph that networkx read is the table, but for attributes named in ``extra``."""
    assert read.is_directed() == table.directed
    assert set(read.nodes) == {n.id for n in table.nodes}
    for node in table.nodes:
        data = {k: v for k, v in read.nodes[node.id].items() if k not in extra}
        assert data == {"label": node.label, **in_words(node.values)}
    edges = {key: (a, b, data) for a, b, key, data in read.edges(keys=True, data=True)}
    assert set(edges) == {e.id for e in table.edges}
    for edge in table.edges:
        source, target, data = edges[edge.id]
        ends = (source, target) if table.directed else tuple(sorted((source, target)))
        assert ends == ((edge.source, edge.target) if table.directed else tuple(sorted((edge.source, edge.target))))
        kept = {k: v for k, v in data.items() if k not in extra}
        assert kept == {"label": edge.label, "weight": edge.weight, **in_words(edge.values)}


TIMES = frozenset({"start", "end", "id"})


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("dated", [True, False])
def test_gexf_is_valid_and_networkx_reads_the_same_network(directed: bool, dated: bool) -> None:
    table = network("Netflix", "El Eternauta", "Sarandos", directed=directed, dated=dated)

    written = gexf_of(table)

    document = etree.fromstring(written)
    schema(etree.RelaxNG, "gexf/gexf.rng").assertValid(document)
    schema(etree.XMLSchema, "gexf/gexf.xsd").assertValid(document)  # it would refuse viz: colours, which are left out
    assert_same(nx.read_gexf(io.BytesIO(written), version="1.3"), table, extra=TIMES)


def test_gexf_lets_a_dated_edge_last_from_its_first_to_its_last_article() -> None:
    read = nx.read_gexf(io.BytesIO(gexf_of(network("a", "b"))), version="1.3")

    assert read.graph["mode"] == "dynamic"
    assert {(d["start"], d["end"]) for *_, d in read.edges(data=True)} == {("2025-07-17", "2025-08-01")}


def test_gexf_without_dates_is_static() -> None:
    assert b'mode="static"' in gexf_of(network("a", "b", dated=False))


def test_gexf_tells_where_it_comes_from() -> None:
    meta = etree.fromstring(gexf_of(network("a", "b"))).find("{*}meta")

    assert meta is not None
    assert meta.findtext("{*}creator") == "reelgraph test"
    description = meta.findtext("{*}description") or ""
    assert "snapshot 7 (sha256:00)" in description
    assert "a licence & more" in description


@pytest.mark.parametrize("directed", [True, False])
def test_graphml_is_valid_and_networkx_reads_the_same_network(directed: bool) -> None:
    table = network("Netflix", "El Eternauta", "Sarandos", directed=directed, values={"share": 0.5, "living": True})

    written = graphml_of(table)

    schema(etree.XMLSchema, "graphml/graphml.xsd").assertValid(etree.fromstring(written))
    read = nx.read_graphml(io.BytesIO(written), force_multigraph=True)
    assert_same(read, table, extra=TIMES)
    assert read.graph["digest"] == "sha256:00"


def test_node_link_json_is_read_by_networkx() -> None:
    out = io.BytesIO()
    table = network("Netflix", "El Eternauta")
    write_node_link(table, out, HEADER)

    read = nx.node_link_graph(json.loads(out.getvalue()), edges="edges")

    assert isinstance(read, nx.MultiDiGraph)
    assert read.graph["snapshot"] == 7
    assert {(a, b, k) for a, b, k in read.edges(keys=True)} == {(e.source, e.target, e.id) for e in table.edges}
    assert read.nodes["n0"]["iri"] == table.nodes[0].iri


def test_cytoscape_edges_have_ids_and_join_nodes() -> None:
    out = io.BytesIO()
    write_cytoscape(network("Netflix", "El Eternauta"), out, HEADER)

    read = json.loads(out.getvalue())

    nodes = {n["data"]["id"] for n in read["elements"]["nodes"]}
    edges = [e["data"] for e in read["elements"]["edges"]]
    assert [e["id"] for e in edges] == ["e0", "e1"]
    assert all({e["source"], e["target"]} <= nodes for e in edges)
    assert edges[0]["articles"] == ["a¦b", "c"]
    assert read["data"]["generator"] == "reelgraph test"


HOSTILE = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cc", "Cs", "Zs", "Mn"]), st.sampled_from("<&>\"'|\r\n\t")),
    max_size=12,
)
ANYTHING = st.one_of(
    st.none(), HOSTILE, st.integers(), st.floats(), st.booleans(), st.binary(max_size=4), st.lists(HOSTILE, max_size=3)
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(ANYTHING, min_size=2, max_size=4),
    st.fixed_dictionaries({c.name: ANYTHING for c in NODE_COLUMNS if c.name != "iri"}),
)
def test_whatever_labels_and_values_hold_the_files_are_valid_and_read_back_equal(
    labels: list[object], values: dict[str, object]
) -> None:
    table = network(*labels, values=values)

    gexf, graphml = gexf_of(table), graphml_of(table)

    schema(etree.RelaxNG, "gexf/gexf.rng").assertValid(etree.fromstring(gexf))
    schema(etree.XMLSchema, "graphml/graphml.xsd").assertValid(etree.fromstring(graphml))
    assert_same(nx.read_gexf(io.BytesIO(gexf), version="1.3"), table, extra=TIMES)
    assert_same(nx.read_graphml(io.BytesIO(graphml), force_multigraph=True), table, extra=TIMES)


@given(HOSTILE)
def test_cleaned_text_is_legal_in_xml_and_what_was_replaced_is_counted(text: str) -> None:
    cleaner = Cleaner()

    cleaned = cleaner.text(text)

    assert etree.fromstring(etree.tostring(_element(cleaned))).text == (cleaned or None)
    assert cleaner.replaced == cleaned.count("\ufffd") - text.count("\ufffd")


def _element(text: str) -> Any:
    element = etree.Element("t")
    element.text = text
    return element


@pytest.mark.parametrize(
    ("value", "kind", "fitted"),
    [
        (None, ColumnType.STRING, None),
        ("", ColumnType.STRING, None),
        (7, ColumnType.STRING, "7"),
        (b"\xff", ColumnType.STRING, "\ufffd"),
        ("12", ColumnType.INTEGER, 12),
        (3.0, ColumnType.INTEGER, 3),
        (3.5, ColumnType.INTEGER, None),
        (True, ColumnType.INTEGER, None),
        (2**63, ColumnType.INTEGER, None),
        (math.inf, ColumnType.DOUBLE, None),
        (math.nan, ColumnType.DOUBLE, None),
        (1, ColumnType.DOUBLE, 1.0),
        ("yes", ColumnType.BOOLEAN, None),
        ("2025-07-22T10:00:00Z", ColumnType.DATE, "2025-07-22"),
        ("soon", ColumnType.DATE, None),
        (["fr", None, "en|es"], ColumnType.STRINGS, ("fr", "en¦es")),
        ([], ColumnType.STRINGS, None),
    ],
)
def test_values_are_made_to_fit_their_column_or_left_out(value: object, kind: ColumnType, fitted: object) -> None:
    assert Cleaner().value(value, kind) == fitted


def test_values_left_out_are_counted() -> None:
    table = network("a", "b", values={"articles": "many", "share": math.nan})

    assert table.dropped == 4


def test_a_node_without_a_name_is_labelled_by_its_iri() -> None:
    assert network("\n \t", None).nodes[0].label == "https://w3id.org/reelgraph/entity/0"
