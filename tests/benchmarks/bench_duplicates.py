"""How many syndicated copies are found, by what was done to them, and how many of those found are none.

Run: ``python tests/benchmarks/bench_duplicates.py``. Originals are texts of real pages (``../shared/html``), no two of
them alike; copies are made as outlets make them. Exact containment over all 6-grams tells whether a pair that is found
between different originals is one after all. Times are CPU seconds of one core.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.scrape.duplicates import GRAM, text_of  # noqa: E402
from flows.scrape.syndication import SyndicationLedger  # noqa: E402
from graph.model import Article  # noqa: E402

PAGES = ROOT.parent / "shared" / "html"
FEWEST_WORDS = 150
TWIN = 0.2  #: share of all 6-grams from which on two originals are one text
KINDS = (
    "wrapped",
    "3 % edited",
    "10 % edited",
    "cut to 60 %",
    "cut to 35 %",
    "new introduction",
    "two passages quoted",
)


def main() -> int:
    """Measure and print."""
    if not PAGES.is_dir():
        print(f"the real pages are not here: {PAGES}")
        return 0
    originals = load_originals()
    vocabulary = [word for words in originals[:50] for word in words]
    found_of: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    false, true = 0, 0
    seconds, added = 0.0, 0
    with tempfile.TemporaryDirectory() as folder, SyndicationLedger(Path(folder)) as ledger:
        texts = {f"{n:04d} original": words for n, words in enumerate(originals)}
        for n, words in enumerate(originals[: len(originals) // 2]):
            dice = random.Random(n)
            for kind in KINDS:
                texts[f"{n:04d} {kind}"] = changed(kind, words, vocabulary, dice)
        began = time.process_time()
        for name, words in texts.items():
            ledger.put(text_of(Article(name, name, (" ".join(words),), "en", published=date(2026, 1, 2))))
            added += 1
        seconds = time.process_time() - began
        pairs = ledger.pairs()
    together = {(p.one, p.other) for p in pairs}
    for n in range(len(originals) // 2):
        for kind in KINDS:
            found_of[kind].append(tuple(sorted((f"{n:04d} original", f"{n:04d} {kind}"))) in together)
    for one, other in together:
        if one[:4] == other[:4] or exact(texts[one], texts[other]) >= TWIN:
            true += 1
        else:
            false += 1
    print(f"{len(originals)} originals, {len(texts)} texts, {len(together)} pairs found")
    for kind, values in found_of.items():
        print(f"recall {kind:<22}{sum(values) / len(values):>7.3f}")
    print(f"precision of pairs{'':<11}{true / max(1, true + false):>7.3f}  ({false} false)")
    print(f"{added / seconds:.0f} texts a second, each compared with all before it")
    return 0


def load_originals() -> list[list[str]]:
    """Words of the articles of the sets that have whole texts, long enough, no two of them alike."""
    kept: list[list[str]] = []
    seen: Counter[str] = Counter()
    for name in ("fundus", "scrapinghub_aeb"):
        with gzip.open(PAGES / name / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                words = re.findall(r"\S+", json.loads(line)["body"])
                own = set(grams(words))
                if len(words) >= FEWEST_WORDS and sum(g in seen for g in own) < TWIN / 2 * len(own):
                    kept.append(words)
                    seen.update(own)
    return kept


def changed(kind: str, words: list[str], vocabulary: list[str], dice: random.Random) -> list[str]:
    """A copy, as outlets make them."""

    def other(count: int) -> list[str]:
        return [dice.choice(vocabulary) for _ in range(count)]

    size = len(words)
    match kind:
        case "wrapped":
            return [*other(size // 5), *words, *other(size // 5)]
        case "3 % edited" | "10 % edited":
            share = 0.03 if kind.startswith("3") else 0.1
            return [other(1)[0] if dice.random() < share else word for word in words]
        case "cut to 60 %":
            return words[: size * 6 // 10]
        case "cut to 35 %":
            return words[: size * 35 // 100]
        case "new introduction":
            return [*other(size // 5), *words[size * 3 // 10 :]]
        case _:
            first, second = dice.randrange(size // 2), size // 2 + dice.randrange(max(1, size // 2 - 40))
            return [*other(size // 2), *words[first : first + 40], *other(size // 4), *words[second : second + 40]]


def grams(words: list[str]) -> list[str]:
    """All 6-grams of a text."""
    plain = [re.sub(r"\W+", "", word.lower()) for word in words]
    plain = [word for word in plain if word]
    return [" ".join(plain[n : n + GRAM]) for n in range(len(plain) - GRAM + 1)]


def exact(one: list[str], other: list[str]) -> float:
    """Containment over all 6-grams."""
    a, b = set(grams(one)), set(grams(other))
    return len(a & b) / max(1, min(len(a), len(b)))


if __name__ == "__main__":
    sys.exit(main())
