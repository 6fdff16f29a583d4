"""What a document is, from its first bytes and what its server says."""

from __future__ import annotations

import re
from enum import StrEnum

_HEAD = 1024
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|article|div|p|h1)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_JSON_FEED = b"jsonfeed.org/version/"
_NOISE = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


class Kind(StrEnum):
    """What a document is."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    TEXT = "text"
    GZIP = "gzip"
    EMPTY = "empty"
    OTHER = "other"


def sniff(body: bytes, media_type: str = "") -> Kind:
    """The kind of a document; its own first KiB counts for more than ``media_type``."""
    if not body.strip():
        return Kind.EMPTY
    if body.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    head = _NOISE.sub(b"", body[: 4 * _HEAD])[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    html = _HTML.search(head)
    if head.lstrip().startswith(b"{") and _JSON_FEED in head.replace(b"\\/", b"/"):
        return Kind.FEED
    for pattern, kind in ((_FEED, Kind.FEED), (_SITEMAP, Kind.SITEMAP)):
        match = pattern.search(head)
        if match and (not html or match.start() < html.start()):
            return kind
    media_type = media_type.partition(";")[0].strip().lower()
    if media_type in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
        return Kind.FEED
    if html or media_type in ("text/html", "application/xhtml+xml"):
        return Kind.HTML
    if b"\0" in head:
        return Kind.OTHER
    return Kind.TEXT if media_type in ("text/plain", "") else Kind.OTHER
