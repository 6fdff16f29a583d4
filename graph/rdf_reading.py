"""Quads of one article graph back to the extraction they were made of: the inverse of :mod:`graph.rdf`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.errors import StoreError
from graph.model import (
    Claim,
    Entity,
    EntityType,
    Event,
    Extent,
    Extraction,
    Factuality,
    FillerKind,
    Predicate,
    Quote,
    Relation,
    RoleFiller,
    Segment,
    Span,
)
from graph.namespaces import OA, PROV, RDF, RG, SCHEMA, SEM, SKOS, TYPE

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary


def extraction_from_quads(quads: Iterable[Quad], vocabulary: Vocabulary) -> Extraction:
    """What one article graph holds, in :func:`canonical` form. Raises StoreError for anything else."""
    return _Reading(quads, vocabulary).extraction()


def canonical(extraction: Extraction) -> Extraction:
    """The same extraction as a graph keeps it.

    A graph has no local ids, no order but that of claims, relations and quotations, and no account of what
    validation refused: ids become the ends of IRIs, sets are sorted, entities of one IRI become one.
    """
    ids = {e.id: local_id(e.iri) for e in extraction.entities}
    merged: dict[str, Entity] = {}
    for e in extraction.entities:
        first = merged.setdefault(e.iri, replace(e, id=ids[e.id], mentions=()))
        merged[e.iri] = replace(first, mentions=tuple(sorted({*first.mentions, *e.mentions})))

    def filler(f: RoleFiller) -> RoleFiller:
        return replace(f, value=ids[f.value]) if f.kind is FillerKind.ENTITY else f

    return replace(
        extraction,
        entities=tuple(sorted(merged.values(), key=_entity_order)),
        events=tuple(
            replace(
                v,
                roles=tuple(sorted({filler(f) for f in v.roles})),
                claims=tuple(replace(c, source=tuple(ids[s] for s in c.source)) for c in v.claims),
            )
            for v in extraction.events
        ),
        relations=tuple(replace(r, subject=ids[r.subject], object=ids[r.object]) for r in extraction.relations),
        quotes=tuple(replace(q, speaker=ids[q.speaker]) for q in extraction.quotes),
        cites=tuple(sorted({ids[c] for c in extraction.cites})),
        dropped=(),
    )


def local_id(entity_iri: str) -> str:
    """The part of an entity's IRI that tells it from others of ours; the whole IRI if it is not ours."""
    return entity_iri.removeprefix(iri.registered_entity(""))


def _entity_order(entity: Entity) -> tuple[tuple[Span, ...], str]:
    return entity.mentions, entity.id


class _Reading:
    """One article graph, indexed by subject and predicate."""

    def __init__(self, quads: Iterable[Quad], vocabulary: Vocabulary) -> None:
        self._index: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._literals: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._of_type: dict[str, list[str]] = defaultdict(list)
        for q in quads:
            if not isinstance(q.subject, NamedNode):
                raise StoreError("an article graph holds only IRIs and literals; this one has a blank node")
            key = (q.subject.value, q.predicate.value)
            if isinstance(q.object, NamedNode):
                self._index[key].append(q.object.value)
            elif isinstance(q.object, Literal):
                self._literals[key].append(q.object.value)
            if q.predicate == TYPE and isinstance(q.object, NamedNode):
                self._of_type[q.object.value].append(q.subject.value)
        self._vocabulary = vocabulary
        self._type_names = {t.iri: t.name for t in vocabulary.event_types.values()}
        self._slugs = {t.iri: t.slug for terms in vocabulary.terms.values() for t in terms}

    def extraction(self) -> Extraction:
        articles = self._of_type[SCHEMA("NewsArticle").value]
        if len(articles) != 1:
            raise StoreError(f"expected the graph of one article, found {len(articles)}")
        article = articles[0]
        (extractor,) = self._nodes(article, PROV("wasGeneratedBy"))
        entities = self._entities(article)
        known = {e.iri for e in entities}
        return Extraction(
            article_id=self._literal(article, RG("articleId")),
            content_hash=self._literal(article, RG("contentHash")),
            language=self._literal(article, SCHEMA("inLanguage")),
            extractor=self._literal(extractor, SCHEMA("softwareVersion")),
            relevant=self._literal(article, RG("relevant")) == "true",
            entities=entities,
            events=self._events(article, known),
            relations=tuple(self._relation(r) for r in self._numbered(RG("RelationStatement"))),
            quotes=tuple(
                Quote(speaker=local_id(self._node(q, RG("saidBy"))), span=self._target(q))
                for q in self._numbered(SCHEMA("Quotation"))
            ),
            cites=tuple(sorted(local_id(c) for c in self._nodes(article, RG("cites")))),
        )

    def _entities(self, article: str) -> tuple[Entity, ...]:
        mentions: dict[str, list[Span]] = defaultdict(list)
        for mention in self._nodes(article, RG("mentions")):
            for entity in self._nodes(mention, RG("refersTo")):
                mentions[entity].append(self._span(mention))
        kinds = {RG(kind.value).value: kind for kind in EntityType}
        return tuple(
            sorted(
                (
                    Entity(
                        id=local_id(entity),
                        type=next(kinds[t] for t in self._nodes(entity, TYPE) if t in kinds),
                        name=self._literal(entity, SKOS("prefLabel")),
                        mentions=tuple(sorted(spans)),
                        iri=entity,
                    )
                    for entity, spans in mentions.items()
                ),
                key=_entity_order,
            )
        )

    def _events(self, article: str, entities: set[str]) -> tuple[Event, ...]:
        numbered = []
        for event in self._nodes(article, RG("tells")):
            claims = sorted(self._nodes(event, RG("hasClaim")), key=_number)
            (kind,) = self._nodes(event, TYPE)
            happenings = self._nodes(event, RG("tellingOf"))
            name = self._type_names.get(kind)
            if name is None:
                raise StoreError(f"the event <{event}> has the type <{kind}>, which the vocabulary does not declare")
            told = Event(
                id=iri.last_segment(event),
                type=name,
                roles=self._roles(event, name, entities),
                claims=tuple(self._claim(c) for c in claims),
                time="".join(self._literals[event, SEM("hasTimeStamp").value]),
                iri=happenings[0] if happenings else "",
            )
            numbered.append((_number(claims[0]) if claims else 0, told))
        return tuple(event for _, event in sorted(numbered, key=lambda pair: (pair[0], pair[1].id)))

    def _roles(self, event: str, type_name: str, entities: set[str]) -> tuple[RoleFiller, ...]:
        fillers = []
        for role in self._vocabulary.event_types[type_name].roles:
            for node in self._nodes(event, RG(role.name)):
                if node in entities:
                    fillers.append(RoleFiller(role.name, FillerKind.ENTITY, local_id(node)))
                else:
                    fillers.append(RoleFiller(role.name, FillerKind.TERM, self._slugs[node]))
            for amount in self._literals[event, RG(role.name).value]:
                fillers.append(RoleFiller(role.name, FillerKind.AMOUNT, amount))
        return tuple(sorted(fillers))

    def _claim(self, claim: str) -> Claim:
        steps = sorted(
            (int(self._literal(step, RG("position"))), self._node(step, RG("speaker")))
            for step in self._nodes(claim, RG("sourceChain"))
        )
        extents = self._nodes(claim, RG("extent"))
        return Claim(
            source=tuple(local_id(speaker) for _, speaker in steps),
            factuality=Factuality(iri.last_segment(self._node(claim, RG("factuality")))),
            segment=Segment(iri.last_segment(self._node(claim, RG("segment")))),
            evidence=self._target(claim),
            extent=Extent(iri.last_segment(extents[0])) if extents else None,
        )

    def _relation(self, relation: str) -> Relation:
        return Relation(
            subject=local_id(self._node(relation, RDF("subject"))),
            predicate=Predicate(self._node(relation, RDF("predicate")).removeprefix(iri.ONTOLOGY)),
            object=local_id(self._node(relation, RDF("object"))),
            evidence=self._target(relation),
            title="".join(self._literals[relation, SCHEMA("roleName").value]),
        )

    # ------------------------------------------------------------------ single values

    def _numbered(self, kind: NamedNode) -> list[str]:
        return sorted(self._of_type[kind.value], key=_number)

    def _target(self, subject: str) -> Span:
        return self._span(self._node(subject, OA("hasTarget")))

    def _span(self, node: str) -> Span:
        offsets = iri.position_selector(node)
        return Span(int(self._literal(offsets, OA("start"))), int(self._literal(offsets, OA("end"))))

    def _nodes(self, subject: str, predicate: NamedNode) -> list[str]:
        return self._index[subject, predicate.value]

    def _node(self, subject: str, predicate: NamedNode) -> str:
        return self._one(self._nodes(subject, predicate), subject, predicate)

    def _literal(self, subject: str, predicate: NamedNode) -> str:
        return self._one(self._literals[subject, predicate.value], subject, predicate)

    @staticmethod
    def _one(values: list[str], subject: str, predicate: NamedNode) -> str:
        if len(values) != 1:
            raise StoreError(f"<{subject}> has {len(values)} values of <{predicate.value}>; one is expected")
        return values[0]


def _number(node: str) -> int:
    return int(iri.last_segment(node))
