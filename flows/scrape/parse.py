"""From a capture to an article: what it says, who published it when, and under which identity."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from flows.scrape.body import read_body
from flows.scrape.charset import Decoded, decode
from flows.scrape.fetch import Response
from flows.scrape.identity import canonical_url, digest_id
from flows.scrape.local import LINE_TYPE
from flows.scrape.metadata import Metadata, guess_day, read_metadata
from flows.scrape.sniff import Kind, sniff
from graph.errors import InputError, ParseError
from graph.extract.records import article_from_record, article_from_text, make_article
from graph.model import Article, Capture, Item, Source

_FEWEST_WORDS = 20
_ENOUGH_WORDS = 100  # of a page that nothing else shows to be an article


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
    tree = _tree(text, where)
    fetched = capture.fetched.date()
    metadata = read_metadata(tree, url=capture.url, fetched=fetched)
    published = metadata.published or (item.published.date() if item.published else None)
    if published is None:
        published = guess_day(tree, capture.url if capture.url.startswith("http") else "", fetched)
    title = metadata.title or item.title
    try:
        paragraphs = read_body(tree, language=metadata.language, title=title)
    except ParseError as error:
        raise ParseError(str(error), where) from error
    paragraphs = _checked(paragraphs, metadata, where)
    if not title:
        raise ParseError("the page has no title", where)
    url = canonical_url(metadata.canonical, capture.url)
    return make_article(
        article_id=digest_id(url or capture.url),
        title=title,
        paragraphs=paragraphs,
        declared_language=metadata.language,
        published=published,
        modified=metadata.modified,
        publisher=metadata.publisher or publisher or _host(url),
        url=url,
        authors=metadata.authors,
        deck=metadata.deck,
        where=where,
    )


def _tree(text: str, where: str) -> HtmlElement:
    try:
        # libxml2 believes an XML declaration over the text that it has been given
        start = text.lstrip()
        if start.startswith("<?xml"):
            text = start.partition("?>")[2]
        # comments are taken out here, where the text around them is joined: further on their tails would go with them
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ParseError(f"this is not HTML: {error}", where) from None


def _checked(paragraphs: tuple[str, ...], metadata: Metadata, where: str) -> tuple[str, ...]:
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    repeated = metadata.article_body.split()
    if len(repeated) >= _ENOUGH_WORDS // 2 and (words < _FEWEST_WORDS or repeated == " ".join(paragraphs).split()):
        # pages that draw their text by script often repeat it for search engines, with its line breaks
        return tuple(line for line in metadata.article_body.splitlines() if line.strip())
    if words < _FEWEST_WORDS:
        raise ParseError(f"no article on this page: {words} words of running text are found", where)
    if words < _ENOUGH_WORDS and not metadata.is_article:
        raise ParseError(f"no article on this page: {words} words of text, and nothing says that they are one", where)
    return paragraphs


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
