"""How long each training took: one line a training in ``times.jsonl``, which the model card quotes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def timed(build: Path, name: str) -> Iterator[None]:
    """Append the wall and CPU seconds that the block took to ``<build>/times.jsonl``."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    line = {
        "training": name,
        "wall_seconds": round(time.perf_counter() - wall),
        "cpu_seconds": round(time.process_time() - cpu),
    }
    build.mkdir(parents=True, exist_ok=True)
    with (build / "times.jsonl").open("a", encoding="utf-8") as file:  # one short line: appended whole
        file.write(json.dumps(line) + "\n")
