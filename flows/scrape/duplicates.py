"""Articles that say the same in the same words, wherever they stand: the same text, and the copies that agencies' texts
become when they are cut, retitled and edited.

Copies are found by containment: the share of the shorter text's word 6-grams that the longer one has too, over one gram
in eight, chosen by its hash. Jaccard similarity, which MinHash estimates, loses every copy that is cut to a third.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Article

GRAM = 6
SAMPLED = 8  #: one gram in so many is kept
CONTAINED = 0.3  #: share from which on a text is a copy
SHARED = 4  #: grams that two texts must share at least: fewer are a quotation
WINDOW = 30  #: days between an original and its copies, at most

_WORD = re.compile(r"\w+")
_AGENCIES = {
    "Agence France-Presse": r"AFP|Agence France-Presse",
    "Reuters": r"Reuters",
    "Associated Press": r"AP|Associated Press",
    "EFE": r"EFE|Agencia EFE",
    "Europa Press": r"Europa Press",
    "ANSA": r"ANSA",
    "dpa": r"dpa",
    "PA Media": r"PA Media|Press Association",
    "Bloomberg": r"Bloomberg News",
}
# as agencies are credited: "(AFP)", "PARIS (Reuters) -", "Le Monde avec AFP", "Con información de EFE"
_CREDIT = "|".join(f"(?P<a{n}>{names})" for n, names in enumerate(_AGENCIES.values()))
_CREDITED = re.compile(
    rf"(?:[(/]\s*(?:{_CREDIT.replace('(?P<a', '(?P<p')})\s*[)/]|"
    rf"\b(?i:avec|con|with|mit|via|con información de|fuente:|source\s?:|crédit\s?:)\s+(?:l['’])?(?:{_CREDIT})\b)"
)
_ENDS = 300  # characters at either end of a text where a credit stands


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article version."""

    article: str
    version: str
    language: str
    published: date | None
    publisher: str
    agency: str  #: the agency that it credits, "" for none
    prints: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of which one is a copy of the other, or both of a third; ids in order."""

    one: str
    other: str
    shared: int  #: sampled grams


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that are one text."""

    original: Text
    copies: tuple[Text, ...]  #: the first published first
    agency: str  #: credited by any of them and not the original's publisher; "" for none


def text_digest(article: Article) -> str:
    """32 hex digits that two articles share when their bodies differ in nothing but case, spaces and punctuation.

    The title is left out: agencies' copies are retitled everywhere.
    """
    return hashlib.sha256(" ".join(_words(article.text)).encode()).hexdigest()[:32]


def text_of(article: Article) -> Text:
    """What is compared of an article."""
    return Text(
        article.id,
        article.version,
        article.language,
        article.published,
        article.publisher,
        credited_agency(article.text),
        fingerprints(article.text),
    )


def fingerprints(text: str) -> frozenset[int]:
    """The hashes of the sampled 6-grams of a text; 31 bits each, so that a database of integers holds them."""
    words = _words(text)
    found = set()
    for start in range(len(words) - GRAM + 1):
        gram = " ".join(words[start : start + GRAM]).encode()
        value = int.from_bytes(hashlib.blake2b(gram, digest_size=8).digest())
        if value % SAMPLED == 0:
            found.add(value >> 1)
    return frozenset(found)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the shorter text's sampled grams that the longer one has: 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def is_copy(one: Text, other: Text, shared: int) -> bool:
    """Whether two texts that share so many sampled grams are one text."""
    if one.article == other.article or one.language != other.language or shared < SHARED:
        return False
    if one.published and other.published and abs((one.published - other.published).days) > WINDOW:
        return False
    return shared >= CONTAINED * min(len(one.prints), len(other.prints))


def clusters(texts: Mapping[str, Text], pairs: Iterable[Pair]) -> tuple[Cluster, ...]:
    """The texts that pairs hold together, by article id; sorted, and the same in whatever order they were found.

    The original is the one that was published first, of one day an agency's own, then the one with more text.
    """
    parent = {article: article for article in texts}

    def root(article: str) -> str:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for pair in sorted(pairs, key=lambda p: (p.one, p.other)):
        if pair.one in parent and pair.other in parent:
            first, second = sorted((root(pair.one), root(pair.other)))
            parent[second] = first
    together: dict[str, list[Text]] = {}
    for article in sorted(texts):
        together.setdefault(root(article), []).append(texts[article])
    return tuple(_cluster(members) for members in together.values() if len(members) > 1)


def credited_agency(text: str) -> str:
    """The news agency that a text credits at its beginning or end; "" for none."""
    for part in (text[:_ENDS], text[-_ENDS:]):
        if match := _CREDITED.search(part):
            index = next(int(name[1:]) for name, value in match.groupdict().items() if value)
            return tuple(_AGENCIES)[index]
    return ""


def _cluster(members: Sequence[Text]) -> Cluster:
    agency = next((t.agency for t in sorted(members, key=_order) if t.agency), "")

    def rank(text: Text) -> tuple[date, bool, int, str]:
        own = not (text.publisher and re.fullmatch(_AGENCIES.get(agency, "(?!)"), text.publisher))
        return text.published or date.max, own, -len(text.prints), text.article

    original, *copies = sorted(members, key=rank)
    by_agency = bool(agency) and bool(re.fullmatch(_AGENCIES[agency], original.publisher))
    return Cluster(original, tuple(sorted(copies, key=_order)), "" if by_agency else agency)


def _order(text: Text) -> tuple[date, str]:
    return text.published or date.max, text.article


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
