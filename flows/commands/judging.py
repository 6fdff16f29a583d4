"""``reelgraph merge``, ``split`` and ``undo``: a person's word on who is who."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property

import typer
from rapidfuzz import fuzz, process

from flows.consolidate import consolidate
from flows.identify import own_judgements, read_judgements, reading, resolver_of
from flows.settings import Settings
from graph import iri
from graph.errors import SettingsError
from graph.extract.register import load_register
from graph.identity.identity import Identity
from graph.identity.judgements import (
    Judgement,
    Judgements,
    Made,
    Undo,
    Verdict,
    append_judgements,
    judge,
    load_judgements,
)
from graph.identity.names import key
from graph.identity.profiles import profile_of
from graph.identity.queue import describe
from graph.identity.resolver import Resolver
from graph.store import Snapshot
from graph.store.embedded import Writer
from graph.vocabulary import load_vocabulary

_LIKE = 75  # of 100: names that may have been meant


class Desk:
    """What is needed to judge: what the articles name, who is who so far, and the file that judgements go to."""

    def __init__(self, settings: Settings, by: str = "") -> None:
        self.settings = settings
        self.by = by or _user()
        self.judgements: Judgements = read_judgements(settings)

    @cached_property
    def resolver(self) -> Resolver:
        """All that the articles of the workspace name."""
        with Writer(self.settings.home) as writer:
            return resolver_of(self.settings.home, writer, reading(self.settings.home), load_register())

    @property
    def identity(self) -> Identity:
        """Who is who by the judgements so far."""
        return self.resolver.identity(self.judgements)

    def record(self, *made: Made) -> None:
        """Keep judgements, at once."""
        append_judgements(own_judgements(self.settings), made)
        self.judgements = self.judgements.plus(*made)

    def judge(self, one: str, other: str, verdict: Verdict, why: str = "") -> Judgement:
        """Judge a pair and keep it."""
        made = judge(one, other, verdict, by=self.by, when=now(), why=why)
        self.record(made)
        return made

    def publish(self) -> Snapshot:
        """Let identity, and what is consolidated by it, follow the judgements; articles stay as they are."""
        home = self.settings.home
        with Writer(home) as writer:
            consolidate(home, writer, load_vocabulary(self.settings.events), load_register(), self.judgements)
            return writer.publish("judgements")

    def name(self, entity_iri: str) -> str:
        """How a thing is called, for people."""
        found = describe(self.resolver, entity_iri)
        label = found.label if found else iri.last_segment(entity_iri)
        article = entity_iri.removeprefix(f"{iri.BASE}article/").partition("/")[0]
        return f"{label} (in article {article} alone)" if iri.entity_of_occurrence(entity_iri) else label

    def find(self, text: str, hint: str) -> str:
        """The IRI that a user means by an IRI or a name; several or none is wrong usage, with what there is."""
        if "://" in text:
            return _as_judged(text)
        known = {p.iri: p for p in map(profile_of, self.resolver.register.entries.values())} | self.resolver.profiles
        wanted = key(text)
        named = sorted(name for name, profile in known.items() if any(key(n) == wanted for n in profile.names))
        if len(named) == 1:
            return named[0]
        if named:
            told = "\n".join(f"  {name}  {known[name].type}, {known[name].articles} articles" for name in named)
            raise typer.BadParameter(f"{text!r} may be several things; name the IRI:\n{told}", param_hint=hint)
        labels = {name: profile.label for name, profile in known.items()}
        near = process.extract(text, labels, scorer=fuzz.WRatio, limit=3, score_cutoff=_LIKE)
        meant = f"; did you mean {' or '.join(repr(label) for label, _, _ in near)}?" if near else ""
        raise typer.BadParameter(f"nothing is called {text!r}{meant}", param_hint=hint)


def merge(settings: Settings, one: str, other: str, why: str, by: str, *, quiet: bool) -> None:
    """Judge two things to be one."""
    desk = Desk(settings, by)
    left, right = desk.find(one, "ONE"), desk.find(other, "OTHER")
    if left == right:
        raise typer.BadParameter(f"both are {left} already")
    made = desk.judge(left, right, Verdict.SAME, why)
    conflict = next((c for c in desk.identity.conflicts if c.same == made.pair), None)
    if conflict is not None:
        desk.record(Undo(made.id, desk.by, now(), "contradicted"))
        raise SettingsError(
            f"{desk.name(conflict.different[0])} and {desk.name(conflict.different[1])} are judged different, and "
            "these are joined to them; undo that first (reelgraph undo --list)"
        )
    _told(desk, f"{desk.name(left)} and {desk.name(right)} are one", made.id, quiet)


def split(
    settings: Settings, one: str, other: str | None, articles: Sequence[str], why: str, by: str, *, quiet: bool
) -> None:
    """Judge what was one to be two: a thing and another, or all it was joined to, or itself in some articles."""
    desk = Desk(settings, by)
    left = desk.find(one, "ONE")
    made: list[Made] = []
    if articles:
        if other:
            raise typer.BadParameter("give OTHER or --article, not both", param_hint="--article")
        known = desk.resolver.articles_of(left)
        for article in articles:
            if article not in known:
                raise typer.BadParameter(
                    f"{article!r} does not name it; these do: {', '.join(known) or 'none'}", param_hint="--article"
                )
        apart = [iri.occurrence(article, left) for article in articles]
        made += [judge(left, node, Verdict.DIFFERENT, by=desk.by, when=now(), why=why) for node in apart]
        made += [judge(apart[0], node, Verdict.SAME, by=desk.by, when=now(), why=why) for node in apart[1:]]
        told = f"{desk.name(left)} of {', '.join(articles)} is another thing now"
    elif other:
        right = desk.find(other, "OTHER")
        made.append(judge(left, right, Verdict.DIFFERENT, by=desk.by, when=now(), why=why))
        told = f"{desk.name(left)} and {desk.name(right)} are two"
    else:
        identity = desk.identity
        others = [m for m in identity.members(identity.canonical(left)) if m != left]
        if not others:
            raise typer.BadParameter(f"{left} is joined to nothing; name OTHER or --article", param_hint="ONE")
        made += [judge(left, node, Verdict.DIFFERENT, by=desk.by, when=now(), why=why) for node in others]
        told = f"{desk.name(left)} stands alone now"
    desk.record(*made)
    _told(desk, told, " ".join(m.id for m in made if isinstance(m, Judgement)), quiet)


def undo(settings: Settings, ids: Sequence[str], why: str, by: str, *, quiet: bool) -> None:
    """Take judgements back: those named, or the last of the user's own."""
    desk = Desk(settings, by)
    in_force = {j.id: j for j in desk.judgements.in_force()}
    if not ids:
        # what comes with the product is taken back by name alone
        own = load_judgements([own_judgements(settings).parent])
        last = own.last(set(in_force.values()))
        if last is None:
            raise SettingsError("there is no judgement to undo")
        ids = [last.id]
    for wanted in ids:
        if wanted not in in_force:
            raise typer.BadParameter(f"no judgement {wanted!r} is in force; --list tells which are", param_hint="ID")
    desk.record(*(Undo(wanted, desk.by, now(), why) for wanted in ids))
    _told(desk, f"{len(ids)} judgement{'s' if len(ids) > 1 else ''} undone", "", quiet)


def list_judgements(settings: Settings) -> None:
    """Print the judgements in force, one a line."""
    for j in read_judgements(settings).in_force():
        left, right = (name.removeprefix(iri.BASE) for name in j.pair)
        why = f": {j.why}" if j.why else ""
        typer.echo(f"{j.id}  {j.verdict.value:9}  {left}  {right}  {j.by}, {j.when}{why}")


def now() -> str:
    """When a judgement is made."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _told(desk: Desk, words: str, ids: str, quiet: bool) -> None:
    snapshot = desk.publish()
    if not quiet:
        undo_with = f"\nundo with: reelgraph undo {ids}" if ids else ""
        typer.echo(f"{words}; snapshot {snapshot.number}, {snapshot.digest}{undo_with}")


def _as_judged(text: str) -> str:
    """An IRI as judgements name it: an event's is that of all versions of its article."""
    article, found, event = text.rpartition("/event/")
    return f"{article.rpartition('/')[0]}/event/{event}" if found and article.count("/") > 5 else text


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: a container's number
        return "unknown"
