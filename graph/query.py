"""Competency questions and free SPARQL.

A question is a file of ``graph/queries/``: SPARQL with a header of comments::

    # title: …
    # description: …                                  (may go on in further description lines)
    # group: Law                                      (the heading it is listed under)
    # expect: none                                    (of a check: any row tells of something broken)
    # param: work text "" Part of a work's title, or its IRI
    # param: since date required Only articles published on or after this day

A parameter is name, type, default or ``required``, and what it means. Its place in the query is ``$name``, which is
replaced by the value written as a SPARQL term, so that no value can change the query. ``?name`` is a plain variable.
What questions share stands in :mod:`graph.views`; the product's prefixes need no declaration in a question's file, and
:attr:`NamedQuery.text` has both written out, so that any SPARQL 1.1 server answers it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from graph import resources
from graph.errors import QueryError, StoreError
from graph.namespaces import PREFIXES, XSD
from graph.results import Result, Table, formats, render
from graph.store import Answer, GraphReader
from graph.store.sparql_text import fill
from graph.views import expanded, with_prefixes

__all__ = ["NamedQuery", "Parameter", "ParameterType", "Result", "Table", "formats", "named_queries", "parse_query"]
__all__ += ["checks", "grouped", "read_query", "render", "run_query"]

_HEADER = re.compile(r"#\s*(title|description|group|expect|param)\s*:\s*(.*)")
_PARAMETER = re.compile(r'(?P<name>[a-z]\w*)\s+(?P<type>\w+)\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))\s+(?P<about>.+)')
#: Headings, in the order of the list; others follow them.
GROUPS: tuple[str, ...] = (
    "AI in works",
    "Who says so",
    "What is disputed",
    "In time",
    "Law",
    "Labour",
    "Business",
    "Reactions",
)
GROUPS += ("People and bodies", "Outlets and languages", "Look it up", "Checks")

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


class ParameterType(StrEnum):
    """What a parameter's value must be, and how it stands in the query."""

    TEXT = "text"  #: a string
    IRI = "iri"  #: an absolute IRI, or a short one such as ``rg:Lawsuit``
    DATE = "date"  #: YYYY-MM-DD
    INTEGER = "integer"  #: a whole number
    LANG = "lang"  #: a language tag, "" for any; a string in the query


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query."""

    name: str
    type: ParameterType
    default: str | None  #: None: must be given
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A competency question."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str  #: SPARQL with ``$name`` for every parameter
    group: str = ""  #: heading under which it is listed
    check: bool = False  #: any row of the answer tells of something broken

    def sparql(self, params: Mapping[str, str]) -> str:
        """The query with its parameters filled in. Raises QueryError, which lists what there is."""
        known = {p.name for p in self.parameters}
        for name in params:
            if name not in known:
                raise QueryError(f"query {self.name} has no parameter {name!r}; {self._parameters_told()}")
        values = {}
        for parameter in self.parameters:
            given = params.get(parameter.name, parameter.default)
            if given is None:
                raise QueryError(f"query {self.name} needs the parameter {parameter.name}; {self._parameters_told()}")
            values[parameter.name] = _term(parameter, given)
        return fill(self.text, values)

    def _parameters_told(self) -> str:
        if not self.parameters:
            return "it takes none"
        told = (
            f"{p.name} ({p.type.value}{', required' if p.default is None else ''}: {p.description})"
            for p in self.parameters
        )
        return "it takes " + "; ".join(told)


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All competency questions by name, sorted."""
    found = {path.stem: read_query(path) for path in sorted(resources.queries().glob("*.rq"))}
    return {name: replace(query, text=with_prefixes(query.text)) for name, query in found.items()}


def grouped() -> Mapping[str, tuple[NamedQuery, ...]]:
    """All competency questions by heading, in the order in which they are listed."""
    by_group: dict[str, list[NamedQuery]] = {group: [] for group in GROUPS}
    for query in named_queries().values():
        by_group.setdefault(query.group, []).append(query)
    return {group: tuple(queries) for group, queries in by_group.items() if queries}


def checks() -> Mapping[str, NamedQuery]:
    """The questions that must have no answer: a run whose graph gives one is not to be published."""
    return {name: query for name, query in named_queries().items() if query.check}


def read_query(path: Path) -> NamedQuery:
    """A query from a file; the header may be missing. Raises QueryError if the file or its header cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} cannot be read: {error}") from None
    return parse_query(text, path.stem)


def parse_query(text: str, name: str = "query") -> NamedQuery:
    """A query from its text with or without a header. Raises QueryError, which names the line at fault."""
    told: dict[str, list[str]] = {"title": [], "description": [], "group": [], "expect": []}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.fullmatch(line.strip())
        if not match:
            continue
        key, value = match.groups()
        if key == "param":
            parameters.append(_parameter(value, f"query {name}, line {number}"))
        else:
            told[key].append(value)
    title, description, group, expect = (" ".join(told[key]) for key in ("title", "description", "group", "expect"))
    if expect not in ("", "none"):
        raise QueryError(f"query {name}: expect is 'none' or left out, not {expect!r}")
    return NamedQuery(name, title, description, tuple(parameters), expanded(text, name), group, expect == "none")


def run_query(reader: GraphReader, query: str | NamedQuery, params: Mapping[str, str] | None = None) -> Result:
    """Answer a query given by name, as SPARQL text or parsed: a Table, a bool, or triples.

    Raises QueryError: no such query or parameter, a value of the wrong type, a slip in the SPARQL (line and column).
    """
    named = query if isinstance(query, NamedQuery) else find_query(query)
    return _collect(reader.query(named.sparql(params or {})))


def find_query(text: str) -> NamedQuery:
    """The competency question of that name, or the text as a query. Raises QueryError for an unknown name."""
    known = named_queries()
    if text in known:
        return known[text]
    if re.fullmatch(r"[\w.-]*", text):
        near = get_close_matches(text, known, n=3)
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        raise QueryError(f"there is no query {text!r}{meant} There are {', '.join(known)}")
    return parse_query(text)


def _collect(answer: Answer) -> Result:
    try:
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QuerySolutions):
            columns = tuple(v.value for v in answer.variables)
            return Table(columns, tuple(tuple(solution[column] for column in columns) for solution in answer))
        return tuple(answer)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the query could not be answered: {error}") from error


def _parameter(line: str, where: str) -> Parameter:
    match = _PARAMETER.fullmatch(line.strip())
    if not match:
        raise QueryError(f'{where}: a parameter is written: name type "default"|required what it means')
    try:
        kind = ParameterType(match["type"])
    except ValueError:
        raise QueryError(
            f"{where}: {match['type']!r} is no type of parameter; there are {', '.join(ParameterType)}"
        ) from None
    default = match["quoted"] if match["quoted"] is not None else match["bare"]
    required = match["bare"] == "required"
    return Parameter(match["name"], kind, None if required else default, match["about"])


def _term(parameter: Parameter, value: str) -> str:
    """A value written as a SPARQL term. Raises QueryError if it is not of the parameter's type."""
    wrong = QueryError(f"parameter {parameter.name}: {value!r} is no {_MEANING[parameter.type]}")
    try:
        match parameter.type:
            case ParameterType.IRI:
                prefix, colon, local = value.partition(":")
                full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else value.strip("<>")
                return str(NamedNode(full))
            case ParameterType.DATE:
                return str(Literal(date.fromisoformat(value).isoformat(), datatype=XSD("date")))
            case ParameterType.INTEGER:
                return str(Literal(int(value)))
            case ParameterType.LANG if value and not _LANGUAGE.fullmatch(value):
                raise wrong
        return str(Literal(value))
    except (ValueError, OverflowError):  # UnicodeEncodeError, for lone surrogates, is a ValueError
        raise wrong from None


_MEANING = {
    ParameterType.TEXT: "text in Unicode",
    ParameterType.IRI: "absolute IRI",
    ParameterType.DATE: "date; write YYYY-MM-DD",
    ParameterType.INTEGER: "whole number",
    ParameterType.LANG: "language tag; write en, fr or es",
}
