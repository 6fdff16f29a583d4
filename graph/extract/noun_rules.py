"""What extraction must know of a language's noun phrases: what stands for a named thing, what joins two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

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
    lead: int | None = None  #: words allowed before the trigger; None = any number
    after: str = ""  #: trigger that must follow the second: "a film in which X *plays*"
    sure: bool = False  #: so plain that nothing else is asked


@dataclass(frozen=True, slots=True)
class Relational:
    """Nouns that say what their bearer is to something else: "X, co-CEO of Y", "Y star X", "X, a unit of Y"."""

    nouns: tuple[str, ...]  #: lower case
    predicates: tuple[Predicate, ...]  #: the first whose types fit is meant
    bearers: frozenset[EntityType]
    targets: frozenset[EntityType]
    bearer_is_subject: bool = True
    never: tuple[str, ...] = ()  #: subtypes that the target cannot have
    alone: bool = False  #: without a target, the article's topic may be meant: "director X said"
    plural: bool = False
    frame: str = ""  #: the name of its kind


def relational(frame: str, *nouns: str) -> Iterator[Relational]:
    """Relational nouns of a frame; each argument has nouns with slashes between them."""
    for text in nouns:
        yield replace(FRAMES[frame], frame=frame, nouns=tuple(n.strip() for n in text.split("/")))


_PER, _ORG, _WORK = frozenset({EntityType.PERSON}), frozenset({EntityType.ORGANIZATION}), EntityType.CREATIVE_WORK
_MADE = frozenset({_WORK, EntityType.SYNTHETIC_PERFORMER})
_MAKERS = _PER | _ORG
_NO_EMPLOYERS = ("outlet", "award-body")
_NO_PRODUCERS = (
    "outlet", "union", "guild", "court", "academy", "award-body", "government-body", "legislature", "regulator",
    "collecting-society", "trade-body", "research", "ai-company",
)  # fmt: skip
P = Predicate
#: what a kind of relational noun says, in any language
FRAMES: Mapping[str, Relational] = {
    "office": Relational((), (P.WORKS_FOR,), _PER, _ORG, never=_NO_EMPLOYERS, alone=True),
    "post": Relational((), (P.WORKS_FOR,), _PER, _ORG),
    "founder": Relational((), (P.FOUNDED,), _PER, _ORG, never=_NO_EMPLOYERS, alone=True),
    "member": Relational((), (P.MEMBER_OF,), _MAKERS, _ORG, never=("outlet",)),
    "maker-of-work": Relational((), (P.CREATED_BY,), _PER, _MADE, bearer_is_subject=False, alone=True),
    "author": Relational((), (P.CREATED_BY,), _PER, _MADE, bearer_is_subject=False),
    "creator": Relational((), (P.CREATED_BY,), _MAKERS, _MADE, bearer_is_subject=False),
    "lead": Relational((), (P.PERFORMED_BY,), _PER, frozenset({_WORK}), bearer_is_subject=False, alone=True),
    "publisher": Relational((), (P.PRODUCED_BY,), _ORG, frozenset({_WORK}), bearer_is_subject=False, alone=True),
    "house": Relational((), (P.PRODUCED_BY,), _ORG, frozenset({_WORK}), bearer_is_subject=False),
    "performer": Relational((), (P.PERFORMED_BY,), _PER, frozenset({_WORK}), bearer_is_subject=False),
    "work": Relational((), (P.PRODUCED_BY, P.CREATED_BY), frozenset({_WORK}), _MAKERS, never=_NO_PRODUCERS),
    "music": Relational(
        (),
        (P.PERFORMED_BY, P.CREATED_BY),
        frozenset({_WORK}),
        _PER | frozenset({EntityType.SYNTHETIC_PERFORMER}),
        alone=True,
    ),
    "system": Relational((), (P.DEVELOPED_BY,), frozenset({EntityType.AI_SYSTEM}), _ORG, never=("outlet",)),
    "developer": Relational((), (P.DEVELOPED_BY,), _ORG, frozenset({EntityType.AI_SYSTEM}), bearer_is_subject=False),
    "unit": Relational((), (P.OWNED_BY,), _ORG, _ORG, never=("outlet",)),
    "parent": Relational((), (P.OWNED_BY,), _ORG, _ORG, bearer_is_subject=False),
    "version": Relational((), (P.BASED_ON,), frozenset({_WORK}), frozenset({_WORK})),
    "progenitor": Relational(
        (), (P.CREATED_BY,), _PER, frozenset({EntityType.SYNTHETIC_PERFORMER}), bearer_is_subject=False
    ),
    "artificial": Relational((), (P.CREATED_BY,), frozenset({EntityType.SYNTHETIC_PERFORMER}), _MAKERS),
}


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
    relational: tuple[Relational, ...]
    noun_adjuncts: bool  #: a name may stand before a noun as an adjective does: "Netflix co-CEO"
    complements: frozenset[str]  #: words between a relational noun and what it is of
    copulas: frozenset[str]  #: words between a name and a noun that says what it is
    bygone: frozenset[str]  #: words before a noun of what somebody no longer is: "former"
    personal: frozenset[str] = frozenset()  #: possessives of somebody, not of something: "her"
    known_for: Predicate = Predicate.PERFORMED_BY  #: what works in brackets after a person's name are
