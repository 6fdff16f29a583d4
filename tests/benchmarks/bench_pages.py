"""What is read out of real pages, and how fast: ours beside the public extractors, in one run.

Run: ``python tests/benchmarks/bench_pages.py [--every N] [READER…]``. Each peer is installed once, at the version named
below, into an environment of its own under ``build/peers/`` (peers in one environment downgrade each other). The pages
are those of ``../shared/html``; without them nothing is measured. Text: token F1 over bags of lower-case words, mean of
pages. Title, date, authors: share of pages that are exactly right (case, quotation marks, dashes and spaces folded;
authors as a set). Pages a second: of CPU time, one core, decoded text in, text with metadata out; ours takes bytes.
Exit status 1 if a bar of the design is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import venv
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.scrape.charset import decode  # noqa: E402

PAGES = ROOT.parent / "shared" / "html"
SETS = ("scrapinghub_aeb", "fundus", "trafilatura_eval")
OURS = "reelgraph"
PEERS = {
    "trafilatura": ["trafilatura==2.3.1", "lxml_html_clean"],
    "newspaper4k": ["newspaper4k==0.9.6", "lxml_html_clean"],
    "readability-lxml": ["readability-lxml==0.9", "lxml_html_clean"],
}
BARS = {
    ("scrapinghub_aeb", "text"): 0.960,
    ("fundus", "text"): 0.950,
    ("fundus", "title"): 0.77,
    ("fundus", "date"): 0.98,
    ("fundus", "authors"): 0.86,
    ("trafilatura_eval", "title"): 0.77,
    ("trafilatura_eval", "date"): 0.86,
    ("trafilatura_eval", "authors"): 0.59,
}
_QUOTES = re.compile('[’‘‚‛`´“”„‟«»"]')
_DASHES = re.compile("[‐‑‒–—―]")


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("readers", nargs="*", choices=[OURS, *PEERS, []], help="all, if none is named")
    arguments.add_argument("--every", type=int, default=1, help="take one page in so many")
    given = arguments.parse_args()
    if not PAGES.is_dir():
        print(f"the real pages are not here: {PAGES}")
        return 0
    readers = given.readers or [OURS, *PEERS]
    scores: dict[tuple[str, str], dict[str, float]] = {}
    heads = f"{'text F1':>8}{'title':>8}{'date':>8}{'authors':>9}{'pages/s':>9}{'failed':>8}{'MB':>6}"
    print(f"{'set':<18}{'reader':<18}{heads}")
    widths = (("text", 8), ("title", 8), ("date", 8), ("authors", 9))
    with tempfile.TemporaryDirectory() as home:
        truths = {name: load_truth(name, given.every) for name in SETS}
        for name, truth in truths.items():
            unpack(name, truth, Path(home) / name)
        for reader in readers:
            for name, truth in truths.items():
                rows, peak = read(reader, truth, Path(home) / name)
                found = scores[name, reader] = score(truth, rows)
                fields = "".join(f"{found.get(field, float('nan')):>{width}.3f}" for field, width in widths)
                speed = f"{found['speed']:>9.1f}{found['failed']:>8.0f}{peak:>6}"
                print(f"{name:<18}{reader:<18}{fields}{speed}", flush=True)
    missed = [
        f"{name} {field} {scores[name, OURS][field]:.4f} < {bar}"
        for (name, field), bar in BARS.items()
        if (name, OURS) in scores and scores[name, OURS][field] < bar
    ]
    for name in SETS:
        ours, theirs = scores.get((name, OURS)), scores.get((name, "trafilatura"))
        if ours and theirs:
            ratio = ours["speed"] / theirs["speed"]
            print(f"{name}: {ratio:.2f} times trafilatura's pages/s")
            missed += [f"{name} speed {ratio:.2f} < 1"] if ratio < 1 else []
    print("bars missed:", "; ".join(missed) or "none")
    return int(bool(missed))


def load_truth(name: str, every: int) -> dict[str, dict[str, Any]]:
    """What people say is on each page, by file name."""
    with gzip.open(PAGES / name / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["file"]: row for row in rows[::every]}


def unpack(name: str, wanted: dict[str, Any], folder: Path) -> None:
    """Write pages as they are, and decoded beside them."""
    folder.mkdir()
    with tarfile.open(PAGES / name / "html.tar.xz") as archive:
        for member in archive:
            file = Path(member.name).name
            page = archive.extractfile(member) if file in wanted else None
            if page is not None:
                body = page.read()
                (folder / file).write_bytes(body)
                (folder / f"{file}.decoded").write_text(decode(body).text, encoding="utf-8")


def read(reader: str, truth: dict[str, dict[str, Any]], folder: Path) -> tuple[list[dict[str, Any]], int]:
    """What a reader finds on each page, and the most memory it took."""
    suffix = "" if reader == OURS else ".decoded"
    lines = "".join(
        json.dumps(
            {"file": str(folder / f"{file}{suffix}"), "url": row["url"] if row["url"].startswith("http") else ""}
        )
        + "\n"
        for file, row in truth.items()
    )
    command = [str(python_of(reader)), str(Path(__file__).with_name("page_readers.py")), reader]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    *rows, last = (json.loads(line) for line in done.stdout.splitlines())
    return rows, last["peak"]


def python_of(reader: str) -> Path:
    """The interpreter that has the reader; made where it is not there yet."""
    if reader == OURS:
        return Path(sys.executable)
    folder = ROOT / "build" / "peers" / reader
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEERS[reader]], check=True)
    return python


def score(truth: dict[str, dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, float]:
    """The means of each measure over the pages that have a truth for it."""
    right: dict[str, list[float]] = {}
    for row in rows:
        true = truth[Path(row["file"]).name.removesuffix(".decoded")]
        if true.get("body"):
            right.setdefault("text", []).append(token_f1(row.get("body", ""), true["body"]))
        if true.get("title"):
            right.setdefault("title", []).append(fold(row.get("title", "")) == fold(true["title"]))
        if true.get("date"):
            right.setdefault("date", []).append(row.get("date", "") == true["date"][:10])
        if true.get("authors"):
            found = {fold(name) for name in row.get("authors", [])}
            right.setdefault("authors", []).append(found == {fold(name) for name in true["authors"]})
    return {
        **{field: mean(values) for field, values in right.items()},
        "speed": len(rows) / sum(row["seconds"] for row in rows),
        "failed": sum("error" in row for row in rows),
    }


def token_f1(found: str, true: str) -> float:
    """F1 over bags of words."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (found, true))
    return 2 * (a & b).total() / max(a.total() + b.total(), 1)


def fold(text: str) -> str:
    """A text without differences of case, quotation marks, dashes and spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_DASHES.sub("-", _QUOTES.sub("'", text)).split())


if __name__ == "__main__":
    sys.exit(main())
