"""What identity is decided on: the things that one article names, each with its names and its company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.identity.names import key, words
from graph.model import Article, EntityType, Extraction, Span

_BESIDE: Final = 45  # characters on each side of a mention in which a word tells what kind of thing it is
_ARTICLE: Final = re.compile(r"^(?:(?:the|le|la|les|el|los|las|its|su|sa|son)\s+|l['’]\s*)", re.IGNORECASE)
_GLOSS: Final = re.compile(r"\s*[(\[]\s*[«\"“‘']?\s*")

# what a word beside a name tells of it; values are subtypes of the register or fields of graph.identity.fields
_KINDS: Final = {
    word: kind
    for kind, found in {
        "series": "series serie miniserie season saison temporada episode episodio",
        "film": "film movie pelicula largometraje filme",
        "comic": "comic comics historieta bd manga tebeo fumetto",
        "book": "novel roman novela book livre libro",
        "game": "game jeu videojuego videogame",
        "music": "label labels discografica music musique musica record records album song chanson cancion",
        "film-tv": "studio studios estudio",
    }.items()
    for word in found.split()
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A thing as one article names it."""

    article: str  #: id of the article, the same for all its versions
    iri: str  #: as the article's graph has it
    type: EntityType
    name: str  #: the usual one
    surfaces: tuple[str, ...]  #: as the text writes it, in text order; no pronouns, no descriptions
    language: str  #: ISO 639-1, of the article
    beside: tuple[str, ...] = ()  #: IRIs of the other things the article names, sorted
    related: tuple[tuple[str, str], ...] = ()  #: relations the article states of it: (predicate, IRI of the other)
    glossed: tuple[str, ...] = ()  #: IRIs of what stands in brackets after it, or before its brackets
    kinds: tuple[str, ...] = ()  #: what the words beside its mentions say it is, sorted


def occurrences(article: Article, extraction: Extraction) -> Iterator[Occurrence]:
    """The things that an article names, in its order; two local entities of one IRI are one."""
    text = article.full_text
    iris = {e.id: e.iri for e in extraction.entities}
    everyone = sorted(set(iris.values()))
    relations: dict[str, set[tuple[str, str]]] = {}
    for relation in extraction.relations:
        subject, object_ = iris[relation.subject], iris[relation.object]
        relations.setdefault(subject, set()).add((relation.predicate.value, object_))
        relations.setdefault(object_, set()).add((f"^{relation.predicate.value}", subject))
    glosses = _glosses(text, [(m, e.iri) for e in extraction.entities for m in e.mentions])
    first: dict[str, tuple[EntityType, str]] = {}
    spans: dict[str, list[Span]] = {}
    for entity in extraction.entities:
        first.setdefault(entity.iri, (entity.type, entity.name))
        spans.setdefault(entity.iri, []).extend(entity.mentions)
    for entity_iri, (type_, name) in first.items():
        named = [m for m in sorted(spans[entity_iri]) if is_name(m.of(text), name)]
        yield Occurrence(
            article=article.id,
            iri=entity_iri,
            type=type_,
            name=name,
            surfaces=tuple(dict.fromkeys(m.of(text) for m in named)),
            language=article.language,
            beside=tuple(other for other in everyone if other != entity_iri),
            related=tuple(sorted(relations.get(entity_iri, ()))),
            glossed=tuple(sorted(glosses.get(entity_iri, ()))),
            kinds=tuple(sorted({kind for m in named for kind in _kinds(text, m)})),
        )


def is_name(surface: str, name: str = "") -> bool:
    """Whether a mention names the thing that is called ``name``.

    "she", "the studio", "L'entreprise" and "the Government" stand for a thing, they do not name it.
    """
    rest = _ARTICLE.sub("", surface, count=1) or surface
    described = rest != surface and len(words(rest)) == 1 and key(rest) != key(name)
    return not described and any(c.isupper() or c.isdigit() for c in rest)


def _glosses(text: str, mentions: Sequence[tuple[Span, str]]) -> dict[str, set[str]]:
    """ "L'Éternaute (The Eternaut)": what is in the bracket is what stands before it, or something of it."""
    found: dict[str, set[str]] = {}
    ordered = sorted(mentions)
    for (left, one), (right, other) in pairwise(ordered):
        closed = text[right.end : right.end + 2].lstrip("»\"”’'").startswith((")", "]"))
        if one != other and closed and _GLOSS.fullmatch(text[left.end : right.start].lstrip("»\"”’'")):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _kinds(text: str, mention: Span) -> Iterator[str]:
    before = text[max(0, mention.start - _BESIDE) : mention.start]
    after = text[mention.end : mention.end + _BESIDE]
    near = (*words(re.split(r"[.;!?\n]", before)[-1])[-4:], *words(re.split(r"[.;!?\n]", after)[0])[:4])
    for word in near:
        if word in _KINDS:
            yield _KINDS[word]
