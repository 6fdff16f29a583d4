"""Train the named-entity pipelines: one command, fixed seed.

usage: python -m scripts.models.train_ner [--public FOLDER] [--build FOLDER] [LANGUAGE…]
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import spacy
from spacy.cli.train import train

from graph.extract.languages import SUPPORTED
from scripts.models.corpus import write_corpora

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "data" / "models" / "ner"


def main(arguments: list[str]) -> int:
    """Train each language and put its best model into ``data/models/ner/<language>``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=list(SUPPORTED))
    parser.add_argument("--public", type=Path, default=HERE.parents[2] / "shared" / "training")
    parser.add_argument("--build", type=Path, default=HERE.parents[1] / "build" / "models")
    options = parser.parse_args(arguments)
    for language in options.languages:
        build = options.build / language
        public = options.public if options.public.is_dir() else None
        if public is None:
            print(f"{options.public} is not here: training on our own text alone")
        train_path, dev_path = write_corpora(language, public, build)
        overrides = {"paths.train": str(train_path), "paths.dev": str(dev_path), "nlp.lang": language}
        train(HERE / "ner.cfg", build / "out", overrides=overrides)
        nlp = spacy.load(build / "out" / "model-best")
        target = TARGET / language
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        nlp.to_disk(target, exclude=["vocab"])
        print(f"{language}: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
