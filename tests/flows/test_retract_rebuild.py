"""Retracting, rebuilding and listing conflicts, on real runs over sample articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.conflicts import FORMATS
from flows.consolidate import diff_path
from flows.doctor import examine
from flows.rebuild import rebuild
from flows.report import RunReport
from flows.retract import retract
from flows.scrape.catalogue import Catalogue
from flows.settings import Settings
from flows.stages import run_ingest
from graph import edition, resources
from graph.consolidate.changes import diff_from_json
from graph.consolidate.listing import listed
from graph.errors import InputError
from graph.extract.pipeline import default_extractor
from graph.extract.records import extraction_from_json, extraction_to_json
from graph.store import Snapshot
from graph.store.embedded import open_reader


@pytest.fixture
def story(jsonl: Callable[..., Path], samples: dict[str, object]) -> Path:
    """Three sample articles of one story."""
    ids = [i for i in samples if i.startswith("eternauta")][:3] or list(samples)[:3]
    return jsonl(*ids)


def ids_of(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def published(settings: Settings) -> Snapshot:
    with open_reader(settings.home) as reader:
        return reader.snapshot


def ask(settings: Settings, sparql: str) -> int:
    with open_reader(settings.home) as reader:
        return len(list(reader.query(sparql)))  # type: ignore[arg-type]


def ingested(settings: Settings, path: Path) -> RunReport:
    report = run_ingest(settings, [str(path)])
    assert report.failures == ()
    return report


def test_retracting_removes_what_was_derived_and_ingesting_again_restores_the_same_graph(
    settings: Settings, story: Path
) -> None:
    ingested(settings, story)
    before = published(settings)
    gone = ids_of(story)[0]
    done = retract(settings, gone, "withdrawn by the outlet")
    assert done.snapshot.digest != before.digest
    assert ask(settings, f'SELECT ?a {{ GRAPH ?g {{ ?a rg:articleId "{gone}" }} }}') == 0
    in_reports = f"GRAPH graph:consolidated {{ ?r rg:reportedIn ?v . FILTER(CONTAINS(STR(?v), '/{gone}/')) }}"
    assert ask(settings, f"PREFIX graph: <https://w3id.org/reelgraph/graph/> SELECT ?r {{ {in_reports} }}") == 0
    diff = diff_from_json(diff_path(settings.home, done.run).read_text(encoding="utf-8"))
    assert {reason.article for change in diff.happenings for reason in change.why} == {gone}
    assert ask(settings, 'SELECT ?run { ?run rg:why "withdrawn by the outlet" ; prov:invalidated ?version }') == 1
    # a scheduled run leaves it alone …
    assert ingested(settings, story).total.new == 1  # … but whoever names it gets it back
    assert published(settings).digest == before.digest


def test_there_is_nothing_to_retract_under_another_name(settings: Settings, story: Path) -> None:
    ingested(settings, story)
    right = ids_of(story)[0]
    with pytest.raises(InputError, match=f"do you mean {right}"):
        retract(settings, right + "x", "a slip")


def test_rebuilding_gives_the_same_graph_from_the_files_and_from_the_archive(settings: Settings, story: Path) -> None:
    ingested(settings, story)
    before = published(settings)
    done = rebuild(settings)
    assert (done.same, done.articles, done.made_again) == (True, len(ids_of(story)), 0)
    for lost in (settings.home / "extractions").rglob("*.json"):
        lost.unlink()
    again = rebuild(settings)
    assert (again.same, again.made_again) == (True, len(ids_of(story)))
    assert published(settings) == before
    assert ingested(settings, story).total.stored == 0  # and nothing is new to the next run


def told_by(settings: Settings, extractor: str, *, relevant: bool = True) -> int:
    """Let all extractions of a workspace be another extractor's, which found nothing; how many there are."""
    paths = sorted((settings.home / "extractions").rglob("*.json"))
    for path in paths:
        made = extraction_from_json(path.read_text(encoding="utf-8"))
        other = replace(made, extractor=extractor, relevant=relevant, entities=(), events=(), relations=(), quotes=())
        path.write_text(extraction_to_json(replace(other, cites=())), encoding="utf-8")
    return len(paths)


def test_rebuilding_has_what_another_edition_told_told_by_this_one(settings: Settings, story: Path) -> None:
    ingested(settings, story)
    before = published(settings)
    count = told_by(settings, "reelgraph-0.0.1+00000000")
    done = rebuild(settings)
    assert (done.made_again, done.articles, done.same) == (count, count, True)
    assert published(settings) == before
    assert rebuild(settings).made_again == 0


def test_an_article_that_another_edition_found_off_the_subject_comes_in_with_a_rebuild_unless_it_was_retracted(
    settings: Settings, story: Path
) -> None:
    ingested(settings, story)
    before = published(settings)
    gone = ids_of(story)[0]
    with Catalogue(settings.home) as catalogue:
        for row in catalogue.done():
            catalogue.record_relevance(row.id, row.version, relevant=False)
    told_by(settings, "reelgraph-0.0.1+00000000", relevant=False)
    done = rebuild(settings)
    assert (done.articles, done.same) == (len(ids_of(story)), True)
    assert published(settings) == before
    with Catalogue(settings.home) as catalogue:
        assert all(row.relevant for row in catalogue.done())
    retract(settings, gone, "withdrawn by the outlet")
    assert rebuild(settings, extract=True).articles == len(ids_of(story)) - 1


def test_an_article_that_this_edition_finds_off_the_subject_goes_out_with_a_rebuild(
    settings: Settings, jsonl: Callable[..., Path], samples: dict[str, object], tmp_path: Path
) -> None:
    off = next(i for i in samples if "off" in i)
    ingested(settings, jsonl(off))
    with Catalogue(settings.home) as catalogue:
        (row,) = catalogue.done()
        assert not row.relevant
        catalogue.record_relevance(row.id, row.version, relevant=True)
    told_by(settings, "reelgraph-0.0.1+00000000")
    done = rebuild(settings)
    assert (done.articles, done.made_again, done.failures) == (0, 1, ())
    with Catalogue(settings.home) as catalogue:
        assert [r.relevant for r in catalogue.done()] == [False]


def test_a_run_and_the_doctor_say_that_a_store_was_read_by_another_edition(
    settings: Settings, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ingested(settings, story).outdated == 0
    monkeypatch.setattr(edition, "digest", lambda *_: "sha256:another")
    default_extractor.cache_clear()
    try:
        report = ingested(settings, story)
        assert report.outdated == len(ids_of(story))
        assert any("reelgraph rebuild" in f.message for f in examine(settings))
        assert rebuild(settings).made_again == len(ids_of(story))
        assert ingested(settings, story).outdated == 0
    finally:
        default_extractor.cache_clear()


def test_conflicts_are_listed_with_article_ids_and_both_pieces_of_evidence(settings: Settings, story: Path) -> None:
    ingested(settings, story)
    with open_reader(settings.home) as reader:
        found = listed(reader)
    run = CliRunner().invoke(app, ["conflicts", "--format", "jsonl", "--home", str(settings.home)])
    assert run.exit_code == 0
    records = [json.loads(line) for line in run.output.splitlines()]
    assert len(records) == len(found)
    for record in records:
        assert {"a", "b", "aspect", "label", "event", "evidence_a", "evidence_b", "rule"} <= record.keys()
        assert {record["a"], record["b"]} <= set(ids_of(story))
    for fmt in FORMATS:
        shown = CliRunner().invoke(app, ["conflicts", "--format", fmt, "--home", str(settings.home)])
        assert shown.exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["--format", "pdf"], ["--aspect", "colour"], ["--label", "compatible"]], ids=lambda a: a[0]
)
def test_a_format_aspect_or_label_that_is_none_is_wrong_usage(settings: Settings, arguments: list[str]) -> None:
    run = CliRunner().invoke(app, ["conflicts", *arguments, "--home", str(settings.home)])
    assert run.exit_code == 2


def test_a_graph_that_a_check_finds_broken_is_not_published_and_the_report_says_why(
    settings: Settings,
    story: Path,
    jsonl: Callable[..., Path],
    samples: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    ingested(settings, story)
    before = published(settings)
    questions = tmp_path / "queries"
    questions.mkdir()
    (questions / "check-nothing.rq").write_text(
        "# title: An article has no headline\n# expect: none\nSELECT ?a WHERE { ?a rg:articleId ?id } LIMIT 1\n"
    )
    monkeypatch.setattr(resources, "queries", lambda: questions)
    from graph.query import named_queries

    named_queries.cache_clear()
    try:
        other = next(i for i in samples if i not in ids_of(story))
        report = run_ingest(settings, [str(jsonl(other, name="more.jsonl"))])
        assert published(settings) == before
        assert [f.stage for f in report.failures] == ["quality"]
        assert "An article has no headline" in report.failures[0].message
        # nothing new: it is still not published
        assert run_ingest(settings, [str(jsonl(other, name="more.jsonl"))]).failed
    finally:
        monkeypatch.undo()
        named_queries.cache_clear()
    assert run_ingest(settings, [str(jsonl(other, name="more.jsonl"))]).failures == ()
    assert published(settings).number == before.number + 1
