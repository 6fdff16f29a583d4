"""Find triggers in a document: one pass over the tokens for any number of them.

spaCy's Matcher cannot ask for "lemma or form" in one token, nor give back a key per pattern without one rule each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.triggers import GAP, Trigger

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """A trigger found at tokens ``first`` to ``last`` (exclusive)."""

    key: K
    first: int
    last: int


class TriggerMatcher(Generic[K]):
    """Triggers under keys, indexed by the words they may begin with."""

    def __init__(self, triggers: Iterable[tuple[K, Trigger]]) -> None:
        self._by_word: dict[str, list[tuple[K, Trigger]]] = {}
        self._by_prefix: list[tuple[str, K, Trigger]] = []
        for key, trigger in triggers:
            for word in trigger.elements[0] or ():
                if word.endswith("*"):
                    self._by_prefix.append((word[:-1], key, trigger))
                else:
                    self._by_word.setdefault(word, []).append((key, trigger))

    def find(self, lower: Sequence[str], lemma: Sequence[str], first: int, last: int) -> list[Match[K]]:
        """Matches within tokens ``first`` to ``last``, by position, then longest; one a key and position."""
        found: list[Match[K]] = []
        for at in range(first, last):
            here: dict[K, int] = {}
            for key, trigger in self._starting(lower[at], lemma[at]):
                end = _match(trigger.elements, 1, at + 1, lower, lemma, last)
                if end > here.get(key, 0):
                    here[key] = end
            found.extend(Match(key, at, end) for key, end in here.items())
        return found

    def _starting(self, lower: str, lemma: str) -> Iterable[tuple[K, Trigger]]:
        yield from self._by_word.get("=" + lower, ())
        yield from self._by_word.get(lower, ())
        if lemma != lower:
            yield from self._by_word.get(lemma, ())
        for prefix, key, trigger in self._by_prefix:
            if lower.startswith(prefix):
                yield key, trigger


def _match(
    elements: tuple[tuple[str, ...] | None, ...],
    index: int,
    at: int,
    lower: Sequence[str],
    lemma: Sequence[str],
    last: int,
) -> int:
    """End of the match of ``elements[index:]`` at token ``at``; 0 if there is none."""
    if index == len(elements):
        return at
    element = elements[index]
    if element is None:
        ends = (_match(elements, index + 1, skip, lower, lemma, last) for skip in range(at, min(at + GAP + 1, last)))
        return next((end for end in ends if end), 0)
    if at >= last or not any(_fits(a, lower[at], lemma[at]) for a in element):
        return 0
    return _match(elements, index + 1, at + 1, lower, lemma, last)


def _fits(alternative: str, lower: str, lemma: str) -> bool:
    if alternative[0] == "=":
        return lower == alternative[1:]
    if alternative[-1] == "*":
        return lower.startswith(alternative[:-1])
    return alternative in (lower, lemma)
