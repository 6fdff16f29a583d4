"""``reelgraph retract``."""

from __future__ import annotations

from rich.console import Console

from flows.consolidate import diff_path
from flows.retract import retract
from flows.settings import Settings
from graph.consolidate.changes import Diff


def take_out(settings: Settings, article_id: str, why: str, *, quiet: bool) -> None:
    """Retract an article and say what went with it."""
    done = retract(settings, article_id, why)
    if quiet:
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"retracted {article_id}: {len(done.versions)} versions, snapshot {done.snapshot.number}")
    console.print(told(done.diff))
    console.print(f"diff: {diff_path(settings.home, done.run)}", style="dim")


def told(diff: Diff) -> str:
    """A diff in two lines."""
    lines = []
    for number, what in enumerate(("happenings", "claims")):
        counts = ", ".join(f"{diff.count(kind)[number]} {kind}" for kind in ("added", "changed", "withdrawn"))
        lines.append(f"{what}: {counts}")
    return "\n".join(lines)
