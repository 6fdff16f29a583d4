"""The archive: every response as it came, in WARC 1.1 files, before anything reads it.

Files are ``<home>/archive/reelgraph-00001.warc.gz`` and so on, one gzip member a record, so that a record is read by
its offset. The file being written ends in ``.open``. A process that dies leaves it behind, perhaps with half a record
at its end: the next archive that opens the folder cuts that and closes the file. Beside them ``seen.index``
remembers which body came from which address, so that an unchanged page is not stored twice; it can be deleted.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.scrape import warc
from flows.scrape.response import Response
from graph.errors import StoreError
from graph.model import Capture

_FOLDER = "archive"
_INDEX = "seen.index"
_OPEN = ".open"
_ROTATE = 1024**3


class Archive:
    """The WARC files of a workspace. Thread-safe; a file is made with the first capture that is new."""

    def __init__(self, home: Path, *, rotate: int = _ROTATE) -> None:
        self._home = home
        self._folder = home / _FOLDER
        self._rotate = rotate
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._name = ""
        self._index: dict[bytes, tuple[str, int]] | None = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def write(self, response: Response) -> Capture:
        """Archive a response. Raises StoreError.

        One that came with the same body before is found again: the capture is that one, and a revisit record says when
        it came once more. Files that are read again leave no record.
        """
        digest = warc.sha256(response.body)
        key = _key(response.url, response.requested, digest)
        with self._lock, self._told():
            found = self._seen().get(key)
            if found is not None:
                try:
                    original = self.read(*found)
                except StoreError:
                    del self._seen()[key]  # the file is gone: the index outlived it
                else:
                    if response.url.startswith("http"):
                        self._append(warc.revisit_records(response, original))
                    return original
            headers, records = warc.response_records(response, digest)
            offset = self._append(records)
            self._remember(key, offset)
            return Capture(
                url=response.url,
                requested=response.requested,
                fetched=response.fetched,
                status=response.status,
                headers=headers,
                body=response.body,
                digest=f"sha256:{digest}",
                archive=f"{_FOLDER}/{self._name}",
                offset=offset,
            )

    def revisit(self, response: Response, path: str, offset: int) -> Capture:
        """The capture at that place, of which the server says (status 304) that it still holds. Raises StoreError."""
        with self._lock, self._told():
            original = self.read(path, offset)
            self._append(warc.revisit_records(response, original))
            return original

    def witness(self, response: Response) -> None:
        """Archive what is no document: a redirect, a refusal, a robots.txt. Raises StoreError."""
        with self._lock, self._told():
            self._append(warc.response_records(response, warc.sha256(response.body))[1])

    def read(self, path: str, offset: int) -> Capture:
        """The capture whose response stands at ``offset`` of an archive file (relative to the workspace).

        Raises StoreError if there is none.
        """
        where = f"{path} at {offset}"
        try:
            with self._existing(path).open("rb") as file:
                file.seek(offset)
                record = next(ArchiveIterator(file), None)
                if record is None or record.rec_type not in ("response", "resource"):
                    raise StoreError(f"{where}: there is no archived response")
                body = record.raw_stream.read()
                return warc.capture_of(record, body, path, offset, where)
        except OSError as error:
            raise StoreError(f"{where}: cannot be read: {error.strerror or error}") from None
        except (ArchiveLoadFailed, ValueError, EOFError, zlib.error) as error:
            raise StoreError(f"{where}: damaged: {error}") from None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self._folder}: cannot be written: {error.strerror or error}") from error

    def _append(self, records: bytes) -> int:
        """Write records in one go; returns where they begin."""
        file = self._writable()
        offset = file.tell()
        file.write(records)
        file.flush()
        return offset

    def close(self) -> None:
        """Finish the file being written. The archive may be written to again, which begins another."""
        with self._lock:
            self._finish()

    def _finish(self) -> None:
        if self._file is None:
            return
        file, self._file = self._file, None
        file.flush()
        os.fsync(file.fileno())
        (self._folder / (self._name + _OPEN)).rename(self._folder / self._name)
        file.close()

    def _existing(self, path: str) -> Path:
        closed = self._home / path
        if not closed.exists():
            unfinished = closed.with_name(closed.name + _OPEN)
            if unfinished.exists():
                return unfinished
        return closed

    def _writable(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._rotate:
            self._finish()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            recover(self._folder)
            self._file, self._name = _create(self._folder)
            self._file.write(warc.warcinfo_record(self._name))
        return self._file

    def _seen(self) -> dict[bytes, tuple[str, int]]:
        if self._index is None:
            self._index = {}
            path = self._folder / _INDEX
            if path.exists():
                for line in path.read_bytes().splitlines():
                    try:
                        key, name, offset = json.loads(line)
                        self._index[bytes.fromhex(key)] = (f"{_FOLDER}/{name}", int(offset))
                    except (ValueError, TypeError):  # a line that a dying process did not finish
                        continue
        return self._index

    def _remember(self, key: bytes, offset: int) -> None:
        self._seen()[key] = (f"{_FOLDER}/{self._name}", offset)
        line = json.dumps([key.hex(), self._name, offset], separators=(",", ":")) + "\n"
        with (self._folder / _INDEX).open("ab") as index:
            # begins with a line break too, in case the last line was cut off
            index.write(b"\n" + line.encode() if _cut_off(self._folder / _INDEX) else line.encode())


def recover(folder: Path) -> tuple[Path, ...]:
    """Close the files that dead processes left open, each cut after its last whole record. Returns them."""
    recovered = []
    for path in sorted(folder.glob(f"*.warc.gz{_OPEN}")):
        with path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # its writer lives
                continue
            if not path.exists():  # finished by another while we waited
                continue
            file.truncate(_whole_members(file))
            os.fsync(file.fileno())
            closed = path.with_name(path.name.removesuffix(_OPEN))
            path.rename(closed)
            recovered.append(closed)
    return tuple(recovered)


def _whole_members(file: BinaryIO) -> int:
    """Where the last complete gzip member of a file ends."""
    end = position = 0
    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while chunk := file.read(1024 * 1024):
        while chunk:
            try:
                decompressor.decompress(chunk)
            except zlib.error:
                return end
            rest = decompressor.unused_data
            position += len(chunk) - len(rest)
            if not decompressor.eof:
                break
            end = position
            decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
            chunk = rest
    return end


def _create(folder: Path) -> tuple[BinaryIO, str]:
    taken = [int(p.name[10:15]) for p in folder.glob("reelgraph-[0-9][0-9][0-9][0-9][0-9].warc.gz*")]
    number = max(taken, default=0) + 1
    while True:
        name = f"reelgraph-{number:05}.warc.gz"
        path = folder / (name + _OPEN)
        try:
            file = path.open("x+b")
        except FileExistsError:
            number += 1
            continue
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists() and not (folder / name).exists():
            return file, name
        file.close()
        number += 1


def _key(url: str, requested: str, digest: str) -> bytes:
    return hashlib.sha256(f"{url}\n{requested}\n{digest}".encode("utf-8", "surrogatepass")).digest()[:16]


def _cut_off(index: Path) -> bool:
    with index.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
