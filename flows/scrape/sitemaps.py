"""Items of sitemaps, sitemap indexes and news sitemaps (sitemaps.org; Google's news extension)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from graph.errors import DiscoveryError, InputError
from graph.model import Item

_MOST_ITEMS = 50_000
_MOST_FILES = 500
_DEEPEST = 5


def read_sitemap(
    body: bytes, *, url: str, source: str, get: Callable[[str, datetime | None], bytes]
) -> Iterator[Item | InputError]:
    """The pages that a sitemap lists, in its order; those of the sitemaps that an index names, where it names them.

    ``get`` fetches a further sitemap, given when the index says it changed, and raises InputError. A sitemap may also
    be plain text, an address a line. At most 50,000 items from 500 files, 5 deep. Raises
    DiscoveryError where the first file cannot be read; what is wrong with others comes between the items.
    """
    walk = _Walk(source, get)
    pages = walk.read(body, url, 1)
    first = next(pages, None)
    if first is None:
        raise DiscoveryError("the sitemap lists no page", url)
    if isinstance(first, DiscoveryError) and first.where == url and walk.found == 0 and len(walk.seen) == 1:
        raise first
    yield first
    yield from pages


class _Walk:
    """One reading of a sitemap with all that it leads to."""

    def __init__(self, source: str, get: Callable[[str, datetime | None], bytes]) -> None:
        self.found = 0
        self.seen: set[str] = set()
        self._source = source
        self._get = get
        self._full = False

    def read(self, body: bytes, url: str, depth: int) -> Iterator[Item | InputError]:
        self.seen.add(url)
        try:
            for tag, fields in _entries(body):
                location = _absolute(url, fields.get("loc", ""))
                if not location:
                    yield DiscoveryError(
                        f"an entry of the sitemap has no usable address: {fields.get('loc', '')!r}", url
                    )
                elif tag == "sitemap":
                    yield from self._follow(location, moment(fields.get("lastmod", "")), url, depth)
                elif self.found < _MOST_ITEMS:
                    self.found += 1
                    title = " ".join(fields.get("title", "").split())
                    published, changed = moment(fields.get("publication_date", "")), moment(fields.get("lastmod", ""))
                    yield Item(location, self._source, title, published, changed)
                elif not self._full:
                    self._full = True
                    yield DiscoveryError(f"more than {_MOST_ITEMS} pages; the rest is left out", url)
                if self._full:
                    return
        except (etree.XMLSyntaxError, DiscoveryError) as error:
            yield DiscoveryError(f"the sitemap is malformed: {error}", url)

    def _follow(self, location: str, lastmod: datetime | None, url: str, depth: int) -> Iterator[Item | InputError]:
        if location in self.seen:
            return
        if depth >= _DEEPEST or len(self.seen) >= _MOST_FILES:
            yield DiscoveryError(
                f"sitemaps nested deeper than {_DEEPEST} or more than {_MOST_FILES}: left out", location
            )
            return
        self.seen.add(location)
        try:
            body = self._get(location, lastmod)
        except InputError as error:
            yield error
            return
        yield from self.read(body, location, depth + 1)


def _entries(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each ``url`` or ``sitemap`` element with the texts of its leaves by local name. Raises XMLSyntaxError."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:7].lower().startswith((b"http://", b"https:/")):
        for line in body.decode("utf-8-sig", "replace").split("\n"):
            if line.strip():
                yield "url", {"loc": line.strip()}
        return
    events = etree.iterparse(
        BytesIO(body),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root_seen = False
    for _, element in events:
        name = _local(element)
        if name in ("url", "sitemap") and len(element):
            root_seen = True
            fields: dict[str, str] = {}
            for leaf in element.iter():
                if isinstance(leaf.tag, str) and not len(leaf) and leaf.text:
                    fields.setdefault(_local(leaf), leaf.text.strip())
            yield name, fields
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        elif name in ("urlset", "sitemapindex"):
            root_seen = True
    if not root_seen:
        raise DiscoveryError("it holds neither <urlset> nor <sitemapindex>")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _absolute(base: str, location: str) -> str:
    if not location:
        return ""
    try:
        url = urljoin(base, location)
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


def moment(text: str) -> datetime | None:
    """A W3C date or time with zone (UTC where none is given); None for what is neither."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
