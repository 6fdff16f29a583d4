"""Readings of invented sentences whose names are marked by hand, so that no trained model has a say in them.

Marks are those of ``data/training``: ``[Harbour Films](ORG) sued [Brightframe](ORG).``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graph.extract.cues import cues
from graph.extract.document import Document, Sentence, read
from graph.extract.entities import cluster
from graph.extract.languages import rules
from graph.extract.mentions import Mention
from graph.extract.reading import Reading
from graph.extract.register import load_register
from graph.model import Article, EntityType, Span

PUBLISHED = date(2025, 7, 17)  # a Thursday
TYPES = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "WORK": EntityType.CREATIVE_WORK,
    "AI": EntityType.AI_SYSTEM,
    "SYN": EntityType.SYNTHETIC_PERFORMER,
    "LAW": EntityType.LEGAL_INSTRUMENT,
    "OCC": EntityType.OCCASION,
    "LOC": EntityType.PLACE,
}
_MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")


def article(
    language: str,
    *paragraphs: str,
    title: str = "Seen today",
    published: date | None = PUBLISHED,
    article_id: str = "a",
) -> Article:
    """An article with the paragraphs as they stand."""
    return Article(article_id, title, paragraphs, language, published=published)


def document(
    language: str, *paragraphs: str, title: str = "Seen today", published: date | None = PUBLISHED
) -> Document:
    """Tokens and sentences of unmarked paragraphs."""
    return read(article(language, *paragraphs, title=title, published=published))


def reading(language: str, *paragraphs: str, title: str = "Seen today") -> Reading:
    """A reading with the marked names, and no others, as entities; names of the register get their entry."""
    plain = [_MARK.sub(r"\1", text) for text in (title, *paragraphs)]
    read_document = document(language, *plain[1:], title=plain[0])
    mentions = list(_mentions(read_document, language, (title, *paragraphs)))
    entities = cluster(read_document, mentions, rules(language))
    return Reading(read_document, entities, rules(language), cues(language))


def sentence(of: Reading, words: str) -> Sentence:
    """The sentence that holds the words."""
    at = of.document.text.index(words)
    return next(s for s in of.document.sentences if s.span.start <= at < s.span.end)


def tokens(of: Document, words: str) -> tuple[int, int]:
    """First and last (exclusive) token of the words where they first stand."""
    at = of.text.index(words)
    found = of.tokens_of(Span(at, at + len(words)))
    assert found is not None, f"{words!r} does not fall on tokens"
    return found


def _mentions(of: Document, language: str, marked: tuple[str, ...]) -> Iterator[Mention]:
    owners = dict(load_register().names(language))
    start = 0
    for text in marked:
        removed = 0
        for mark in _MARK.finditer(text):
            surface, kind = mark.groups()
            at = start + mark.start() - removed
            removed += len(mark.group()) - len(surface)
            span = Span(at, at + len(surface))
            found = of.tokens_of(span)
            assert found is not None, f"{surface!r} does not fall on tokens"
            entry = owners.get(surface.replace("’", "'"))
            fits = entry is not None and TYPES[kind] in (entry.type, *entry.also)
            yield Mention(*found, span, TYPES[kind], entry if fits else None)
        start += len(text) - removed + 2
