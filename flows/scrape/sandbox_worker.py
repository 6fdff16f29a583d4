"""The worker of :mod:`flows.scrape.sandbox`: reads pages from standard input, one after the other, within limits.

It loads everything once and forks a child that reads the pages. A child that dies of a limit is told of and replaced
by a fork, in milliseconds. Nothing but the standard streams leads out of a child.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from datetime import datetime
from typing import Any

from flows.scrape.frames import BrokenFrameError, pack, unpack
from flows.scrape.parse import parse
from graph.errors import InputError, ParseError
from graph.extract.language import identify
from graph.extract.records import article_to_json
from graph.model import Capture, Item, Source, SourceKind

_REPLACED = 64  # exit status of a child that has read its share of pages
_OUT_OF_MEMORY = 65
_REASONS = {
    signal.SIGXCPU: "it took more than {cpu_seconds} s of processor time",
    signal.SIGALRM: "it took more than {wall_seconds} s",
    signal.SIGSEGV: "it made the parser crash",
    signal.SIGABRT: "it made the parser crash",
    signal.SIGBUS: "it made the parser crash",
    signal.SIGKILL: "it was killed, most likely for want of memory",
}
# what no parser needs: a page that gets hold of the process gets nowhere
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.kill", "ctypes.dlopen",
)  # fmt: skip


def main() -> None:
    """Serve until standard input ends; the argument holds the limits."""
    limits: dict[str, int] = json.loads(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C stops the run; the run stops this
    identify("a text that makes the classifier load its model before any fork, so that it is loaded once", "")
    gc.collect()
    gc.freeze()
    _write(pack({"ready": True}))
    while True:
        child = os.fork()
        if child == 0:
            _serve(limits)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _REPLACED:
            continue
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
            return
        _write(pack({"error": f"the page cannot be read: {_reason(status, limits)}"}))


def _reason(status: int, limits: dict[str, int]) -> str:
    if os.WIFEXITED(status):
        if os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
            return f"it needs more than {limits['memory_bytes'] // 2**20} MB of memory"
        return f"its reader ended with status {os.WEXITSTATUS(status)}"
    reason = _REASONS.get(signal.Signals(os.WTERMSIG(status)), f"its reader died of signal {os.WTERMSIG(status)}")
    return reason.format(**limits)


def _serve(limits: dict[str, int]) -> None:
    """Read pages until there are no more, or enough have been read. Does not return."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the kernel ends the process, whatever a C library is doing
    _forbid()
    _limit_memory(limits["memory_bytes"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for _ in range(limits["pages"]):
        try:
            request, body = unpack(lambda size: os.read(0, size))
        except BrokenFrameError:
            os._exit(0)
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + limits["cpu_seconds"], resource.RLIM_INFINITY))
        signal.setitimer(signal.ITIMER_REAL, limits["wall_seconds"])
        try:
            answer = pack(_parsed(request, body))
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        _write(answer)
    os._exit(_REPLACED)


def _parsed(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    given = request["capture"]
    headers = tuple((name, value) for name, value in given.pop("headers"))
    fetched = datetime.fromisoformat(given.pop("fetched"))
    capture = Capture(**given, headers=headers, fetched=fetched, body=body)
    item = Item(**{**request["item"], **{k: _moment(request["item"].get(k)) for k in ("published", "lastmod")}})
    notes: list[InputError] = []
    answer: dict[str, Any] = {}
    try:
        article = parse(capture, item, _source(request["source"]), note=notes.append)
        answer["article"] = article_to_json(article)
    except ParseError as error:
        answer |= {"error": str(error), "where": error.where}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must not stop a run, whatever it does to the parser
        answer["error"] = f"the program failed on it: {type(error).__name__}: {error}"
    answer["notes"] = [(str(problem), problem.where) for problem in notes]
    return answer


def _source(given: dict[str, Any] | None) -> Source | None:
    if given is None:
        return None
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Source(**{**given, **lists, "kind": SourceKind(given["kind"])})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _limit_memory(size: int) -> None:
    """Limit the address space to ``size`` beyond what is mapped now; systems without ``/proc`` go without."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - a path would import more
            mapped = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + size, mapped + size))
    except (OSError, ValueError):
        return


def _forbid() -> None:
    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(f"{event} is not for readers of pages")
        if event == "open" and isinstance(arguments[1], str) and any(c in arguments[1] for c in "wax+"):
            raise PermissionError("readers of pages write no files")

    sys.addaudithook(refuse)


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


if __name__ == "__main__":
    main()
