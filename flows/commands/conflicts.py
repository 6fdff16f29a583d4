"""``reelgraph conflicts``."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence

from rich.console import Console, Group
from rich.text import Text

from flows.commands.names import unknown
from flows.settings import Settings
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES
from graph.consolidate.listing import ListedConflict, listed, select
from graph.store.embedded import open_reader
from graph.vocabulary import load_vocabulary

FORMATS = ("table", "jsonl", "csv")


def list_conflicts(
    settings: Settings, fmt: str, *, aspect: str, label: str, about: str, article: str, snapshot: int | None
) -> None:
    """Print contradictions and supersessions of the published graph, each with both pieces of evidence."""
    aspects = [term.slug for term in load_vocabulary().terms["aspect"]]
    if fmt not in FORMATS:
        raise unknown("format", fmt, FORMATS, "--format")
    if aspect and aspect not in aspects:
        raise unknown("aspect", aspect, aspects, "--aspect")
    if label and label not in (CONTRADICTS, SUPERSEDES):
        raise unknown("label", label, (CONTRADICTS, SUPERSEDES), "--label")
    with open_reader(settings.home, snapshot) as reader:
        found = list(select(listed(reader), aspect=aspect, label=label, about=about, article=article))
    if fmt == "jsonl":
        for conflict in found:
            sys.stdout.write(json.dumps(conflict.record(), ensure_ascii=False) + "\n")
    elif fmt == "csv":
        _csv(found)
    else:
        Console(highlight=False, soft_wrap=False).print(_told(found))


def _csv(found: Sequence[ListedConflict]) -> None:
    if found:
        writer = csv.DictWriter(sys.stdout, list(found[0].record()), lineterminator="\n")
        writer.writeheader()
        writer.writerows(conflict.record() for conflict in found)


def _told(found: Sequence[ListedConflict]) -> Group:
    parts: list[Text] = []
    about = ""
    for conflict in found:
        if conflict.event != about:
            about = conflict.event
            parts.append(Text(f"\n{conflict.about}", style="bold"))
        style = "red" if conflict.label == CONTRADICTS else "cyan"
        parts.append(
            Text.assemble(
                (f"  {conflict.label} in {conflict.aspect}", style), f": {conflict.explanation}  [{conflict.rule}]"
            )
        )
        for side in (conflict.a, conflict.b):
            who = f", {side.speaker}" if side.speaker else ""
            parts.append(
                Text(f"    {side.published or 'undated'} {side.publisher or side.article}{who}: {side.evidence}")
            )
    parts.append(Text(f"\n{len(found)} conflicts", style="dim"))
    return Group(*parts)
