"""Occurrences and events made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph import iri
from graph.identity import EventView, Occurrence
from graph.model import EntityType

PERSON, ORG, WORK, TOOL = (
    EntityType.PERSON,
    EntityType.ORGANIZATION,
    EntityType.CREATIVE_WORK,
    EntityType.AI_SYSTEM,
)


def known(entry: str) -> str:
    """The IRI of an entry of the register."""
    return iri.registered_entity(entry)


def named(
    article: str,
    kind: EntityType,
    name: str,
    *more: str,
    beside: Sequence[str] = (),
    related: Sequence[tuple[str, str]] = (),
    glossed: Sequence[str] = (),
    kinds: Sequence[str] = (),
    language: str = "en",
    entry: str = "",
) -> Occurrence:
    """A thing as an article names it, minted unless ``entry`` says which of the register it is."""
    return Occurrence(
        article=article,
        iri=known(entry) if entry else iri.minted_entity(kind, name),
        type=kind,
        name=name,
        surfaces=(name, *more),
        language=language,
        beside=tuple(sorted(beside)),
        related=tuple(sorted(related)),
        glossed=tuple(glossed),
        kinds=tuple(kinds),
    )


def told(
    article: str,
    kind: str,
    *,
    event: str = "v1",
    roles: Sequence[tuple[str, str]] = (),
    terms: Sequence[tuple[str, str]] = (),
    near: Sequence[str] = (),
    things: dict[str, EntityType] | None = None,
    time: str = "",
    published: date | None = date(2025, 7, 18),
    version: str = "0" * 16,
) -> EventView:
    """An event as an article tells it."""
    known_things = dict(things or {})
    for _, filler in roles:
        known_things.setdefault(filler, EntityType.ORGANIZATION)
    return EventView(
        iri=iri.event(iri.article_version(article, version), event),
        article=article,
        version=version,
        type=kind,
        entities=tuple(sorted(roles)),
        terms=tuple(sorted(terms)),
        amounts=(),
        time=time,
        published=published,
        language="en",
        title="",
        evidence=("A sentence.",),
        factuality=("asserted",),
        near=frozenset(near),
        things=known_things,
    )
