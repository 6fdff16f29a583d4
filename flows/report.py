"""The report of a run: what came in, what was understood, what failed and why, as values, JSON and text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

from pydantic import TypeAdapter
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.manifest import Batch, Entry, Failure, Outcome, Run, read, write
from flows.outdated import advice
from flows.settings import SOFTWARE

_PACKAGES = ("pyoxigraph", "rdflib", "spacy", "simplemma", "trafilatura", "prefect")
_FAILURES_SHOWN = 20
_COLUMNS = (
    *("discovered", "new", "unchanged", "fetched", "parsed", "relevant", "stored", "failed"),
    *("skipped", "screened"),
)
_RARE = ("skipped", "screened")


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """What became of the articles of one source."""

    source: str
    discovered: int = 0  #: articles that the source lists
    new: int = 0  #: of them, not known from earlier runs
    unchanged: int = 0  #: known, or new in address but the same version of the same article
    fetched: int = 0
    parsed: int = 0
    relevant: int = 0  #: about AI in entertainment
    stored: int = 0  #: committed to the graph by this run
    failed: int = 0
    skipped: int = 0  #: left alone by choice, and the report or `reelgraph explain` says why
    screened: int = 0  #: pages of WARC files that are not about the subject


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """The published graph after the run."""

    number: int
    digest: str
    quads: int
    graphs: int


@dataclass(frozen=True, slots=True)
class Timings:
    """When, and how long; apart from the rest, which is the same for the same input."""

    started: str  #: UTC, ISO 8601
    finished: str
    seconds: Mapping[str, float]  #: by stage


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run did."""

    run: str
    software: str
    extractor: str
    sources: tuple[SourceCounts, ...]
    entities: int  #: in the articles stored by this run
    events: int
    claims: int
    failures: tuple[Failure, ...]
    repaired: tuple[Failure, ...]  #: read, but not as it came: they count as done
    snapshot: SnapshotLine | None
    versions: Mapping[str, str]
    timings: Timings = field(repr=False)
    skipped: tuple[Failure, ...] = ()  #: what was left alone by choice while it was fetched
    outdated: int = 0  #: article versions in the graph that another extractor has read

    @property
    def total(self) -> SourceCounts:
        """The sums over all sources."""
        return SourceCounts(
            "total",
            *(sum(getattr(s, name) for s in self.sources) for name in _COLUMNS),
        )

    @property
    def failed(self) -> bool:
        """Whether anything failed, or there was nothing that could be done."""
        return bool(self.failures) or self.total.discovered == 0

    @property
    def exit_status(self) -> int:
        """0 if all went well, else 1."""
        return int(self.failed)


def report_path(home: Path, run_id: str) -> Path:
    """Where a run's report lies."""
    return home / "runs" / f"{run_id}.json"


def save_report(report: RunReport, home: Path) -> Path:
    """Write a report into the workspace and say where."""
    path = report_path(home, report.run)
    write(RunReport, report, path)
    return path


def load_report(path: Path) -> RunReport:
    """A report of the workspace. Raises StoreError."""
    return read(RunReport, path)


def report_json(report: RunReport) -> str:
    """The report as indented JSON."""
    return json.dumps(TypeAdapter(RunReport).dump_python(report, mode="json"), ensure_ascii=False, indent=2)


def count(run: Run, batches: Iterable[Batch]) -> tuple[SourceCounts, ...]:
    """What became of each source's articles, in the order in which the sources were asked for."""
    entries: dict[str, list[Entry]] = {plan.source: [] for plan in run.plans}
    for batch in batches:
        for entry in batch.entries:
            entries[entry.item.source].append(entry)
    counts = []
    for plan in run.plans:
        own = entries[plan.source]

        def having(*outcomes: Outcome, own: list[Entry] = own) -> int:
            return sum(e.outcome in outcomes for e in own)

        early = sum(f.source == plan.source for f in run.failures)
        counts.append(
            SourceCounts(
                source=plan.source,
                discovered=plan.discovered,
                new=plan.new,
                unchanged=plan.discovered - plan.new - plan.skipped + having(Outcome.UNCHANGED),
                fetched=sum(e.fetched for e in own),
                parsed=sum(e.parsed for e in own),
                relevant=sum(e.parsed and bool(e.extraction) for e in own) - having(Outcome.IRRELEVANT),
                stored=having(Outcome.STORED),
                failed=having(Outcome.FAILED, Outcome.RETRY, Outcome.PENDING) + early,
                skipped=plan.skipped + having(Outcome.SKIPPED),
                screened=plan.screened,
            )
        )
    return tuple(counts)


def versions() -> dict[str, str]:
    """Versions of what the result may depend on."""
    found = {"reelgraph": SOFTWARE.partition(" ")[2], "python": python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # Prefect is not needed for runs in-process
            continue
    return found


def render(report: RunReport) -> RenderableType:
    """The report for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", no_wrap=True)
    columns = _shown(report)
    for name in columns:
        table.add_column(name, justify="right", min_width=len(name))
    rows = [*report.sources, report.total] if len(report.sources) != 1 else list(report.sources)
    for row in rows:
        values = [str(getattr(row, name)) for name in columns]
        if row.failed:
            values[columns.index("failed")] = f"[red]{row.failed}[/]"
        table.add_row(escape(row.source), *values, style="bold" if row is rows[-1] and len(rows) > 1 else "")
    parts: list[RenderableType] = [table, Text(_summary(report))]
    if report.failures:
        parts.append(Text(f"{len(report.failures)} failed:", style="bold red"))
        for failure in report.failures[:_FAILURES_SHOWN]:
            parts.append(Text(f"  {failure.code}  {failure.where}\n      {failure.message}"))
        if (hidden := len(report.failures) - _FAILURES_SHOWN) > 0:
            parts.append(Text(f"  … and {hidden} more: see the report of run {report.run}"))
    if report.skipped:
        parts.append(Text(f"{len(report.skipped)} left alone:", style="bold yellow"))
        for skip in report.skipped[:_FAILURES_SHOWN]:
            parts.append(Text(f"  {skip.code}  {skip.where}\n      {skip.message}"))
        if (hidden := len(report.skipped) - _FAILURES_SHOWN) > 0:
            parts.append(Text(f"  … and {hidden} more: see the report of run {report.run}"))
    for note in report.repaired[:_FAILURES_SHOWN]:
        parts.append(Text(f"  {note.where}\n      {note.message}", style="yellow"))
    if told := advice(report.outdated):
        parts.append(Text(told, style="yellow"))
    if report.total.discovered == 0 and not report.failures:
        parts.append(Text("nothing found: the sources list no article", style="bold red"))
    return Group(*parts)


def markdown(report: RunReport) -> str:
    """The report as Markdown, for Prefect's artifacts."""
    names = _shown(report)
    lines = ["| source | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]
    lines += [
        f"| {row.source} | " + " | ".join(str(getattr(row, name)) for name in names) + " |"
        for row in (*report.sources, report.total)
    ]
    lines += ["", _summary(report), ""]
    lines += [f"{told}\n"] if (told := advice(report.outdated)) else []
    lines += [f"- `{f.code}` {f.where}: {f.message}" for f in (*report.failures, *report.skipped, *report.repaired)]
    return "\n".join(lines)


def _shown(report: RunReport) -> list[str]:
    """The columns of the table; those of rare cases only where there is something in them."""
    return [name for name in _COLUMNS if name not in _RARE or getattr(report.total, name)]


def _summary(report: RunReport) -> str:
    told = f"{report.entities} entities, {report.events} events, {report.claims} claims read by run {report.run}"
    if report.snapshot is None:
        return f"{told}; nothing published yet"
    s = report.snapshot
    return f"{told}; snapshot {s.number}: {s.quads} quads in {s.graphs} graphs, {s.digest[:19]}"
