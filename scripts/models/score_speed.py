"""Size, load time and speed of the pipelines, each on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SIZE, LOAD, WHOLE, NAMES = 15.0, 1.5, 6000, 12000  #: limits: MB, seconds, words/s, words/s

_LOAD = """
import sys, time, json, spacy
from pathlib import Path
from graph.extract import trained
cpu = time.process_time()
trained.load(Path(sys.argv[1]))
print(json.dumps([time.process_time() - cpu]))
"""
_RUN = """
import sys, time, json
from pathlib import Path
from graph.extract import trained
nlp = trained.load(Path(sys.argv[1]))
texts = json.loads(Path(sys.argv[2]).read_text())
def rate(disable):
    words = sum(len(d) for d in nlp.pipe(texts[:20], disable=disable))
    start = time.process_time()
    words = sum(len(d) for d in nlp.pipe(texts, disable=disable))
    return words / (time.process_time() - start)
print(json.dumps([rate([]), rate([n for n in nlp.pipe_names if n != "ner"])]))
"""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Speed:
    """``load`` in seconds of CPU, once spaCy is imported; words/s of CPU time."""

    megabytes: float
    load: float
    whole: float
    names: float


def measure(folder: Path, texts: list[str], scratch: Path) -> Speed:
    """Measure the pipeline in ``folder`` in fresh processes. Raises CalledProcessError."""
    sample = scratch / "texts.json"
    sample.write_text(json.dumps(texts), encoding="utf-8")
    (load,) = _python(_LOAD, str(folder))
    whole, names = _python(_RUN, str(folder), str(sample))
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
    return Speed(size, load, whole, names)


def _python(code: str, *arguments: str) -> tuple[float, ...]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env={**os.environ, **_ONE_THREAD}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return tuple(map(float, json.loads(done.stdout)))
