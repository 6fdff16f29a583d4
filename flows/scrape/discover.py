"""What articles a source has: items of feeds, sitemaps, lists of pages, files and folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.scrape.archive import Archive
from flows.scrape.feeds import read_feed
from flows.scrape.fetch import Fetcher, Response
from flows.scrape.local import LINE_TYPE, MEDIA_TYPES, LocalFiles
from flows.scrape.sitemaps import read_sitemap
from flows.scrape.sniff import Kind, sniff
from graph.errors import DiscoveryError, InputError
from graph.model import Capture, Item, Source, SourceKind

_WARC = (".warc", ".warc.gz")
_ARTICLE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", LINE_TYPE, ""})


def discover(
    source: Source,
    fetcher: Fetcher,
    archive: Archive | None = None,
    *,
    known: Callable[[str], bool] = lambda _: False,
) -> Iterator[Item | InputError]:
    """The articles of a source, each once, and what went wrong in looking for them; the rest goes on.

    Feeds and sitemaps are kept in ``archive`` as they came. An address of kind ``pages`` is looked at, unless it is
    ``known`` to be a page: it may turn out to be a feed or a sitemap.
    """
    seen: set[str] = set()
    for location in source.locations:
        try:
            for found in _discover_one(location, source, fetcher, archive, known):
                if isinstance(found, InputError):
                    yield found
                elif found.url not in seen:
                    seen.add(found.url)
                    yield found
        except InputError as error:
            error.where = error.where or location
            yield error


def capture(item: Item, fetcher: Fetcher, archive: Archive, files: LocalFiles | None = None) -> Capture:
    """Fetch or read what an item stands for and archive it. Raises FetchError, TransientFetchError, StoreError.

    ``files`` remembers where lines begin; give the same one for all items of a run.
    """
    local = item.url.startswith("file:")
    return archive.write((files or LocalFiles()).read(item.url) if local else fetcher.fetch(item.url))


def _discover_one(
    location: str, source: Source, fetcher: Fetcher, archive: Archive | None, known: Callable[[str], bool]
) -> Iterator[Item | InputError]:
    if source.kind is SourceKind.FILES:
        yield from _files(Path(location), source.name)
        return
    if source.kind is SourceKind.PAGES and known(location):
        yield Item(location, source.name)
        return
    kind = {SourceKind.FEED: "feed", SourceKind.SITEMAP: "sitemap"}.get(source.kind, "any")
    response = fetcher.fetch(location, kind=kind)
    found = sniff(response.body, response.media_type)
    if source.kind is SourceKind.PAGES and found not in (Kind.FEED, Kind.SITEMAP):
        fetcher.hold(response)
        yield Item(location, source.name)
        return
    if archive:
        archive.write(response)
    # what is neither is read as what the source says, for the sake of its error message
    if found is Kind.SITEMAP or (source.kind is SourceKind.SITEMAP and found is not Kind.FEED):
        yield from read_sitemap(response.body, url=response.url, source=source.name, get=_further(fetcher, archive))
    else:
        yield from _feed(response, source.name)


def _feed(response: Response, source: str) -> Iterator[Item | InputError]:
    found = sniff(response.body, response.media_type)
    if found is Kind.EMPTY:
        raise DiscoveryError("the feed is empty", response.url)
    if found is Kind.HTML:
        raise DiscoveryError("this is a web page, not a feed; look for its feed's address", response.url)
    content_type = next((value for name, value in response.headers if name == "content-type"), "")
    yield from read_feed(response.body, url=response.url, source=source, content_type=content_type)


def _further(fetcher: Fetcher, archive: Archive | None) -> Callable[[str], bytes]:
    def get(url: str) -> bytes:
        response = fetcher.fetch(url, kind="sitemap")
        if archive:
            archive.write(response)
        return response.body

    return get


# --------------------------------------------------------------------------- files


def _files(path: Path, source: str) -> Iterator[Item | InputError]:
    if path.is_dir():
        readable = [p for p in sorted(path.rglob("*")) if p.is_file() and _readable(p) and not _hidden(p, path)]
        if not readable:
            raise DiscoveryError(f"the folder holds no file that is read ({_extensions()})", str(path))
        for file in readable:
            try:
                yield from _file(file, source)
            except InputError as error:
                yield error
        return
    if not path.exists():
        raise DiscoveryError("there is no such file or folder", str(path))
    if not _readable(path):
        raise DiscoveryError(f"files of this kind are not read; those that are: {_extensions()}", str(path))
    yield from _file(path, source)


def _file(path: Path, source: str) -> Iterator[Item | InputError]:
    path = path.resolve()
    uri = path.as_uri()
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if path.name.lower().endswith(_WARC):
            yield from (Item(f"{uri}#offset={n}", source, lastmod=changed) for n in _warc_offsets(path))
        elif path.suffix.lower() == ".jsonl":
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield Item(f"{uri}#line={number}", source, lastmod=changed)
        else:
            yield Item(uri, source, lastmod=changed)
    except OSError as error:
        raise DiscoveryError(f"cannot be read: {error.strerror or error}", str(path)) from None


def _warc_offsets(path: Path) -> Iterator[int]:
    """Where the records stand that may be articles: a page, plain text or a record of our own, status 200."""
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                target = record.rec_headers.get_header("WARC-Target-URI") or ""
                if not target.startswith(("http:", "https:", "file:")):
                    continue
                if record.rec_type == "resource":
                    media_type = record.content_type or ""
                elif record.rec_type == "response" and (http := record.http_headers) and http.get_statuscode() == "200":
                    media_type = http.get_header("content-type") or ""
                else:
                    continue
                if media_type.partition(";")[0].strip().lower() in _ARTICLE_TYPES:
                    yield records.get_record_offset()
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        raise DiscoveryError(f"not a readable WARC file: {' '.join(str(error).split())}", str(path)) from None


def _readable(path: Path) -> bool:
    return path.suffix.lower() in MEDIA_TYPES or path.name.lower().endswith(_WARC)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _extensions() -> str:
    return ", ".join((*MEDIA_TYPES, *_WARC))
