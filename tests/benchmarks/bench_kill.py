"""A run that is killed with SIGKILL at ten random moments, each time started again, beside one that is left alone.

    python -m tests.benchmarks.bench_kill [--pages 150] [--kills 10] [--seed 1]

A local site, some pages of which fail, forbid or redirect. Both must end with the same graph (digest of the snapshot),
the same articles and captures in the catalogue, and whole WARC files. Exit status 1 if they do not.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from warcio.archiveiterator import ArchiveIterator

from flows.scrape.catalogue import Catalogue
from flows.settings import Settings
from flows.stages import run_ingest
from graph import resources

RUN = """
import sys
from pathlib import Path
from flows.settings import Settings
from flows.stages import run_ingest
from graph.extract.pipeline import default_extractor
default_extractor(None)
print("began", flush=True)
run_ingest(Settings(home=Path(sys.argv[1]), delay_seconds=0, allow_private=True, retry_cap_seconds=0, batch_size=10),
           [sys.argv[2]])
"""


class Handler(BaseHTTPRequestHandler):
    """Sample articles by number; a few are gone, forbidden or somewhere else."""

    pages = 0
    asked: ClassVar[Counter[str]] = Counter()
    samples: tuple[bytes, ...] = ()

    def do_GET(self) -> None:
        """Answer."""
        self.asked[self.path] += 1
        root = f"http://127.0.0.1:{self.server.server_address[1]}"
        if self.path == "/robots.txt":
            self._send(200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
        elif self.path == "/feed":
            links = "".join(
                f"<item><link>{root}/{'private' if n % 25 == 7 else 'news'}/{n}</link></item>"
                for n in range(self.pages)
            )
            self._send(200, f'<rss version="2.0"><channel>{links}</channel></rss>'.encode(), "text/xml")
        elif self.path.startswith("/news/") and (number := int(self.path[6:])) % 25 != 11:
            if number % 25 == 13:
                self._send(301, b"", "text/html", f"/news/{number + self.pages}")
            else:
                body = self.samples[number % len(self.samples)]
                self._send(200, body.replace(b"</p>", f" ({number}.)</p>".encode(), 1), "text/html")
        else:
            self._send(404, b"", "text/html")

    def _send(self, status: int, body: bytes, media_type: str, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


def state(home: Path) -> tuple[object, ...]:
    """What a workspace holds, as far as it does not tell of clocks."""
    with Catalogue(home) as catalogue:
        captures = sorted({(c.item.url, c.item.source) for c in catalogue.captures()})
        versions = sorted(
            (c.item.url, a.id, a.version) for c in catalogue.captures() for a in catalogue.articles_of(c.item.url)
        )
    return captures, sorted(set(versions))


def records(home: Path) -> Counter[str]:
    """The records of all WARC files, every one read whole."""
    found: Counter[str] = Counter()
    for path in sorted((home / "archive").glob("*.warc.gz*")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                found[record.rec_type] += 1
    return found


def killed_run(home: Path, url: str, seconds: float) -> bool:
    """Start a run and kill it so long after it began; whether it was still running."""
    process = subprocess.Popen([sys.executable, "-c", RUN, str(home), url], stdout=subprocess.PIPE)
    assert process.stdout
    with process.stdout:
        process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        return process.wait() == -signal.SIGKILL


def main() -> int:
    """Both, compared."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    Handler.pages = given.pages
    Handler.samples = tuple(p.read_bytes() for p in sorted((resources.samples() / "pages").glob("*.html")))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/feed"
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        clean, killed = Path(scratch) / "clean", Path(scratch) / "killed"

        def settings(home: Path) -> Settings:
            return Settings(home=home, delay_seconds=0, allow_private=True, retry_cap_seconds=0, batch_size=10)

        run_ingest(settings(Path(scratch) / "warm"), [str(resources.samples() / "pages" / "eternauta-en-01.html")])
        began = time.monotonic()
        one = run_ingest(settings(clean), [url])
        seconds = time.monotonic() - began
        asked_clean = Counter(Handler.asked)
        Handler.asked.clear()
        print(
            f"clean run: {seconds:.1f} s, {one.total.stored} stored, {one.total.failed} failed,"
            f" {one.total.skipped} skipped"
        )
        kills = 0
        for _ in range(given.kills * 3):
            wait = chance.uniform(0.0, seconds / 3)
            kills += killed_run(killed, url, wait)
            with Catalogue(killed) as catalogue:
                done = len(catalogue.captures())
            print(f"killed {wait:.1f} s after it began, {done} captures so far")
            if kills == given.kills:
                break
        last = run_ingest(settings(killed), [url])
        assert one.snapshot
        assert last.snapshot
        pages_clean = {path: n for path, n in asked_clean.items() if path.startswith("/news/")}
        twice = sum(Handler.asked[path] - n for path, n in pages_clean.items())
        print(f"{kills} kills; last run: {last.total.stored} stored, {last.total.unchanged} unchanged")
        print(f"records in the WARC, clean {dict(records(clean))}, killed {dict(records(killed))}")
        print(f"requests for pages that a clean run does not make: {twice} (of {sum(pages_clean.values())})")
        same = one.snapshot.digest == last.snapshot.digest
        print(f"digest clean  {one.snapshot.digest}\ndigest killed {last.snapshot.digest}\nsame graph: {same}")
        alike = state(clean) == state(killed)
        print(f"same captures and article versions in the catalogue: {alike}")
        server.shutdown()
        return int(not (same and alike and kills == given.kills))


if __name__ == "__main__":
    sys.exit(main())
