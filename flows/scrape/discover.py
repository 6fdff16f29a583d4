"""What articles a source has: items of feeds, sitemaps, front pages, lists of pages, files, folders and WARC files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flows.scrape.archive import Archive
from flows.scrape.autodiscovery import declared_feeds
from flows.scrape.catalogue import Catalogue
from flows.scrape.documents import Document, Documents
from flows.scrape.feeds import read_feed
from flows.scrape.fetch import Fetcher
from flows.scrape.guard import check_url
from flows.scrape.local import MEDIA_TYPES, LocalFiles
from flows.scrape.response import Response, Validators
from flows.scrape.revisit import LONGEST, answered
from flows.scrape.sitemaps import read_sitemap
from flows.scrape.sniff import Kind
from flows.scrape.warc_source import LIST_SUFFIXES, SUFFIXES, Screen, Tally, listed_files, read_warc
from graph.errors import DiscoveryError, FetchError, InputError, StoreError
from graph.model import Capture, Item, Source, SourceKind

_STREAMED = "warc+"  #: before the address of a record in a WARC file on the web
_LIST = ".urls"
_MOST_FEEDS = 3
_MOST_SITEMAPS = 5
Found = Iterator[Item | InputError]


@dataclass
class Discovery:
    """How to look for articles.

    ``known`` says of an address whether it is a page. ``screen`` says of a page in a WARC file whether it is wanted,
    and ``keep`` is given each that is, with its response, while the file is at hand.
    """

    documents: Documents
    known: Callable[[str], bool] = lambda _: False
    screen: Screen | None = None
    keep: Callable[[Item, Response], None] = lambda _item, _response: None
    tally: Tally = field(default_factory=Tally)


def discover(
    source: Source,
    fetcher: Fetcher,
    archive: Archive | None = None,
    *,
    known: Callable[[str], bool] = lambda _: False,
) -> Found:
    """:func:`find` with what a single look at a source needs."""
    return find(source, Discovery(Documents(fetcher, archive), known))


def find(source: Source, discovery: Discovery) -> Found:
    """The articles of a source, each once, and what went wrong in looking for them; the rest goes on.

    Feeds and sitemaps are archived as they came. An address of kind ``pages`` is looked at, unless it is known to be a
    page: it may turn out to be a feed, a sitemap or a front page.
    """
    seen: set[str] = set()
    for location in source.locations:
        try:
            for found in _find_one(location, source, discovery):
                if isinstance(found, InputError):
                    yield found
                elif found.url not in seen:
                    seen.add(found.url)
                    yield found
        except InputError as error:
            error.where = error.where or location
            yield error


def capture(
    item: Item,
    fetcher: Fetcher,
    archive: Archive,
    files: LocalFiles | None = None,
    *,
    catalogue: Catalogue | None = None,
    delay: float = 0.0,
) -> Capture:
    """Fetch or read what an item stands for and archive it. Raises FetchError, StoreError.

    ``files`` remembers where lines begin; give the same one for all items of a run. What the ``catalogue`` knows to be
    archived already is not asked for again, and what was had before is asked for on condition that it changed.
    """
    if catalogue and (place := catalogue.unfinished(item)):
        with suppress(StoreError):  # its file was taken away
            return archive.read(*place)
    if item.url.startswith("file:"):
        return archive.write((files or LocalFiles()).read(item.url))
    if item.url.startswith(_STREAMED):
        raise FetchError("what was archived of this record is gone; read its WARC file again", item.url)
    visit = catalogue.visits.visit(item.url) if catalogue else None
    kept = None
    if visit and visit.had:
        with suppress(StoreError):
            kept = archive.read(visit.archive, visit.offset)
    response = fetcher.fetch(item.url, validators=visit.validators if visit and kept else Validators(), delay=delay)
    if response.not_modified and visit:
        had = archive.revisit(response, visit.archive, visit.offset)
    else:
        had = archive.write(response)
    if catalogue and response.validators != Validators():
        catalogue.visits.record(
            answered(
                visit,
                item.url,
                "page",
                response.fetched,
                changed=not response.not_modified,
                validators=response.validators,
                archive=had.archive,
                offset=had.offset,
                digest=had.digest,
                first=LONGEST,
            )
        )
    return had


def _find_one(location: str, source: Source, discovery: Discovery) -> Found:
    if "://" not in location:
        yield from _files(Path(location), source.name, discovery)
        return
    path = urlsplit(location).path.lower()
    if path.endswith(SUFFIXES):
        yield from _streamed(location, source.name, discovery)
        return
    if path.endswith(LIST_SUFFIXES):
        with discovery.documents.fetcher.stream(location) as stream:
            body = stream.read(16 * 1024 * 1024)
        for file in listed_files(body, location):
            yield from _streamed(file, source.name, discovery)
        return
    if source.kind is SourceKind.PAGES and discovery.known(location):
        yield Item(location, source.name)
        return
    document = _read(discovery, source, location)
    if document.kind is Kind.HTML and (
        source.kind in (SourceKind.FEED, SourceKind.SITE) or (path in ("", "/") and source.kind is SourceKind.PAGES)
    ):
        yield from _site(document, location, source, discovery)
    elif source.kind is SourceKind.PAGES and document.kind not in (Kind.FEED, Kind.SITEMAP):
        if document.response:
            discovery.documents.fetcher.hold(document.response)
        yield Item(location, source.name)
    else:
        yield from _listed(document, source, discovery)


def _read(discovery: Discovery, source: Source, location: str, kind: str = "") -> Document:
    kind = kind or {SourceKind.FEED: "feed", SourceKind.SITEMAP: "sitemap"}.get(source.kind, "any")
    first = timedelta(hours=source.revisit_hours) if source.revisit_hours else None
    keep_page = source.kind is not SourceKind.PAGES
    return discovery.documents.read(location, kind, delay=source.delay, first=first, keep_page=keep_page)


def _listed(document: Document, source: Source, discovery: Discovery) -> Found:
    # what is neither is read as what the source says, for the sake of its error message
    if document.kind is Kind.SITEMAP or (source.kind is SourceKind.SITEMAP and document.kind is not Kind.FEED):

        def further(url: str, lastmod: datetime | None) -> bytes:
            return discovery.documents.read(url, "sitemap", lastmod=lastmod, delay=source.delay).body

        yield from read_sitemap(document.body, url=document.url, source=source.name, get=further)
        return
    if document.kind is Kind.EMPTY:
        raise DiscoveryError("the feed is empty", document.url)
    if document.kind is Kind.HTML:
        raise DiscoveryError("this is a web page that declares no feed; look for its feed's address", document.url)
    yield from read_feed(document.body, url=document.url, source=source.name, content_type=document.content_type)


def _site(document: Document, location: str, source: Source, discovery: Discovery) -> Found:
    """The feeds that a page declares; for an outlet's front page without any, the sitemaps of its robots.txt."""
    feeds = declared_feeds(document.body, document.url)[:_MOST_FEEDS]
    if feeds:
        yield from _each(feeds, "feed", source, discovery)
        return
    if source.kind is not SourceKind.FEED:
        sitemaps = discovery.documents.fetcher.rules(document.url).sitemaps
        # a news sitemap holds two days, others all that there ever was
        news = [url for url in sitemaps if "news" in url.lower()]
        if chosen := tuple(news or sitemaps)[:_MOST_SITEMAPS]:
            yield from _each(chosen, "sitemap", source, discovery)
            return
    if source.kind is SourceKind.PAGES:
        if document.response:
            discovery.documents.fetcher.hold(document.response)
        yield Item(location, source.name)
        return
    found = "no feed" if source.kind is SourceKind.FEED else "no feed, and its robots.txt no sitemap"
    raise DiscoveryError(f"this is a web page that declares {found}; look for its feed's address", document.url)


def _each(urls: tuple[str, ...], kind: str, source: Source, discovery: Discovery) -> Found:
    for url in urls:
        try:
            yield from _listed(_read(discovery, source, url, kind), source, discovery)
        except InputError as error:
            error.where = error.where or url
            yield error


def _streamed(url: str, source: str, discovery: Discovery) -> Found:
    """The records of a WARC file on the web."""
    with discovery.documents.fetcher.stream(url) as stream:
        for offset, response in read_warc(stream, url, screen=discovery.screen, tally=discovery.tally):
            item = Item(f"{_STREAMED}{url.partition('#')[0]}#offset={offset}", source, lastmod=response.fetched)
            discovery.keep(item, response)
            yield item


# --------------------------------------------------------------------------- files


def _files(path: Path, source: str, discovery: Discovery) -> Found:
    if path.is_dir():
        readable = [p for p in sorted(path.rglob("*")) if p.is_file() and _readable(p) and not _hidden(p, path)]
        if not readable:
            raise DiscoveryError(f"the folder holds no file that is read ({_extensions()})", str(path))
        for file in readable:
            try:
                yield from _file(file, source, discovery)
            except InputError as error:
                yield error
        return
    if not path.exists():
        raise DiscoveryError("there is no such file or folder", str(path))
    if not _readable(path):
        raise DiscoveryError(f"files of this kind are not read; those that are: {_extensions()}", str(path))
    yield from _file(path, source, discovery)


def _file(path: Path, source: str, discovery: Discovery) -> Found:
    path = path.resolve()
    uri = path.as_uri()
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if path.name.lower().endswith(SUFFIXES):
            with path.open("rb") as stream:
                for offset, response in read_warc(stream, str(path), screen=discovery.screen, tally=discovery.tally):
                    item = Item(f"{uri}#offset={offset}", source, lastmod=changed)
                    discovery.keep(item, response)
                    yield item
        elif path.suffix.lower() == ".jsonl":
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield Item(f"{uri}#line={number}", source, lastmod=changed)
        elif path.suffix.lower() == _LIST:
            yield from _addresses(path, source)
        else:
            yield Item(uri, source, lastmod=changed)
    except OSError as error:
        raise DiscoveryError(f"cannot be read: {error.strerror or error}", str(path)) from None


def _addresses(path: Path, source: str) -> Found:
    """Pages that a list names, an address a line; blank lines and those that begin with # say nothing."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            address = line.strip()
            if not address or address.startswith("#"):
                continue
            try:
                check_url(address, allow_private=True)
            except FetchError as error:
                yield DiscoveryError(f"line {number}: {address}: {error}", str(path))
            else:
                yield Item(address, source)


def _readable(path: Path) -> bool:
    return path.suffix.lower() in (*MEDIA_TYPES, _LIST) or path.name.lower().endswith(SUFFIXES)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _extensions() -> str:
    return ", ".join((*MEDIA_TYPES, _LIST, *SUFFIXES))
