"""From a capture to an article: what it says, who published it when, and under which identity."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from flows.scrape.charset import Decoded, decode
from flows.scrape.fetch import Response
from flows.scrape.identity import canonical_url, digest_id
from flows.scrape.local import LINE_TYPE
from flows.scrape.page import read_source
from flows.scrape.sniff import Kind, sniff
from graph.errors import InputError, ParseError
from graph.extract.records import article_from_record, article_from_text, make_article
from graph.model import Article, Capture, FieldSource, Item, PageFacts, Source

_SHOWN = ("dateline", "text")  #: signals for readers, not for machines


def parse(
    capture: Capture,
    item: Item,
    source: Source | None = None,
    *,
    note: Callable[[InputError], None] = lambda _: None,
) -> Article:
    """The article of a capture.

    Lines of ``.jsonl`` keep the id they bring; pages and texts are named by a digest of their canonical address, local
    files without one by that of their path. What had to be repaired is told to ``note``. Raises ParseError.
    """
    where = item.url or capture.url
    content_type = next((value for name, value in capture.headers if name == "content-type"), "")
    kind = sniff(capture.body, capture.media_type)
    if kind is Kind.EMPTY:
        raise ParseError("the page is empty", where)
    decoded = decode(capture.body, content_type)
    if decoded.note:
        note(ParseError(f"repaired: {decoded.note}", where))
    if capture.media_type == LINE_TYPE:
        return _from_record(decoded, where)
    publisher = source.publisher if source else ""
    if kind is Kind.TEXT and capture.media_type == "text/plain":
        url = canonical_url("", capture.url)
        identity = digest_id(url or capture.url)
        told = item.published.date() if item.published else None
        return article_from_text(
            decoded.text, article_id=identity, published=told, publisher=publisher, url=url, where=where
        )
    if kind in (Kind.FEED, Kind.SITEMAP, Kind.GZIP, Kind.OTHER):
        raise ParseError(f"this is not a page ({capture.media_type or kind.value})", where)
    return _from_page(decoded.text, capture, item, publisher, where)


def parse_response(response: Response, source: Source | None = None) -> Article:
    """The article of a response that is not archived: for ``reelgraph extract``. Raises ParseError."""
    capture = Capture(
        url=response.url,
        requested=response.requested,
        fetched=response.fetched,
        status=response.status,
        headers=response.headers,
        body=response.body,
        digest="",
        archive="",
        offset=0,
    )
    return parse(capture, Item(response.requested, source.name if source else ""), source)


def _from_record(decoded: Decoded, where: str) -> Article:
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"the line is not JSON: {error}", where) from None
    return article_from_record(record, where=where)


def _from_page(text: str, capture: Capture, item: Item, publisher: str, where: str) -> Article:
    try:
        page = read_source(text, url=capture.url, fetched=capture.fetched, title=item.title)
    except ParseError as error:
        raise ParseError(str(error), where) from error
    metadata = page.metadata
    fields = list(metadata.fields)
    published = metadata.published
    if item.published and all(f.signal in _SHOWN for f in fields if f.field == "published"):
        # what a feed says is worth more than what a page shows or its words suggest
        published = item.published.date()
        fields = [f for f in fields if f.field != "published"] + [FieldSource("published", "feed", 1, 1)]
    if page.no_article:
        raise ParseError(f"no article on this page: {page.no_article}", where)
    title = metadata.title or item.title
    if not title:
        raise ParseError("the page has no title", where)
    if not metadata.title:
        fields.append(FieldSource("title", "feed", 1, 1))
    url = canonical_url(metadata.canonical, capture.url)
    article = make_article(
        article_id=digest_id(url or capture.url),
        title=title,
        paragraphs=page.paragraphs,
        declared_language=metadata.language,
        published=published,
        modified=metadata.modified,
        publisher=metadata.publisher or publisher or _host(url),
        url=url,
        authors=metadata.authors,
        deck=metadata.deck,
        where=where,
    )
    declared = metadata.language[:2].lower()
    facts = PageFacts(
        fields=tuple(fields),
        author_links=metadata.author_links,
        marked_paid=metadata.marked_paid,
        truncated=page.truncated,
        language_agrees=declared == article.language if declared else None,
        places=page.places if len(page.places) == len(article.paragraphs) else (),
    )
    return replace(article, page=facts)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
