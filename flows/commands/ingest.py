"""``reelgraph ingest`` and ``reelgraph schedule``."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows import report as reports
from flows.report import RunReport
from flows.scrape.sources import resolve
from flows.server import prefect_api
from flows.settings import Settings, apply_environment, child_environment, prefect_environment
from flows.stages import Advance, run_ingest
from graph.errors import SettingsError


def named(settings: Settings, sources: Sequence[str] | None) -> list[str]:
    """The arguments, once it is sure that each names a source; one that does not is wrong usage."""
    try:
        if sources:
            resolve(sources, settings)
    except SettingsError as error:
        raise typer.BadParameter(str(error), param_hint="SOURCE") from None
    return list(sources or ())


def plain(settings: Settings, sources: Sequence[str], quiet: bool) -> int:
    """Run in this process, without Prefect, with a progress bar on standard error; the exit status."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        return _told(run_ingest(settings, sources), settings, quiet).exit_status
    with Progress(
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        bar = progress.add_task("discover", total=None)

        def advance(step: Advance) -> None:
            progress.update(bar, description=step.stage, completed=step.done, total=step.total)

        report = run_ingest(settings, sources, advance)
    return _told(report, settings, quiet).exit_status


def observed(settings: Settings, sources: Sequence[str], quiet: bool) -> int:
    """Run as a Prefect flow, on the server of the settings or on a local one that ends with us; the exit status."""
    if not settings.prefect_api_url:
        return _with_local_server("ingest", settings, [*_absolute(sources), "--prefect"], quiet)
    with prefect_api(settings) as url:
        _prepare(settings, url, quiet)
        from flows.ingest import ingest  # noqa: PLC0415 - Prefect reads the environment when imported

        path = ingest(_absolute(sources), str(settings.home.resolve()))
    return _told(reports.load_report(Path(path)), settings, quiet).exit_status


def scheduled(settings: Settings, sources: Sequence[str], quiet: bool) -> int:
    """Serve the flow to the schedule of the settings until interrupted; the exit status."""
    if not settings.prefect_api_url:
        return _with_local_server("schedule", settings, _absolute(sources), quiet)
    with prefect_api(settings) as url:
        _prepare(settings, url, quiet)
        from flows.schedule import serve  # noqa: PLC0415 - Prefect reads the environment when imported

        _say(quiet)(f"Schedule: {settings.cron} ({settings.timezone}); Ctrl-C ends it")
        serve(settings, _absolute(sources))
    return 0


def _with_local_server(command: str, settings: Settings, arguments: Sequence[str], quiet: bool) -> int:
    """Start a server, run the command again as a child that uses it, stop the server.

    A process that has spoken to Prefect sends its last log lines and events when it ends, and hangs for minutes if the
    server has gone by then: so the server must outlive it.
    """
    with prefect_api(settings, _say(quiet)) as url:
        child = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", command, *arguments, "--home", str(settings.home.resolve())]
            + (["--quiet"] if quiet else []),
            env=child_environment({"REELGRAPH_PREFECT_API_URL": url}),
        )
        # a terminal sends Ctrl-C to both of us: we wait for the child to end in order
        before = {s: signal.signal(s, handler) for s, handler in _relays(child).items()}
        try:
            return min(abs(child.wait()), 1)
        finally:
            for s, handler in before.items():
                signal.signal(s, handler)


def _relays(child: subprocess.Popen[bytes]) -> dict[signal.Signals, Callable[[int, object], None]]:
    return {
        signal.SIGINT: lambda number, frame: None,
        # Prefect pauses the schedule and ends its runs in order on SIGINT alone
        signal.SIGTERM: lambda number, frame: child.send_signal(signal.SIGINT),
    }


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
