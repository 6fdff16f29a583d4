"""``reelgraph doctor``: what it finds, and that it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.doctor import Finding, examine
from flows.settings import Settings
from flows.stages import run_ingest
from graph.store.embedded import Writer


def bad(settings: Settings) -> list[Finding]:
    return [f for f in examine(settings) if f.bad]


def test_a_fresh_installation_has_nothing_wrong_and_stays_untouched(settings: Settings) -> None:
    assert bad(settings) == []
    assert not settings.home.exists()


def test_it_tells_the_snapshot_and_who_writes(settings: Settings, jsonl: Callable[..., Path]) -> None:
    run_ingest(settings, [str(jsonl("eternauta-en-01"))])
    with Writer(settings.home):
        told = {f.subject: f.message for f in examine(settings)}
    assert told["snapshot"].startswith("1: ")
    assert "is writing" in told["writer"]


def test_a_misspelt_variable_is_named_with_what_was_meant(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELGRAPH_HOEM", "x")
    (finding,) = bad(settings)
    assert "REELGRAPH_HOEM" in finding.message
    assert "REELGRAPH_HOME" in finding.message


def test_a_server_that_does_not_answer_is_named(settings: Settings) -> None:
    (finding,) = bad(settings.model_copy(update={"prefect_api_url": "http://user:secret@127.0.0.1:9/api"}))
    assert "no answer" in finding.message
    assert "secret" not in finding.message


def test_broken_event_types_and_outlets_are_named(settings: Settings, tmp_path: Path) -> None:
    for folder, file in (("events", "Made.ttl"), ("sources", "made.toml")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text("this is neither", encoding="utf-8")
    settings = settings.model_copy(update={"events": tmp_path / "events", "sources": tmp_path / "sources"})
    assert {f.subject for f in bad(settings)} == {"vocabulary", "sources"}


def test_a_pipeline_that_is_not_installed_is_named_with_how_to_get_it(settings: Settings) -> None:
    (finding,) = bad(settings.model_copy(update={"pipeline_es": "es_core_news_made_up"}))
    assert finding.subject == "pipelines"
    assert "python -m spacy download es_core_news_made_up" in finding.message
