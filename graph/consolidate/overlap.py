"""Words that two texts share and that hardly anybody would choose twice: quotations and copied passages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_GRAM: Final = 4  # words that in this order are seldom chosen twice
_LEAST_WORDS: Final = 6  # shorter quotations and sentences are common property
_QUOTED: Final = 0.5  # share of a quotation's grams that the other has too
_COPIED: Final = 0.4


@lru_cache(maxsize=65536)
def grams(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of four words, case and punctuation ignored; none for what is shorter than six words."""
    words = _WORD.findall(text.casefold())
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))


def containment(one: str, other: str) -> float:
    """Share of the shorter text's runs of words that the longer one has too: 0 to 1."""
    ours, theirs = grams(one), grams(other)
    least = min(len(ours), len(theirs))
    return len(ours & theirs) / least if least else 0.0


def same_quotation(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a quotation of the one stands in the other."""
    others = tuple(theirs)
    return any(containment(a, b) >= _QUOTED for a in ours for b in others)


def same_passage(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a sentence of the one is, nearly word for word, one of the other."""
    others = tuple(theirs)
    return any(containment(a, b) >= _COPIED for a in ours for b in others)
