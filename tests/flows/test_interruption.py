"""A run that is killed: the next one ends with the graph that an undisturbed run gives."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.stages import run_ingest

ARTICLES = ("eternauta-en-01", "brutalist-en-01", "eternauta-fr-01")

# each kills its own process with SIGKILL just before the second call of a method
PROGRAM = """
import os, signal, sys
from pathlib import Path
import flows.scrape.catalogue
from flows.settings import Settings
from flows.stages import run_ingest
from graph.store.embedded import Writer

owner = {"Writer": Writer, "Catalogue": flows.scrape.catalogue.Catalogue}
name, method, calls = sys.argv[3].split(".")
real, left = getattr(owner[name], method), [int(calls)]

def deadly(*args, **kwargs):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

setattr(owner[name], method, deadly)
run_ingest(Settings(home=Path(sys.argv[1])), [sys.argv[2]])
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {}


@pytest.mark.parametrize(
    "moment",
    [
        "Catalogue.record_article.2",  # the second article is archived, but not known
        "Writer.commit.3",  # the vocabulary and one article are committed
        "Catalogue.record_stored.2",  # all is committed, one article is known to be
        "Writer.publish.1",  # all is committed and known, nothing is published
    ],
)
def test_a_killed_run_is_finished_by_the_next(
    moment: str, tmp_path: Path, jsonl: Callable[..., Path], undisturbed: dict[str, str]
) -> None:
    source = jsonl(*ARTICLES)
    if not undisturbed:
        report = run_ingest(Settings(home=tmp_path / "undisturbed"), [str(source)])
        assert report.snapshot is not None
        undisturbed["digest"] = report.snapshot.digest
    home = tmp_path / "home"
    killed = subprocess.run([sys.executable, "-c", PROGRAM, home, source, moment], check=False)
    assert killed.returncode == -signal.SIGKILL
    report = run_ingest(Settings(home=home), [str(source)])
    assert report.exit_status == 0, report.failures
    assert report.snapshot is not None
    assert report.snapshot.digest == undisturbed["digest"]
    assert run_ingest(Settings(home=home), [str(source)]).total.new == 0
