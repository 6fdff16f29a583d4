"""What an extraction must satisfy to be kept; what does not is dropped and named, never stored."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.relations import SIGNATURES
from graph.model import Article, Entity, Event, Extraction, FillerKind, Quote, Relation, RoleFiller, Segment, Span
from graph.vocabulary import Vocabulary


def validated(article: Article, extraction: Extraction, vocabulary: Vocabulary) -> Extraction:
    """The extraction without what breaks a rule; ``dropped`` gets one line for each thing left out."""
    dropped: list[str] = list(extraction.dropped)
    entities = {e.id: e for given in extraction.entities if (e := _entity(article, given, dropped)) is not None}
    events = []
    for event in extraction.events:
        kept = _event(article, event, entities, vocabulary, dropped)
        if kept is not None:
            events.append(kept)
    return replace(
        extraction,
        entities=tuple(entities.values()),
        events=tuple(events),
        relations=tuple(r for r in extraction.relations if _relation_holds(article, r, entities, dropped)),
        quotes=tuple(q for q in extraction.quotes if _quote_holds(article, q, entities, dropped)),
        cites=tuple(c for c in extraction.cites if _cited(c, entities, dropped)),
        dropped=tuple(dropped),
    )


def _entity(article: Article, entity: Entity, dropped: list[str]) -> Entity | None:
    mentions = tuple(m for m in entity.mentions if _inside(article, m))
    if mentions == entity.mentions and mentions:
        return entity
    dropped.append(f"entity {entity.id}: {len(entity.mentions) - len(mentions)} mentions are not in the text")
    return replace(entity, mentions=mentions) if mentions else None


def _event(
    article: Article, event: Event, entities: dict[str, Entity], vocabulary: Vocabulary, dropped: list[str]
) -> Event | None:
    kind = vocabulary.event_types.get(event.type)
    if kind is None:
        dropped.append(f"event {event.id}: type {event.type} is not declared")
        return None
    roles = []
    for filler in event.roles:
        problem = _role_problem(filler, event, entities, vocabulary)
        if problem:
            dropped.append(f"event {event.id}: {problem}")
        else:
            roles.append(filler)
    missing = [r.name for r in kind.roles if r.required and all(f.role != r.name for f in roles)]
    if missing:
        # the shape would refuse the whole article for it
        dropped.append(f"event {event.id}: {event.type} without {', '.join(missing)}")
        return None
    claims = []
    for claim in event.claims:
        if not _inside(article, claim.evidence):
            dropped.append(f"event {event.id}: evidence {claim.evidence} is not in the text")
        elif not _in_segment(article, claim.evidence, claim.segment):
            dropped.append(f"event {event.id}: evidence {claim.evidence} is not in the {claim.segment}")
        elif any(source not in entities for source in claim.source):
            dropped.append(f"event {event.id}: a source is no entity of the article")
        else:
            claims.append(claim)
    if not claims:
        dropped.append(f"event {event.id}: no claim is left")
        return None
    return replace(event, roles=tuple(roles), claims=tuple(claims))


def _role_problem(filler: RoleFiller, event: Event, entities: dict[str, Entity], vocabulary: Vocabulary) -> str:
    try:
        role = vocabulary.event_types[event.type].role(filler.role)
    except KeyError:
        return f"{event.type} has no role {filler.role}"
    if role.kind is not filler.kind:
        return f"role {filler.role} takes {role.kind}, not {filler.kind}"
    if filler.kind is FillerKind.ENTITY:
        entity = entities.get(filler.value)
        if entity is None:
            return f"role {filler.role}: no entity {filler.value}"
        if entity.type not in role.types:
            return f"role {filler.role} takes no {entity.type}"
    if filler.kind is FillerKind.TERM and all(t.slug != filler.value for t in vocabulary.terms[role.scheme]):
        return f"role {filler.role}: no term {filler.value}"
    return ""


def _relation_holds(article: Article, relation: Relation, entities: dict[str, Entity], dropped: list[str]) -> bool:
    subject, object_ = entities.get(relation.subject), entities.get(relation.object)
    domain, range_ = SIGNATURES[relation.predicate]
    if subject is None or object_ is None or subject.type not in domain or object_.type not in range_:
        dropped.append(f"relation {relation.predicate}: {relation.subject} and {relation.object} do not fit")
    elif subject is object_:
        dropped.append(f"relation {relation.predicate}: {relation.subject} with itself")
    elif not _inside(article, relation.evidence):
        dropped.append(f"relation {relation.predicate}: evidence {relation.evidence} is not in the text")
    else:
        return True
    return False


def _quote_holds(article: Article, quote: Quote, entities: dict[str, Entity], dropped: list[str]) -> bool:
    if quote.speaker not in entities:
        dropped.append(f"quote: no entity {quote.speaker}")
    elif not _inside(article, quote.span):
        dropped.append(f"quote: {quote.span} is not in the text")
    else:
        return True
    return False


def _cited(entity_id: str, entities: dict[str, Entity], dropped: list[str]) -> bool:
    if entity_id not in entities:
        dropped.append(f"cites: no entity {entity_id}")
    return entity_id in entities


def _in_segment(article: Article, span: Span, segment: Segment) -> bool:
    return span.end <= len(article.title) if segment is Segment.TITLE else span.start >= article.body_start


def _inside(article: Article, span: Span) -> bool:
    return 0 <= span.start < span.end <= len(article.full_text)
