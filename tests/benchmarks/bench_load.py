"""How long it takes to put one extracted article into the store, against the limit of the design.

Run: ``.venv/bin/python tests/benchmarks/bench_load.py``. Figures are milliseconds of CPU time an article, over the
sample articles; ``load`` is all that :meth:`graph.load.Loader.load` does, the others are its steps. Exit status 1 if
the median of ``load`` is over the limit.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph import gates, iri  # noqa: E402
from graph.extract.pipeline import default_extractor  # noqa: E402
from graph.extract.records import read_articles  # noqa: E402
from graph.load import Loader  # noqa: E402
from graph.model import Article  # noqa: E402
from graph.rdf import article_quads  # noqa: E402
from graph.store.embedded import Writer  # noqa: E402

LIMIT = 50.0  #: ms an article


def main() -> int:
    """Measure and print."""
    extractor = default_extractor()
    vocabulary = extractor.vocabulary
    articles = [a for a in read_articles(ROOT / "data" / "samples" / "articles.jsonl") if isinstance(a, Article)]
    told = [(article, extractor.extract(article)) for article in articles]
    times: dict[str, list[float]] = {"rdf": [], "gate": [], "commit": [], "load": []}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        times[step].append((time.process_time() - start) * 1000)
        return result

    sizes = []
    with (
        tempfile.TemporaryDirectory() as steps,
        tempfile.TemporaryDirectory() as whole,
        Writer(Path(steps)) as apart,
        Writer(Path(whole)) as together,
    ):
        loader = Loader(together, vocabulary)
        loader.load_vocabulary()
        gates.validate(article_quads(*told[0], vocabulary), vocabulary)  # the shapes are compiled once
        for article, extraction in told:
            quads = timed("rdf", lambda a=article, x=extraction: article_quads(a, x, vocabulary))
            timed("gate", lambda q=quads: gates.validate(q, vocabulary))
            name = iri.article_version(article.id, article.version)
            timed("commit", lambda g=name, q=quads: apart.commit(g, q))
            timed("load", lambda a=article, x=extraction: loader.load(a, x))
            sizes.append(len(quads))
    print(f"{len(sizes)} articles, {statistics.median(sizes):.0f} quads each (median), limit {LIMIT:.0f} ms")
    print(f"{'step':<8}{'median':>9}{'p95':>9}{'max':>9}{'of limit':>10}")
    for step, values in times.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        middle = statistics.median(values)
        print(f"{step:<8}{middle:>9.1f}{p95:>9.1f}{max(values):>9.1f}{middle / LIMIT:>10.0%}")
    return int(statistics.median(times["load"]) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
