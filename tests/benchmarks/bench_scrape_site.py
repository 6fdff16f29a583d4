"""Two runs over a site of 2,000 pages behind a server that misbehaves (``misbehaving_site.py``), loopback only.

    python -m tests.benchmarks.bench_scrape_site [--pages 2000] [--port 8080] [--home FOLDER]

Prints the report of each run, what became of each kind of page beside what should have, what was asked that was
forbidden, and the memory. Exit status 1 if anything is lost, forbidden or kept in memory.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

from rich.console import Console

import flows.workshop
from flows.report import RunReport, render
from flows.scrape.catalogue import Catalogue
from flows.scrape.decide import State
from flows.scrape.explain import explain
from flows.scrape.fetch import Fetcher
from flows.settings import Settings
from flows.stages import Advance, run_ingest
from tests.benchmarks.misbehaving_site import ADDRESSES, HOST, KINDS, address, kinds

ROOT = Path(__file__).resolve().parent.parent.parent
MIB = 1024 * 1024


class Memory:
    """Resident memory of this process, looked at every fifth of a second; bodies are counted by the page."""

    def __init__(self) -> None:
        self.at: list[tuple[int, float]] = []
        self.done = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def step(self, advance: Advance) -> None:
        """How far the run has come."""
        if advance.stage == "publish":  # the store's memory, not that of scraping
            self._over.set()
        elif advance.stage != "discover":
            self.done = max(self.done, advance.done)

    def peaks(self, pages: int) -> list[float]:
        """The highest of each fifth of the pages, in MiB."""
        highest = [0.0] * 5
        for done, size in self.at:
            fifth = min(done * 5 // max(pages, 1), 4)
            highest[fifth] = max(highest[fifth], size)
        return highest

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            self.at.append((self.done, pages * 4096 / MIB))


def run(settings: Settings, url: str, pages: int) -> tuple[RunReport, Memory, float]:
    """One run over the site."""
    began = time.monotonic()
    with Memory() as memory:
        report = run_ingest(settings, [url], memory.step)
    seconds = time.monotonic() - began
    Console(width=160, highlight=False).print(render(report))
    told = ", ".join(f"{size:.0f}" for size in memory.peaks(report.total.new))
    print(f"{seconds:.0f} s; highest resident memory of each fifth of the new pages, MiB: {told}")
    return report, memory, seconds


def outcome(catalogue: Catalogue, url: str) -> str:
    """What became of a page."""
    known, skip = catalogue.known(url), catalogue.skip(url)
    if known and known.state is State.DONE:
        return "read"
    if skip:
        return "skipped"
    return "failed" if known and known.state is State.FAILED else "lost"


def judge(settings: Settings, pages: int, port: int) -> int:
    """Print what became of each kind of page; how many are not as they should be."""
    wrong = 0
    by_kind: dict[str, Counter[str]] = {}
    unexplained = 0
    with Catalogue(settings.home) as catalogue:
        for number, kind in enumerate(kinds(pages)):
            url = address(number, kind, port)
            by_kind.setdefault(kind, Counter())[outcome(catalogue, url)] += 1
            verdict = explain(url, catalogue, (), settings)[0].text
            unexplained += not verdict or "no source has listed it" in verdict
    print(f"\n{'kind of page':<16}{'pages':>6}  became{'':<24}should be")
    for kind in ("good", *KINDS):
        found = by_kind.get(kind, Counter())
        expected = KINDS.get(kind, (0, "read"))[1]
        number = sum(found.values())
        right = found["read"] == 1 and found["skipped"] == number - 1 if kind == "strict" else found[expected] == number
        wrong += not right
        shown = ", ".join(f"{n} {what}" for what, n in sorted(found.items()))
        print(f"{kind:<16}{number:>6}  {shown:<30}{expected}{'' if right else '   <- WRONG'}")
    print(f"lost: {sum(found['lost'] for found in by_kind.values())}; without a reason: {unexplained}")
    return wrong + unexplained


def main() -> int:
    """Run both and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--port", type=int, default=8080, choices=(8080, 8443))
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    # the names lead to loopback; the addresses of the server stand for the public network, all others do not
    public = set(ADDRESSES.values())
    flows.workshop.Fetcher = partial(  # type: ignore[misc, assignment]
        Fetcher,
        resolver=lambda host, _port: [ADDRESSES.get(host, host)],
        allowed=public.__contains__,
        whole_seconds=5.0,
    )
    with tempfile.TemporaryDirectory() as scratch:
        home = given.home or Path(scratch) / "home"
        log = Path(scratch) / "asked.log"
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.misbehaving_site", str(given.port), str(given.pages), str(log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert server.stdin
        assert server.stdout
        try:
            assert server.stdout.readline() == "ready\n"
            return compare(given.pages, given.port, home, log, server)
        finally:
            server.kill()
            server.wait()
            server.stdin.close()
            server.stdout.close()


def compare(pages: int, port: int, home: Path, log: Path, server: subprocess.Popen[str]) -> int:
    """Both runs; 1 if something is not as it should be."""
    assert server.stdin
    assert server.stdout
    settings = Settings(home=home, delay_seconds=0, retry_cap_seconds=3, batch_size=100)
    url = f"http://{HOST}:{port}/sitemap.xml"
    print(f"== first run, {pages} pages")
    first, memory, _ = run(settings, url, pages)
    wrong = judge(settings, pages, port)
    asked = log.read_text(encoding="utf-8").splitlines()
    forbidden = [line for line in asked if "/private/" in line or "/secret" in line or line.startswith("127.0.0.1 ")]
    statuses = Counter(line.rpartition(" ")[2] for line in asked)
    print(f"asked: {len(asked)} requests, by status {dict(sorted(statuses.items()))}; forbidden: {len(forbidden)}")
    peaks = memory.peaks(first.total.new)
    growth = peaks[4] - peaks[1]

    good = [n for n, kind in enumerate(kinds(pages)) if kind == "good"]
    revised, touched = good[: pages // 50], good[pages // 50 : pages // 50 + pages // 100]
    server.stdin.write(f"revise {','.join(map(str, revised))} touch {','.join(map(str, touched))}\n")
    server.stdin.flush()
    server.stdout.readline()
    print(f"\n== second run, after {len(revised)} pages were edited and {len(touched)} touched")
    second, _, _ = run(settings, url, pages)
    again = [line.split() for line in log.read_text(encoding="utf-8").splitlines()[len(asked) :]]
    changed = {f"/news/{n}" for n in revised}
    kind_of = {address(n, kind, port).rpartition(":")[2].partition("/")[2]: kind for n, kind in enumerate(kinds(pages))}
    had = {f"/{path}" for path, kind in kind_of.items() if KINDS.get(kind, (0, "read"))[1] == "read"}
    news = [(path, status) for _, _, path, status in again if path.startswith("/news/")]
    by = Counter((status, path in changed) for path, status in news if path in had)
    rest = Counter(f"{path} {status}" for _, _, path, status in again if not path.startswith("/news/"))
    print(f"asked again: {dict(rest)}")
    print(
        f"pages: {by['200', True]} edited ones had, {by['304', False]} touched ones not modified,"
        f" {by['200', False]} unchanged ones had; of pages that failed before:"
        f" {sum(path not in had for path, _ in news)} tries"
    )
    wrong += by["200", True] != len(revised) or by["304", False] != len(touched) or by["200", False] > 0
    print(f"memory grew by {growth:.0f} MiB from the second to the last fifth of the first run")
    print(f"second run unchanged: {second.total.unchanged} of {second.total.discovered}")
    return int(bool(wrong or forbidden or growth > 150))


if __name__ == "__main__":
    sys.exit(main())
