"""The command line. Every command imports what it needs when it runs: ``query`` never pays Prefect's three seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.command_line import (
    Debug,
    EntityTypes,
    EventTypes,
    Home,
    Language,
    MinWeight,
    Projection,
    Publisher,
    Quiet,
    Since,
    Until,
    app,
    command,
)
from flows.settings import load_settings

# --------------------------------------------------------------------------- articles in


@command
def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Names of outlets, URLs of pages, feeds or sitemaps, files, folders, WARC files; all outlets if none.",
            show_default=False,
        ),
    ] = None,
    prefect: Annotated[
        bool,
        typer.Option("--prefect", help="Run as a Prefect flow, on the server of `PREFECT_API_URL` or a local one."),
    ] = False,
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Read articles, extract what they tell, load it into the graph, publish a snapshot, report.

    Example: `reelgraph ingest data/samples/pages`, or `reelgraph ingest https://news.example/rss.xml`

    What is known already is not read again. What fails is named in the report and the run goes on; then the exit status
    is 1.
    """
    from flows.commands.ingest import named, observed, plain

    settings = load_settings(home)
    raise typer.Exit((observed if prefect else plain)(settings, named(settings, sources), quiet))


@command
def schedule(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="As for `ingest`.", show_default=False)
    ] = None,
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Run `ingest` whenever `REELGRAPH_CRON` says so, until interrupted, observed by a Prefect server.

    Example: `REELGRAPH_CRON="0 5 * * *" REELGRAPH_TIMEZONE=Europe/Paris reelgraph schedule`
    """
    from flows.commands.ingest import named, scheduled

    settings = load_settings(home)
    raise typer.Exit(scheduled(settings, named(settings, sources), quiet))


@command
def sources(home: Home = None, debug: Debug = False) -> None:
    """List the outlets: which are enabled, which were fetched so far, which fail, when each is looked at again.

    Example: `reelgraph sources`

    An outlet is unverified until it has been fetched once. Exit status 1 if a file is broken or an enabled outlet
    fails.
    """
    from flows.commands.sources import list_sources

    raise typer.Exit(list_sources(load_settings(home)))


@command
def explain(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a page, feed or sitemap, or a local file.")],
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Say why an address was fetched or left alone, and what is archived of it.

    Example: `reelgraph explain https://news.example/2025/07/a-film`
    """
    from flows.commands.sources import explain_url

    explain_url(load_settings(home), url)


# --------------------------------------------------------------------------- without a graph


@command
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Articles: `.html`, `.txt` or `.jsonl`.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where to; `-` is the terminal.")],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read out of articles what they tell, without a graph: one JSON record an article.

    Example: `reelgraph extract article.html notes.txt -o out.jsonl`

    A `.jsonl` holds a record a line with id, title, text and, if known, lang, published, publisher. A file or line that
    cannot be used is named, the rest is written, and the exit status is 1.
    """
    from flows.commands.extract import extract_files

    raise typer.Exit(extract_files(files, output, load_settings(), quiet=quiet))


# --------------------------------------------------------------------------- answers


@command
def query(
    question: Annotated[
        str | None,
        typer.Argument(metavar="NAME|FILE|-", help="A named question, a file with SPARQL, or `-` for standard input."),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter of the question.")
    ] = None,
    fmt: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json, xml; for graphs jsonld, ttl, nt.")
    ] = "table",
    listing: Annotated[bool, typer.Option("--list", "-l", help="List the named questions.")] = False,
    snapshot: Annotated[int | None, typer.Option(help="Ask that snapshot instead of the last one.")] = None,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Ask the published graph: a named question, or SPARQL of your own.

    Example: `reelgraph query ai-uses --param work=eternauta --format csv`

    `reelgraph query --list` tells the questions and their parameters.
    """
    from flows.commands.questions import answer, list_questions

    if listing:
        list_questions()
        return
    if question is None:
        raise typer.BadParameter("name a question, a file or `-`; --list tells the questions", param_hint="NAME|FILE|-")
    answer(load_settings(home), question, param or [], fmt, snapshot)


@command
def export(
    fmt: Annotated[str, typer.Argument(metavar="FORMAT", help="gexf, graphml, jsonld, ttl, nq or csv.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="File; a folder for csv.")],
    projection: Projection = "co-mention",
    since: Since = None,
    until: Until = None,
    language: Language = None,
    publisher: Publisher = None,
    event_type: EventTypes = None,
    entity_type: EntityTypes = None,
    min_weight: MinWeight = 1,
    quiet: Quiet = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Write the graph, or a network drawn from it, for other tools.

    Example: `reelgraph export gexf -o network.gexf --since 2025-01-01`, then open it in Gephi
    """
    from flows.commands.networks import filters, write_export

    chosen = filters(projection, since, until, language, publisher, event_type, entity_type, min_weight)
    write_export(load_settings(home), fmt, output, chosen, quiet=quiet)


@command
def analyse(
    projection: Projection = "co-mention",
    fmt: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    top: Annotated[int, typer.Option(min=1, help="How many the rankings show.")] = 10,
    since: Since = None,
    until: Until = None,
    language: Language = None,
    publisher: Publisher = None,
    event_type: EventTypes = None,
    entity_type: EntityTypes = None,
    min_weight: MinWeight = 1,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Measure a network drawn from the graph: who is central, which communities there are, who stands between them.

    Example: `reelgraph analyse --projection co-mention --format csv > entities.csv`
    """
    from flows.commands.networks import filters, measure

    chosen = filters(projection, since, until, language, publisher, event_type, entity_type, min_weight)
    measure(load_settings(home), chosen, fmt, top)


@command
def doctor(
    questions: Annotated[
        bool, typer.Option("--questions", help="Also ask every check and question of the published graph.")
    ] = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Check the installation, the settings, the workspace and the sources; exit status 1 if something is wrong.

    Example: `reelgraph doctor`, or `reelgraph doctor --questions` for the whole gate that a rebuild has to pass
    """
    from rich.console import Console

    from flows.doctor import examine, render

    findings = examine(load_settings(home), questions=questions)
    Console(soft_wrap=True).print(render(findings))
    raise typer.Exit(int(any(f.bad for f in findings)))


import flows.cli_consolidation  # noqa: E402
import flows.cli_identity  # noqa: E402, F401 - their commands come after those above


def main() -> None:
    """The program ``reelgraph``."""
    app()


if __name__ == "__main__":
    main()
