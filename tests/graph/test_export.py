"""Exports of a published snapshot: complete, the same every time, and whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from graph import iri
from graph.errors import ExportError, QueryError
from graph.export import Filters, export, formats
from graph.export.jsonld import Names
from graph.export.statements import Statement
from graph.export.tables import write_table
from graph.network import project
from graph.store.embedded import Reader, Writer, open_reader
from tests.graph import made

NEWS_ARTICLE = "https://schema.org/NewsArticle"


def stored(reader: Reader) -> bytes:
    out = io.BytesIO()
    reader.dump(out)
    return out.getvalue()


def quads(data: bytes, fmt: RdfFormat) -> set[Quad]:
    return set(pyoxigraph.parse(data, format=fmt))


def written(reader: Reader, fmt: str, folder: Path, filters: Filters | None = None) -> bytes:
    return export(reader, fmt, folder / fmt, filters).path.read_bytes()


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_format_is_found_and_says_what_it_is_for() -> None:
    assert {"gexf", "graphml", "jsonld", "ttl", "nq", "csv", "cytoscape", "node-link"} <= set(formats())
    assert all(f.title and f.name == name for name, f in formats().items())


@pytest.mark.parametrize("fmt", sorted(formats()))
def test_two_exports_of_a_snapshot_are_the_same_bytes(reader: Reader, tmp_path: Path, fmt: str) -> None:
    for name in ("one", "two"):
        export(reader, fmt, tmp_path / name / "out")

    assert everything(tmp_path / "one") == everything(tmp_path / "two")


@pytest.mark.parametrize("fmt", sorted(formats()))
def test_every_export_tells_snapshot_generator_and_licence(reader: Reader, tmp_path: Path, fmt: str) -> None:
    summary = export(reader, fmt, tmp_path / "out")

    told = b"".join(path.read_bytes() for path in summary.files).decode()
    for word in (reader.snapshot.digest, "reelgraph 0", "belong to their publishers"):
        assert word in told
    for path in summary.files:
        if path.name.endswith("meta.json"):
            digests = json.loads(path.read_text(encoding="utf-8"))["sha256"]
            for name, digest in digests.items():
                assert hashlib.sha256((path.parent / name).read_bytes()).hexdigest() == digest


# ---------------------------------------------------------------- statements


def test_nquads_are_the_snapshot(reader: Reader, tmp_path: Path) -> None:
    assert written(reader, "nq", tmp_path) == stored(reader)


def test_jsonld_reads_back_as_the_snapshot(reader: Reader, tmp_path: Path) -> None:
    data = written(reader, "jsonld", tmp_path)

    assert quads(data, RdfFormat.JSON_LD) == quads(stored(reader), RdfFormat.N_QUADS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its parser uses what it deprecates itself
def test_rdflib_reads_the_same_articles_from_jsonld(reader: Reader, tmp_path: Path) -> None:
    data = written(reader, "jsonld", tmp_path, Filters(languages=("es",)))

    read = rdflib.Dataset()
    read.parse(data=data, format="json-ld")

    (name,) = (g.identifier for g in read.graphs() if len(g))
    expected = rdflib.Graph()
    for s, p, o, g in quads(stored(reader), RdfFormat.N_QUADS):
        if g == NamedNode(str(name)):
            expected.parse(data=f"{s} {p} {o} .", format="nt")
    assert set(read.graph(name)) == set(expected)


def test_jsonld_nodes_have_types(reader: Reader, tmp_path: Path) -> None:
    data = json.loads(written(reader, "jsonld", tmp_path))

    types = [node.get("@type") for graph in data["@graph"] for node in graph["@graph"]]
    assert types.count("schema:NewsArticle") == 7
    assert types.count("rg:Claim") > 7
    assert data["meta"]["snapshot"] == reader.snapshot.number


def test_turtle_is_the_union_of_the_current_articles(reader: Reader, tmp_path: Path) -> None:
    triples = {q.triple for q in quads(written(reader, "ttl", tmp_path), RdfFormat.TURTLE)}

    article_type = NamedNode(NEWS_ARTICLE)
    versions = {t.subject for t in triples if t.object == article_type}
    assert len(versions) == 6  # seven versions of six articles
    expected = {q.triple for q in quads(stored(reader), RdfFormat.N_QUADS) if q.graph_name in versions}
    assert triples == expected
    read = rdflib.Graph().parse(tmp_path / "ttl", format="turtle")
    assert len(read) == len(expected)


def test_every_claim_in_turtle_leads_to_its_article(reader: Reader, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data=written(reader, "ttl", tmp_path), format="turtle")

    lost = graph.query(
        "SELECT ?claim WHERE { ?claim a rg:Claim ."
        " FILTER NOT EXISTS { ?claim rg:about/rg:toldIn ?a ; oa:hasTarget/oa:hasSource ?a } }"
    )
    assert list(lost) == []


@pytest.mark.parametrize("fmt", ["nq", "jsonld"])
def test_filters_choose_the_graphs_of_articles(reader: Reader, tmp_path: Path, fmt: str) -> None:
    data = written(reader, fmt, tmp_path, Filters(publishers=("Example Times",), until=date(2025, 7, 1)))

    read = quads(data, RdfFormat.N_QUADS if fmt == "nq" else RdfFormat.JSON_LD)
    ids = {q.object.value for q in read if q.predicate.value == iri.ontology("articleId")}  # type: ignore[union-attr]
    assert ids == {"lawsuit-en"}
    assert read <= quads(stored(reader), RdfFormat.N_QUADS)


@pytest.mark.parametrize("fmt", ["nq", "jsonld", "ttl"])
def test_filters_of_networks_are_refused_for_statements(reader: Reader, tmp_path: Path, fmt: str) -> None:
    with pytest.raises(ExportError, match="min_weight cannot apply: leave it out"):
        export(reader, fmt, tmp_path / "out", Filters(min_weight=2))


def publish(home: Path, found: list[Statement]) -> Reader:
    """A reader of statements made up for a test, in one graph."""
    graph = NamedNode("https://example.org/g")
    with Writer(home) as writer:
        writer.commit(graph.value, [Quad(*triple, graph) for triple in found])
        writer.publish("made")
    return open_reader(home)


def test_jsonld_keeps_terms_that_context_and_json_could_change(tmp_path: Path) -> None:
    s, p = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values: list[Any] = [
        NamedNode("data:text/plain,x"),
        NamedNode("rg:Claim"),
        NamedNode(iri.BASE + "/slashes"),
        Literal("plain"),
        Literal("été", language="fr"),
        Literal("007", datatype=NamedNode(xsd + "token")),
        Literal("12345678901234567890"),
        Literal("12345678901234567890", datatype=NamedNode(xsd + "integer")),
        Literal(7),
        Literal(True),
        Literal("1.5", datatype=NamedNode(xsd + "decimal")),
        Literal("1.0E2", datatype=NamedNode(xsd + "double")),
        Literal('control \u0001 "quotes" \\ \u2028'),
        Literal("", datatype=NamedNode("https://w3id.org/reelgraph/term/made")),
    ]

    with publish(tmp_path / "home", [(s, p, value) for value in values]) as reader:
        data = written(reader, "jsonld", tmp_path)

        assert quads(data, RdfFormat.JSON_LD) == quads(stored(reader), RdfFormat.N_QUADS)
    assert "rg" not in json.loads(data)["@context"]


def test_names_are_shortened_by_the_longest_namespace() -> None:
    names = Names(set())

    assert names.shorten(iri.ontology("Claim")) == "rg:Claim"
    assert names.shorten(iri.term("vfx")) == "term:vfx"
    assert names.shorten(iri.article("a")) == iri.article("a")
    assert names.shorten("urn:x") == "urn:x"
    assert Names({"rg"}).shorten(iri.ontology("Claim")) == iri.ontology("Claim")


# ---------------------------------------------------------------- networks and tables


@pytest.mark.parametrize("name", ["co-mention", "events", "claims", "relations", "citations"])
def test_gexf_and_graphml_hold_the_projection(reader: Reader, tmp_path: Path, name: str) -> None:
    filters = Filters(name)
    expected = project(reader, name)

    gexf = nx.read_gexf(io.BytesIO(written(reader, "gexf", tmp_path, filters)), version="1.3")
    graphml = nx.read_graphml(io.BytesIO(written(reader, "graphml", tmp_path, filters)))

    for read in (gexf, graphml):
        by_iri = nx.relabel_nodes(read, {n: d["iri"] for n, d in read.nodes(data=True)})
        assert {n: d["label"] for n, d in by_iri.nodes(data=True)} == dict(expected.nodes(data="label"))
        assert sorted([*sorted((a, b)), w] for a, b, w in by_iri.edges(data="weight")) == sorted(
            [*sorted((a, b)), w] for a, b, w in expected.edges(data="weight")
        )


def tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        for path in folder.glob("*.csv")
    }


def test_csv_claims_carry_speaker_words_and_place(reader: Reader, tmp_path: Path) -> None:
    summary = export(reader, "csv", tmp_path / "csv", Filters("events"))

    read = tables(tmp_path / "csv")
    superseded = 1  # the game's article has a later version
    told = sum(len(list(extraction.claims())) for _, extraction in made.articles())
    assert len(read["claims"]) == summary.counts.claims == told - superseded
    (row,) = (r for r in read["claims"] if r["speaker"] == "Ted Sarandos")
    assert row["chain"] == "Reuters > Ted Sarandos"
    assert (row["factuality"], row["extent"], row["segment"]) == ("asserted", "sequence", "body")
    assert row["roles"] == "agent=Netflix|stage=vfx|technique=generative-ai|work=El Eternauta"
    assert row["evidence"].startswith("Netflix used generative AI for a collapsing building")
    assert int(row["end"]) - int(row["start"]) == len(row["evidence"])
    assert (row["article"], row["publisher"], row["published"]) == ("one-shot-en", "Example Times", "2025-07-18")
    assert {e["source"] for e in read["edges"]} <= {n["id"] for n in read["nodes"]}


def test_csv_claims_follow_the_filters(reader: Reader, tmp_path: Path) -> None:
    export(reader, "csv", tmp_path / "csv", Filters("events", event_types=("Lawsuit",)))

    assert {r["event_type"] for r in tables(tmp_path / "csv")["claims"]} == {"Lawsuit"}


def test_csv_in_a_zip_holds_the_same_tables(reader: Reader, tmp_path: Path) -> None:
    export(reader, "csv", tmp_path / "folder")
    summary = export(reader, "csv", tmp_path / "tables.zip")

    with zipfile.ZipFile(summary.path) as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == everything(tmp_path / "folder")


def test_spreadsheets_get_no_formulas(tmp_path: Path) -> None:
    row = ["=1+1", "@x", "-5", "plain"]
    write_table(tmp_path / "plain.csv", list("abcd"), [row], spreadsheet=False)
    write_table(tmp_path / "sheet.csv", list("abcd"), [row], spreadsheet=True)

    read = tables(tmp_path)
    assert list(read["plain"][0].values()) == row
    assert list(read["sheet"][0].values()) == ["'=1+1", "'@x", "'-5", "plain"]


# ---------------------------------------------------------------- what can go wrong


def test_an_unknown_format_names_near_ones(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no format 'json-ld'; did you mean jsonld"):
        export(reader, "json-ld", tmp_path / "out")


@pytest.mark.parametrize("fmt", sorted(formats()))
def test_nothing_to_export_is_an_error_and_leaves_what_was_there(reader: Reader, tmp_path: Path, fmt: str) -> None:
    target = tmp_path / "out"
    export(reader, fmt, target)
    before = everything(tmp_path)

    with pytest.raises(ExportError, match=r"nothing to export: .*loosen the filters"):
        export(reader, fmt, target, Filters(since=date(2031, 1, 1)))

    assert everything(tmp_path) == before
    assert not list(tmp_path.glob(".reelgraph-*"))


def test_an_unknown_projection_is_named(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="did you mean events"):
        export(reader, "gexf", tmp_path / "out", Filters("event"))


def test_targets_that_cannot_be_written_are_named(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")

    with pytest.raises(ExportError, match="cannot be written"):
        export(reader, "gexf", tmp_path / "file" / "out.gexf")
    with pytest.raises(ExportError, match="is a folder"):
        export(reader, "gexf", tmp_path)
    with pytest.raises(ExportError, match="is a file"):
        export(reader, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
