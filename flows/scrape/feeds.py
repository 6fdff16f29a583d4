"""Items of feeds: RSS and Atom, and by way of :mod:`flows.scrape.json_feed` JSON."""

from __future__ import annotations

import time
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from flows.scrape.json_feed import read_json_feed
from graph.errors import DiscoveryError, InputError
from graph.model import Item


def read_feed(body: bytes, *, url: str, source: str, content_type: str = "") -> Iterator[Item | InputError]:
    """The entries of a feed in its order, links made absolute.

    A feed that is broken but readable gives its items and then a DiscoveryError that says what is wrong; so does an
    entry without a link. Raises DiscoveryError where nothing can be read.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from read_json_feed(body, url=url, source=source)
        return
    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    try:
        # bytes only: feedparser would take a string for the name of a file
        parsed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise DiscoveryError(f"the feed cannot be read: {error}", url) from None
    problem = _problem(parsed)
    if not parsed.entries and (problem or not parsed.get("version")):
        raise DiscoveryError(f"not a readable feed: {problem or 'it has no entries and no known format'}", url)
    for number, entry in enumerate(parsed.entries, 1):
        link = _link(entry, url)
        if link:
            yield Item(link, source, _title(entry), _moment(entry, "published"), _moment(entry, "updated"))
        else:
            yield DiscoveryError(f"entry {number} of the feed has no address to read", url)
    if problem:
        yield DiscoveryError(f"the feed is malformed, items after the fault may be missing: {problem}", url)


def _problem(parsed: Any) -> str:
    """What is wrong with the XML, "" if nothing is."""
    if not parsed.get("bozo"):
        return ""
    error = parsed.get("bozo_exception")
    if isinstance(error, feedparser.exceptions.CharacterEncodingOverride | feedparser.exceptions.NonXMLContentType):
        return ""  # the server misnames the type or encoding; the feed itself is read all the same
    line = getattr(error, "getLineNumber", lambda: None)()
    message = getattr(error, "getMessage", lambda: str(error))()
    return f"{message} (line {line})" if line else str(message)


def _link(entry: Any, base: str) -> str:
    candidates = [entry.get("link", ""), entry.get("id", "")]
    for candidate in candidates:
        try:
            link = urljoin(base, str(candidate).strip()) if candidate else ""
            parts = urlsplit(link)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and (candidate is candidates[0] or "//" in candidate):
            return link
    return ""


def _title(entry: Any) -> str:
    return " ".join(unescape(str(entry.get("title", ""))).split())


def _moment(entry: Any, name: str) -> datetime | None:
    key = f"{name}_parsed"
    parsed = entry[key] if key in entry else None  # noqa: SIM401 - `get` falls back to the other date, with a warning
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
