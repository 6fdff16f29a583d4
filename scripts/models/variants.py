"""Variants of our own mini-articles: other names in the same places, other quotation marks, headlines in title case.

A network learns the names of a small corpus by heart; a name that changes from copy to copy leaves only its form and
its context to learn. Names come from the corpus itself, and one name stays one name within an article.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scripts.training_data import MiniArticle

_SWAPPED = 0.5  # of the names
_QUOTED_ANEW = 0.4  # of the titles between quotation marks
_QUOTED = 0.15  # of the titles without
_TITLE_CASE = 0.3  # of the English headlines
_OPENING, _CLOSING = "“\"'‘«", "”\"'’»"
_STYLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("", ""), ("“", "”"), ('"', '"'), ("'", "'")),
    "fr": (("", ""), ("«\u00a0", "\u00a0»"), ("“", "”"), ('"', '"')),
    "es": (("", ""), ("«", "»"), ("“", "”"), ('"', '"'), ("'", "'")),
}
_VOWEL = re.compile(r"[AEIOUYHÀÂÉÈÊËÎÏÔÛÜaeiouyhàâéèêëîïôûü]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of an article with the names marked in it, as (start, end, type)."""

    text: str
    is_title: bool
    names: tuple[tuple[int, int, str], ...]


def passages(article: MiniArticle) -> list[Passage]:
    """The lines as they are; descriptions and amounts are no names."""
    return [
        Passage(
            line.text,
            line.is_title,
            tuple((e.start, e.end, e.type) for e in line.entities if not e.described and e.type not in {"", "Amount"}),
        )
        for line in article.lines
    ]


@dataclass(frozen=True)
class Names:
    """The names of a corpus, by type and form."""

    wholes: Mapping[tuple[object, ...], Sequence[str]]
    first: Sequence[str]
    last: Sequence[str]

    @classmethod
    def of(cls, corpus: Iterable[Sequence[Passage]]) -> Names:
        """Collect them; the order depends on nothing but the corpus."""
        wholes: dict[tuple[object, ...], set[str]] = {}
        first: set[str] = set()
        last: set[str] = set()
        for passage in (p for article in corpus for p in article):
            for start, end, type_ in passage.names:
                name = passage.text[start:end]
                wholes.setdefault(_form(name, type_), set()).add(name)
                words = name.split()
                if type_ == "Person" and len(words) == 2:
                    first.add(words[0])
                    last.add(words[1])
        return cls({form: sorted(names) for form, names in wholes.items()}, sorted(first), sorted(last))


def _form(name: str, type_: str) -> tuple[object, ...]:
    # a name of another length, of capitals where there were none, or that needs "le" for "l'", would not fit its place
    return (type_, len(name.split()) == 1, name.isupper(), bool(_VOWEL.match(name)))


def vary(article: Sequence[Passage], names: Names, language: str, chance: random.Random) -> list[Passage]:
    """One variant of an article."""
    swapped = _swaps(article, names, chance)
    return [_passage(p, swapped, language, chance) for p in article]


def _swaps(article: Sequence[Passage], names: Names, chance: random.Random) -> dict[tuple[str, str], str]:
    met = dict.fromkeys((p.text[s:e], t) for p in article for s, e, t in p.names)
    swaps: dict[tuple[str, str], str] = {}
    parts: dict[str, str] = {}
    if chance.random() < 2 * _SWAPPED * _SWAPPED:
        for name, type_ in met:
            if type_ == "Person":
                words = name.split()
                for i, word in enumerate(words):
                    pool = names.first if i == 0 and len(words) > 1 else names.last
                    if word[:1].isupper() and word not in parts and pool:
                        parts[word] = chance.choice(pool)
    for name, type_ in met:
        if type_ == "Person":
            swaps[name, type_] = " ".join(parts.get(word, word) for word in name.split())
        elif chance.random() < _SWAPPED:
            swaps[name, type_] = chance.choice(names.wholes.get(_form(name, type_), [name]))
    return swaps


def _passage(passage: Passage, swaps: Mapping[tuple[str, str], str], language: str, chance: random.Random) -> Passage:
    text, at = "", 0
    marks: list[tuple[int, int, str]] = []
    for start, end, type_ in passage.names:
        name = passage.text[start:end]
        before, after = passage.text[at:start], passage.text[end:]
        at = end
        if type_ == "CreativeWork":
            opened = re.search(rf"[{_OPENING}][\u00a0\u202f ]?$", before)
            closed = re.match(rf"[\u00a0\u202f ]?[{_CLOSING}]", after)
            if opened and closed and chance.random() < _QUOTED_ANEW:
                opening, closing = chance.choice(_STYLES[language])
                before, at = before[: opened.start()] + opening, end + closed.end()
            elif not opened and not closed and chance.random() < _QUOTED:
                opening, closing = chance.choice(_STYLES[language])
                before += opening
            else:
                closing = ""
        else:
            closing = ""
        text += before
        put = swaps.get((name, type_), name)
        marks.append((len(text), len(text) + len(put), type_))
        text += put + closing
    text += passage.text[at:]
    if language == "en" and passage.is_title and chance.random() < _TITLE_CASE:
        text = re.sub(r"(?<![\w'’])[a-z](?=[a-z]{3})", lambda m: m.group().upper(), text)
    return Passage(text, passage.is_title, tuple(marks))
