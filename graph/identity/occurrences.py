"""What identity is decided on: the things that one article names, each with its names and its company."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Article, EntityType, Extraction


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A thing as one article names it."""

    article: str  #: id of the article, the same for all its versions
    iri: str  #: as the article's graph has it
    type: EntityType
    names: tuple[str, ...]  #: the usual one first, then as the text writes it; no pronouns, no descriptions
    language: str  #: ISO 639-1, of the article
    beside: tuple[str, ...] = ()  #: IRIs of the other things the article names, sorted
    related: tuple[tuple[str, str], ...] = ()  #: relations the article states of it: (predicate, IRI of the other)


def occurrences(article: Article, extraction: Extraction) -> Iterator[Occurrence]:
    """The things that an article names, in its order; two local entities of one IRI are one."""
    text = article.full_text
    iris = {e.id: e.iri for e in extraction.entities}
    everyone = tuple(sorted(set(iris.values())))
    relations: dict[str, set[tuple[str, str]]] = {}
    for relation in extraction.relations:
        subject, object_ = iris[relation.subject], iris[relation.object]
        relations.setdefault(subject, set()).add((relation.predicate.value, object_))
    names: dict[str, dict[str, None]] = {}
    types: dict[str, EntityType] = {}
    for entity in extraction.entities:
        types.setdefault(entity.iri, entity.type)
        known = names.setdefault(entity.iri, {entity.name: None})
        known.update(dict.fromkeys(s for m in entity.mentions if is_name(s := m.of(text))))
    for entity_iri, found in names.items():
        yield Occurrence(
            article=article.id,
            iri=entity_iri,
            type=types[entity_iri],
            names=tuple(found),
            language=article.language,
            beside=tuple(other for other in everyone if other != entity_iri),
            related=tuple(sorted(relations.get(entity_iri, ()))),
        )


def is_name(surface: str) -> bool:
    """Whether a mention names the thing: "she" and "the studio" stand for it, they do not name it."""
    first, _, rest = surface.partition(" ")
    return any(c.isupper() or c.isdigit() for c in (rest or first)) or (first.isalpha() and not first.islower())
