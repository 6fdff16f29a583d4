"""Set storylines aside: ``python -m scripts.split_gold GOLD.jsonl FOLDER`` writes ``tuned.jsonl`` and ``held.jsonl``.

Since 2026-11-25 nobody reads the articles or the errors of the storylines held out while building rules; only totals
are looked at. Rules and thresholds older than that were tuned with all storylines in view.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

#: about a third of the annotated articles, all three languages, one off topic
HELD_OUT = frozenset(
    {
        "clair-obscur",
        "disney-openai",
        "kling-runway-funding",
        "offtopic-mistral",
        "pasave-doblaje",
        "senat-ia",
        "videogame-strike",
    }
)


def split(gold: Path, folder: Path) -> tuple[int, int]:
    """How many articles were written as tuned and as held out. Raises OSError, ValueError, KeyError."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[bool, list[str]] = {False: [], True: []}
    for line in gold.read_text(encoding="utf-8").splitlines():
        if line.strip():
            parts[json.loads(line)["storyline"] in HELD_OUT].append(line)
    for held, name in ((False, "tuned"), (True, "held")):
        (folder / f"{name}.jsonl").write_text("".join(line + "\n" for line in parts[held]), encoding="utf-8")
    return len(parts[False]), len(parts[True])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    tuned, held = split(arguments.gold, arguments.folder)
    print(f"{tuned} articles tuned on, {held} held out")


if __name__ == "__main__":
    main()
