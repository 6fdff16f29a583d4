"""How fast articles are read: parse to extraction on one core, against the bar of 15 articles of 500 words a second.

usage: python tests/benchmarks/bench_extract.py [ARTICLES.jsonl] [--rounds N]

CPU time, so that what else the machine does counts little. The five dearest steps are told by cumulative time in
profile runs, which are slower than the others.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from pathlib import Path

from graph.errors import ReelgraphError
from graph.extract.pipeline import Extractor, default_extractor
from graph.extract.records import read_articles
from graph.model import Article

BAR, WORDS = 15, 500  # articles a second, words an article
STEPS = {
    ("document.py", "read"): "tokens, names, lemmas, sentences",
    ("syntax.py", "trees"): "syntax of sentences worth it",
    ("mentions.py", "find"): "register and forms of names",
    ("entities.py", "cluster"): "entities, descriptions, pronouns",
    ("attribution.py", "attribute"): "who says what",
    ("tellings.py", "triggers"): "triggers of event types",
    ("terms.py", "find"): "cues of terms",
    ("features.py", "sentence_features"): "features of sentences",
    ("decisions.py", "told"): "event types",
    ("decisions.py", "factuality"): "factuality",
    ("decisions.py", "fillers"): "roles",
    ("decisions.py", "source"): "sources",
    ("relating.py", "relations"): "relations",
    ("times.py", "find_times"): "times",
    ("relevance.py", "is_relevant"): "relevance",
    ("validate.py", "validated"): "validation",
}
DEFAULT = Path(__file__).resolve().parents[2] / "data" / "samples" / "articles.jsonl"


def _seconds(extractor: Extractor, articles: list[Article]) -> float:
    started = time.process_time()
    for article in articles:
        extractor.extract(article)
    return time.process_time() - started


def main(arguments: list[str]) -> int:
    """Print articles and words a second, and the share of each step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    articles = [a for a in read_articles(options.articles) if not isinstance(a, ReelgraphError)]
    words = sum(len(a.full_text.split()) for a in articles)
    extractor = default_extractor()
    _seconds(extractor, articles)  # models are loaded and lemmas looked up once
    best = min(_seconds(extractor, articles) for _ in range(options.rounds))
    rate = words / best
    print(
        f"{len(articles)} articles, {words} words, one core: {len(articles) / best:.1f} articles/s, {rate:.0f} words/s"
    )
    print(f"of {WORDS} words: {rate / WORDS:.1f} articles/s, {rate / WORDS / BAR:.2f} of the bar of {BAR}")
    profile = cProfile.Profile()
    profile.runcall(_seconds, extractor, articles)
    stats = pstats.Stats(profile)
    spent: dict[str, float] = {}
    for (file, _, function), values in stats.stats.items():  # type: ignore[attr-defined]
        step = STEPS.get((Path(file).name, function))
        if step is not None:
            spent[step] = spent.get(step, 0.0) + values[3]
    total = stats.total_tt  # type: ignore[attr-defined]
    for step, seconds in sorted(spent.items(), key=lambda pair: -pair[1])[:5]:
        print(f"  {seconds / total:6.1%}  {step}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
