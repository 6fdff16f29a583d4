"""What extraction must know of a language's noun phrases: what stands for a named thing, what joins two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import EntityType, Predicate

#: subtypes of the register that are bodies, but no companies
NO_COMPANIES = (
    "union", "guild", "court", "legislature", "government-body", "regulator", "academy", "award-body",
    "collecting-society", "trade-body", "outlet", "research", "band",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Description:
    """Nouns that stand for a named entity when they have a definite article: "the streamer", "the Polish studio"."""

    nouns: tuple[str, ...]  #: lower case, straight apostrophes, of one meaning
    type: EntityType
    subtypes: tuple[str, ...] = ()  #: of the register; others cannot be meant; empty = any but those of ``never``
    never: tuple[str, ...] = ()  #: subtypes that cannot be meant


def describe(type_: EntityType, *lines: str, never: tuple[str, ...] = ()) -> Iterator[Description]:
    """Descriptions from lines "noun/noun phrase: subtype subtype"."""
    for line in lines:
        nouns, _, subtypes = line.partition(":")
        yield Description(tuple(n.strip() for n in nouns.split("/")), type_, tuple(subtypes.split()), never)


@dataclass(frozen=True, slots=True)
class RelationPattern:
    """Words that state a relation when they stand between two entities, nothing but a few words around them."""

    predicate: Predicate
    between: str  #: trigger grammar
    reverse: bool = False  #: the object stands first: "Netflix co-CEO Ted Sarandos"
    gap: int = 4  #: words allowed beyond the trigger between the two


@dataclass(frozen=True, slots=True)
class NounRules:
    """Word lists of one language; single words are lower-cased forms."""

    definites: frozenset[str]  #: articles and demonstratives of what was spoken of before
    contracted_articles: frozenset[str]  #: those that hold a preposition too: "du"
    complement_markers: frozenset[str]  #: "of": after it a noun says whose
    compound_heads: frozenset[str]  #: nouns that after another noun make it a modifier: "the studio *head*"
    clause_words: frozenset[str]  #: words that end a noun phrase
    descriptions: tuple[Description, ...]
    relations: tuple[RelationPattern, ...]
