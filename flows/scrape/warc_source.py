"""WARC files of others as sources: read once, from beginning to end, as a stream; nothing is unpacked to disk.

A file may lie on disk or be on the web (CC-NEWS), and a list of such files (``warc.paths.gz``) stands for all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecordType

from flows.scrape.response import Response
from graph.errors import DiscoveryError, InputError

SUFFIXES = (".warc", ".warc.gz")
LIST_SUFFIXES = ("warc.paths", "warc.paths.gz")
_MOST_BYTES = 5 * 1024 * 1024
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
# what local files are archived as, lines of records among them
_LOCAL = _PAGES | {"application/json"}
# of our own archive, and of any other: what tells about a site is no page of it
_NO_PAGES = ("/robots.txt", "/.well-known/tdmrep.json")
_MOST_LISTED = 10_000
_UNREADABLE = (OSError, ValueError, EOFError, zlib.error, MemoryError)


@dataclass
class Tally:
    """What became of the records of WARC files."""

    records: int = 0  #: responses and resources
    pages: int = 0  #: of them, pages with status 200
    too_large: int = 0
    broken: int = 0  #: cut off, or not encoded as declared
    screened: int = 0  #: pages that a screen left out


Screen = Callable[[bytes, str], bool]


def read_warc(
    stream: BinaryIO, where: str, *, screen: Screen | None = None, tally: Tally | None = None
) -> Iterator[tuple[int, Response]]:
    """The pages of a WARC file, each with the offset of its record.

    ``screen`` is given a page's bytes and Content-Type and says whether it is wanted. Raises DiscoveryError where the
    file breaks off or is none, after the pages before that.
    """
    tally = tally if tally is not None else Tally()
    try:
        records = ArchiveIterator(
            stream,
            record_types=WarcRecordType.response | WarcRecordType.resource,
            parse_http=True,
            auto_decode="all",
            max_header_len=64 * 1024,
        )
        for record in records:
            tally.records += 1
            found = _page(record, screen, tally)
            if found:
                yield record.stream_pos, found
        if tally.broken:
            raise DiscoveryError(f"{tally.broken} records are cut off or not encoded as declared; left out", where)
    except InputError:
        raise
    except BaseException as error:
        # what fastwarc, written in Rust, did not foresee comes as a panic, which is no Exception
        if not isinstance(error, _UNREADABLE) and type(error).__name__ != "PanicException":
            raise
        raise DiscoveryError(f"not a readable WARC file, or cut off: {' '.join(str(error).split())}", where) from None


def listed_files(body: bytes, url: str) -> tuple[str, ...]:
    """The files that a list of paths names, absolute; what follows ``#`` in ``url`` picks those whose name holds it.

    Raises DiscoveryError.
    """
    try:
        packed = body.startswith(b"\x1f\x8b")
        text = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, _MOST_LISTED * 1000) if packed else body
    except zlib.error as error:
        raise DiscoveryError(f"the list cannot be unpacked: {error}", url) from None
    parts = urlsplit(url)
    # paths of Common Crawl count from the root of the host
    root = f"{parts.scheme}://{parts.netloc}/"
    lines = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
    found = [urljoin(root, line) for line in lines if line.endswith(SUFFIXES) and parts.fragment in line]
    if not found:
        chosen = f" with {parts.fragment!r} in its name" if parts.fragment else ""
        raise DiscoveryError(f"the list names no WARC file{chosen}", url)
    return tuple(found[:_MOST_LISTED])


def _page(record: Any, screen: Screen | None, tally: Tally) -> Response | None:
    url = record.headers.get("WARC-Target-URI") or ""
    url = url.strip("<> ")
    if not url.startswith(("http:", "https:", "file:")) or url.partition("?")[0].endswith(_NO_PAGES):
        return None
    http = record.http_headers
    if http is not None:
        if http.status_code != 200:
            return None
        content_type = http.get("Content-Type") or ""
    elif record.record_type == WarcRecordType.resource:
        content_type = record.headers.get("Content-Type") or ""
    else:
        return None
    if content_type.partition(";")[0].strip().lower() not in (_LOCAL if url.startswith("file:") else _PAGES):
        return None
    tally.pages += 1
    try:
        body = record.reader.read(_MOST_BYTES + 1)
    except OSError:
        tally.broken += 1
        return None
    if len(body) > _MOST_BYTES:
        tally.too_large += 1
        return None
    encoded = http is not None and ("Content-Encoding" in http or "Transfer-Encoding" in http)
    if not encoded and len(body) < record.content_length:  # fastwarc is silent where a file breaks off
        tally.broken += 1
        return None
    if screen and not screen(body, content_type):
        tally.screened += 1
        return None
    headers = (
        tuple(
            (name.lower(), value)
            for name, value in http.items()
            # the body comes decoded, so what says otherwise must not be believed again
            if name.lower() not in ("content-encoding", "transfer-encoding")
        )
        if http is not None
        else (("content-type", content_type),)
    )
    return Response(url, url, 200, headers, body, _moment(record.record_date))


def _moment(found: datetime | None) -> datetime:
    if found is None:
        return datetime.fromtimestamp(0, UTC)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
