"""The commands of who is who: ``review``, ``merge``, ``split``, ``undo``, ``gazetteer refresh``."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.command_line import Debug, Home, Quiet, app, command, guarded
from flows.settings import load_settings

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges; the user's login if not given.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept with the judgement.")]


@command
def review(
    limit: Annotated[int | None, typer.Option(min=1, help="Ask so many questions at most.")] = None,
    listing: Annotated[bool, typer.Option("--list", "-l", help="Print the queue instead of asking.")] = False,
    fmt: Annotated[str, typer.Option("--format", "-f", help="With --list: table or jsonl.")] = "table",
    by: By = "",
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Go through what is doubtful: are these two one thing? Each answer is kept at once; stop and go on at will.

    Example: `reelgraph review --limit 20`, or `reelgraph review --list --format jsonl`

    Contradictory judgements come first, then doubtful pairs, what rules have joined, candidates of other registers and
    new things in several articles. Scores are explained, part by part.
    """
    from flows.commands.review import FORMATS, list_queue
    from flows.commands.review import review as ask

    if fmt not in FORMATS:
        raise typer.BadParameter(f"{fmt!r}: there are {', '.join(FORMATS)}", param_hint="--format")
    settings = load_settings(home)
    if listing:
        list_queue(settings, limit, fmt)
        return
    raise typer.Exit(ask(settings, limit, by, quiet=quiet))


@command
def merge(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A name or an IRI.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="A name or an IRI.")],
    why: Why = "",
    by: By = "",
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Judge two things, or two events, to be one.

    Example: `reelgraph merge "Weta Digital" "Wētā FX" --why "its former name"`

    Article graphs stay as they are: the identity graph tells who stands for whom, and `undo` takes it back.
    """
    from flows.commands.judging import merge as judge

    judge(load_settings(home), one, other, why, by, quiet=quiet)


@command
def split(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A name or an IRI.")],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="What it is not; all it was joined to, if none.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="In that article it is another thing.")
    ] = None,
    why: Why = "",
    by: By = "",
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Judge what was one thing to be two. No rule joins them again.

    Example: `reelgraph split "Jane Doe" --article 3c5c8ba16dcc88b7 --why "another Jane Doe"`
    """
    from flows.commands.judging import split as judge

    judge(load_settings(home), one, other, article or [], why, by, quiet=quiet)


@command
def undo(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Judgements; the last if none.", show_default=False)
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", "-l", help="Print the judgements in force with their ids.")
    ] = False,
    why: Why = "",
    by: By = "",
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Take judgements back; the graph is then as if they had never been made.

    Example: `reelgraph undo`, or `reelgraph undo --list`
    """
    from flows.commands.judging import list_judgements
    from flows.commands.judging import undo as take_back

    settings = load_settings(home)
    if listing:
        list_judgements(settings)
        return
    take_back(settings, ids or [], why, by, quiet=quiet)


gazetteer = typer.Typer(
    name="gazetteer",
    help="The register of known things. Example: `reelgraph gazetteer refresh netflix`",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
app.add_typer(gazetteer)


def refresh(
    entry: Annotated[
        list[str] | None, typer.Argument(metavar="ENTRY", help="Ids of entries; all if none.", show_default=False)
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--type", help="Entries of that type alone: Person, …")] = None,
    reconcile: Annotated[
        str, typer.Option("--reconcile", metavar="URL", help="A service of the Reconciliation API; empty for none.")
    ] = "https://wikidata.reconci.link/en/api",
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="A SPARQL endpoint of Wikidata's shape; empty for none.")
    ] = "https://query.wikidata.org/sparql",
    limit: Annotated[int, typer.Option(min=1, max=50, help="Candidates an entry.")] = 5,
    most: Annotated[int | None, typer.Option("--most", min=1, help="Ask about so many entries at most.")] = None,
    older: Annotated[int, typer.Option("--older", min=0, help="Ask again about what was found so many days ago.")] = 90,
    accept: Annotated[bool, typer.Option("--accept", help="Judge what is sure to be the same without review.")] = False,
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Ask Wikidata, or a service like it, for the register's entries, and keep what it has with when it was found.

    Example: `reelgraph gazetteer refresh netflix --limit 3`, then `reelgraph review`
    """
    from flows.commands.gazetteer import refresh_register

    raise typer.Exit(
        refresh_register(
            load_settings(home),
            reconcile,
            endpoint,
            ids=entry or [],
            kinds=kind or [],
            limit=limit,
            most=most,
            older=older,
            accept=accept,
            quiet=quiet,
        )
    )


gazetteer.command()(guarded(refresh))
