"""Local files as responses: one code path for what comes from disk and what comes from the network.

Addresses are ``file:`` URIs; ``#line=N`` (from 1) names a line of a ``.jsonl``, ``#offset=N`` a record of a WARC file.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.scrape.fetch import Response
from graph.errors import FetchError

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".jsonl": "application/x-ndjson",
}
LINE_TYPE = "application/json"
_MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LocalPart:
    """A file, or the part of one that a fragment names."""

    path: Path
    line: int | None = None
    offset: int | None = None


def parse_uri(uri: str) -> LocalPart:
    """What a ``file:`` URI names. Raises FetchError."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        raise FetchError("not the address of a file", uri)
    path = Path(unquote(parts.path))
    name, _, number = parts.fragment.partition("=")
    if not parts.fragment:
        return LocalPart(path)
    if name in ("line", "offset") and number.isascii() and number.isdigit():
        return LocalPart(path, **{name: int(number)})
    raise FetchError(f"#{parts.fragment}: parts of files are named #line=N or #offset=N", uri)


class LocalFiles:
    """Reads what ``file:`` URIs name. Thread-safe; the offsets of lines are remembered file by file."""

    def __init__(self) -> None:
        self._lines: dict[Path, tuple[tuple[int, int], list[int]]] = {}
        self._lock = threading.Lock()

    def read(self, uri: str) -> Response:
        """The file, line or record as a response. Raises FetchError."""
        part = parse_uri(uri)
        try:
            if part.line is not None:
                body, media_type = self._line(part.path, part.line, uri), LINE_TYPE
            elif part.offset is not None:
                return _warc_record(part.path, part.offset, uri)
            else:
                size = part.path.stat().st_size
                if size > _MOST_BYTES:
                    raise FetchError(f"larger than {_MOST_BYTES // 1024**2} MiB, the most that is read", uri)
                body = part.path.read_bytes()
                media_type = MEDIA_TYPES.get(part.path.suffix.lower(), "application/octet-stream")
        except OSError as error:
            raise FetchError(f"cannot be read: {error.strerror or error}", uri) from None
        return Response(uri, uri, 200, (("content-type", media_type),), body, datetime.now(UTC))

    def _line(self, path: Path, number: int, uri: str) -> bytes:
        offsets = self._offsets(path)
        if not 1 <= number < len(offsets):
            raise FetchError(f"there is no line {number}", uri)
        start, end = offsets[number - 1], offsets[number]
        if end - start > _MOST_BYTES:
            raise FetchError(f"the line is larger than {_MOST_BYTES // 1024**2} MiB, the most that is read", uri)
        with path.open("rb") as file:
            file.seek(start)
            return file.read(end - start)

    def _offsets(self, path: Path) -> list[int]:
        """Where each line of the file starts, and where the last one ends."""
        stat = path.stat()
        stamp = (stat.st_size, stat.st_mtime_ns)
        with self._lock:
            known = self._lines.get(path)
            if known is None or known[0] != stamp:
                offsets = [0]
                with path.open("rb") as lines:
                    for line in lines:
                        offsets.append(offsets[-1] + len(line))
                known = self._lines[path] = (stamp, offsets)
            return known[1]


def _warc_record(path: Path, offset: int, uri: str) -> Response:
    try:
        with path.open("rb") as file:
            file.seek(offset)
            for record in ArchiveIterator(file):
                body = record.content_stream().read(_MOST_BYTES + 1)
                if len(body) > _MOST_BYTES:
                    raise FetchError(f"larger than {_MOST_BYTES // 1024**2} MiB, the most that is read", uri)
                http = record.http_headers
                url = record.rec_headers.get_header("WARC-Target-URI") or uri
                told = http.headers if http else [("content-type", record.content_type or "")]
                headers = tuple((name.lower(), value) for name, value in told)
                # the body comes decoded, so what says otherwise must not be believed again
                kept = tuple(h for h in headers if h[0] not in ("content-encoding", "transfer-encoding"))
                when = _warc_date(record.rec_headers.get_header("WARC-Date") or "")
                return Response(url, url, 200, kept, body, when)
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        raise FetchError(f"no WARC record can be read at {offset}: {error}", uri) from None
    raise FetchError(f"there is no WARC record at {offset}", uri)


def _warc_date(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
