"""``reelgraph query``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.commands.names import unknown
from flows.settings import Settings
from graph.query import formats, grouped, named_queries, parse_query, read_query, render, run_query
from graph.store.embedded import open_reader


def list_questions() -> None:
    """Print the named questions by heading, with their parameters."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("name", "question", "parameters"):
        table.add_column(column)
    for heading, questions in grouped().items():
        table.add_row("")
        table.add_row(f"[bold]{escape(heading)}")
        for question in questions:
            table.add_row(question.name, escape(question.title), ", ".join(p.name for p in question.parameters))
    Console(highlight=False).print(table)


def answer(settings: Settings, question: str, params: Sequence[str], fmt: str, snapshot: int | None) -> None:
    """Print the answer to a named question, a file's or standard input's SPARQL."""
    values = parameters(params)
    named = named_queries()
    if fmt not in formats():
        raise unknown("format", fmt, formats(), "--format")
    if question == "-":
        asked = parse_query(sys.stdin.read(), "standard input")
    elif question in named:
        asked = named[question]
    elif Path(question).is_file():
        asked = read_query(Path(question))
    else:
        raise unknown("question or file", question, list(named), "NAME|FILE|-")
    with open_reader(settings.home, snapshot) as reader:
        # a pipe has no width; a terminal's own is the one that fits
        width = {"width": Console().width} if sys.stdout.isatty() else {}
        sys.stdout.write(render(run_query(reader, asked, values), fmt, **width))


def parameters(given: Sequence[str]) -> Mapping[str, str]:
    """``key=value`` arguments as a mapping; a wrong one is wrong usage."""
    values: dict[str, str] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise typer.BadParameter(f"{pair!r}: write key=value", param_hint="--param")
        values[key] = value
    return values
