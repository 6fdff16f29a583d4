"""Items of JSON feeds (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from graph.errors import DiscoveryError, InputError
from graph.model import Item


def read_json_feed(body: bytes, *, url: str, source: str) -> Iterator[Item | InputError]:
    """The items of a feed in its order, links made absolute; an item without one is a DiscoveryError.

    Raises DiscoveryError where nothing can be read.
    """
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise DiscoveryError(f"the feed is not JSON: {error}", url) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise DiscoveryError("not a JSON feed: it has no list of items", url)
    for number, item in enumerate(items, 1):
        link = _link(item, url) if isinstance(item, dict) else ""
        if not link:
            yield DiscoveryError(f"item {number} of the feed has no address to read", url)
            continue
        title = item.get("title")
        yield Item(
            link,
            source,
            " ".join(title.split()) if isinstance(title, str) else "",
            _moment(item.get("date_published")),
            _moment(item.get("date_modified")),
        )


def _link(item: dict[str, Any], base: str) -> str:
    # `id` is the address where `url` is left out, by recommendation alone
    for name, absolute in (("url", False), ("id", True), ("external_url", True)):
        value = item.get(name)
        if not isinstance(value, str) or not value.strip():
            continue
        try:
            link = value.strip() if absolute else urljoin(base, value.strip())
            parts = urlsplit(link)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return link
    return ""


def _moment(text: Any) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
