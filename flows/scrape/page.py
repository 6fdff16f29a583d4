"""A page as it is read, in any language: what :mod:`flows.scrape.parse` makes an article of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from flows.scrape.access import why_truncated
from flows.scrape.body import read_body
from flows.scrape.charset import decode
from flows.scrape.dateline import dateline
from flows.scrape.dates import guess_day
from flows.scrape.metadata import Metadata, read_metadata
from flows.scrape.one_article import linked_headings, why_not
from flows.scrape.places import PageText
from graph.errors import ParseError
from graph.model import FieldSource

_TEXT = etree.XPath(
    "//text()[not(parent::script or parent::style or parent::title or parent::template)]", smart_strings=False
)
_OTHERS = re.compile(r"[\W_]+")
_FEWEST_WORDS = 20
_ENOUGH_WORDS = 50


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds."""

    metadata: Metadata
    paragraphs: tuple[str, ...]
    places: tuple[tuple[int, int], ...]  #: of each paragraph: start and end in the decoded page
    truncated: str  #: see :attr:`graph.model.PageFacts.truncated`
    no_article: str  #: what shows that it is not one article; "" if nothing does


def read_page(body: bytes, content_type: str, *, url: str, fetched: datetime) -> Page:
    """The page of an HTTP body. Raises ParseError."""
    return read_source(decode(body, content_type).text, url=url, fetched=fetched)


def read_source(source: str, *, url: str, fetched: datetime, title: str = "") -> Page:
    """The page of a decoded source; ``title`` is what others call it, for a page that does not say.

    Raises ParseError, without a place.
    """
    tree = _tree(source)
    latest = fetched.date() + timedelta(days=1)
    metadata = read_metadata(tree, url=url, fetched=fetched.date())
    if metadata.published is None:
        metadata = _dated(metadata, tree, url if url.startswith("http") else "", latest)
    headings = linked_headings(tree)
    visible = _visible(tree)
    paragraphs = read_body(tree, language=metadata.language, title=metadata.title or title, source=source)
    paragraphs = _or_repeated(paragraphs, metadata)
    text = PageText(source)
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    truncated = why_truncated(metadata, words, visible, letters=len(text), parsed=len(_OTHERS.sub("", visible)))
    no_article = why_not(metadata, paragraphs, headings, url)
    if no_article and truncated == "parser":
        no_article = "its markup is nested so deep that the parser leaves most of its text out"
    return Page(metadata, paragraphs, text.places(paragraphs), truncated, no_article)


def _dated(metadata: Metadata, tree: HtmlElement, url: str, latest: date) -> Metadata:
    """With the day that readers are shown, of a page that does not tell machines."""
    beside = dateline(tree, metadata.title, latest)
    found = beside or guess_day(tree, url, latest)
    if found is None:
        return metadata
    source = FieldSource("published", "dateline" if beside else "text", 1, 1)
    return replace(metadata, published=found, fields=(*metadata.fields, source))


def _tree(text: str) -> HtmlElement:
    try:
        # libxml2 believes an XML declaration over the text that it has been given
        start = text.lstrip()
        if start.startswith("<?xml"):
            text = start.partition("?>")[2]
        # comments are taken out here, where the text around them is joined: further on their tails would go with them
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ParseError(f"this is not HTML: {error}") from None


def _visible(tree: HtmlElement) -> str:
    """The text that a parser found, without that of scripts and styles."""
    return "".join(cast("list[str]", _TEXT(tree)))


def _or_repeated(paragraphs: tuple[str, ...], metadata: Metadata) -> tuple[str, ...]:
    """The text of a page that draws it by script, as it repeats it for search engines, with its line breaks."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    repeated = metadata.article_body.split()
    if len(repeated) >= _ENOUGH_WORDS and (words < _FEWEST_WORDS or repeated == " ".join(paragraphs).split()):
        return tuple(line for line in metadata.article_body.splitlines() if line.strip())
    return paragraphs
