"""Which profiles are worth comparing: those that share a block. Only a small part of all pairs does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from graph.identity.names import GENERIC, folded, initials, is_acronym, key
from graph.identity.profiles import Profile
from graph.model import EntityType

Block = tuple[str, ...]

_LEAST_ACRONYM: Final = 3
_LEAST_SINGLE: Final = 7  # letters of a one-word name in which one may be wrong
_MOST_RELATED: Final = 8
_OF_AUTHORS: Final = frozenset(("createdBy", "performedBy", "basedOn"))


def blocks(profile: Profile) -> set[Block]:
    """The blocks a profile stands in."""
    found: set[Block] = set()
    for name in profile.full_names:
        found.update(name_blocks(name, profile.type))
    if profile.type is EntityType.CREATIVE_WORK:
        found.update(_by_authors(profile))
    return found


def name_blocks(name: str, kind: EntityType) -> Iterator[Block]:
    """One name, one acronym, one word of it mistyped, its words that count, a surname."""
    parts = folded(name)
    if not parts:
        return
    yield "name", key(name)
    letters = initials(name)
    if len(letters) >= _LEAST_ACRONYM:
        yield "acronym", letters
    elif is_acronym(name) and len(key(name)) >= _LEAST_ACRONYM:
        yield "acronym", key(name)
    if len(parts) > 1:
        for i in range(len(parts)):
            yield "slip", *parts[:i], "*", *parts[i + 1 :]
    elif len(parts[0]) >= _LEAST_SINGLE:
        yield from (("slip", deleted) for deleted in _deletions(parts[0]))
    if kind is EntityType.ORGANIZATION:
        yield "core", "".join(core(parts))
    if kind in (EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER):
        yield "surname", parts[-1]


def core(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a company's name without the generic ones at its end."""
    last = len(parts)
    while last > 1 and parts[last - 1] in GENERIC:
        last -= 1
    return parts[:last]


def pairs_within(block: Block, members: Iterable[Profile], one: Profile) -> Iterator[Profile]:
    """The members of a block to compare a profile with; the register's entries are known to be different things."""
    single = block[0] == "surname"
    for other in members:
        if other.iri == one.iri or (one.entry is not None and other.entry is not None):
            continue
        if single and _has_single(one) == _has_single(other):
            continue
        yield other


def _has_single(profile: Profile) -> bool:
    return all(len(folded(name)) == 1 for name in profile.full_names)


def _by_authors(profile: Profile) -> Iterator[Block]:
    """Works that two people had a hand in: one may be the other in translation."""
    hands = sorted(
        (pair for pair in profile.related if pair[0] in _OF_AUTHORS), key=lambda pair: (-profile.related[pair], pair)
    )[:_MOST_RELATED]
    for one, other in combinations(sorted(hands), 2):
        yield "authors", *one, *other


def _deletions(word: str) -> Iterator[str]:
    """The word, and it with each letter left out: two words that share one are a slip or a swap apart."""
    yield word
    yield from {word[:i] + word[i + 1 :] for i in range(len(word))}
