"""The gate before publication: what is asked when, and what a question that cannot be answered holds back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.doctor import examine
from flows.rebuild import rebuild
from flows.retract import retract
from flows.settings import Settings
from flows.stages import run_ingest
from graph import quality, resources
from graph.errors import GateError
from graph.query import NamedQuery, named_queries
from graph.store.embedded import open_reader


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of questions that takes the place of ours; one check and one question are in it."""
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "check-ids.rq").write_text(
        "# title: Articles without an id\n# expect: none\n"
        "SELECT ?a WHERE { ?a a schema:NewsArticle FILTER NOT EXISTS { ?a rg:articleId ?id } }\n"
    )
    (folder / "headlines.rq").write_text("# title: Headlines\nSELECT ?h WHERE { ?a schema:headline ?h }\n")
    monkeypatch.setattr(resources, "queries", lambda: folder)
    named_queries.cache_clear()
    yield folder
    monkeypatch.undo()
    named_queries.cache_clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the questions that are put, as they are put."""
    names: list[str] = []
    put = quality.run_query

    def noting(store: object, query: NamedQuery) -> object:
        names.append(query.name)
        return put(store, query)  # type: ignore[arg-type]

    monkeypatch.setattr(quality, "run_query", noting)
    return names


def spoil(questions: Path) -> None:
    (questions / "headlines.rq").write_text("# title: Headlines\nSELECT ?h WHERE { ?a schema:headline }\n")
    named_queries.cache_clear()


def test_checks_are_asked_at_each_publication_questions_where_they_or_the_engine_changed_and_when_rebuilding(
    settings: Settings, jsonl: Callable[..., Path], questions: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_by(act: Callable[[], object]) -> list[str]:
        asked.clear()
        act()
        return sorted(asked)

    one, two, three = (str(jsonl(f"eternauta-en-0{n}", name=f"{n}.jsonl")) for n in (1, 2, 3))
    assert put_by(lambda: run_ingest(settings, [one])) == ["check-ids", "headlines"]
    assert put_by(lambda: run_ingest(settings, [one])) == []  # nothing new to publish
    assert put_by(lambda: run_ingest(settings, [two])) == ["check-ids"]
    with monkeypatch.context() as newer:
        newer.setattr(quality, "version", lambda _: "99")
        assert put_by(lambda: run_ingest(settings, [three])) == ["check-ids", "headlines"]
    assert put_by(lambda: retract(settings, "eternauta-en-03", "a slip")) == [
        "check-ids",
        "headlines",
    ]  # the old engine
    assert put_by(lambda: examine(settings)) == []
    assert put_by(lambda: examine(settings, questions=True)) == ["check-ids", "headlines"]


def test_a_question_that_cannot_be_answered_holds_a_publication_back_and_doctor_names_it(
    settings: Settings, jsonl: Callable[..., Path], questions: Path
) -> None:
    run_ingest(settings, [str(jsonl("eternauta-en-01"))])
    with open_reader(settings.home) as reader:
        before = reader.snapshot
    assert [f.message for f in examine(settings, questions=True) if f.subject == "questions"] == [
        "1 checks find nothing, 1 questions are answered"
    ]
    spoil(questions)
    (bad,) = (f for f in examine(settings, questions=True) if f.bad)
    assert "headlines cannot be answered" in bad.message
    for _ in range(2):  # it is not taken for asked
        report = run_ingest(settings, [str(jsonl("eternauta-en-02", name="more.jsonl"))])
        assert [f.stage for f in report.failures] == ["quality"]
        assert report.snapshot
        assert report.snapshot.digest == before.digest
    with pytest.raises(GateError, match="headlines cannot be answered"):
        rebuild(settings)
