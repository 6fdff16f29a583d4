"""Pin how good extraction is: ``python -m scripts.evaluation_floor`` writes ``tests/evaluation_floor.json``.

The figures are those of the scorer over the annotated articles, less a margin. A figure never falls unless
``--allow-regression`` is given; ``tests/test_evaluation_floor.py`` fails where extraction falls below one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.extract.pipeline import default_extractor
from graph.extract.records import read_articles, to_record

FLOOR = Path(__file__).resolve().parent.parent / "tests" / "evaluation_floor.json"
GOLD = Path("/work/shared/eval/dev.jsonl")
SCORER = Path("/work/shared/eval/score.py")
MARGIN = 0.02  #: below what was measured: a retrained model may lose an article or two
COUNTED = ("entities", "events", "roles", "claims", "relations", "quotes")  #: by F1
SHARES = ("factuality-hard", "attribution-hard", "extent", "time", "relevance")  #: by accuracy


def measure(gold: Path = GOLD, scorer: Path = SCORER) -> dict[str, float]:
    """Figures of the product's extractor, by name, as the scorer tells them. Raises InputError, OSError."""
    extractor = default_extractor()
    told: dict[str, dict[str, Any]] = {}
    for article in read_articles(gold):
        if isinstance(article, InputError):
            raise article
        told[article.id] = to_record(article, extractor.extract(article))
    score = _load(scorer)
    result, _, _ = score.score(score.read(str(gold)), told)
    return {name: result[name]["f1"] for name in COUNTED} | {name: result[name]["accuracy"] for name in SHARES}


def digest(path: Path) -> str:
    """``sha256:…`` of a file."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def below(floor: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """(floor, figure) of every name that fell below its floor."""
    return {name: (least, figures[name]) for name, least in floor.items() if figures[name] < least}


def floor_of(figures: Mapping[str, float]) -> dict[str, float]:
    """What to pin for figures measured."""
    return {name: round(max(value - MARGIN, 0.0), 4) for name, value in figures.items()}


def read(path: Path = FLOOR) -> dict[str, Any]:
    """The pinned floor: ``gold`` (digest) and ``figures``; both empty where nothing is pinned yet."""
    if not path.exists():
        return {"gold": "", "figures": {}}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def write(gold: str, figures: Mapping[str, float], path: Path = FLOOR) -> None:
    """Pin a floor."""
    path.write_text(json.dumps({"gold": gold, "figures": dict(figures)}, indent=2) + "\n", encoding="utf-8")


def update(pinned: Mapping[str, Any], gold: str, figures: Mapping[str, float], *, allow_regression: bool) -> str:
    """Why the floor for these figures may not replace the pinned one; "" where it may."""
    if allow_regression or not pinned["figures"] or pinned["gold"] != gold:
        return ""
    fallen = below(pinned["figures"], floor_of(figures))
    return "; ".join(f"{name} would fall from {old:.4f} to {new:.4f}" for name, (old, new) in fallen.items())


def _load(scorer: Path) -> Any:
    spec = importlib.util.spec_from_file_location("reelgraph_scorer", scorer)
    if spec is None or spec.loader is None:
        raise OSError(f"{scorer} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str] | None = None) -> int:
    """Measure and pin."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--allow-regression", action="store_true", help="pin lower figures too")
    given = parser.parse_args(arguments)
    for path in (GOLD, SCORER):
        if not path.exists():
            print(f"{path}: not on this machine; nothing can be measured", file=sys.stderr)
            return 1
    gold, figures = digest(GOLD), measure()
    for name, value in figures.items():
        print(f"{name:18s}{value:.4f}")
    refused = update(read(), gold, figures, allow_regression=given.allow_regression)
    if refused:
        print(f"not pinned: {refused}; give --allow-regression to pin it all the same", file=sys.stderr)
        return 1
    write(gold, floor_of(figures))
    print(f"pinned, less {MARGIN}, in {FLOOR}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
