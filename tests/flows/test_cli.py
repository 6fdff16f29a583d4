"""The command line: exit statuses, messages, and what it does not import."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import Settings
from flows.stages import run_ingest
from graph.errors import StoreError

RUNNER = CliRunner()


def call(*arguments: str | Path, stdin: str | None = None) -> tuple[int, str, str]:
    done = RUNNER.invoke(app, [str(a) for a in arguments], input=stdin)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three sample pages in it."""
    folder = tmp_path_factory.mktemp("cli")
    from graph import resources

    pages = [
        resources.samples() / "pages" / f"{i}.html" for i in ("eternauta-en-01", "brutalist-en-01", "eternauta-fr-01")
    ]
    report = run_ingest(Settings(home=folder / "workspace"), [str(p) for p in pages])
    assert report.total.stored == 3, report.failures
    return folder / "workspace"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ingest", "sampels"], "sampels"),
        (["query", "nope"], "no question or file 'nope'"),
        (["query"], "name a question"),
        (["query", "ai-uses", "--param", "work"], "write key=value"),
        (["query", "ai-uses", "--format", "docx"], "no format 'docx'"),
        (["export", "docx", "-o", "x"], "no format 'docx'"),
        (["export", "gexf"], "--output"),
        (["export", "gexf", "-o", "x", "--projection", "nope"], "no projection 'nope'"),
        (["export", "gexf", "-o", "x", "--entity-type", "Robot"], "no entity type 'Robot'"),
        (["analyse", "--since", "yesterday"], "yesterday"),
        (["analyse", "--format", "docx"], "no format 'docx'"),
        (["extract", "-o", "x"], "FILE"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_has_status_2_and_says_what_is_wrong(home: Path, arguments: Sequence[str], told: str) -> None:
    known_home = [] if arguments[0] in ("extract", "frobnicate") else ["--home", home]
    status, _, error = call(*arguments, *known_home)
    assert status == 2
    assert told in " ".join(error.split())


def test_a_failure_is_one_line_on_standard_error(tmp_path: Path) -> None:
    status, out, error = call("query", "ai-uses", "--home", tmp_path / "nothing")
    assert (status, out) == (1, "")
    assert error.startswith("error: nothing ingested yet")
    assert error.count("\n") == 1


def test_debug_shows_where_an_error_came_from(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["query", "ai-uses", "--home", str(tmp_path), "--debug"])
    assert isinstance(done.exception, StoreError)


def test_ingest_reports_and_tells_by_its_status(tmp_path: Path, jsonl: Callable[..., Path]) -> None:
    home = tmp_path / "home"
    good = jsonl("eternauta-en-01")
    status, out, _ = call("ingest", good, "--home", home)
    assert status == 0
    assert "snapshot 1" in out
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{", encoding="utf-8")
    status, out, error = call("ingest", good, bad, "--home", home, "--quiet")
    assert (status, out) == (1, "")
    assert "bad.jsonl#line=1" in error


def test_extract_writes_a_record_an_article_and_names_bad_lines(tmp_path: Path, jsonl: Callable[..., Path]) -> None:
    source = jsonl("eternauta-en-01", "eternauta-fr-01")
    with source.open("a", encoding="utf-8") as lines:
        lines.write("not json\n")
    text = tmp_path / "a.txt"
    text.write_text("Studio uses AI\n\nThe studio used artificial intelligence for the visual effects of the film.")
    output = tmp_path / "deep" / "out.jsonl"
    status, out, error = call("extract", source, text, "-o", output)
    assert (status, out) == (1, "")
    assert "line=3" in error
    records = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in records[:2]] == ["eternauta-en-01", "eternauta-fr-01"]
    assert len(records) == 3
    assert all(e["iri"] for r in records for e in r["entities"])


def test_extract_to_standard_output_is_json_alone(jsonl: Callable[..., Path]) -> None:
    status, out, _ = call("extract", jsonl("eternauta-en-01"), "-o", "-")
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["eternauta-en-01"]


def test_query_answers_by_name_from_a_file_and_from_standard_input(home: Path, tmp_path: Path) -> None:
    status, out, _ = call("query", "ai-uses", "--param", "work=eternauta", "--format", "json", "--home", home)
    assert status == 0
    assert json.loads(out)["results"]["bindings"]
    sparql = "SELECT (COUNT(*) AS ?n) WHERE { ?a a schema:NewsArticle }"
    file = tmp_path / "count.rq"
    file.write_text(sparql, encoding="utf-8")
    for status, out, _ in (
        call("query", file, "--format", "csv", "--home", home),
        call("query", "-", "--format", "csv", "--home", home, stdin=sparql),
    ):
        assert (status, out.split()) == (0, ["n", "3"])


def test_a_slip_in_sparql_is_named(home: Path) -> None:
    status, _, error = call("query", "-", "--home", home, stdin="SELECT ?x WHERE { ?x a }")
    assert status == 1
    assert error.startswith("error: ")


def test_query_lists_the_questions() -> None:
    status, out, _ = call("query", "--list")
    assert status == 0
    assert "ai-uses" in out


def test_export_writes_and_says_what(home: Path, tmp_path: Path) -> None:
    status, _, error = call("export", "nq", "-o", tmp_path / "g.nq", "--home", home)
    assert status == 0
    assert "statements" in error
    assert (tmp_path / "g.nq").stat().st_size > 0


def test_analyse_prints_json(home: Path) -> None:
    status, out, _ = call("analyse", "--format", "json", "--home", home)
    assert status == 0
    assert json.loads(out)["entities"]


def test_answers_do_not_pay_for_prefect_or_extraction(home: Path) -> None:
    code = (
        "import sys\nfrom flows.cli import main\n"
        f"sys.argv = ['reelgraph', 'query', 'ai-uses', '--format', 'csv', '--home', {str(home)!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'prefect', 'spacy', 'trafilatura', 'sqlalchemy', 'networkx'} & set(sys.modules)\n"
        "print('\\nimported:', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "imported: []"


def test_ingest_without_prefect_does_not_import_it(home: Path, tmp_path: Path) -> None:
    code = "import sys\nimport flows.commands.ingest, flows.stages\nprint('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
