"""Train the named-entity recognisers: fixed seed, fixed number of steps.

usage: python -m scripts.models.train_ner [--public FOLDER] [--build FOLDER] [LANGUAGE…]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from spacy.cli.train import train

from graph.extract.languages import SUPPORTED
from scripts.models.corpus import write_corpora
from scripts.models.log import timed
from scripts.models.train_syntax import BUILD, PUBLIC

HERE = Path(__file__).resolve().parent

STEPS = {"en": 5000, "fr": 3000, "es": 3000}  #: English has three times the text: 3,000 steps are three rounds of it


def main(arguments: list[str]) -> int:
    """Train each language into ``<build>/<language>/names/model-best``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=list(SUPPORTED))
    parser.add_argument("--public", type=Path, default=PUBLIC, help="folder of the public sets")
    parser.add_argument("--build", type=Path, default=BUILD)
    options = parser.parse_args(arguments)
    public = options.public if options.public.is_dir() else None
    if public is None:
        print(f"{options.public} is not here: training on our own text alone")
    for language in options.languages:
        build = options.build / language / "names"
        train_path, dev_path = write_corpora(language, public, build)
        overrides = {
            "paths.train": str(train_path),
            "paths.dev": str(dev_path),
            "nlp.lang": language,
            "training.max_steps": STEPS[language],
        }
        with timed(options.build, f"names {language}"):
            train(HERE / "ner.cfg", build, overrides=overrides)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
