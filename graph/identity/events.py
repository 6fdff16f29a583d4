"""Events as they are compared across articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph import iri
from graph.identity.identity import Identity
from graph.model import Article, EntityType, Event, Extraction, FillerKind


@dataclass(frozen=True, slots=True)
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
    telling: str = field(init=False, repr=False)  #: what judgements name: the event over all versions of its article

    def __post_init__(self) -> None:
        # looked up for every pair of events: it is made once
        object.__setattr__(self, "telling", iri.telling(self.article, self.local_id))

    @property
    def local_id(self) -> str:
        """Id within the article."""
        return iri.last_segment(self.iri)


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
