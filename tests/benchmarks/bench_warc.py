"""A WARC file of 20,000 pages, streamed: records a second on one core and memory, beside trafilatura on every page.

    python -m tests.benchmarks.bench_warc [--pages 20000] [--file FILE]

The pages are real ones (``../shared/html``) under addresses of their own, one in ``--subject`` a sample about AI in
entertainment. Speeds count CPU seconds of this process. The time for a day of CC-NEWS follows from the speed; how many
pages a day has is not measured here (``--per-day``: 20 files of 30,000).
"""

from __future__ import annotations

import argparse
import resource
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import trafilatura
from warcio.archiveiterator import ArchiveIterator

from flows.scrape import warc
from flows.scrape.archive import Archive
from flows.scrape.catalogue import Catalogue
from flows.scrape.discover import Discovery, find
from flows.scrape.documents import Documents
from flows.scrape.fetch import Fetcher
from flows.scrape.parse import parse
from flows.scrape.response import Response
from flows.scrape.screen import may_be_relevant
from flows.scrape.warc_source import Tally, read_warc
from flows.settings import Settings
from graph import resources
from graph.errors import ReelgraphError
from graph.model import Capture, Item, Source, SourceKind

HTML = Path(__file__).resolve().parents[3] / "shared" / "html"
MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
PEER_PAGES = 150


def real_pages() -> list[bytes]:
    """Pages of three public sets."""
    found = []
    for name in ("fundus", "scrapinghub_aeb", "trafilatura_eval"):
        with tarfile.open(HTML / name / "html.tar.xz") as archive:
            for member in archive:
                if member.isfile() and (file := archive.extractfile(member)):
                    found.append(file.read())
    return found


def build(path: Path, pages: int, subject: int) -> None:
    """Write the file; packed loosely, which makes no difference to who reads it."""
    warc._LEVEL = 1
    bodies = real_pages()
    samples = [p.read_bytes() for p in sorted((resources.samples() / "pages").glob("*.html"))]
    headers = (("content-type", "text/html; charset=utf-8"),)
    with path.open("wb") as file:
        file.write(warc.warcinfo_record(path.name))
        for n in range(pages):
            body = samples[n // subject % len(samples)] if n % subject == subject - 1 else bodies[n % len(bodies)]
            body += b"<!-- %d -->" % n
            url = f"https://www.outlet-{n % 997}.example/{n}"
            response = Response(url, url, 200, headers, body, MOMENT, (("accept", "*/*"),))
            file.write(warc.response_records(response, warc.sha256(body))[1])


def resident() -> float:
    """MiB of this process now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 2**20


class Meter:
    """CPU seconds and memory of a stretch."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sizes: list[float] = []
        self._began = time.process_time()

    def look(self, number: int, every: int) -> None:
        """Note the memory now and then."""
        if number % every == 0:
            self._sizes.append(resident())

    def tell(self, records: int, more: str = "") -> float:
        """Print; returns records a second."""
        seconds = time.process_time() - self._began
        speed = records / seconds
        sizes = ", ".join(f"{s:.0f}" for s in self._sizes)
        print(f"{self._name:<34}{records:>7} in {seconds:>7.1f} s{speed:>9.0f}/s  {more}", flush=True)
        if sizes:
            print(f"{'':<34}resident MiB on the way: {sizes}")
        return speed


def survivors(path: Path, home: Path, meter: Meter, tally: Tally, every: int) -> Iterator[tuple[Item, Capture]]:
    """What a run does with the file until its pages are articles: screened, archived, catalogued."""
    settings = Settings(home=home)
    with Archive(home) as archive, Catalogue(home) as catalogue:
        kept: list[tuple[Item, Capture]] = []

        def keep(item: Item, response: Response) -> None:
            if catalogue.is_new(item):
                capture = archive.write(response)
                catalogue.record_capture(item, capture)
                kept.append((item, capture))

        def screen(body: bytes, content_type: str) -> bool:
            meter.look(tally.pages, every)
            return may_be_relevant(body, content_type)

        discovery = Discovery(Documents(Fetcher(settings), archive), screen=screen, keep=keep, tally=tally)
        for _ in find(Source("bench", SourceKind.WARC, (str(path),)), discovery):
            yield kept.pop()


def main() -> int:
    """Measure; 1 if a bar is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--subject", type=int, default=100, help="one page in so many is about the subject")
    parser.add_argument("--per-day", type=int, default=600_000)
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    every = max(given.pages // 8, 1)
    with tempfile.TemporaryDirectory() as scratch:
        path = given.file or Path(scratch) / "bench.warc.gz"
        if not path.exists():
            build(path, given.pages, given.subject)
        print(f"{path.name}: {path.stat().st_size / 2**20:.0f} MiB, {given.pages} pages")

        meter = Meter("warcio, reading alone (peer)")
        number = 0
        with path.open("rb") as stream:
            for number, record in enumerate((r for r in ArchiveIterator(stream) if r.rec_type == "response"), 1):
                record.content_stream().read()
                if number == PEER_PAGES * 5:
                    break
        meter.tell(number)

        meter = Meter("ours, reading alone")
        with path.open("rb") as stream:
            read = sum(1 for _ in read_warc(stream, path.name))
        meter.tell(read)

        meter = Meter("trafilatura on every page (peer)")
        with path.open("rb") as stream:
            for number, (_, response) in enumerate(read_warc(stream, path.name), 1):
                trafilatura.bare_extraction(response.body, with_metadata=True)
                if number == PEER_PAGES:
                    break
        peer = meter.tell(number)

        tally = Tally()
        meter = Meter("ours: screened, archived, parsed")
        articles = 0
        for item, capture in survivors(path, Path(scratch) / "home", meter, tally, every):
            try:
                parse(capture, item)
                articles += 1
            except ReelgraphError:
                continue
        speed = meter.tell(tally.pages, f"{tally.screened} screened out, {articles} articles")
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        day = given.per_day / speed
        print(f"highest resident {highest:.0f} MiB; {speed / peer:.1f} times the peer; a day of CC-NEWS"
              f" ({given.per_day} pages): {day / 3600:.1f} h on one core")  # fmt: skip
        return int(speed < 250)


if __name__ == "__main__":
    sys.exit(main())
