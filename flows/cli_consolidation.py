"""The commands of what is known, by whom, since when: ``conflicts``, ``retract``, ``rebuild``."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.command_line import Debug, Home, Quiet, command
from flows.settings import load_settings


@command
def conflicts(
    fmt: Annotated[str, typer.Option("--format", "-f", help="table, jsonl or csv.")] = "table",
    aspect: Annotated[
        str,
        typer.Option(help="extent, amount, date, identity, polarity, attribution, modality or scope alone."),
    ] = "",
    label: Annotated[str, typer.Option(help="contradicts or supersedes alone.")] = "",
    about: Annotated[str, typer.Option(metavar="TEXT", help="Happenings whose label has these words, or an IRI.")] = "",
    article: Annotated[str, typer.Option(metavar="ID", help="Conflicts that this article takes part in.")] = "",
    snapshot: Annotated[int | None, typer.Option(help="Ask that snapshot instead of the last one.")] = None,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """List contradictions and supersessions, each with both pieces of evidence and the rule that found it.

    Example: `reelgraph conflicts --aspect extent`, or `reelgraph conflicts --format jsonl > conflicts.jsonl`
    """
    from flows.commands.conflicts import list_conflicts

    list_conflicts(
        load_settings(home), fmt, aspect=aspect, label=label, about=about, article=article, snapshot=snapshot
    )


@command
def retract(
    article: Annotated[str, typer.Argument(metavar="ID", help="Id of the article, as `query article` tells it.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept in the graph of runs.")],
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Take an article out of the graph, with all that was derived from it; what else that changes is told.

    Example: `reelgraph retract 3f9c2e --why "the outlet withdrew it"`

    It stays in the archive, and scheduled runs leave it alone; `ingest` of its file or address brings it back.
    """
    from flows.commands.retract import take_out

    take_out(load_settings(home), article, why, quiet=quiet)


@command
def rebuild(
    extract: Annotated[
        bool, typer.Option("--extract", help="Read every article from the archive and extract it again.")
    ] = False,
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Make the store anew from articles, extractions and judgements; says whether the graph is what it was.

    Example: `reelgraph rebuild`

    What is missing is made again from the archive, and what another version of the extractor told is told again by this
    one. Readers keep the published snapshot meanwhile. The new store takes less room than the old one.
    """
    from flows.commands.rebuild import make_anew

    raise typer.Exit(make_anew(load_settings(home), extract=extract, quiet=quiet))
