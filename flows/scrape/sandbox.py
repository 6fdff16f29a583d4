"""Reading pages in a process that can be killed: a page may take what it likes, it takes no more than its limits.

Ordinary HTML can cost a parser minutes and gigabytes (500,000 ``<br>`` are enough), or make a C library crash. So pages
are read by a worker (:mod:`flows.scrape.sandbox_worker`) with limits on CPU time, wall time and memory, without network
and without files to write. It is replaced after many pages, and after each that has used it up.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import IO, Any

from flows.scrape.frames import BrokenFrameError, pack, unpack
from graph.errors import InputError, ParseError
from graph.extract.records import article_from_json
from graph.model import Article, Capture, Item, Source

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from flows.scrape.sandbox_worker import main; main()"
_STARTING = 120.0  # seconds that a worker may take to start; on a busy machine it takes many
_GRACE = 15.0  # seconds beyond the worker's own wall limit, after which it is killed from outside


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost."""

    cpu_seconds: int = 20
    wall_seconds: int = 60
    memory_bytes: int = 2 * 2**30  #: beyond what the worker needs to start
    pages: int = 500  #: after which a worker is replaced, since parsers leak


class Sandbox:
    """Parses captures in a worker. Thread-safe: one page after the other. Close it, or use it as a context manager."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse(
        self,
        capture: Capture,
        item: Item,
        source: Source | None = None,
        *,
        note: Callable[[InputError], None] = lambda _: None,
    ) -> Article:
        """As :func:`flows.scrape.parse.parse`, within the limits. Raises ParseError, also where they are passed."""
        where = item.url or capture.url
        header = {
            "capture": {k: v for k, v in asdict(capture).items() if k != "body"},
            "item": asdict(item),
            "source": asdict(source) if source else None,
        }
        try:
            answer = self._ask(pack(header, capture.body, default=_plain))
        except BrokenFrameError as error:
            raise ParseError(f"the page stopped the reader: {error}", where) from None
        for text, place in answer.get("notes", ()):
            note(ParseError(text, place))
        if "article" in answer:
            return article_from_json(answer["article"])
        raise ParseError(answer.get("error") or "the reader gave no answer", answer.get("where") or where)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    # ------------------------------------------------------------------ the process

    def _ask(self, request: bytes) -> dict[str, Any]:
        with self._lock:
            into, out = self._streams()
            try:
                _send(into, request, time.monotonic() + self.limits.wall_seconds + _GRACE)
                answer = self._answer(out, self.limits.wall_seconds + _GRACE)
            except (BrokenFrameError, OSError) as error:
                self._end()
                raise BrokenFrameError(str(error)) from None
            if not isinstance(answer, dict):
                self._end()
                raise BrokenFrameError("its answer makes no sense")
            return answer

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        """The standard input and output of the worker, which is started if none runs."""
        if self._process and self._process.stdin and self._process.stdout and self._process.poll() is None:
            return self._process.stdin, self._process.stdout
        self._end()
        command = [sys.executable, "-X", "utf8", "-c", _START, json.dumps(sys.path), json.dumps(asdict(self.limits))]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0, start_new_session=True)
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise BrokenFrameError("it did not start")
        os.set_blocking(into.fileno(), False)
        try:
            self._answer(out, _STARTING)
        except (BrokenFrameError, OSError) as error:
            self._end()
            raise BrokenFrameError(f"it did not start ({error})") from None
        return into, out

    def _answer(self, stream: IO[bytes], seconds: float) -> Any:
        deadline = time.monotonic() + seconds

        def read(size: int) -> bytes:
            ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise BrokenFrameError(f"it gave no answer in {seconds:.0f} s")
            return os.read(stream.fileno(), size)

        return unpack(read)[0]

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.stdin:
            process.stdin.close()
        try:
            os.killpg(process.pid, 9)
        except (ProcessLookupError, PermissionError):
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@cache
def shared_sandbox() -> Sandbox:
    """The sandbox of this process, for everyone who keeps the usual limits: starting a worker takes seconds."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox


def _send(stream: IO[bytes], data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        _, ready, _ = select.select([], [stream], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise BrokenFrameError("it takes no page")
        view = view[os.write(stream.fileno(), view[: 1 << 16]) :]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sent")
