"""Results as people, spreadsheets, programs and RDF tools read them."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import BlankNode, Literal, QueryResultsFormat, Triple, parse_query_results

from graph.errors import QueryError
from graph.namespaces import RG, XSD
from graph.query import run_query
from graph.results import Result, Table, Value, formats, render
from graph.store.embedded import Reader

TABLE = Table(
    ("who", "says", "when", "node"),
    (
        (RG("Event"), Literal("L’Éternaute, \"100 %\"\n", language="fr"), None, BlankNode("b1")),
        (RG("Claim"), Literal("a\tb\\"), Literal("2025-07-18", datatype=XSD("date")), Literal(7)),
    ),
)  # fmt: skip
TRIPLES = (Triple(RG("b"), RG("p"), Literal("x", language="fr")), Triple(RG("a"), RG("p"), RG("b")))


def values(table: Table) -> list[dict[str, Value]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def parsed(text: str, fmt: QueryResultsFormat) -> list[dict[str, Value]]:
    solutions = parse_query_results(text.encode(), format=fmt)
    names = [v.value for v in solutions.variables]
    return [{name: row[name] for name in names} for row in solutions]


MACHINE = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}


@pytest.mark.parametrize("fmt", MACHINE)
def test_sparql_results_formats_are_read_back_by_another_reader(fmt: str) -> None:
    assert parsed(render(TABLE, fmt), MACHINE[fmt]) == values(TABLE)


@given(text=st.text(max_size=30))
@pytest.mark.parametrize("fmt", ["json", "tsv"])
def test_any_text_survives(fmt: str, text: str) -> None:
    table = Table(("x",), ((Literal(text),),))
    assert parsed(render(table, fmt), MACHINE[fmt]) == values(table)


@given(text=st.text(max_size=30))
def test_any_text_gives_xml_that_is_well_formed(text: str) -> None:
    etree.fromstring(render(Table(("x",), ((Literal(text, language="fr"),),)), "xml").encode())


def test_csv_is_plain_text_in_columns() -> None:
    rows = list(csv.reader(io.StringIO(render(TABLE, "csv"))))
    assert rows[0] == ["who", "says", "when", "node"]
    assert rows[1][:3] == ["https://w3id.org/reelgraph/ontology#Event", 'L’Éternaute, "100 %"\n', ""]
    assert rows[2] == ["https://w3id.org/reelgraph/ontology#Claim", "a\tb\\", "2025-07-18", "7"]


def test_table_is_aligned_short_and_harmless_to_a_terminal() -> None:
    text = render(Table(("who_says", "what"), ((RG("Claim"), Literal("red \x1b[31m alert\nnext")),)), "table")
    assert text.splitlines()[0].split() == ["who", "says", "what"]
    assert "rg:Claim" in text
    assert "\x1b" not in text
    assert len(text.splitlines()) == 3


def test_what_does_not_fit_stands_below_its_row_and_whole() -> None:
    long = Literal("word " * 30)
    text = render(Table(("a", "said_in", "b"), ((Literal("x"), long, Literal("y")),) * 2), "table", width=60)
    assert text.splitlines() == [
        "a  b",
        "────",
        "x  y",
        *["    said in  " + " ".join(["word"] * 9), *["             " + " ".join(["word"] * 9)] * 2],
        "             " + " ".join(["word"] * 3),
        "",
        "x  y",
        *["    said in  " + " ".join(["word"] * 9), *["             " + " ".join(["word"] * 9)] * 2],
        "             " + " ".join(["word"] * 3),
    ]


def test_no_rows() -> None:
    empty = Table(("a",), ())
    assert render(empty, "table") == "no rows\n"
    assert render(empty, "csv") == "a\r\n"
    assert json.loads(render(empty, "json")) == {"head": {"vars": ["a"]}, "results": {"bindings": []}}


@pytest.mark.parametrize(
    ("fmt", "text"), [("table", "yes\n"), ("csv", "true\r\n"), ("tsv", "true\n"), ("json", None), ("xml", None)]
)
def test_yes_or_no(fmt: str, text: str | None) -> None:
    assert text is None or render(True, fmt) == text
    if fmt in MACHINE and text is None:
        assert bool(parse_query_results(render(True, fmt).encode(), format=MACHINE[fmt]))


@pytest.mark.parametrize(
    ("fmt", "rdflib_name"),
    [("ttl", "turtle"), ("nt", "nt"), ("nq", "nquads"), ("jsonld", "json-ld"), ("rdfxml", "xml"), ("table", "turtle")],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own readers use what it deprecates
def test_graphs_are_read_back_by_another_reader(fmt: str, rdflib_name: str) -> None:
    graph = rdflib.Dataset() if fmt == "nq" else rdflib.Graph()
    graph.parse(data=render(TRIPLES, fmt), format=rdflib_name)
    assert len(graph) == 2
    assert rdflib.Literal("x", lang="fr") in set(graph.objects())


def test_graphs_come_sorted() -> None:
    assert render(TRIPLES, "nt") == render(TRIPLES[::-1], "nt")
    assert render(TRIPLES, "ttl").startswith("@prefix")


def test_format_that_does_not_fit_is_told_those_that_do() -> None:
    with pytest.raises(QueryError, match=r"'ttl'; it is for CONSTRUCT and DESCRIBE; choose table, csv, tsv, json, xml"):
        render(TABLE, "ttl")
    with pytest.raises(QueryError, match=r"a graph cannot be written as 'csv'; choose ttl, nt, nq, jsonld, rdfxml"):
        render(TRIPLES, "csv")
    with pytest.raises(QueryError, match="choose table"):
        render(True, "docx")


@pytest.mark.parametrize("fmt", formats())
def test_real_answers_in_every_format(reader: Reader, fmt: str) -> None:
    graph_only = fmt in ("ttl", "nt", "nq", "jsonld", "rdfxml")
    result: Result = run_query(reader, "article" if graph_only else "ai-uses", {"id": "game-en"} if graph_only else {})
    assert "Clair Obscur" in render(result, fmt)
