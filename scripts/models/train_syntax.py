"""Train the syntax of each language on Universal Dependencies treebanks: fixed seed, fixed number of steps.

usage: python -m scripts.models.train_syntax [--public FOLDER] [--build FOLDER] [LANGUAGE…]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from spacy.cli.train import train

from graph.extract.languages import SUPPORTED
from scripts.models.log import timed
from scripts.models.treebank import write_corpora

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "models"
PUBLIC = HERE.parents[2] / "shared" / "training"
STEPS: Mapping[str, int] = {"en": 7000, "fr": 4000, "es": 4000}  # as many as the treebanks bear, and the clock


def main(arguments: list[str]) -> int:
    """Train each language into ``<build>/<language>/syntax/model-best``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=list(SUPPORTED))
    parser.add_argument("--public", type=Path, default=PUBLIC, help="folder of the public sets")
    parser.add_argument("--build", type=Path, default=BUILD)
    options = parser.parse_args(arguments)
    if not options.public.is_dir():
        print(f"{options.public} is not here: name the folder of the treebanks with --public", file=sys.stderr)
        return 1
    for language in options.languages:
        build = options.build / language / "syntax"
        train_path, dev_path = write_corpora(language, options.public, build)
        overrides = {
            "paths.train": str(train_path), "paths.dev": str(dev_path), "nlp.lang": language,
            "training.max_steps": STEPS[language],
        }  # fmt: skip
        with timed(options.build, f"syntax {language}"):
            train(HERE / "syntax.cfg", build, overrides=overrides)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
