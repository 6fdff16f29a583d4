"""The values that travel the road ``scrape → extract → graph``; nothing else passes between stages.

All are immutable. Offsets are positions in code points of :attr:`Article.full_text`, end exclusive.
The four enumerations mirror ``ontologies/`` and the annotation guide; a test holds the three together.
Event types, roles and terms are data (:mod:`graph.vocabulary`), so they are plain strings here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property


class EntityType(StrEnum):
    """What a named thing is (guide, "Entities")."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    CREATIVE_WORK = "CreativeWork"
    AI_SYSTEM = "AISystem"
    SYNTHETIC_PERFORMER = "SyntheticPerformer"
    LEGAL_INSTRUMENT = "LegalInstrument"
    OCCASION = "Occasion"
    PLACE = "Place"


class Factuality(StrEnum):
    """How sure the source of a claim is (guide, "Claims")."""

    ASSERTED = "asserted"
    DENIED = "denied"
    POSSIBLE = "possible"
    PLANNED = "planned"


class Extent(StrEnum):
    """How much of a work AI made, in rising order (guide, "Claims")."""

    NONE = "none"
    ASSISTIVE = "assistive"
    ELEMENT = "element"
    SEQUENCE = "sequence"
    COMPONENT = "component"
    MAJORITY = "majority"
    ENTIRE = "entire"


class Segment(StrEnum):
    """Where in the article a claim stands: headlines often claim more than bodies."""

    TITLE = "title"
    BODY = "body"


class Predicate(StrEnum):
    """Relations between entities (guide, "Relations")."""

    WORKS_FOR = "worksFor"
    MEMBER_OF = "memberOf"
    FOUNDED = "founded"
    CREATED_BY = "createdBy"
    PERFORMED_BY = "performedBy"
    PRODUCED_BY = "producedBy"
    DEVELOPED_BY = "developedBy"
    OWNED_BY = "ownedBy"
    BASED_ON = "basedOn"


class SourceKind(StrEnum):
    """How the articles of a source are found."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SITE = "site"  #: a front page: the feeds that it declares, else the sitemaps of its robots.txt
    PAGES = "pages"
    FILES = "files"
    WARC = "warc"  #: WARC files on disk or on the web, or lists of them (``warc.paths.gz``)


class FillerKind(StrEnum):
    """What fills a role: an entity of the article, a term of a scheme, or an amount in its own words."""

    ENTITY = "entity"
    TERM = "term"
    AMOUNT = "amount"


# --------------------------------------------------------------------------- articles in


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from: an outlet of ``data/sources/`` or what a user named on the command line."""

    name: str  #: slug, unique among sources
    kind: SourceKind
    locations: tuple[str, ...]  #: URLs, or paths for FILES (``.html``, ``.txt``, ``.jsonl``, ``.warc[.gz]`` or folders)
    publisher: str = ""  #: display name used where pages do not tell theirs
    languages: tuple[str, ...] = ()  #: ISO 639-1 codes; empty = whatever the pages say
    homepage: str = ""
    delay: float = 0.0  #: least seconds between two requests, where more than the setting's
    revisit_hours: float = 0.0  #: before its feeds are looked at for the second time; 0 = by their kind
    max_age_days: int = 0  #: what was published longer ago is not taken on first sight; 0 = any age


@dataclass(frozen=True, slots=True)
class Item:
    """One article that discovery found and that may be fetched."""

    url: str  #: absolute http(s) URL or file: URI; with ``#line=N`` (from 1) for a line of a ``.jsonl``
    source: str  #: :attr:`Source.name`
    title: str = ""  #: as the feed or sitemap tells it
    published: datetime | None = None  #: as the feed or sitemap tells it, with time zone
    lastmod: datetime | None = None  #: when the feed or sitemap says it changed, with time zone


@dataclass(frozen=True, slots=True)
class Capture:
    """One raw response as it stands in the archive; extraction reads nothing else."""

    url: str  #: final URL after redirects
    requested: str  #: URL asked for
    fetched: datetime  #: UTC
    status: int  #: HTTP status; 200 for local files
    headers: tuple[tuple[str, str], ...]  #: names in lower case, in the order received
    body: bytes  #: decoded of content and transfer encodings
    digest: str  #: ``sha256:…`` of the body
    archive: str  #: path of the WARC file, relative to the workspace
    offset: int  #: of the response record in that file

    @property
    def media_type(self) -> str:
        """Content-Type without parameters, in lower case; "" if not given."""
        value = next((v for k, v in self.headers if k == "content-type"), "")
        return value.partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Which of a page's signals told one field of its article; ``agreeing / told`` says how sure that is."""

    field: str  #: ``title``, ``published``, ``modified``, ``authors``, ``publisher``, ``language``
    signal: str  #: ``json-ld``, ``opengraph``, ``meta``, ``microdata``, ``h1``, ``url``, ``byline``, ``text``, …
    agreeing: int  #: signals that tell this value, the winning one included
    told: int  #: signals that tell any


@dataclass(frozen=True, slots=True)
class AuthorLink:
    """An address that a page gives for one of its authors (``url``, ``sameAs`` in its JSON-LD, a byline's link)."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of the page that an article was read from; no part of what names a version."""

    fields: tuple[FieldSource, ...] = ()
    author_links: tuple[AuthorLink, ...] = ()
    marked_paid: bool | None = None  #: whether the publisher marks it as not free; None = it does not say
    truncated: str = ""  #: why the text is thought to be cut: ``word-count``, ``teaser``, ``parser``; "" = it is whole
    language_agrees: bool | None = None  #: whether page and classifier name the same; None = the page does not say
    #: of each paragraph: start and end in the decoded page; (-1, -1) = unknown
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Article:
    """One version of one article, cleaned of its page."""

    id: str  #: the id it was given, else a digest of the canonical URL; the same for all versions
    title: str
    paragraphs: tuple[str, ...]  #: body text, no empty ones, no line breaks within
    language: str  #: ISO 639-1
    url: str = ""  #: canonical URL; "" for a text without one
    publisher: str = ""
    published: date | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()
    deck: str = ""  #: standfirst, as metadata: it is not part of :attr:`full_text` unless the body repeats it
    page: PageFacts | None = None  #: of an article that was read from a web page

    @cached_property
    def text(self) -> str:
        """The body: paragraphs joined by blank lines."""
        return "\n\n".join(self.paragraphs)

    @cached_property
    def full_text(self) -> str:
        """Title, blank line, body: what all offsets count on."""
        return f"{self.title}\n\n{self.text}"

    @property
    def body_start(self) -> int:
        """Offset of the body in :attr:`full_text`."""
        return len(self.title) + 2

    @cached_property
    def content_hash(self) -> str:
        """``sha256:…`` of what a reader reads and what times are resolved by; it names the version."""
        content = [
            self.title,
            list(self.paragraphs),
            self.language,
            self.publisher,
            self.published.isoformat() if self.published else None,
        ]
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def version(self) -> str:
        """First 16 hex digits of :attr:`content_hash`."""
        return self.content_hash.removeprefix("sha256:")[:16]


# --------------------------------------------------------------------------- what an article tells


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of :attr:`Article.full_text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing of one article with everywhere it is mentioned."""

    id: str  #: local to the article
    type: EntityType
    name: str  #: usual full name
    mentions: tuple[Span, ...]  #: in text order, at least one
    iri: str  #: identity across articles


@dataclass(frozen=True, slots=True, order=True)
class RoleFiller:
    """One filler of one role of an event; a role may have several."""

    role: str
    kind: FillerKind
    value: str  #: :attr:`Entity.id`, slug of a term, or the amount's own words


@dataclass(frozen=True, slots=True)
class Claim:
    """What the article lets someone say of an event, and how surely."""

    source: tuple[str, ...]  #: entity ids, outermost speaker first; () = the article's own voice
    factuality: Factuality
    segment: Segment
    evidence: Span  #: the sentence
    extent: Extent | None = None  #: of AIUse alone, where told


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is said to have happened or not, or is planned."""

    id: str  #: local to the article
    type: str  #: name of an event type of the vocabulary
    roles: tuple[RoleFiller, ...]
    claims: tuple[Claim, ...]  #: at least one
    time: str = ""  #: ``2025``, ``2025-07`` or ``2025-07-17``; "" where not told
    iri: str = ""  #: identity across articles; "" until happenings are known

    def fillers(self, role: str) -> tuple[str, ...]:
        """Values that fill a role, in order."""
        return tuple(f.value for f in self.roles if f.role == role)


@dataclass(frozen=True, slots=True)
class Relation:
    """A lasting relation between two entities that the article states."""

    subject: str
    predicate: Predicate
    object: str
    evidence: Span
    title: str = ""  #: of worksFor: the position held


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech with a named speaker."""

    speaker: str  #: entity id
    span: Span  #: the words between the quotation marks


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one version of the extractor found in one version of one article."""

    article_id: str
    content_hash: str  #: :attr:`Article.content_hash`
    language: str
    extractor: str  #: name and version, e.g. ``reelgraph-0.1.0``
    relevant: bool  #: is it about AI in entertainment?
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    cites: tuple[str, ...] = ()  #: entity ids of outlets and documents the article draws on
    dropped: tuple[str, ...] = field(default=())  #: reasons for what validation refused, one each

    def entity(self, entity_id: str) -> Entity:
        """The entity of that local id. Raises KeyError."""
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        raise KeyError(entity_id)

    def claims(self) -> Iterator[tuple[Event, Claim]]:
        """Every claim with its event, in order."""
        for event in self.events:
            for claim in event.claims:
                yield event, claim
