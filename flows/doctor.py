"""``reelgraph doctor``: what could keep a run from working, looked at without changing anything."""

from __future__ import annotations

import fcntl
import os
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from platform import python_version

from packaging.requirements import Requirement
from rich.markup import escape
from rich.table import Table

from flows.outdated import advice, outdated
from flows.scrape.sources import load_sources
from flows.server import unreachable
from flows.settings import SOFTWARE, Settings, unknown_variables
from graph import resources
from graph.errors import ReelgraphError, SettingsError, StoreError
from graph.extract.pipeline import default_extractor
from graph.quality import asked, problems
from graph.store import GraphReader
from graph.store.embedded import open_reader


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    message: str
    bad: bool = False


def examine(settings: Settings, *, questions: bool = False) -> list[Finding]:
    """Look at everything, in the order in which a run needs it; with ``questions`` also ask all of the snapshot."""
    return [
        *_installation(),
        *_variables(),
        *_vocabulary(settings),
        *_sources(settings),
        *_workspace(settings),
        *(_questions(settings) if questions else ()),
        *_prefect(settings),
    ]


def render(findings: list[Finding]) -> Table:
    """The findings for a terminal."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(3):
        table.add_column()
    for f in findings:
        table.add_row("[red]✗[/]" if f.bad else "[green]✓[/]", f.subject, escape(f.message))
    return table


def _installation() -> list[Finding]:
    findings = [Finding("version", f"{SOFTWARE}, Python {python_version()}")]
    wrong = []
    for text in requires("reelgraph") or []:
        wanted = Requirement(text)
        if wanted.marker and not wanted.marker.evaluate():
            continue
        try:
            installed = version(wanted.name)
        except PackageNotFoundError:
            wrong.append(f"{wanted.name} is missing")
            continue
        if not wanted.specifier.contains(installed, prereleases=True):
            wrong.append(f"{wanted.name} {installed}, needed is {wanted.specifier}")
    if wrong:
        findings.append(Finding("packages", f"{'; '.join(wrong)}; run scripts/bootstrap", bad=True))
    else:
        findings.append(Finding("packages", "all within their pins"))
    return findings


def _variables() -> list[Finding]:
    findings = []
    for name, meant in unknown_variables().items():
        hint = f"did you mean {meant}?" if meant else "the settings are in flows/README.md"
        findings.append(Finding("settings", f"{name} is not a setting; {hint}", bad=True))
    return findings or [Finding("settings", "no unknown REELGRAPH_ variable")]


def _vocabulary(settings: Settings) -> list[Finding]:
    try:
        extractor = default_extractor(settings.events, settings.packages)
    except SettingsError as error:
        return [Finding("pipelines", str(error), bad=True)]
    except ReelgraphError as error:
        return [Finding("vocabulary", str(error), bad=True)]
    types = len(extractor.vocabulary.event_types)
    findings = [Finding("vocabulary", f"{types} event types, extractor {extractor.name}")]
    return findings + [Finding("vocabulary", str(problem), bad=True) for problem in extractor.vocabulary.problems]


def _sources(settings: Settings) -> list[Finding]:
    folder = settings.sources or resources.sources()
    try:
        sources, errors = load_sources(folder)
    except ReelgraphError as error:
        return [Finding("sources", str(error), bad=True)]
    findings = [Finding("sources", f"{len(sources)} in {folder}: {', '.join(s.name for s in sources)}")]
    return findings + [Finding("sources", str(error), bad=True) for error in errors]


def _workspace(settings: Settings) -> list[Finding]:
    home = settings.home
    if not home.exists():
        return [Finding("workspace", f"{home}: not there yet, the first ingest makes it")]
    if not os.access(home, os.W_OK):
        return [Finding("workspace", f"{home}: cannot be written; change its owner or set REELGRAPH_HOME", bad=True)]
    findings = [Finding("workspace", str(home.resolve()))]
    if holder := _writer(home / "store" / "lock"):
        findings.append(Finding("writer", f"process {holder} is writing"))
    try:
        with open_reader(home) as reader:
            s = reader.snapshot
            findings.append(Finding("snapshot", f"{s.number}: {s.quads} quads, {s.graphs} graphs, run {s.run}"))
            if told := _outdated(settings, reader):
                findings.append(Finding("snapshot", told))
    except StoreError as error:
        published = (home / "store" / "current").is_symlink()
        findings.append(Finding("snapshot", str(error), bad=published))
    return findings


def _questions(settings: Settings) -> list[Finding]:
    """The whole gate: every check and every question, asked of what readers see."""
    try:
        with open_reader(settings.home) as reader:
            broken = problems(reader)
    except StoreError as error:
        return [Finding("questions", str(error), bad=True)]
    if broken:
        return [Finding("questions", str(error), bad=True) for error in broken]
    count = len(asked(questions=False))
    return [Finding("questions", f"{count} checks find nothing, {len(asked()) - count} questions are answered")]


def _outdated(settings: Settings, reader: GraphReader) -> str:
    try:
        extractor = default_extractor(settings.events, settings.packages)
    except ReelgraphError:
        return ""  # told with the vocabulary
    return advice(outdated(reader, extractor.name))


def _writer(lock: Path) -> str:
    """The process that holds the writer's lock, "" if none does."""
    try:
        with lock.open(encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return handle.read().strip() or "unknown"
    except OSError:
        return ""
    return ""


def _prefect(settings: Settings) -> list[Finding]:
    if not settings.prefect_api_url:
        return [Finding("prefect", f"{version('prefect')}; no server named, --prefect starts a local one")]
    address = re.sub(r"//[^/@]*@", "//", settings.prefect_api_url)
    if problem := unreachable(settings.prefect_api_url):
        return [Finding("prefect", f"{address}: {problem}; start it, or unset PREFECT_API_URL", bad=True)]
    return [Finding("prefect", f"{version('prefect')}; {address} answers")]
