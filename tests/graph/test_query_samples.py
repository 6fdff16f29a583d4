"""Each competency question on the sample articles, ingested by the whole pipeline, against the answer agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import quality
from graph.query import GROUPS, checks, grouped, named_queries
from graph.store.embedded import Reader, open_reader
from tests.graph import answered


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A workspace into which the samples were ingested once."""
    home = tmp_path_factory.mktemp("samples")
    answered.ingest(home)
    with open_reader(home) as reader:
        yield reader


@pytest.mark.parametrize("name", named_queries())
def test_the_answer_is_the_one_agreed_to(samples: Reader, name: str) -> None:
    """If the change is meant: ``.venv/bin/python tests/graph/answered.py``, and read what changed."""
    assert answered.answer(name, samples) == answered.kept(name)


@pytest.mark.parametrize("name", [name for name, query in named_queries().items() if not query.check])
def test_each_question_has_an_answer(name: str) -> None:
    assert answered.kept(name)["rows"]


@pytest.mark.parametrize("name", checks())
def test_checks_find_nothing_broken(name: str) -> None:
    assert answered.kept(name)["rows"] == []


def test_at_least_forty_questions_are_listed_under_known_headings() -> None:
    assert len(named_queries()) - len(checks()) >= 40
    assert set(grouped()) == set(GROUPS)


def test_no_answer_is_kept_of_a_question_that_is_gone() -> None:
    assert {path.stem for path in answered.FOLDER.glob("*.json")} == set(named_queries())


def test_what_is_published_has_passed_the_gate(samples: Reader) -> None:
    assert quality.problems(samples, questions=False) == ()


def test_answers_end_in_verbatim_evidence(samples: Reader) -> None:
    texts = Path(answered.SAMPLES).read_text(encoding="utf-8")
    for row in answered.kept("ai-uses")["rows"]:
        evidence = row[answered.kept("ai-uses")["columns"].index("evidence")]
        assert evidence.replace('"', '\\"') in texts
