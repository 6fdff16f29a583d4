"""``reelgraph review``: the queue of what is doubtful, answered in the terminal, each answer kept at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.commands.gazetteer import external_doubts
from flows.commands.judging import Desk, now
from flows.settings import Settings
from graph import iri
from graph.errors import ReelgraphError
from graph.identity.judgements import Seen, Verdict
from graph.identity.queue import Doubt, Question, describe, queue
from graph.store.embedded import Reader, open_reader

_ASKED = {
    Question.CONFLICT: "Two judgements contradict each other. Are these one thing?",
    Question.PAIR: "Are these one thing?",
    Question.SENSE: "Does this article mean the second?",
    Question.HOMONYM: "Is it one thing in all these articles?",
    Question.JOINED: "A rule joined these. Are they one thing?",
    Question.EXTERNAL: "Is this entry what the service has?",
    Question.NEW: "Not in the register. Is it a thing of its own?",
}
_ANSWERS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}
_HELP = "s same · d different · u unsure, do not ask again · k skip for now · q quit"
_HELP_NEW = "s yes, keep it · m it is another thing: name it · k skip for now · q quit"
_HEADLINES = 3
FORMATS = ("table", "jsonl")  #: of the queue when it is listed


def review(settings: Settings, limit: int | None, by: str, *, quiet: bool) -> int:
    """Ask about the queue until it is empty or the user has had enough; the exit status.

    Every answer is kept before the next question, and what is answered is not asked again: stop and go on at will.
    """
    desk = Desk(settings, by)
    console = Console(highlight=False, soft_wrap=True)
    skipped: set[tuple[str, str]] = set()
    answered = asked = 0
    with open_reader(settings.home) as reader:
        while limit is None or asked < limit:
            waiting = [d for d in _open(desk) if (d.left, d.right) not in skipped]
            if not waiting:
                console.print("Nothing more to review.")
                break
            _show(console, desk, reader, waiting[0], len(waiting))
            asked += 1
            if (answer := _answer(waiting[0])) == "q":
                break
            if answer == "k" or not _kept(desk, waiting[0], answer):
                skipped.add((waiting[0].left, waiting[0].right))
            else:
                answered += 1
    if answered:
        snapshot = desk.publish()
        if not quiet:
            console.print(f"{answered} answered; snapshot {snapshot.number}, {snapshot.digest}")
    return 0


def list_queue(settings: Settings, limit: int | None, fmt: str) -> None:
    """Print the queue, the first first."""
    desk = Desk(settings)
    waiting = _open(desk)[:limit]
    if fmt == "jsonl":
        for d in waiting:
            sys.stdout.write(json.dumps(_record(d), ensure_ascii=False) + "\n")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("question", "score", "one", "other", "rule", "articles"):
        table.add_column(column, justify="right" if column in ("score", "articles") else "left")
    for d in waiting:
        other = escape(desk.name(d.right)) if d.right else ""
        table.add_row(d.question.value, f"{d.score:.2f}", escape(desk.name(d.left)), other, d.rule, str(d.articles))
    Console(highlight=False, soft_wrap=True).print(table)


def _open(desk: Desk) -> Sequence[Doubt]:
    return (
        *queue(desk.resolver, desk.identity, desk.judgements),
        *external_doubts(desk.settings, desk.judgements),
    )


def _record(doubt: Doubt) -> dict[str, object]:
    return {
        "question": doubt.question.value,
        "left": doubt.left,
        "right": doubt.right,
        "score": doubt.score,
        "rule": doubt.rule,
        "why": doubt.why,
        "articles": doubt.articles,
    }


def _show(console: Console, desk: Desk, reader: Reader, doubt: Doubt, left: int) -> None:
    console.rule(f"{_ASKED[doubt.question]}  [dim]({left} to go)[/dim]", align="left")
    for name in (doubt.left, doubt.right):
        if not name:
            continue
        found = describe(desk.resolver, name)
        console.print(f"[bold]{escape(desk.name(name))}[/bold]  {found.type.value if found else ''}  [dim]{name}[/dim]")
        if found is not None:
            others = sorted(n for n in found.names if n != found.label)
            if others:
                console.print(f"  also written {escape(', '.join(others[:6]))}")
            where = "in the register; " if found.entry else ""
            console.print(f"  {where}{found.articles} articles")
        for headline in _headlines(reader, name):
            console.print(f"  · {escape(headline)}", style="dim")
    console.print(f"rule [bold]{doubt.rule}[/bold], score {doubt.score:.2f}")
    for reason in doubt.why:
        console.print(f"  {escape(reason)}")


def _headlines(reader: Reader, name: str) -> list[str]:
    """Some titles of articles that name a thing."""
    entity = iri.entity_of_occurrence(name)
    article = f"?article dcterms:isVersionOf <{name.partition('/entity/')[0]}> ." if entity else ""
    rows = reader.query(
        f"""SELECT DISTINCT ?title WHERE {{ GRAPH ?article {{
        ?article schema:headline ?title ; rg:mentions ?mention . {article}
        ?mention rg:refersTo <{entity or name}> }} }} ORDER BY ?title LIMIT {_HEADLINES}"""
    )
    return [str(row["title"].value) for row in rows]  # type: ignore[union-attr]


def _answer(doubt: Doubt) -> str:
    known, text = ("smkq", _HELP_NEW) if doubt.question is Question.NEW else ("sdukq", _HELP)
    while True:
        typer.echo(f"{text} > ", nl=False)
        line = sys.stdin.readline()
        if not line:  # the input has ended: so has the review
            typer.echo()
            return "q"
        answer = line.strip().lower()[:1]
        if answer and answer in known:
            return answer


def _kept(desk: Desk, doubt: Doubt, answer: str) -> bool:
    if doubt.question is not Question.NEW:
        desk.judge(doubt.left, doubt.right, _ANSWERS[answer])
        return True
    if answer == "s":
        desk.record(Seen(doubt.left, desk.by, now()))
        return True
    typer.echo("name or IRI of what it is > ", nl=False)
    try:
        desk.judge(doubt.left, desk.find(sys.stdin.readline().strip(), "NAME"), Verdict.SAME)
    except (typer.BadParameter, ReelgraphError) as error:
        typer.echo(str(error))
        return False
    return True
