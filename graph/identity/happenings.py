"""From the events that articles tell to happenings: one for what several articles tell of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph import iri
from graph.identity.events import EventView
from graph.identity.identity import Link


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the world, told by one or more articles."""

    iri: str  #: made of its first telling, so it stays when more articles tell it
    type: str
    tellings: tuple[EventView, ...]  #: the first one told first
    links: tuple[Link, ...] = ()  #: why these are one; left and right are IRIs of tellings


def happenings(events: Iterable[EventView]) -> tuple[Happening, ...]:
    """All events as happenings, each event in exactly one; sorted by IRI, whatever the order of the events."""
    blocks: dict[tuple[str, tuple[tuple[str, str], ...]], list[EventView]] = defaultdict(list)
    for event in sorted(events, key=telling_order):
        blocks[event.type, event.entities or (("", event.iri),)].append(event)
    found = (
        Happening(iri.happening(type_name, told[0].article, told[0].local_id), type_name, tuple(told))
        for (type_name, _), told in blocks.items()
    )
    return tuple(sorted(found, key=lambda h: h.iri))


def telling_order(event: EventView) -> tuple[str, str, str]:
    """Earlier publications first, those without a date last."""
    return (event.published.isoformat() if event.published else "9999", event.article, event.iri)
