"""Find triggers in a document: one pass over the tokens for any number of them.

spaCy's Matcher cannot ask for "lemma or form" in one token, nor give back a key per pattern without one rule each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from graph.triggers import GAP, Trigger

K = TypeVar("K", bound=Hashable)
_WORDS = 1 << 14  # words whose triggers are remembered; a language's news repeats far fewer


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """A trigger found at tokens ``first`` to ``last`` (exclusive)."""

    key: K
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Element:
    """One element's alternatives, by what they look at."""

    forms: frozenset[str]
    words: frozenset[str]  #: forms or lemmas
    beginnings: tuple[str, ...]  #: of forms

    def fits(self, lower: str, lemma: str) -> bool:
        """Whether a token matches."""
        return (
            lower in self.words or lemma in self.words or lower in self.forms
            or bool(self.beginnings and lower.startswith(self.beginnings))
        )  # fmt: skip


_Rest = tuple[_Element | None, ...]  # elements after the first; None is a gap


class TriggerMatcher(Generic[K]):
    """Triggers under keys, indexed by the words they may begin with."""

    def __init__(self, triggers: Iterable[tuple[K, Trigger]]) -> None:
        self._by_word: dict[str, list[tuple[K, _Rest]]] = {}
        self._by_prefix: list[tuple[str, K, _Rest]] = []
        for key, trigger in triggers:
            rest = tuple(None if element is None else _element(element) for element in trigger.elements[1:])
            for word in trigger.elements[0] or ():
                if word.endswith("*"):
                    self._by_prefix.append((word[:-1], key, rest))
                else:
                    self._by_word.setdefault(word, []).append((key, rest))
        self._starting = lru_cache(_WORDS)(self._look_up)

    def find(self, lower: Sequence[str], lemma: Sequence[str], first: int, last: int) -> list[Match[K]]:
        """Matches within tokens ``first`` to ``last``, by position, then longest; one a key and position."""
        found: list[Match[K]] = []
        for at in range(first, last):
            starting = self._starting(lower[at], lemma[at])
            if not starting:
                continue
            here: dict[K, int] = {}
            for key, rest in starting:
                end = _match(rest, 0, at + 1, lower, lemma, last)
                if end > here.get(key, 0):
                    here[key] = end
            found.extend(Match(key, at, end) for key, end in here.items())
        return found

    def _look_up(self, lower: str, lemma: str) -> tuple[tuple[K, _Rest], ...]:
        """What may begin with a word."""
        words = ("=" + lower, lower) if lemma == lower else ("=" + lower, lower, lemma)
        found = [pair for word in words for pair in self._by_word.get(word, ())]
        found += [(key, rest) for prefix, key, rest in self._by_prefix if lower.startswith(prefix)]
        return tuple(found)


def _element(alternatives: Iterable[str]) -> _Element:
    forms, words, beginnings = [], [], []
    for alternative in alternatives:
        if alternative[0] == "=":
            forms.append(alternative[1:])
        elif alternative[-1] == "*":
            beginnings.append(alternative[:-1])
        else:
            words.append(alternative)
    return _Element(frozenset(forms), frozenset(words), tuple(beginnings))


def _match(rest: _Rest, index: int, at: int, lower: Sequence[str], lemma: Sequence[str], last: int) -> int:
    """End of the match of ``rest[index:]`` at token ``at``; 0 if there is none."""
    if index == len(rest):
        return at
    element = rest[index]
    if element is None:
        for skip in range(at, min(at + GAP + 1, last)):
            end = _match(rest, index + 1, skip, lower, lemma, last)
            if end:
                return end
        return 0
    if at >= last or not element.fits(lower[at], lemma[at]):
        return 0
    return _match(rest, index + 1, at + 1, lower, lemma, last)
