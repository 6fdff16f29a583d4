"""Sums, counts and shares in the article's own words: ``$1.5 billion``, ``30 000 signatures``, ``52 %``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.document import Document, Sentence
from graph.extract.rules import LanguageRules
from graph.model import Span

_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_CURRENCY = r"US\$|A\$|C\$|[$€£¥]"
_MONEY = re.compile(
    rf"(?:{_CURRENCY})\s?(?:{_NUMBER})(?:[\s\u00a0-]?(?:million|billion|trillion|bn|b|m|k)\b)?", re.IGNORECASE
)
_MONEY_AFTER = re.compile(rf"(?<![\w.,])(?:{_NUMBER})[\s\u00a0\u202f]?(?:M|Mds?|bn|k)?[\s\u00a0\u202f]?[€£](?!\d)")
_NUMERAL = re.compile(rf"(?<![\w.,])(?:{_NUMBER})(?![\w])")
_SHARE = re.compile(r"[\s\u00a0\u202f]?(?:%|per cent|percent|por ciento|pour cent)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]+'?")
_NEXT_WORD = re.compile(r"[\s\u00a0\u202f]*([^\W\d]+['’]?)")
_NOUN_REACH = 3  # words between a number and what it counts


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its own words."""

    span: Span
    money: bool


def find_amounts(document: Document, sentence: Sentence, rules: LanguageRules) -> list[Amount]:
    """Amounts of a sentence in text order, none overlapping."""
    found: list[Amount] = []
    for amount in sorted(_candidates(document, sentence, rules), key=lambda a: (a.span.start, -a.span.end)):
        if not found or amount.span.start >= found[-1].span.end:
            found.append(amount)
    return found


def _candidates(document: Document, sentence: Sentence, rules: LanguageRules) -> Iterator[Amount]:
    text = document.text
    for match in _MONEY.finditer(text, sentence.span.start, sentence.span.end):
        yield Amount(_with_scale(text, match.start(), match.end(), sentence, rules), True)
    for match in _MONEY_AFTER.finditer(text, sentence.span.start, sentence.span.end):
        yield Amount(Span(match.start(), match.end()), True)
    for match in _NUMERAL.finditer(text, sentence.span.start, sentence.span.end):
        share = _SHARE.match(text, match.end(), sentence.span.end)
        if share:
            yield Amount(Span(match.start(), share.end()), False)
            continue
        money = _with_scale(text, match.start(), match.end(), sentence, rules)
        words = [word.group() for word in _WORD.finditer(_plain(money.of(text)))]
        if any(word in rules.currencies for word in words):
            yield Amount(money, True)
            continue
        end = _counted(document, match.end(), sentence, rules)
        if end:
            yield Amount(Span(match.start(), end), False)


def _plain(words: str) -> str:
    return words.lower().replace("’", "'")


def _with_scale(text: str, start: int, end: int, sentence: Sentence, rules: LanguageRules) -> Span:
    """ "1,5 milliard de dollars": scale words and currencies belong to the number before them."""
    at = end
    while match := _NEXT_WORD.match(text, at, sentence.span.end):
        word = _plain(match.group(1))
        if word not in rules.money_words and word not in rules.currencies:
            break
        at = match.end()
        if word not in rules.prepositions:
            end = at
    return Span(start, end)


def _counted(document: Document, start: int, sentence: Sentence, rules: LanguageRules) -> int:
    """End of the noun that a number counts; 0 if it counts none of those that matter."""
    seen = 0
    for token in range(sentence.first, sentence.last):
        word = document.doc[token]
        if word.idx < start:
            continue
        if document.lemma[token] in rules.counted_nouns or document.lower[token] in rules.counted_nouns:
            return word.idx + len(word.text)
        seen += 1
        if seen > _NOUN_REACH or not (word.is_alpha or word.text in "-'"):
            return 0
    return 0
