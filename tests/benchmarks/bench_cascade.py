"""The cheap look at a page before it is read in earnest: what it misses, what it leaves out, how fast it is.

Run: ``python tests/benchmarks/bench_cascade.py [--every N]``. Recall is over the pages made of the annotated articles
(``../shared/eval/dev.jsonl``) that are marked relevant, the share let through over the real pages of
``../shared/html``, whose subject is anything. Pages a second are of CPU time on one core; "all read" is our own full
reading of every page. Exit status 1 if recall is below the bar.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import time
from datetime import UTC, datetime
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.scrape.page import read_page  # noqa: E402
from flows.scrape.screen import may_be_relevant  # noqa: E402
from graph import resources  # noqa: E402
from graph.errors import ParseError  # noqa: E402

SHARED = ROOT.parent / "shared"
BAR = 0.98


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take one page in so many")
    every = arguments.parse_args().every
    gold = SHARED / "eval" / "dev.jsonl"
    if not gold.exists():
        print(f"the annotated articles are not here: {gold}")
        return 0
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    kept = {record["id"]: may_be_relevant(gold_page(record), "text/html") for record in records}
    relevant = [record["id"] for record in records if record["relevant"]]
    recall = sum(kept[name] for name in relevant) / len(relevant)
    print(f"annotated: recall {recall:.3f} on {len(relevant)} relevant, {len(records) - len(relevant)} others")
    pages = real_pages(every)
    began = time.process_time()
    through = [page for page in pages if may_be_relevant(page, "text/html")]
    first = time.process_time() - began
    print(
        f"real pages: {len(through)} of {len(pages)} let through; {len(pages) / first:.0f} pages/s for the look alone"
    )
    survivors = seconds_to_read(through)
    whole = seconds_to_read(pages)
    both, alone = len(pages) / (first + survivors), len(pages) / whole
    print(f"look, then read what is left: {both:.0f} pages/s; all read: {alone:.0f} ({both / alone:.1f} times)")
    print(f"recall bar {BAR}: {'met' if recall >= BAR else 'missed'}")
    return int(recall < BAR)


def gold_page(record: dict[str, str]) -> bytes:
    """The sample page of an annotated article, else a plain page with its text."""
    path = resources.samples() / "pages" / f"{record['id']}.html"
    if path.exists():
        return path.read_bytes()
    body = "".join(f"<p>{escape(p)}</p>" for p in record["text"].split("\n\n"))
    title = escape(record["title"])
    return f"<html><title>{title}</title><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def real_pages(every: int) -> list[bytes]:
    """Pages of news sites and others."""
    pages = []
    for name in ("scrapinghub_aeb", "fundus", "trafilatura_eval"):
        with tarfile.open(SHARED / "html" / name / "html.tar.xz") as archive:
            for number, member in enumerate(archive):
                page = archive.extractfile(member) if number % every == 0 and member.isfile() else None
                if page:
                    pages.append(page.read())
    return pages


def seconds_to_read(pages: list[bytes]) -> float:
    """CPU seconds that reading pages in earnest takes."""
    now = datetime.now(UTC)
    began = time.process_time()
    for page in pages:
        try:
            read_page(page, "text/html", url="", fetched=now)
        except ParseError:
            continue
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
