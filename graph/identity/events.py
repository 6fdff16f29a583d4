"""Events as they are compared across articles."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from graph import iri
from graph.identity.identity import Identity
from graph.model import Article, EntityType, Event, Extraction, FillerKind

# How far sharing a thing tells that two articles speak of one story: many stories have a studio, few a title.
SPECIFICITY: Final[Mapping[EntityType, float]] = {
    EntityType.SYNTHETIC_PERFORMER: 1.5,
    EntityType.CREATIVE_WORK: 1.2,
    EntityType.PERSON: 1.0,
    EntityType.LEGAL_INSTRUMENT: 1.0,
    EntityType.OCCASION: 0.7,
    EntityType.ORGANIZATION: 0.5,
    EntityType.AI_SYSTEM: 0.5,
    EntityType.PLACE: 0.1,
}

_NUMBER: Final = re.compile(r"\d+")

# Techniques which tellings of one use are told by; generative-ai is said of all of them
_FAMILIES: Final[Mapping[str, str]] = {
    "image-generation": "pictures",
    "video-generation": "pictures",
    "asset-generation": "pictures",
    "de-ageing": "faces",
    "face-replacement": "faces",
    "digital-replica": "faces",
    "voice-cloning": "voices",
    "speech-synthesis": "voices",
    "lip-sync-dubbing": "voices",
    "translation": "text",
    "text-generation": "text",
}


def size_of(things: Iterable[str], types: Mapping[str, EntityType]) -> float:
    """Sum of the specificities of things; what ``types`` lacks is an organization."""
    return math.fsum(SPECIFICITY[types.get(thing, EntityType.ORGANIZATION)] for thing in things)


@dataclass(frozen=True)
class EventView:
    """An event as one version of an article tells it, its entities canonical."""

    iri: str  #: as the article's graph has it: ``…/article/<id>/<version>/event/<local id>``
    article: str  #: id of the article, the same for all its versions
    version: str  #: :attr:`graph.model.Article.version`
    type: str  #: name of an event type
    entities: tuple[tuple[str, str], ...]  #: (role, canonical IRI), sorted
    terms: tuple[tuple[str, str], ...]  #: (role, slug of the term), sorted
    amounts: tuple[tuple[str, str], ...]  #: (role, words), sorted
    time: str  #: ``2025``, ``2025-07`` or ``2025-07-17``; "" where not told
    published: date | None  #: of the article
    language: str  #: ISO 639-1, of the article
    title: str  #: of the article
    evidence: tuple[str, ...]  #: the sentences of its claims, in order
    factuality: tuple[str, ...]  #: of its claims, in order
    near: frozenset[str] = frozenset()  #: canonical IRIs of what its evidence names
    things: Mapping[str, EntityType] = field(default_factory=dict)  #: all that the article names, save its sources

    @property
    def local_id(self) -> str:
        """Id within the article."""
        return iri.last_segment(self.iri)

    # what follows is asked for with every event that this one is compared with: it is made once

    @cached_property
    def telling(self) -> str:
        """What judgements name: the event over all versions of its article."""
        return iri.telling(self.article, self.local_id)

    @cached_property
    def roles(self) -> Mapping[str, frozenset[str]]:
        """Canonical IRIs by role."""
        found: dict[str, set[str]] = {}
        for role, value in self.entities:
            found.setdefault(role, set()).add(value)
        return {role: frozenset(values) for role, values in found.items()}

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Canonical IRIs in any role."""
        return frozenset(value for _, value in self.entities)

    @cached_property
    def techniques(self) -> frozenset[str]:
        """Families of techniques, without generative-ai."""
        told = {value for role, value in self.terms if role == "technique"} - {"generative-ai"}
        return frozenset(_FAMILIES.get(value, value) for value in told)

    @cached_property
    def values(self) -> frozenset[str]:
        """Slugs of stances."""
        return frozenset(value for role, value in self.terms if role == "value")

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Digits of its amounts."""
        return frozenset(number for _, words in self.amounts for number in _NUMBER.findall(words))

    @cached_property
    def all_in_things(self) -> bool:
        """Whether :attr:`things` tells the type of all that its roles and its evidence name."""
        return self.near | self.fillers <= self.things.keys()

    @cached_property
    def near_size(self) -> float:
        """Of :attr:`near`, see :func:`size_of`."""
        return size_of(self.near, self.things)

    @cached_property
    def things_size(self) -> float:
        """Of :attr:`things`, see :func:`size_of`."""
        return size_of(self.things, self.things)


def event_views(article: Article, extraction: Extraction, identity: Identity) -> Iterator[EventView]:
    """The events of one article version, in its order."""
    canonical = {e.id: identity.canonical(e.iri, article.id) for e in extraction.entities}
    cited = {canonical[c] for c in extraction.cites}
    things = {canonical[e.id]: e.type for e in extraction.entities if canonical[e.id] not in cited}
    version = iri.article_version(article.id, article.version)
    for event in extraction.events:
        evidence = [c.evidence for c in event.claims]
        yield EventView(
            iri=iri.event(version, event.id),
            article=article.id,
            version=article.version,
            type=event.type,
            entities=_fillers(event, FillerKind.ENTITY, canonical),
            terms=_fillers(event, FillerKind.TERM),
            amounts=_fillers(event, FillerKind.AMOUNT),
            time=event.time,
            published=article.published,
            language=article.language,
            title=article.title,
            evidence=tuple(span.of(article.full_text) for span in evidence),
            factuality=tuple(c.factuality.value for c in event.claims),
            near=frozenset(
                canonical[e.id]
                for e in extraction.entities
                if any(mention.overlaps(span) for mention in e.mentions for span in evidence)
            ),
            things=things,
        )


def _fillers(event: Event, kind: FillerKind, names: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    found = {(f.role, names[f.value] if names else f.value) for f in event.roles if f.kind is kind}
    return tuple(sorted(found))
