"""Articles and extractions as JSON: the annotation format for users, a lossless form for the workspace."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from graph.errors import InputError, ParseError
from graph.extract.language import identify
from graph.extract.languages import SUPPORTED
from graph.model import Article, Claim, Extraction

_TITLE_WORDS = 40  # a first line longer than this is a paragraph, not a title
_BLANK_LINE = re.compile(r"\r?\n\s*\n")
_DRAWN = re.compile(r"([^\w\s])\1{9,}")
_EXTRACTION: TypeAdapter[Extraction] = TypeAdapter(Extraction)
_ARTICLE: TypeAdapter[Article] = TypeAdapter(Article)


class _Record(BaseModel):
    """One article as users hand it in; further fields are ignored, so that gold files can be read too."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=False)

    id: str
    title: str
    text: str
    lang: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()


def read_articles(path: Path) -> Iterator[Article | InputError]:
    """Articles of a ``.jsonl``, in order. A line that holds none comes as the error that names it."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield article_from_record(json.loads(line), where=f"{path}#line={number}")
            except (ValueError, RecursionError) as error:  # not JSON, a number without end, or nested without end
                yield ParseError(f"line {number} is not JSON: {error}", f"{path}#line={number}")
            except ParseError as error:
                yield error


def article_from_record(record: object, where: str = "") -> Article:
    """An article from a record with id, title, text and, if known, lang, published, publisher, url, authors.

    Raises ParseError, which names the field at fault.
    """
    if not isinstance(record, dict):
        raise ParseError("field record: it must be a JSON object with id, title and text", where)
    try:
        given = _Record.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ParseError(f"field {field}: {first['msg']}", where) from None
    if not given.id.strip():
        raise ParseError("field id is empty", where)
    return make_article(
        article_id=given.id.strip(),
        title=given.title,
        paragraphs=_BLANK_LINE.split(given.text),
        declared_language=given.lang,
        published=_day(given.published, where),
        publisher=given.publisher,
        url=given.url,
        authors=given.authors,
        where=where,
    )


def article_from_text(
    text: str,
    *,
    article_id: str,
    published: date | None = None,
    publisher: str = "",
    url: str = "",
    where: str = "",
) -> Article:
    """An article from plain text: its title is the first line that is repeated or looks like one. Raises ParseError."""
    blocks = [b for block in _BLANK_LINE.split(text.lstrip("\ufeff")) if (b := _line(block))]
    if not blocks:
        raise ParseError("the text is empty", where)
    title_at = _title_index(blocks)
    title = blocks[title_at]
    # pages saved as text often repeat the title; the body must not claim it a second time
    paragraphs = [b for i, b in enumerate(blocks) if i > title_at and _folded(b) != _folded(title)]
    return make_article(
        article_id=article_id,
        title=title,
        paragraphs=paragraphs,
        published=published,
        publisher=publisher,
        url=url,
        where=where,
    )


def make_article(
    *,
    article_id: str,
    title: str,
    paragraphs: list[str] | tuple[str, ...],
    declared_language: str = "",
    published: date | None = None,
    modified: date | None = None,
    publisher: str = "",
    url: str = "",
    authors: tuple[str, ...] = (),
    deck: str = "",
    where: str = "",
) -> Article:
    """An article with clean lines in a supported language. Raises ParseError."""
    title = _line(title)
    body = tuple(line for paragraph in paragraphs if (line := _line(paragraph)))
    if not title and not body:
        raise ParseError("no title and no text", where)
    if not body:
        raise ParseError("a title, but no text", where)
    language = identify(" ".join((title, *body)), declared_language)
    if language not in SUPPORTED:
        raise ParseError(f"the text is in {language!r}; supported are {', '.join(SUPPORTED)}", where)
    return Article(
        id=article_id,
        title=title,
        paragraphs=body,
        language=language,
        url=url,
        publisher=_line(publisher),
        published=published,
        modified=modified,
        authors=tuple(a for author in authors if (a := _line(author))),
        deck=_line(deck),
    )


def to_record(article: Article, extraction: Extraction) -> dict[str, Any]:
    """The article with what it tells, in the format of the annotation guide, plus ``iri`` and ``extractor``."""
    text = article.full_text
    return {
        "id": article.id,
        "lang": article.language,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else "",
        "title": article.title,
        "text": article.text,
        "extractor": extraction.extractor,
        "relevant": extraction.relevant,
        "entities": [
            {
                "id": e.id,
                "type": e.type.value,
                "name": e.name,
                "mentions": list(dict.fromkeys(m.of(text) for m in e.mentions)),
                "iri": e.iri,
            }
            for e in extraction.entities
        ],
        "events": [
            {
                "id": v.id,
                "type": v.type,
                "roles": {role: list(v.fillers(role)) for role in dict.fromkeys(f.role for f in v.roles)},
                **({"time": v.time} if v.time else {}),
                **({"iri": v.iri} if v.iri else {}),
                "claims": [_claim_record(c, text) for c in v.claims],
            }
            for v in extraction.events
        ],
        "relations": [
            {
                "subject": r.subject,
                "predicate": r.predicate.value,
                "object": r.object,
                **({"title": r.title} if r.title else {}),
                "evidence": r.evidence.of(text),
            }
            for r in extraction.relations
        ],
        "quotes": [{"speaker": q.speaker, "text": q.span.of(text)} for q in extraction.quotes],
        "cites": list(extraction.cites),
    }


def _claim_record(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "source": list(claim.source),
        "factuality": claim.factuality.value,
        **({"extent": claim.extent.value} if claim.extent else {}),
        "segment": claim.segment.value,
        "evidence": claim.evidence.of(text),
        "start": claim.evidence.start,
        "end": claim.evidence.end,
    }


def extraction_to_json(extraction: Extraction) -> str:
    """Lossless JSON in one line, keys in field order: the same extraction gives the same bytes."""
    return json.dumps(asdict(extraction), ensure_ascii=False, separators=(",", ":"))


def extraction_from_json(text: str) -> Extraction:
    """Inverse of :func:`extraction_to_json`. Raises InputError."""
    try:
        return _EXTRACTION.validate_json(text)
    except ValidationError as error:
        raise InputError(f"not an extraction: {error.errors()[0]['msg']}") from None


def article_to_json(article: Article) -> str:
    """Lossless JSON in one line, keys in field order."""
    return _ARTICLE.dump_json(article).decode()


def article_from_json(text: str) -> Article:
    """Inverse of :func:`article_to_json`. Raises InputError."""
    try:
        return _ARTICLE.validate_json(text)
    except ValidationError as error:
        raise InputError(f"not an article: {error.errors()[0]['msg']}") from None


def _line(text: str) -> str:
    """One line of composed letters (NFC) without control characters and with single spaces.

    Non-breaking spaces stay, they are typography; drawn lines ("=====") are cut short, they cost time and tell nothing.
    """
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " " for c in text)
    line = _DRAWN.sub(r"\1\1\1", unicodedata.normalize("NFC", kept))
    return re.sub(r"[ \t]+", " ", line).strip(" \t\u00a0\u202f\ufeff")


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold().replace("’", "'")).strip()


def _title_index(blocks: list[str]) -> int:
    seen: dict[str, int] = {}
    for i, block in enumerate(blocks[:10]):
        if (first := seen.setdefault(_folded(block), i)) != i:
            return first
    for i, block in enumerate(blocks[:5]):
        if len(block.split()) <= _TITLE_WORDS:
            return i
    return 0


def _day(text: str, where: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise ParseError(f"field published: {text!r} is not a date; write YYYY-MM-DD", where) from None
