"""``reelgraph gazetteer refresh``: what a Wikidata-compatible service has for the register's entries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from flows.commands.judging import now
from flows.gazetteer.reconciliation import Reconciliation
from flows.gazetteer.refresh import BATCH, Found, append_found, chosen, load_found, refresh
from flows.gazetteer.service import Service
from flows.gazetteer.sparql import Endpoint
from flows.identify import own_judgements, read_judgements
from flows.settings import SOFTWARE, Settings
from graph import iri
from graph.errors import SettingsError
from graph.extract.register import Register, load_register
from graph.identity.judgements import Judgements, Verdict, append_judgements, judge
from graph.identity.queue import Doubt, Question
from graph.model import EntityType

RULE = "gazetteer"
_SURE = 0.95
_SHOWN = 20


def candidates_path(settings: Settings) -> Path:
    """Where candidates are kept, with when they were found."""
    return settings.home / "gazetteer" / "candidates.jsonl"


def refresh_register(
    settings: Settings,
    reconcile: str,
    endpoint: str,
    *,
    ids: Sequence[str],
    kinds: Sequence[str],
    limit: int,
    most: int | None,
    older: int,
    accept: bool,
    quiet: bool,
) -> int:
    """Ask for candidates and keep them; the exit status.

    Entries asked about less than ``older`` days ago are left out, so that a refresh can be stopped and gone on
    with. Raises FetchError where a service cannot be asked; what was found before is kept.
    """
    if not reconcile and not endpoint:
        raise typer.BadParameter("name a service to ask: --reconcile or --endpoint", param_hint="--endpoint")
    register = load_register()
    path = candidates_path(settings)
    known = load_found(path)
    since = (datetime.now(UTC) - timedelta(days=older)).isoformat()
    wanted = [e for e in chosen(register, ids, _types(kinds)) if e.id not in known or known[e.id].when <= since or ids]
    wanted = wanted[:most]
    services = tuple(url for url in (reconcile, endpoint) if url)
    found: list[Found] = []
    with ExitStack() as stack:
        by_name = Reconciliation(stack.enter_context(Service(reconcile, settings.user_agent))) if reconcile else None
        by_query = Endpoint(stack.enter_context(Service(endpoint, settings.user_agent))) if endpoint else None
        batches = refresh(wanted, by_name, by_query, services=services, when=now(), limit=limit)
        while batch := list(islice(batches, BATCH)):
            append_found(path, batch)
            found += batch
            if not quiet:
                typer.echo(f"{len(found)} of {len(wanted)} entries", err=True)
    accepted = _accept(settings, register, found) if accept else 0
    if not quiet:
        _show(found, path, accepted)
    return 0


def external_doubts(settings: Settings, judgements: Judgements) -> list[Doubt]:
    """The likeliest candidate of each entry that nobody has judged, for review."""
    doubts = []
    for found in load_found(candidates_path(settings)).values():
        node = iri.registered_entity(found.entry)
        judged = judgements.about(node)
        if not found.candidates or any(j.verdict is Verdict.SAME and not _ours(j.pair) for j in judged):
            continue
        open_ = [c for c in found.candidates if not any(c.iri in j.pair for j in judged)]
        if open_:
            best = open_[0]
            told = f"{best.label}: {best.description}" if best.description else best.label
            left, right = sorted((node, best.iri))
            why = (*best.why, told, f"found {found.when} by {', '.join(found.services)}")
            doubts.append(Doubt(Question.EXTERNAL, left, right, best.score, RULE, why, 1))
    return sorted(doubts, key=lambda d: (-d.score, d.left))


def _ours(pair: tuple[str, str]) -> bool:
    return all(name.startswith(iri.BASE) for name in pair)


def _accept(settings: Settings, register: Register, found: Sequence[Found]) -> int:
    """Judge what is sure and alone to be the same, as a machine's judgement with its score."""
    judgements = read_judgements(settings)
    made = []
    for one in found:
        node = iri.registered_entity(one.entry)
        if one.candidates and one.candidates[0].score >= _SURE and not judgements.about(node):
            best = one.candidates[0]
            why = f"{'; '.join(best.why)} ({', '.join(one.services)})"
            made.append(
                judge(node, best.iri, Verdict.SAME, by=SOFTWARE, when=one.when, why=why, rule=RULE, score=best.score)
            )
    append_judgements(own_judgements(settings), made)
    return len(made)


def _types(kinds: Sequence[str]) -> list[EntityType]:
    try:
        return [EntityType(kind) for kind in kinds]
    except ValueError:
        known = ", ".join(kind.value for kind in EntityType)
        raise SettingsError(f"unknown type among {', '.join(kinds)}; there are {known}") from None


def _show(found: Sequence[Found], path: Path, accepted: int) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("entry", "candidate", "what it is", "score"):
        table.add_column(column, justify="right" if column == "score" else "left")
    for one in found[:_SHOWN]:
        best = one.candidates[0] if one.candidates else None
        row = (
            (best.iri, best.description or ", ".join(best.types[:2]), f"{best.score:.2f}") if best else ("none", "", "")
        )
        table.add_row(one.entry, *row)
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    if len(found) > _SHOWN:
        console.print(f"… and {len(found) - _SHOWN} more")
    some = sum(bool(one.candidates) for one in found)
    console.print(f"{len(found)} entries asked about, {some} with candidates, {accepted} accepted: {path}")
