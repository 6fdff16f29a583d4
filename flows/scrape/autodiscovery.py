"""Feeds that a web page declares (``<link rel="alternate">``)."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from flows.scrape.head_tags import head_tags

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
# feeds of the comments on an article are declared beside that of the articles
_COMMENTS = ("comment", "commentaire", "comentario")


def declared_feeds(body: bytes, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page declares, absolute, in its order, those of comments left out."""
    found = []
    for tag in head_tags(body, "link"):
        if "alternate" not in tag.get("rel", "").lower().split():
            continue
        if tag.get("type", "").partition(";")[0].strip().lower() not in _TYPES:
            continue
        try:
            address = urljoin(url, tag.get("href", ""))
            parts = urlsplit(address)
        except ValueError:
            continue
        told = f"{tag.get('title', '')} {parts.path}".lower()
        if parts.scheme in ("http", "https") and parts.hostname and not any(word in told for word in _COMMENTS):
            found.append(address)
    return tuple(dict.fromkeys(found))
