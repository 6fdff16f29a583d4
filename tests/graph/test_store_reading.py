"""Reading a snapshot: SPARQL with errors that help, rdflib, dump; nothing that writes or calls out."""

from __future__ import annotations

import hashlib
import io
from itertools import groupby
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from graph import iri
from graph.errors import QueryError, StoreError
from graph.store.digests import SUMMED, canonical_lines
from graph.store.embedded import Reader, open_reader
from graph.store.sparql_text import fill, keywords

EVERY_CLAIM = "SELECT ?claim { ?claim a rg:Claim }"


class TestQuery:
    def test_default_graph_is_the_union_of_all(self, reader: Reader) -> None:
        in_union = len(list(reader.query(EVERY_CLAIM)))
        in_graphs = len(list(reader.query("SELECT * { GRAPH ?g { ?claim a rg:Claim } }")))
        assert in_union == in_graphs == 17

    def test_from_is_heeded(self, reader: Reader) -> None:
        assert not list(reader.query("SELECT * FROM <https://example.org/none> { ?claim a rg:Claim }"))

    def test_keywords_bind_variables(self, reader: Reader) -> None:
        found = reader.query("SELECT ?s ?name { ?s skos:prefLabel ?name }", name=Literal("Netflix"))
        assert {s["s"] for s in found} == {NamedNode(iri.registered_entity("netflix"))}

    def test_error_names_line_and_column_and_shows_them(self, reader: Reader) -> None:
        with pytest.raises(QueryError) as wrong:
            reader.query("SELECT ?claim WHERE {\n  ?claim a rg:Claim ;;\n  FILTR(?x)\n}")
        first, line, caret = str(wrong.value).splitlines()
        assert first.startswith("line 3, column 11: expected")
        assert line == "    FILTR(?x)"
        assert caret == " " * 12 + "^"

    @pytest.mark.parametrize("text", ["", "   ", "SELECT", "SELECT * {", "nonsense", "SELECT * { ?s ?p 'a }", "\ud800"])
    def test_what_is_no_query_is_a_query_error(self, reader: Reader, text: str) -> None:
        with pytest.raises(QueryError):
            reader.query(text)

    def test_unknown_prefix_is_named(self, reader: Reader) -> None:
        with pytest.raises(QueryError, match="line 1, column"):
            reader.query("SELECT * { ?s a nope:Thing }")

    @pytest.mark.parametrize(
        "update",
        [
            "INSERT DATA { GRAPH <https://example.org/g> { <https://example.org/a> a <https://example.org/B> } }",
            "CLEAR ALL",
            "DELETE WHERE { ?s ?p ?o }",
            "PREFIX x: <https://example.org/> LOAD <http://127.0.0.1/x>",
        ],
    )
    def test_updates_are_refused(self, reader: Reader, update: str) -> None:
        with pytest.raises(QueryError, match="updates are refused"):
            reader.query(update)

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?x . SERVICE ?x { ?s ?p ?o } }",
            "ASK { { SELECT * { SERVICE\n<http://127.0.0.1:9/> { } } } }",
            "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            'SELECT * { ?s ?p "\\"" . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
            "SELECT * { ?s ?p '\\u0022' . SERVICE <http://127.0.0.1:9/> { ?s ?p \"\" } }",
            "SELECT * { FILTER(1<2) SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } FILTER(3>2) }",
        ],
    )
    def test_queries_call_no_other_server(self, reader: Reader, query: str) -> None:
        with pytest.raises(QueryError, match="SERVICE is refused"):
            reader.query(query)
        with pytest.raises(QueryError, match="SERVICE is refused"):
            reader.dataset().query(query)

    def test_the_word_service_may_be_asked_for(self, reader: Reader) -> None:
        query = (
            'SELECT ?SERVICE { ?SERVICE rdfs:label "SERVICE" . # SERVICE\n ?s <https://x.example/SERVICE> rg:SERVICE }'
        )
        assert not list(reader.query(query))

    def test_closed_reader_says_so(self, home: Path) -> None:
        with open_reader(home) as closed:
            pass
        closed.close()
        with pytest.raises(StoreError, match="closed"):
            closed.query(EVERY_CLAIM)


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # rdflib 7.6 itself still uses it
class TestRdflib:
    def test_users_query_with_rdflib(self, reader: Reader) -> None:
        rows = reader.dataset().query(
            'SELECT DISTINCT ?extent { ?c a rg:Claim ; rg:extent ?extent ; rg:saidBy/skos:prefLabel "Ted Sarandos" }'
        )
        assert [str(row[0]) for row in rows] == [iri.term("sequence")]

    def test_users_walk_triples_and_graphs(self, reader: Reader) -> None:
        dataset = reader.dataset()
        claim = rdflib.URIRef(iri.ontology("Claim"))
        assert len(list(dataset.subjects(rdflib.RDF.type, claim))) == 17
        names = {str(g.identifier) for g in dataset.graphs()}
        assert iri.VOCABULARY_GRAPH in names
        one = next(name for name in sorted(names) if "/denied-es/" in name)
        assert len(list(dataset.graph(one).subjects(rdflib.RDF.type, claim))) == 3

    def test_nothing_can_be_written(self, reader: Reader) -> None:
        dataset, x = reader.dataset(), rdflib.URIRef("https://example.org/x")
        for write in (
            lambda: dataset.add((x, x, x)),
            lambda: dataset.addN([(x, x, x, dataset.graph(x))]),
            lambda: dataset.remove((None, None, None)),
            lambda: dataset.update("CLEAR ALL"),
            lambda: dataset.remove_graph(x),
        ):
            with pytest.raises(StoreError, match="only read"):
                write()
        assert len(list(reader.query(EVERY_CLAIM))) == 17


class TestDump:
    def test_is_the_snapshot_as_sorted_canonical_nquads(self, reader: Reader) -> None:
        out = io.BytesIO()
        reader.dump(out)
        lines = out.getvalue().splitlines()
        assert len(lines) == reader.snapshot.quads
        again = Store()
        again.load(out.getvalue(), format=RdfFormat.N_QUADS)
        assert sorted(lines) == canonical_lines(again)

    def test_digest_can_be_computed_from_it(self, reader: Reader) -> None:
        out = io.BytesIO()
        reader.dump(out)
        total = hashlib.sha256()
        for graph, lines in groupby(out.getvalue().splitlines(), key=lambda line: line.split(b" <")[-1]):
            if graph.removesuffix(b"> .").decode() in SUMMED:
                sums = sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines)
                digest = f"{sums % (1 << 256):064x}"
            else:
                digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
            total.update(graph.removesuffix(b"> .") + b" " + digest.encode() + b"\n")
        assert f"sha256:{total.hexdigest()}" == reader.snapshot.digest


def test_keywords_are_not_in_strings_iris_comments_or_names() -> None:
    text = """SELECT ?from { <http://x/service> a ex:load . # clear
      ?s ?p 'drop' , "in\\"sert" , '''mo'v"e''' , \"\"\"co"py\"\"\"@add }"""
    assert keywords(text) == {"SELECT", "A"}


def test_only_declared_parameters_are_filled() -> None:
    text = "SELECT ?x { ?x ex:p $x , '$x' , <http://e/$x> , $y } # $x"
    assert fill(text, {"x": '"v"'}) == "SELECT ?x { ?x ex:p \"v\" , '$x' , <http://e/$x> , $y } # $x"
