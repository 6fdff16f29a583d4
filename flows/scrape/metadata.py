"""What a page says of itself, from several signals that are held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from flows.scrape import jsonld
from flows.scrape.bylines import author_links, read_authors
from flows.scrape.dates import read_modified, read_published
from flows.scrape.tags import Tags, first
from flows.scrape.titles import read_title
from graph.model import AuthorLink, FieldSource


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; "" and None where it does not say."""

    title: str = ""
    publisher: str = ""
    language: str = ""  #: as declared, e.g. ``fr-FR``
    canonical: str = ""  #: as declared, maybe relative
    published: date | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()
    author_links: tuple[AuthorLink, ...] = ()
    deck: str = ""
    article_body: str = ""  #: as JSON-LD repeats it
    words: int | None = None  #: of the whole article, as JSON-LD counts them
    types: frozenset[str] = frozenset()  #: of the page, as JSON-LD, OpenGraph and microdata name them
    marked_paid: bool | None = None
    fields: tuple[FieldSource, ...] = ()  #: which signal told what


def read_metadata(tree: HtmlElement, *, url: str, fetched: date) -> Metadata:
    """The metadata of a page found at ``url``; dates after ``fetched`` (a day of grace) are taken for errors."""
    tags = Tags(tree)
    article = tags.article
    publishers = jsonld.names_of(article.get("publisher"), tags.things)
    publisher = first(
        tags.meta("og:site_name"),
        *publishers,
        next((name for name, _ in tags.item_names("publisher")), ""),
        tags.meta("dc.publisher", "dcterms.publisher", "application-name", "copyright-holder"),
    )
    outlets = (publisher, *publishers, tags.meta("og:site_name"), tags.meta("application-name"))
    latest = fetched + timedelta(days=1)
    title = read_title(tags, (*outlets, *_hosts(url, tags)))
    published = read_published(tags, url, latest)
    modified = read_modified(tags, latest)
    if modified.value and published.value and modified.value < published.value:
        modified = type(modified)(None)
    authors = read_authors(tags, outlets)
    return Metadata(
        title=title.value,
        publisher=publisher,
        language=first(
            tree.get("lang"),
            tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
            tree.get("xml:lang"),
            jsonld.text_of(article.get("inLanguage")),
            tags.meta("og:locale", "content-language", "dc.language", "language"),
        ),
        canonical=next((link.get("href") or "" for link in tags.links("canonical")), ""),
        published=published.value,
        modified=modified.value,
        authors=authors.value,
        author_links=author_links(tags, authors.value, url),
        deck=first(
            jsonld.text_of(article.get("description")),
            tags.meta("og:description", "description", "twitter:description", "dc.description"),
        ),
        article_body=article["articleBody"] if isinstance(article.get("articleBody"), str) else "",
        words=_count(article.get("wordCount")),
        types=_types(tags),
        marked_paid=_marked_paid(tags),
        fields=(
            *title.source("title"),
            *published.source("published"),
            *modified.source("modified"),
            *authors.source("authors"),
        ),
    )


def _hosts(url: str, tags: Tags) -> tuple[str, ...]:
    """The domain's own name, which outlets put into their titles."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ()
    parts = host.split(".")
    return (host, parts[-2] if len(parts) > 1 else "")


def _count(value: object) -> int | None:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _types(tags: Tags) -> frozenset[str]:
    named = {name for thing in tags.things for name in jsonld.types(thing)}
    if kind := tags.meta("og:type").lower():
        named.add(f"og:{kind}")
    if tags.meta("article:published_time"):
        named.add("og:article")
    if tags.items("articleBody") or tags.tree.xpath("boolean(//*[contains(@itemtype, 'Article')])"):
        named.add("microdata:article")
    return frozenset(named)


def _marked_paid(tags: Tags) -> bool | None:
    """Whether the publisher says that the article, or a part of it, is not free; None if it says nothing."""
    told = [tags.article.get("isAccessibleForFree")]
    parts = tags.article.get("hasPart")
    told += [
        p.get("isAccessibleForFree") for p in (parts if isinstance(parts, list) else [parts]) if isinstance(p, dict)
    ]
    tier = tags.meta("article:content_tier", "og:article:content_tier").lower()
    free = [_truth(value) for value in told]
    if False in free or tier in ("locked", "metered", "paid", "premium"):
        return True
    return False if True in free or tier == "free" else None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    text = value.strip().lower().rsplit("/", 1)[-1] if isinstance(value, str) else ""
    return {"true": True, "false": False, "yes": True, "no": False}.get(text)
