"""Named queries: their headers, their parameters, and values that try to be more than values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.query import (
    GROUPS,
    NamedQuery,
    ParameterType,
    Table,
    checks,
    grouped,
    named_queries,
    parse_query,
    read_query,
    run_query,
)
from graph.store.embedded import Reader, open_reader
from graph.views import View, views, with_prefixes

ECHO = parse_query(
    """# title: Echo
# param: text text "" Any text
# param: node iri "rg:Claim" Any IRI
# param: day date 2025-01-01 Any day
# param: number integer 7 Any number
# param: language lang "" Any language
SELECT ?text ?node ?day ?number ?language {
  BIND($text AS ?text) BIND($node AS ?node) BIND($day AS ?day) BIND($number AS ?number) BIND($language AS ?language)
}""",
    "echo",
)


def echo(reader: Reader, **params: str) -> dict[str, str]:
    result = run_query(reader, ECHO, params)
    assert isinstance(result, Table)
    (record,) = result.records()
    return record


class TestNamedQueries:
    def test_there_are_the_questions_of_the_domain(self) -> None:
        questions = """ai-uses headline-beyond-body denials extents-of-work stances-of contradictions lawsuits
            labour-agreements who-said most-cited job-impact investments timeline evidence article"""
        assert set(questions.split()) <= set(named_queries())

    @pytest.mark.parametrize("query", named_queries().values(), ids=lambda q: q.name)
    def test_each_is_documented(self, query: NamedQuery) -> None:
        assert query.title
        assert query.group in GROUPS
        assert query.description
        assert all(p.description for p in query.parameters)
        assert all(f"${p.name}" in query.text for p in query.parameters)

    @pytest.mark.parametrize("query", named_queries().values(), ids=lambda q: q.name)
    def test_each_declares_its_prefixes_so_that_it_can_be_used_elsewhere(self, query: NamedQuery) -> None:
        from pyoxigraph import Store

        required = [p for p in query.parameters if p.default is None]
        params = {p.name: "2025-07-18" if p.type is ParameterType.DATE else "x:y" for p in required}
        Store().query(query.sparql(params))

    def test_unknown_name_is_told_the_near_ones(self, reader: Reader) -> None:
        with pytest.raises(QueryError, match=r"no query 'lawsuit'; did you mean lawsuits.*There are acquisitions, "):
            run_query(reader, "lawsuit")

    def test_they_are_listed_by_heading_and_checks_come_last(self) -> None:
        assert next(iter(grouped())) == "AI in works"
        assert list(grouped())[-1] == "Checks"
        assert {query.name for query in grouped()["Checks"]} == set(checks())


class TestViews:
    def test_a_question_may_use_a_view_with_its_words(self) -> None:
        query = parse_query("SELECT * {\n  ?happening a rg:AIUse .\n  # view: role work\n}", "mine")
        assert "  OPTIONAL { GRAPH graph:consolidated { ?happening rg:work ?work_node } }" in query.text
        assert "view:" not in query.text

    @pytest.mark.parametrize("view", views().values(), ids=lambda v: v.name)
    def test_each_says_what_it_is_for(self, view: View) -> None:
        assert view.about
        assert all("{{" + argument + "}}" in view.text for argument in view.arguments)
        assert set(re.findall(r"\{\{(\w+)\}\}", view.text)) == set(view.arguments)

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("# view: roles work", "query mine: there is no view 'roles'; there are claim, "),
            ("# view: role", "query mine: view role takes role; 0 given"),
            ("# view: claim now", "query mine: view claim takes no argument; 1 given"),
        ],
    )
    def test_a_slip_is_named(self, line: str, message: str) -> None:
        with pytest.raises(QueryError, match=message):
            parse_query(f"SELECT * {{\n{line}\n}}", "mine")

    def test_prefixes_are_declared_below_the_header_where_they_are_missing(self) -> None:
        text = "# title: T\n\nPREFIX ex: <x:>\nASK { ?a rg:b ex:c FILTER(?d != 'oa:e') }"
        assert with_prefixes(text).splitlines()[2] == "PREFIX rg: <https://w3id.org/reelgraph/ontology#>"
        assert "oa: <" not in with_prefixes(text)
        assert with_prefixes(with_prefixes(text)) == with_prefixes(text)


class TestHeader:
    def test_parameters_are_parsed(self) -> None:
        assert [(p.name, p.type, p.default, p.description) for p in ECHO.parameters][:3] == [
            ("text", ParameterType.TEXT, "", "Any text"),
            ("node", ParameterType.IRI, "rg:Claim", "Any IRI"),
            ("day", ParameterType.DATE, "2025-01-01", "Any day"),
        ]

    def test_description_may_go_on(self) -> None:
        query = parse_query("# title: T\n# description: one\n# description: two\nASK {}")
        assert (query.title, query.description) == ("T", "one two")

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("# param: work", "query mine, line 2: a parameter is written"),
            ('# param: work string "" A work', "'string' is no type of parameter; there are text, iri, date"),
        ],
    )
    def test_slips_are_named_with_their_line(self, line: str, message: str) -> None:
        with pytest.raises(QueryError, match=message):
            parse_query(f"# title: Mine\n{line}\nASK {{}}", "mine")

    def test_only_none_can_be_expected(self) -> None:
        assert parse_query("# expect: none\nSELECT * {}").check
        with pytest.raises(QueryError, match="query mine: expect is 'none' or left out, not 'some'"):
            parse_query("# expect: some\nSELECT * {}", "mine")

    def test_users_file_may_have_a_header(self, tmp_path: Path, reader: Reader) -> None:
        path = tmp_path / "mine.rq"
        path.write_text("# param: name text required A name\nASK { ?x skos:prefLabel $name }", encoding="utf-8")
        assert run_query(reader, read_query(path), {"name": "Netflix"}) is True
        assert run_query(reader, read_query(path), {"name": "Nemo"}) is False

    def test_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(QueryError, match="cannot be read"):
            read_query(tmp_path / "none.rq")
        (tmp_path / "latin.rq").write_bytes(b"ASK { ?x ?y '\xe9' }")
        with pytest.raises(QueryError, match=r"latin\.rq cannot be read"):
            read_query(tmp_path / "latin.rq")


class TestParameters:
    def test_types_become_terms(self, reader: Reader) -> None:
        assert echo(reader) == {
            "text": "",
            "node": "https://w3id.org/reelgraph/ontology#Claim",
            "day": "2025-01-01",
            "number": "7",
            "language": "",
        }

    def test_iri_may_be_in_angle_brackets(self, reader: Reader) -> None:
        assert echo(reader, node="<https://x.example/é>")["node"] == "https://x.example/é"

    @pytest.mark.parametrize(
        ("name", "value", "meaning"),
        [
            ("node", "no iri", "absolute IRI"),
            ("node", "https://x.example/> ?p ?o } #", "absolute IRI"),
            ("node", "rg:a b", "absolute IRI"),
            ("node", "", "absolute IRI"),
            ("day", "yesterday", "YYYY-MM-DD"),
            ("day", "2025-02-30", "YYYY-MM-DD"),
            ("number", "7.5", "whole number"),
            ("number", "1) } DROP ALL #", "whole number"),
            ("language", "en' || true", "language tag"),
            ("text", "\ud800", "text in Unicode"),
        ],
    )
    def test_value_of_the_wrong_type_is_told_what_is_right(
        self, reader: Reader, name: str, value: str, meaning: str
    ) -> None:
        with pytest.raises(QueryError, match=f"parameter {name}: .* is no .*{meaning}"):
            echo(reader, **{name: value})

    def test_unknown_parameter_is_told_those_there_are(self, reader: Reader) -> None:
        with pytest.raises(QueryError, match=r"lawsuits has no parameter 'court'; it takes party \(text: Part of"):
            run_query(reader, "lawsuits", {"court": "x"})
        with pytest.raises(QueryError, match="takes none"):
            run_query(reader, "stance-changes", {"court": "x"})

    def test_missing_parameter_is_named(self, reader: Reader) -> None:
        with pytest.raises(QueryError, match=r"needs the parameter speaker; it takes speaker \(text, required: "):
            run_query(reader, "who-said")

    @pytest.mark.parametrize(
        "value",
        [
            '"',
            '") } #',
            "\\",
            '\\"',
            "\\u0022 . ?s ?p ?o #",
            "\\U00000022)",
            "line\nbreak\r\ttab\x00",
            "'''",
            "$number",
            "?number",
            "} ; DROP ALL ; INSERT DATA {",
            "SERVICE <http://127.0.0.1:9/> {}",
            "{{text}} %s \\1 \\g<0>",
            "L’Éternaute 😀\u2028",
        ],
    )
    def test_hostile_text_stays_text(self, reader: Reader, value: str) -> None:
        assert echo(reader, text=value) == {**echo(reader), "text": value}

    @settings(max_examples=200, deadline=None)
    @given(value=st.text(max_size=40))
    def test_any_text_comes_back_as_it_was_given(self, home: Path, value: str) -> None:
        with open_reader(home) as reader:
            assert echo(reader, text=value)["text"] == value

    def test_hostile_search_finds_nothing(self, reader: Reader) -> None:
        result = run_query(reader, "ai-uses", {"work": '" || true || "'})
        assert isinstance(result, Table)
        assert result.rows == ()
