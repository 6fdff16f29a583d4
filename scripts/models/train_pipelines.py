"""Train the parts of every language, two at a time, and join them into ``data/models/pipelines/<language>``.

usage: python -m scripts.models.train_pipelines [--public FOLDER] [--build FOLDER] [--only-assemble]"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph.extract.languages import SUPPORTED
from scripts.models.assemble import assemble
from scripts.models.train_syntax import BUILD, PUBLIC

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "data" / "models" / "pipelines"
AT_A_TIME = 2
#: the longest first, so that the last to end ends early
PARTS = (
    ("train_syntax", "en"), ("train_syntax", "fr"), ("train_syntax", "es"),
    ("train_ner", "en"), ("train_ner", "fr"), ("train_ner", "es"),
)  # fmt: skip
# NumPy's libraries would start threads for matrices too small to gain by them, and sum in another order
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def train(part: tuple[str, str], public: Path, build: Path) -> int:
    """Train one part in a process of its own, its output in ``<build>/<module>-<language>.log``; its exit status."""
    module, language = part
    command = [
        sys.executable,
        "-m",
        f"scripts.models.{module}",
        "--public",
        str(public),
        "--build",
        str(build),
        language,
    ]
    build.mkdir(parents=True, exist_ok=True)
    log = build / f"{module}-{language}.log"
    with log.open("w", encoding="utf-8") as file:
        status = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **ONE_THREAD, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}, stdout=file,
            stderr=subprocess.STDOUT, check=False,
        ).returncode  # fmt: skip
    print(f"{module} {language}: {'done' if status == 0 else f'failed, see {log}'}", flush=True)
    return status


def main(arguments: list[str]) -> int:
    """Train, then assemble; 1 where a part failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, default=PUBLIC, help="folder of the public sets")
    parser.add_argument("--build", type=Path, default=BUILD)
    parser.add_argument("--only-assemble", action="store_true", help="join what is trained already")
    options = parser.parse_args(arguments)
    public, build = options.public.resolve(), options.build.resolve()
    if not options.only_assemble:
        (build / "times.jsonl").unlink(missing_ok=True)
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            if any(pool.map(lambda part: train(part, public, build), PARTS)):
                return 1
    for language in SUPPORTED:
        parts = (build / language / "names" / "model-best", build / language / "syntax" / "model-best")
        assemble(language, *parts, TARGET / language)
        print(f"{language}: {TARGET / language}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
