"""Reports and manifests as values, text and files."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from flows import manifest
from flows.manifest import Batch, Entry, Failure, Outcome, Run, SourcePlan, Stage
from flows.report import RunReport, SnapshotLine, SourceCounts, Timings, count, markdown, render
from graph.errors import FetchError, StoreError
from graph.model import Item

FAILURE = Failure("fetch", "https://news.example/[a]", "the server answered with status 404", "fetch", "a")
REPORT = RunReport(
    run="20250722T101530Z-3f9c",
    software="reelgraph 0.1.0",
    extractor="reelgraph-0.1.0+00000000",
    sources=(
        SourceCounts("a", discovered=3, new=2, unchanged=1, fetched=1, parsed=1, relevant=1, stored=1, failed=1),
        SourceCounts("b", discovered=1, unchanged=1),
    ),
    entities=7,
    events=2,
    claims=3,
    failures=(FAILURE,),
    repaired=(),
    snapshot=SnapshotLine(4, "sha256:0123456789abcdef", 1200, 12),
    versions={"python": "3.11.7"},
    timings=Timings("2025-07-22T10:15:30+00:00", "2025-07-22T10:15:40+00:00", {"fetch": 1.0}),
)


def text(report: RunReport) -> str:
    out = io.StringIO()
    Console(file=out, width=200).print(render(report))
    return out.getvalue()


def test_the_text_names_counts_snapshot_and_failures() -> None:
    shown = text(REPORT)
    for part in ("a ", "b ", "total", "snapshot 4: 1200 quads in 12 graphs", FAILURE.where, FAILURE.message):
        assert part in shown


def test_a_report_without_articles_says_so() -> None:
    empty = replace(REPORT, sources=(SourceCounts("a"),), failures=())
    assert empty.exit_status == 1
    assert "nothing found" in text(empty)


def test_the_markdown_is_a_table_and_a_list() -> None:
    lines = markdown(REPORT).splitlines()
    assert lines[2].startswith("| a | 3 | 2 | 1 |")
    assert lines[-1].startswith("- `fetch` https://")


def test_sources_are_counted_by_what_became_of_their_articles() -> None:
    item = Item("https://news.example/a", "a")
    done = Entry(item, Outcome.STORED, fetched=True, parsed=True, extraction="x")
    off = replace(done, outcome=Outcome.IRRELEVANT)
    lost = Entry(item, Outcome.FAILED, failure=FAILURE)
    early = Failure.of(FetchError("no feed", "https://news.example/feed"), "discover", source="b")
    run = Run("r", {}, (), "", (SourcePlan("a", 5, 3), SourcePlan("b")), (early,))
    a, b = count(run, [Batch("r", 1, (done, off)), Batch("r", 2, (lost,))])
    assert a == SourceCounts("a", 5, 3, unchanged=2, fetched=2, parsed=2, relevant=1, stored=1, failed=1)
    assert b == SourceCounts("b", failed=1)


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    batch = Batch("r", 1, (Entry(Item("https://news.example/é", "a"), failure=FAILURE),), {"fetch": 0.5})
    path = tmp_path / "batch-0001.planned.json"
    manifest.write(Batch, batch, path)
    assert manifest.read(Batch, path) == batch
    assert manifest.stage_path(path, Stage.LOADED).name == "batch-0001.loaded.json"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "batch-0001.planned.json"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"batch-0001.*damaged"):
        manifest.read(Batch, path)
