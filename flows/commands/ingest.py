"""``reelgraph ingest`` and ``reelgraph schedule``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows import report as reports
from flows.report import RunReport
from flows.server import prefect_api
from flows.settings import Settings, apply_environment, prefect_environment
from flows.stages import Advance, run_ingest


def plain(settings: Settings, sources: Sequence[str], quiet: bool) -> RunReport:
    """Run in this process, without Prefect, with a progress bar on standard error."""
    if quiet:
        return _told(run_ingest(settings, sources), settings, quiet)
    with Progress(
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        bar = progress.add_task("discover", total=None)

        def advance(step: Advance) -> None:
            progress.update(bar, description=step.stage, completed=step.done, total=step.total)

        report = run_ingest(settings, sources, advance)
    return _told(report, settings, quiet)


def observed(settings: Settings, sources: Sequence[str], quiet: bool) -> RunReport:
    """Run as a Prefect flow, on the server of the settings or on a local one that ends with us."""
    with prefect_api(settings, _say(quiet)) as url:
        _prepare(settings, url, quiet)
        from flows.ingest import ingest  # noqa: PLC0415 - Prefect reads the environment when imported

        path = ingest(_absolute(sources), str(settings.home.resolve()))
    return _told(reports.load_report(Path(path)), settings, quiet)


def scheduled(settings: Settings, sources: Sequence[str], quiet: bool) -> None:
    """Serve the flow to the schedule of the settings until interrupted."""
    with prefect_api(settings, say := _say(quiet)) as url:
        _prepare(settings, url, quiet)
        from flows.schedule import serve  # noqa: PLC0415 - Prefect reads the environment when imported

        say(f"Schedule: {settings.cron} ({settings.timezone}); Ctrl-C ends it")
        serve(settings, _absolute(sources))


def _prepare(settings: Settings, url: str, quiet: bool) -> None:
    """Tell Prefect, which is imported after this, how to behave."""
    environment = prefect_environment(settings.model_copy(update={"prefect_api_url": url}))
    if quiet:
        environment["PREFECT_LOGGING_LEVEL"] = "ERROR"
    apply_environment(environment)


def _absolute(sources: Sequence[str]) -> list[str]:
    """The sources with local paths made absolute: flow runs have a working folder of their own."""
    return [str(path.resolve()) if "://" not in s and (path := Path(s)).exists() else s for s in sources]


def _say(quiet: bool) -> Callable[[str], None]:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    return (lambda _: None) if quiet else console.print


def _told(report: RunReport, settings: Settings, quiet: bool) -> RunReport:
    """Print the report, where wanted: with ``--quiet`` failures alone, on standard error."""
    if not quiet:
        console = Console(highlight=False, soft_wrap=True)
        console.print(reports.render(report))
        console.print(f"report: {reports.report_path(settings.home, report.run)}", style="dim")
    else:
        for failure in report.failures:
            Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(
                f"error: {failure.code}: {failure.where}: {failure.message}"
            )
    return report
