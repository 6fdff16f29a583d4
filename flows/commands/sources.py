"""``reelgraph sources`` and ``reelgraph explain``: what is known of outlets and addresses."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.scrape.catalogue import Catalogue
from flows.scrape.explain import explain
from flows.scrape.revisit import Visit
from flows.scrape.sources import every_source
from flows.settings import Settings
from graph import resources
from graph.model import Source, SourceKind


def list_sources(settings: Settings) -> int:
    """Print every outlet with what its last visit gave; 1 if a file is broken or an enabled outlet fails."""
    folder = settings.sources or resources.sources()
    entries, errors = every_source(folder)
    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:  # a file takes lines of any length
        console = Console(highlight=False, width=240)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("source", "kind", "languages", "enabled", "state", "last asked", "due", "problem"):
        table.add_column(name, no_wrap=True)
    bad = bool(errors)
    with _catalogue(settings) as catalogue:
        for source, enabled in entries:
            visits = [v for place in source.locations if (v := catalogue.visits.visit(place))]
            state = _state(source, visits)
            bad = bad or (enabled and state in ("failing", "dead"))
            last = max((v.at for v in visits), default=None)
            due = min((v.due for v in visits), default=None)
            table.add_row(
                source.name,
                source.kind.value,
                " ".join(source.languages),
                "yes" if enabled else "",
                {"failing": "[red]failing[/]", "dead": "[red]dead[/]"}.get(state, state),
                f"{last:%Y-%m-%d %H:%M}" if last else "",
                f"{due:%Y-%m-%d %H:%M}" if due else "",
                escape(next((v.problem for v in visits if v.problem), "")),
            )
    console.print(table)
    for error in errors:
        console.print(f"[red]error:[/] {escape(str(error))}")
    return int(bad)


def explain_url(settings: Settings, url: str) -> None:
    """Print what is known of an address."""
    if "://" not in url and Path(url).exists():
        url = Path(url).resolve().as_uri()
    entries, _ = every_source(settings.sources or resources.sources())
    with _catalogue(settings) as catalogue:
        lines = explain(url, catalogue, [source for source, _ in entries], settings)
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        mark = "[red]✗[/]" if line.hinders else " "
        console.print(f"{mark} [bold]{escape(line.subject)}[/]: {escape(line.text)}")


def _state(source: Source, visits: list[Visit]) -> str:
    if source.kind in (SourceKind.FILES, SourceKind.PAGES, SourceKind.WARC):
        return ""
    if any(v.dead for v in visits):
        return "dead"
    if any(v.problem for v in visits):
        return "failing"
    return "verified" if any(v.had for v in visits) else "unverified"


def _catalogue(settings: Settings) -> Catalogue:
    return Catalogue(settings.home, url=settings.catalogue_url)
