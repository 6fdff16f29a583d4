"""Who takes part in an event though the sentences that tell it do not say so: the article says it elsewhere.

Nothing is guessed from the world: a maker is one that the article names as the maker, a target is what the headline
is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.extract.located import Located
from graph.extract.reading import Reading
from graph.model import EntityType, Event, FillerKind, Predicate, Relation, RoleFiller, Span
from graph.vocabulary import Vocabulary

_MADE = frozenset((EntityType.CREATIVE_WORK, EntityType.SYNTHETIC_PERFORMER))

#: event type, role that is filled, relation of its filler, role that the other end fills
BY_RELATION = (
    ("Production", "work", Predicate.PRODUCED_BY, "producer"),
    ("Production", "work", Predicate.PERFORMED_BY, "producer"),
    ("Launch", "system", Predicate.DEVELOPED_BY, "provider"),
    ("AIUse", "work", Predicate.CREATED_BY, "agent"),
)
#: event type and role that what the article is about may fill
BY_TOPIC = (("Backlash", "target"), ("Stance", "target"))
#: what becomes of a suit
CASES = frozenset(("Settlement", "Ruling"))
_AGAINST = frozenset(("oppose",))


@dataclass(frozen=True)
class Completion:
    """Completes the events of articles by what they say elsewhere."""

    vocabulary: Vocabulary

    def complete(self, reading: Reading, events: Sequence[Event], relations: Iterable[Relation]) -> tuple[Event, ...]:
        """The events with the fillers that follow; roles already filled stay as they are, but for parties of a case."""
        known = tuple(relations)
        topic = _topic(reading)
        return tuple(self._completed(reading, event, known, topic, events) for event in events)

    def _completed(
        self,
        reading: Reading,
        event: Event,
        relations: Sequence[Relation],
        topic: Located | None,
        events: Sequence[Event],
    ) -> Event:
        types = {e.id: e.type for e in reading.entities.all}
        found = [
            *_by_relation(event, relations, types),
            *_by_topic(reading, event, topic),
            *_by_office(reading, event),
            *_by_speaker(event),
            *_by_case(event, events),
        ]
        kind = self.vocabulary.event_types[event.type]
        roles = {r.name: r for r in kind.roles}
        taken = {f.value for f in event.roles}
        added = [
            RoleFiller(role, FillerKind.ENTITY, entity)
            for role, entity in dict.fromkeys(found)
            if role in roles and types[entity] in roles[role].types and entity not in taken
        ]
        if not added:
            return event
        order = {role.name: i for i, role in enumerate(kind.roles)}
        return replace(event, roles=tuple(sorted((*event.roles, *added), key=lambda f: order[f.role])))


def _by_relation(
    event: Event, relations: Sequence[Relation], types: dict[str, EntityType]
) -> Iterator[tuple[str, str]]:
    """ "Netflix's series … It came out in April": its producer is known."""
    for kind, told, predicate, role in BY_RELATION:
        if event.type != kind or event.fillers(role):
            continue
        for relation in relations:
            artificial = types[relation.subject] is EntityType.SYNTHETIC_PERFORMER
            if predicate is Predicate.CREATED_BY and not artificial:
                continue  # who writes or directs a work need not be who uses AI on it
            if relation.predicate is predicate and relation.subject in event.fillers(told):
                yield role, relation.object


def _by_topic(reading: Reading, event: Event, topic: Located | None) -> Iterator[tuple[str, str]]:
    """Outcry and condemnation without a target are at what the article is about."""
    if topic is None:
        return
    for kind, role in BY_TOPIC:
        if event.type != kind or event.fillers(role):
            continue
        if kind == "Stance" and not _AGAINST & set(event.fillers("value")):
            continue
        if topic.entity not in event.fillers("holder"):
            yield role, topic.entity


_JUDGES = frozenset("judge justice magistrate juge magistrat magistrate juez jueza magistrado magistrada".split())


def _by_office(reading: Reading, event: Event) -> Iterator[tuple[str, str]]:
    """A judge named where a ruling is told is who ruled."""
    if event.type != "Ruling" or event.fillers("court"):
        return
    judges = {
        m.entity
        for m in reading.entities.located
        if m.type is EntityType.PERSON
        and (m.subtype == "judge" or _JUDGES & set(reading.document.lower[max(0, m.first - 1) : m.last + 5]))
    }
    evidence = [claim.evidence for claim in event.claims]
    for mention in reading.entities.located:
        if mention.entity in judges and any(_holds(span, mention) for span in evidence):
            yield "court", mention.entity
            return


def _by_speaker(event: Event) -> Iterator[tuple[str, str]]:
    """Who says what is thought of AI thinks it, where nobody else is said to."""
    if event.type == "Stance" and not event.fillers("holder"):
        for claim in event.claims:
            if claim.source:
                yield "holder", claim.source[-1]


def _by_case(event: Event, events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """ "The authors sued X … X settles … the judge rejected the deal": one case, whose parties were told before.

    A settlement is made with those who sued its party; a ruling that names no party is on the one who was sued.
    """
    if event.type not in CASES:
        return
    suits = [e for e in events if e.type == "Lawsuit" and e.fillers("defendant")]
    ours = set(event.fillers("party"))
    if event.type == "Settlement":
        for suit in suits:
            if ours & set(suit.fillers("defendant")):
                yield from (("party", entity) for entity in suit.fillers("plaintiff"))
    elif not ours:
        sued = {entity for suit in suits for entity in suit.fillers("defendant")}
        settled = {entity for e in events if e.type == "Settlement" for entity in e.fillers("party")}
        on = sued & settled or sued or settled
        if len(on) == 1:
            yield "party", on.pop()


def _holds(span: Span, mention: Located) -> bool:
    return span.start <= mention.span.start and mention.span.end <= span.end


def _topic(reading: Reading) -> Located | None:
    """The one work that the headline names, or the one artificial performer."""
    located = [m for m in reading.entities.located if m.type in _MADE]
    end = reading.document.sentences[0].last if reading.document.sentences else 0
    titled = {m.entity for m in located if m.first < end}
    artificial = {m.entity for m in located if m.entity in titled and m.type is EntityType.SYNTHETIC_PERFORMER}
    chosen = artificial or titled
    if len(chosen) == 1:
        return next(m for m in located if m.entity in chosen)
    return None
