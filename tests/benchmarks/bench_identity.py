"""How identity grows: 100,000 mentions of 5,000 things against 10,000, and against comparing all names with all.

Run: ``.venv/bin/python tests/benchmarks/bench_identity.py``. Each size runs in a process of its own. Time is CPU time;
memory is the peak over that of a process that has done all but identity. The peer is rapidfuzz's ``cdist`` over all
pairs of names, which only tells what is alike. Exit status 1 if a mention costs more than ``GROWTH`` times as much with
ten times as many.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rapidfuzz import fuzz, process  # noqa: E402

from graph.extract.register import load_register  # noqa: E402
from graph.identity import Judgements, Resolver  # noqa: E402
from tests.benchmarks.synthetic_mentions import mentions, things  # noqa: E402

SIZES = (10_000, 100_000)
THINGS = 5_000
GROWTH = 1.2  #: time a mention, ten times as many against as many
SEED = 20251125


def main() -> int:
    """Measure and print."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
        return 0
    rows = []
    for size in SIZES:
        command = [sys.executable, __file__, str(size)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    for key in rows[0]:
        print(f"{key:28}" + "".join(f"{row[key]:>14,}" for row in rows))
    ratio = rows[1]["µs a mention"] / rows[0]["µs a mention"]
    print(f"time a mention, {SIZES[1]:,} against {SIZES[0]:,}: {ratio:.2f} (limit {GROWTH})")
    print(
        f"identity against comparing all names, at {SIZES[1]:,}: {rows[1]['ms in all'] / rows[1]['ms, all pairs']:.2f}"
    )
    return int(ratio > GROWTH)


def measure(count: int) -> dict[str, float]:
    """Identity of so many mentions."""
    chance = random.Random(SEED)
    register = load_register()
    found = list(mentions(count, things(THINGS, register, chance), chance))
    occurrences = [one for one, _ in found]
    Resolver(register).identity(Judgements())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    resolver = Resolver(register)
    resolver.add(occurrences)
    added = time.process_time()
    identity = resolver.identity(Judgements())
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    again = [o for o in occurrences if o.article == occurrences[-1].article]
    resolver.add(again)
    resolver.identity(Judgements())
    more = time.process_time()
    names = sorted({one.name for one in occurrences})
    paired = time.process_time()
    process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=90, workers=1)
    all_pairs = time.process_time() - paired
    precision, recall = _agreement([(identity.canonical(o.iri, o.article), thing) for o, thing in found])
    _, unjoined = _agreement([(o.iri, thing) for o, thing in found])
    return {
        "mentions": len(found),
        "IRIs": len({o.iri for o in occurrences}),
        "joined": len(identity.canonicals),
        "ms to add": round((added - start) * 1000),
        "ms to compare and join": round((done - added) * 1000),
        "ms in all": round((done - start) * 1000),
        "µs a mention": round((done - start) * 1e6 / len(found), 1),
        "ms for one more article": round((more - done) * 1000),
        "MB": round(peak / 1024),
        "ms, all pairs": round(all_pairs * 1000),
        "pairs right of joined": precision,
        "pairs joined of right": recall,
        "… before joining": unjoined,
    }


def _agreement(given: list[tuple[str, int]]) -> tuple[float, float]:
    """Precision and recall over all pairs of mentions."""
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for identity, thing in given:
        counts[identity, thing] += 1

    def choose(n: int) -> int:
        return n * (n - 1) // 2

    right = sum(choose(n) for n in counts.values())
    totals: tuple[dict[object, int], dict[object, int]] = (defaultdict(int), defaultdict(int))
    for (identity, thing), n in counts.items():
        totals[0][identity] += n
        totals[1][thing] += n
    joined, true = (sum(choose(n) for n in t.values()) for t in totals)
    return round(right / joined, 4), round(right / true, 4)


if __name__ == "__main__":
    sys.exit(main())
