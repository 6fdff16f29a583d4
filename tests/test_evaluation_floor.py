"""Extraction is no worse than it was: its figures over the annotated articles against those pinned.

``python -m scripts.evaluation_floor`` pins new ones, and refuses lower ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.evaluation_floor import (
    COUNTED,
    GOLD,
    MARGIN,
    SCORER,
    SHARES,
    below,
    digest,
    floor_of,
    measure,
    read,
    update,
    write,
)

needs_gold = pytest.mark.skipif(
    not (GOLD.exists() and SCORER.exists()), reason="the annotated articles are not on this machine"
)
PINNED = {"gold": "sha256:a", "figures": {"events": 0.6, "time": 0.5}}


def test_every_figure_is_pinned() -> None:
    pinned = read()
    assert list(pinned["figures"]) == [*COUNTED, *SHARES]
    assert all(0 < least < 1 for least in pinned["figures"].values())


@needs_gold
def test_the_figures_are_pinned_for_these_articles() -> None:
    assert read()["gold"] == digest(GOLD)


@needs_gold
def test_extraction_does_not_fall_below_its_floor() -> None:
    figures = measure()
    print(*(f"{name} {value:.4f}" for name, value in figures.items()), sep="\n")
    assert below(read()["figures"], figures) == {}


def test_a_lower_figure_is_refused_by_name() -> None:
    told = update(PINNED, "sha256:a", {"events": 0.58 + MARGIN, "time": 0.9}, allow_regression=False)
    assert told == "events would fall from 0.6000 to 0.5800"


@pytest.mark.parametrize(
    ("gold", "figures", "allowed"),
    [
        ("sha256:a", {"events": 0.7, "time": 0.6}, False),
        ("sha256:a", {"events": 0.6 + MARGIN, "time": 0.5 + MARGIN}, False),
        ("sha256:a", {"events": 0.1, "time": 0.1}, True),
        ("sha256:b", {"events": 0.1, "time": 0.1}, False),  # other articles, other figures
    ],
)
def test_higher_figures_allowed_ones_and_those_of_other_articles_are_pinned(
    gold: str, figures: dict[str, float], allowed: bool
) -> None:
    assert update(PINNED, gold, figures, allow_regression=allowed) == ""


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    assert read(tmp_path / "floor.json") == {"gold": "", "figures": {}}
    write("sha256:a", floor_of({"events": 0.62, "time": 0.01}), tmp_path / "floor.json")
    assert read(tmp_path / "floor.json") == {"gold": "sha256:a", "figures": {"events": 0.6, "time": 0.0}}
