"""Storylines set aside stay aside: by storyline, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.split_gold import split


def test_whole_storylines_are_held_out_and_every_article_is_in_one_part(tmp_path: Path) -> None:
    articles = [{"id": f"{s}-{n}", "storyline": s} for s in ("eternauta", "senat-ia", "brutalist") for n in (1, 2)]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(a) for a in articles) + "\n\n", encoding="utf-8")

    assert split(gold, tmp_path / "parts") == (4, 2)

    held = [json.loads(line) for line in (tmp_path / "parts" / "held.jsonl").read_text().splitlines()]
    tuned = [json.loads(line) for line in (tmp_path / "parts" / "tuned.jsonl").read_text().splitlines()]
    assert {a["storyline"] for a in held} == {"senat-ia"}
    assert sorted(a["id"] for a in held + tuned) == sorted(str(a["id"]) for a in articles)
