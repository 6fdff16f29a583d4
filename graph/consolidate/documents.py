"""What consolidation reads of an article: who says what of which event, in which words, and from where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph import iri
from graph.consolidate import wording
from graph.extract.register import Register
from graph.identity import Identity
from graph.model import Article, Claim, EntityType, Extent, Extraction, Factuality, FillerKind, Predicate, Segment, Span

_USE: Final = "AIUse"


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its speakers canonical and its sentence at hand."""

    iri: str  #: as the article's graph has it
    event: str  #: IRI of the event in the article's graph
    article: str
    source: tuple[str, ...]  #: canonical IRIs, outermost speaker first; () = the article's own voice
    factuality: Factuality
    extent: Extent | None
    segment: Segment
    evidence: str
    anonymous: bool  #: rests on a source that the sentence does not name

    @property
    def speaker(self) -> str:
        """Whose claim it is; "" for the article's own."""
        return self.source[-1] if self.source else ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Direct speech."""

    speaker: str  #: canonical IRI
    text: str


@dataclass(frozen=True, slots=True)
class SilenceView:
    """Somebody was asked and did not answer."""

    iri: str
    silent: str  #: canonical IRI
    evidence: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What tells whether two events of one article may be parts of one story."""

    type: str
    fillers: frozenset[str]  #: canonical IRIs, of all roles
    works: frozenset[str]  #: those in the role of a work
    techniques: frozenset[str]  #: slugs; without generative-ai, which is said of all
    stages: frozenset[str]

    def may_be(self, other: EventFacts) -> bool:
        """Whether the two may be one use of AI: a work in common, no technique or stage that speaks against it."""
        if self.type != _USE or other.type != _USE or not self.works & other.works:
            return False
        pairs = ((self.techniques, other.techniques), (self.stages, other.stages))
        return all(not ours or not theirs or ours & theirs for ours, theirs in pairs)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The newest version of one article."""

    article: str  #: its id, the same for all its versions
    version: str  #: IRI of the version
    published: date | None
    language: str
    title: str
    publisher: str  #: canonical IRI; "" where unknown
    publisher_name: str
    cites: tuple[str, ...]  #: canonical IRIs of outlets and documents that it draws on, wire credits among them
    claims: Mapping[str, tuple[ClaimView, ...]]  #: by IRI of the event
    facts: Mapping[str, EventFacts]  #: by IRI of the event
    quotes: tuple[QuoteView, ...]
    silences: tuple[SilenceView, ...]
    names: Mapping[str, tuple[EntityType, str]]  #: what canonical IRIs are, as the article has them
    outlets: frozenset[str]  #: canonical IRIs of what publishes news: cited, credited, publishing
    relations: tuple[tuple[str, Predicate, str], ...]  #: canonical

    def beside(self, event: str) -> tuple[ClaimView, ...]:
        """Claims of other events that may be of the same use of AI: articles tell of one use in several places."""
        own = self.facts[event]
        others = (other for other, found in self.facts.items() if other != event and own.may_be(found))
        return tuple(claim for other in others for claim in self.claims[other])

    def kin(self, event: str, things: frozenset[str]) -> tuple[ClaimView, ...]:
        """Claims of other events of its type that have something to do with these things."""
        kind = self.facts[event].type
        others = (o for o, found in self.facts.items() if o != event and found.type == kind and found.fillers & things)
        return tuple(claim for other in others for claim in self.claims[other])

    @property
    def order(self) -> tuple[str, str]:
        """Earlier publications first, those without a day last."""
        return (self.published.isoformat() if self.published else "9999", self.article)


def document_view(article: Article, extraction: Extraction, identity: Identity, register: Register) -> DocumentView:
    """Everything that consolidation has to know of one article version."""
    return _Reading(article, extraction, identity, register).view()


class _Reading:
    def __init__(self, article: Article, extraction: Extraction, identity: Identity, register: Register) -> None:
        self.article = article
        self.extraction = extraction
        self.identity = identity
        self.register = register
        self.version = iri.article_version(article.id, article.version)
        self.canonical = {e.id: identity.canonical(e.iri, article.id) for e in extraction.entities}
        self.names = {
            self.canonical[e.id]: (e.type, e.name) for e in reversed(extraction.entities)
        }  # two local entities may be one: the first gives name and type

    def view(self) -> DocumentView:
        article = self.article
        publisher = self._outlet(article.publisher) if article.publisher else ""
        credits = [self._outlet(name) for name in wording.wire_credits(article)]
        cites = dict.fromkeys([*(self.canonical[c] for c in self.extraction.cites), *credits])
        cites.pop(publisher, None)
        known = {
            self.canonical[e.id]
            for e in self.extraction.entities
            if (entry := self.register.entries.get(iri.last_segment(e.iri))) and entry.subtype == "outlet"
        }
        return DocumentView(
            article=article.id,
            version=self.version,
            published=article.published,
            language=article.language,
            title=article.title,
            publisher=publisher,
            publisher_name=article.publisher,
            cites=tuple(cites),
            claims=self._claims(),
            facts=self._facts(),
            quotes=tuple(
                QuoteView(self.canonical[q.speaker], q.span.of(article.full_text)) for q in self.extraction.quotes
            ),
            silences=tuple(self._silences()),
            names=self.names,
            outlets=frozenset({*known, *cites, *credits, publisher} - {""}),
            relations=tuple(
                sorted(
                    {
                        (self.canonical[r.subject], r.predicate, self.canonical[r.object])
                        for r in self.extraction.relations
                    }
                )
            ),
        )

    def _outlet(self, name: str) -> str:
        """An outlet by its name, as :mod:`graph.rdf` names it; it becomes known as an organization."""
        known = self.register.organization(name, self.article.language)
        outlet = self.identity.canonical(
            iri.registered_entity(known.id) if known else iri.publisher(name), self.article.id
        )
        self.names.setdefault(outlet, (EntityType.ORGANIZATION, known.name if known else name))
        return outlet

    def _claims(self) -> dict[str, tuple[ClaimView, ...]]:
        found = {}
        number = 0
        for event in self.extraction.events:
            views = []
            for claim in event.claims:
                number += 1
                views.append(self._claim(claim, number, iri.event(self.version, event.id)))
            found[iri.event(self.version, event.id)] = tuple(views)
        return found

    def _facts(self) -> dict[str, EventFacts]:
        return {
            iri.event(self.version, event.id): EventFacts(
                type=event.type,
                fillers=frozenset(self.canonical[f.value] for f in event.roles if f.kind is FillerKind.ENTITY),
                works=frozenset(
                    self.canonical[f.value] for f in event.roles if f.kind is FillerKind.ENTITY and f.role == "work"
                ),
                techniques=frozenset(event.fillers("technique")) - {"generative-ai"},
                stages=frozenset(event.fillers("stage")),
            )
            for event in self.extraction.events
        }

    def _claim(self, claim: Claim, number: int, event: str) -> ClaimView:
        evidence = claim.evidence.of(self.article.full_text)
        return ClaimView(
            iri=iri.claim(self.version, number),
            event=event,
            article=self.article.id,
            source=tuple(self.canonical[s] for s in claim.source),
            factuality=claim.factuality,
            extent=claim.extent,
            segment=claim.segment,
            evidence=evidence,
            anonymous=not claim.source and wording.tells_of_unnamed_source(evidence, self.article.language),
        )

    def _silences(self) -> Iterator[SilenceView]:
        text = self.article.full_text
        for start, end, subject in wording.silences(text, self.article.language):
            # whoever is named last before the words that tell of the silence
            named = [
                (mention.start, self.canonical[e.id])
                for e in self.extraction.entities
                if e.type in (EntityType.PERSON, EntityType.ORGANIZATION)
                for mention in e.mentions
                if start <= mention.start < subject
            ]
            if named:
                silent = max(named)[1]
                yield SilenceView(iri.silence(self.version, Span(start, end), silent), silent, text[start:end])
