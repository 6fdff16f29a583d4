"""Signals that tell the same thing of a page, held against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.model import FieldSource

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """What one signal tells."""

    value: T
    signal: str  #: its name: ``json-ld``, ``opengraph``, …


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """What was believed, and how many signals tell it of all that tell anything."""

    value: T
    signal: str = ""
    agreeing: int = 0
    told: int = 0

    def source(self, field: str) -> tuple[FieldSource, ...]:
        """Its account for :attr:`graph.model.PageFacts.fields`; () where nothing was told."""
        return (FieldSource(field, self.signal, self.agreeing, self.told),) if self.signal else ()


def by_votes(told: Sequence[Told[T]], key: Callable[[T], Hashable], nothing: T) -> Choice[T]:
    """What most signals tell; of equals, what the first of them tells."""
    votes: dict[Hashable, int] = {}
    for each in told:
        votes[key(each.value)] = votes.get(key(each.value), 0) + 1
    if not told:
        return Choice(nothing)
    best = max(told, key=lambda t: votes[key(t.value)])
    return Choice(best.value, best.signal, votes[key(best.value)], len(told))


def by_rank(told: Sequence[Told[T]], agrees: Callable[[T, T], bool], nothing: T) -> Choice[T]:
    """What the first signal tells, with the number of those that bear it out."""
    if not told:
        return Choice(nothing)
    best = told[0]
    return Choice(best.value, best.signal, sum(agrees(best.value, t.value) for t in told), len(told))


def folded(text: str) -> str:
    """The words of a text, whatever their case, signs and spaces."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
