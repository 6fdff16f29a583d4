"""``reelgraph rebuild``."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.commands.retract import told
from flows.rebuild import Listener, Rebuilt, rebuild
from flows.settings import Settings


def make_anew(settings: Settings, *, extract: bool, quiet: bool) -> int:
    """Rebuild the store and say whether the graph is what it was; the exit status."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        done = rebuild(settings, extract=extract)
    else:
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            done = rebuild(settings, extract=extract, on_progress=_bar(progress))
    for failure in done.failures:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"error: {failure.code}: {failure}")
    if not quiet:
        Console(highlight=False, soft_wrap=True).print(_words(done))
    return int(bool(done.failures))


def _bar(progress: Progress) -> Listener:
    task = progress.add_task("rebuild", total=None)
    return lambda number, total: progress.update(task, completed=number, total=total)


def _words(done: Rebuilt) -> str:
    lines = [f"{done.articles} articles; {done.made_again} read or extracted again"]
    now = f"snapshot {done.snapshot.number}: {done.snapshot.quads} quads, {done.snapshot.digest}"
    if done.same:
        lines.append(f"{now}: the same as before")
    else:
        lines += [now, f"before: {done.before.digest if done.before else 'nothing published'}", told(done.diff)]
    return "\n".join(lines)
