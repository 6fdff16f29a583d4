"""An article and what it tells, as quads in one named graph.

The graph is named by the article's version, and so is the article's node. What stands in it is what that version
says, not what we hold true. No blank nodes: every node's IRI is made of hashes, offsets and numbers, so that
writing twice is writing once. Only sentences that are evidence, quotations and names go in, never the article's
text. :mod:`graph.rdf_reading` is the inverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.errors import GateError
from graph.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Extraction,
    FillerKind,
    PageFacts,
    Quote,
    Relation,
    RoleFiller,
    Span,
)
from graph.namespaces import DCTERMS, OA, PROV, RDF, RG, SCHEMA, SEM, SKOS, TYPE, XSD

if TYPE_CHECKING:
    from graph.extract.register import Register
    from graph.vocabulary import EventType, Vocabulary

_CONTEXT: Final = 24  # characters kept on each side of evidence: enough to find it again in a changed page
_DATATYPES: Final = {4: XSD("gYear"), 7: XSD("gYearMonth"), 10: XSD("date")}  # by length of an ISO date
_ISO_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def article_quads(
    article: Article,
    extraction: Extraction,
    vocabulary: Vocabulary,
    *,
    register: Register | None = None,
    revises: str = "",
) -> list[Quad]:
    """All that one version of an article tells, sorted, without repetitions.

    ``register`` knows publishers that articles also cite, so that each is one node; ``revises`` is the IRI of the
    version that this one replaces. Raises GateError where the extraction belongs to another version, names what is
    not declared in the vocabulary, or points outside the text.
    """
    graph = NamedNode(iri.article_version(article.id, article.version))
    statements = set(_Builder(article, extraction, vocabulary, register).statements(revises))
    return sorted((Quad(s, p, o, graph) for s, p, o in statements), key=str)


def time_literal(time: str) -> Literal:
    """``2025``, ``2025-07`` or ``2025-07-17`` with the datatype that fits; other text as a plain string."""
    if _ISO_DATE.fullmatch(time):
        return Literal(time, datatype=_DATATYPES[len(time)])
    return Literal(time)


class _Builder:
    """Holds what every statement about one article needs."""

    def __init__(
        self, article: Article, extraction: Extraction, vocabulary: Vocabulary, register: Register | None
    ) -> None:
        if extraction.content_hash != article.content_hash:
            raise GateError(
                f"article {article.id}: the extraction is of another version of it; extract again",
                article.id,
            )
        self.article = article
        self.extraction = extraction
        self.vocabulary = vocabulary
        self.register = register
        self.version = iri.article_version(article.id, article.version)
        self.node = NamedNode(self.version)
        self.entities: Mapping[str, Entity] = {e.id: e for e in extraction.entities}

    def statements(self, revises: str) -> Iterator[_Statement]:
        yield from self._article()
        if revises:
            yield self.node, PROV("wasRevisionOf"), NamedNode(revises)
        named: set[str] = set()
        for entity in self.extraction.entities:
            yield from self._mentions(entity)
            if entity.iri not in named:  # two local entities may prove to be one: the first gives name and type
                named.add(entity.iri)
                yield NamedNode(entity.iri), TYPE, RG(entity.type.value)
                yield NamedNode(entity.iri), SKOS("prefLabel"), Literal(entity.name)
        number = 0
        for event in self.extraction.events:
            yield from self._event(event)
            for claim in event.claims:
                number += 1
                yield from self._claim(event, claim, number)
        for n, relation in enumerate(self.extraction.relations, 1):
            yield from self._relation(relation, n)
        for n, spoken in enumerate(self.extraction.quotes, 1):
            yield from self._quotation(spoken, n)
        for cited in self.extraction.cites:
            yield self.node, RG("cites"), self._entity(cited, "cites")

    # ------------------------------------------------------------------ the article

    def _article(self) -> Iterator[_Statement]:
        a, node = self.article, self.node
        yield node, TYPE, SCHEMA("NewsArticle")
        yield node, SCHEMA("headline"), Literal(a.title, language=a.language)
        yield node, SCHEMA("inLanguage"), Literal(a.language)
        yield node, DCTERMS("isVersionOf"), NamedNode(iri.article(a.id))
        yield node, RG("articleId"), Literal(a.id)
        yield node, RG("contentHash"), Literal(a.content_hash)
        yield node, RG("relevant"), Literal(self.extraction.relevant)
        for author in a.authors:
            yield node, SCHEMA("author"), Literal(author)
        if a.published:
            yield node, SCHEMA("datePublished"), Literal(a.published.isoformat(), datatype=XSD("date"))
        if a.modified:
            yield node, SCHEMA("dateModified"), Literal(a.modified.isoformat(), datatype=XSD("date"))
        if a.url:
            yield node, SCHEMA("url"), _address(a.url)
        if a.page:
            yield from self._page(a.page)
        if a.publisher:
            yield from self._publisher(a.publisher)
        extractor = NamedNode(iri.software(self.extraction.extractor))
        yield node, PROV("wasGeneratedBy"), extractor
        yield extractor, SCHEMA("softwareVersion"), Literal(self.extraction.extractor)

    def _page(self, page: PageFacts) -> Iterator[_Statement]:
        """What its page says beside the text: its price, whether it is cut, addresses of who wrote it."""
        if page.marked_paid is not None:
            yield self.node, SCHEMA("isAccessibleForFree"), Literal(not page.marked_paid)
        if page.truncated:
            yield self.node, RG("truncated"), Literal(page.truncated)
        for link in page.author_links:
            author = NamedNode(iri.author(self.version, self.article.authors.index(link.name) + 1))
            yield self.node, DCTERMS("creator"), author
            yield author, SCHEMA("name"), Literal(link.name)
            yield author, SCHEMA("sameAs"), _address(link.url)

    def _publisher(self, name: str) -> Iterator[_Statement]:
        """The outlet under the IRI that it has where it is cited, with its name as the article gives it."""
        known = self.register.organization(name, self.article.language) if self.register else None
        outlet = iri.registered_entity(known.id) if known else iri.publisher(name)
        node = NamedNode(outlet)
        yield self.node, SCHEMA("publisher"), node
        yield node, TYPE, SCHEMA("NewsMediaOrganization")
        yield node, SCHEMA("name"), Literal(name)
        if all(entity.iri != outlet for entity in self.entities.values()):  # else the article itself tells
            yield node, TYPE, RG(EntityType.ORGANIZATION.value)
            yield node, SKOS("prefLabel"), Literal(known.name if known else name)

    def _mentions(self, entity: Entity) -> Iterator[_Statement]:
        for span in entity.mentions:
            mention, statements = self._span(span, 0)  # contexts of all mentions would add up to the article
            yield from statements
            yield mention, TYPE, RG("Mention")
            yield mention, RG("refersTo"), NamedNode(entity.iri)
            yield self.node, RG("mentions"), mention

    def _span(self, span: Span, context: int = _CONTEXT) -> tuple[NamedNode, list[_Statement]]:
        """The node of a stretch of text and all that is said of it."""
        text = self.article.full_text
        if not 0 <= span.start < span.end <= len(text):
            raise GateError(
                f"article {self.article.id}: {span.start}-{span.end} lies outside its {len(text)} characters",
                self.article.id,
            )
        node = NamedNode(iri.span(self.version, span))
        words = NamedNode(iri.quote_selector(node.value))
        offsets = NamedNode(iri.position_selector(node.value))
        statements: list[_Statement] = [
            (node, TYPE, OA("SpecificResource")),
            (node, OA("hasSource"), self.node),
            (node, OA("hasSelector"), words),
            (node, OA("hasSelector"), offsets),
            (words, TYPE, OA("TextQuoteSelector")),
            (words, OA("exact"), Literal(span.of(text))),
            (offsets, TYPE, OA("TextPositionSelector")),
            (offsets, OA("start"), Literal(span.start)),
            (offsets, OA("end"), Literal(span.end)),
        ]
        if context:
            before = text[max(0, span.start - context) : span.start]
            after = text[span.end : span.end + context]
            statements += [(words, OA("prefix"), Literal(before))] if before else []
            statements += [(words, OA("suffix"), Literal(after))] if after else []
        return node, statements

    # ------------------------------------------------------------------ what it tells

    def _event(self, event: Event) -> Iterator[_Statement]:
        declared = self.vocabulary.event_types.get(event.type)
        if declared is None:
            raise GateError(
                f"article {self.article.id}: event {event.id} has the undeclared type {event.type!r}; "
                "declare it in ontologies/events/",
                self.article.id,
            )
        node = NamedNode(iri.event(self.version, event.id))
        yield node, TYPE, NamedNode(declared.iri)
        yield node, RG("toldIn"), self.node
        yield self.node, RG("tells"), node
        if event.time:
            yield node, SEM("hasTimeStamp"), time_literal(event.time)
        if event.iri:
            yield node, RG("tellingOf"), NamedNode(event.iri)
        for filler in event.roles:
            yield node, RG(filler.role), self._filler(event, declared, filler)

    def _filler(self, event: Event, declared: EventType, filler: RoleFiller) -> NamedNode | Literal:
        where = f"event {event.id}, role {filler.role}"
        try:
            role = declared.role(filler.role)
        except KeyError:
            raise GateError(
                f"article {self.article.id}: {where}: {event.type} declares no such role", self.article.id
            ) from None
        if filler.kind is FillerKind.ENTITY:
            return self._entity(filler.value, where)
        if filler.kind is FillerKind.AMOUNT:
            return Literal(filler.value)
        for term in self.vocabulary.terms.get(role.scheme, ()):
            if term.slug == filler.value:
                return NamedNode(term.iri)
        raise GateError(
            f"article {self.article.id}: {where}: {filler.value!r} is no term of the scheme {role.scheme!r}",
            self.article.id,
        )

    def _claim(self, event: Event, claim: Claim, number: int) -> Iterator[_Statement]:
        node = NamedNode(iri.claim(self.version, number))
        told = NamedNode(iri.event(self.version, event.id))
        evidence, statements = self._span(claim.evidence)
        yield from statements
        yield node, TYPE, RG("Claim")
        yield node, RG("about"), told
        yield told, RG("hasClaim"), node
        yield node, RG("factuality"), NamedNode(iri.term(claim.factuality.value))
        yield node, RG("segment"), NamedNode(iri.term(claim.segment.value))
        if claim.extent:
            yield node, RG("extent"), NamedNode(iri.term(claim.extent.value))
        yield node, OA("hasTarget"), evidence
        for position, speaker in enumerate(claim.source, 1):
            step = NamedNode(iri.source_step(node.value, position))
            yield node, RG("sourceChain"), step
            yield step, TYPE, RG("SourceStep")
            yield step, RG("position"), Literal(position)
            yield step, RG("speaker"), self._entity(speaker, f"claim {number}")
        if claim.source:
            yield node, RG("saidBy"), self._entity(claim.source[-1], f"claim {number}")

    def _relation(self, relation: Relation, number: int) -> Iterator[_Statement]:
        where = f"relation {number}"
        node = NamedNode(iri.relation(self.version, number))
        subject, object_ = self._entity(relation.subject, where), self._entity(relation.object, where)
        predicate = RG(relation.predicate.value)
        evidence, statements = self._span(relation.evidence)
        yield from statements
        yield subject, predicate, object_
        yield node, TYPE, RG("RelationStatement")
        yield node, RDF("subject"), subject
        yield node, RDF("predicate"), predicate
        yield node, RDF("object"), object_
        yield node, OA("hasTarget"), evidence
        if relation.title:
            yield node, SCHEMA("roleName"), Literal(relation.title, language=self.article.language)

    def _quotation(self, spoken: Quote, number: int) -> Iterator[_Statement]:
        node = NamedNode(iri.quotation(self.version, number))
        evidence, statements = self._span(spoken.span)
        yield from statements
        yield node, TYPE, SCHEMA("Quotation")
        yield node, SCHEMA("text"), Literal(spoken.span.of(self.article.full_text), language=self.article.language)
        yield node, RG("saidBy"), self._entity(spoken.speaker, f"quotation {number}")
        yield node, OA("hasTarget"), evidence

    def _entity(self, entity_id: str, where: str) -> NamedNode:
        try:
            return NamedNode(self.entities[entity_id].iri)
        except KeyError:
            raise GateError(
                f"article {self.article.id}: {where} names the entity {entity_id!r}, which the extraction lacks",
                self.article.id,
            ) from None


def _address(url: str) -> NamedNode | Literal:
    """A URL as an IRI, with what IRIs forbid percent-encoded; a literal where it is no URL at all."""
    try:
        return NamedNode(re.sub(r"[\x00-\x20<>\"{}|\\^`\x7f]", lambda found: quote(found.group()), url))
    except ValueError:
        return Literal(url, datatype=XSD("anyURI"))
