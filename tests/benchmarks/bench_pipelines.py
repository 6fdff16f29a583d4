"""Size, load time and speed of the spaCy pipelines that are shipped, against their limits.

Run: ``.venv/bin/python tests/benchmarks/bench_pipelines.py``. One core; words/s are by CPU time with ``nlp.pipe`` over
the sample articles, once whole and once names alone, and beside them spaCy's blank pipeline, which only tokenises: what
no model can go beyond. Exit status 1 if a limit is broken.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import spacy  # noqa: E402

from graph.extract.languages import SUPPORTED  # noqa: E402
from graph.extract.records import read_articles  # noqa: E402
from graph.model import Article  # noqa: E402
from scripts.models.score_speed import LOAD, NAMES, SIZE, WHOLE, measure  # noqa: E402
from scripts.models.train_pipelines import TARGET  # noqa: E402

WORDS = 20_000  #: at least so many a language are read


def main() -> int:
    """Measure and print."""
    found = [a for a in read_articles(ROOT / "data" / "samples" / "articles.jsonl") if isinstance(a, Article)]
    broken = False
    print(f"{'':4}{'of limit':>28}{'size':>10}{'load':>10}{'whole':>10}{'names':>10}{'blank words/s':>16}")
    for language in SUPPORTED:
        texts = [p for a in found if a.language == language for p in a.paragraphs]
        texts *= 1 + WORDS // max(1, sum(len(t.split()) for t in texts))
        with tempfile.TemporaryDirectory() as scratch:
            speed = measure(TARGET / language, texts, Path(scratch))
        ratios = (speed.megabytes / SIZE, speed.load / LOAD, speed.whole / WHOLE, speed.names / NAMES)
        broken |= ratios[0] > 1 or ratios[1] > 1 or ratios[2] < 1 or ratios[3] < 1
        told = f"{speed.megabytes:.1f} MB {speed.load:.2f} s {speed.whole:,.0f}/s {speed.names:,.0f}/s"
        print(f"{language:4}{told:>36}" + "".join(f"{r:>9.0%} " for r in ratios) + f"{_blank(language, texts):>14,.0f}")
    return int(broken)


def _blank(language: str, texts: list[str]) -> float:
    nlp = spacy.blank(language)
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.process_time() - start)


if __name__ == "__main__":
    sys.exit(main())
