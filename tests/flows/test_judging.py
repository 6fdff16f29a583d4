"""review, merge, split and undo: what is kept, what the graph becomes, and that it becomes again what it was."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.consolidate import consolidate
from flows.identify import read_judgements
from flows.settings import Settings
from graph import iri, resources
from graph.extract.records import article_to_json, extraction_to_json
from graph.extract.register import load_register
from graph.identity.judgements import load_judgements
from graph.load import Loader
from graph.model import (
    Article,
    Claim,
    Entity,
    Event,
    Extraction,
    Factuality,
    FillerKind,
    RoleFiller,
    Segment,
    Span,
)
from graph.store.embedded import Writer, open_reader
from graph.vocabulary import load_vocabulary
from tests.graph.identity.things import ORG, PERSON, WORK, known

RUNNER = CliRunner()
TEXTS = {
    "a": "Netflix used AI in Glass Harbour, says Mara Ellison of Halcyon Group.",
    "b": "Netflix defends AI in Glass Harbour, says Mara Elison of Halcyon Group.",
    "c": "Netflix leaves AI out of its game, says Mara Ellison of Halcyon Interactive.",
    "d": "Netflix brings Mara Ellison and Mara Elison together over AI in Glass Harbour.",
}
NAMES = {
    "Netflix": ORG,
    "Glass Harbour": WORK,
    "Mara Ellison": PERSON,
    "Mara Elison": PERSON,
    "Halcyon Group": ORG,
    "Halcyon Interactive": ORG,
}


def told(name: str) -> tuple[Article, Extraction]:
    """An article with what it tells, extracted by hand."""
    text = TEXTS[name]
    article = Article(name, text, ("More to come.",), "en", published=date(2025, 7, 18))
    entities = tuple(
        Entity(
            iri.slug(label),
            kind,
            label,
            (Span(text.index(label), text.index(label) + len(label)),),
            known("netflix") if label == "Netflix" else iri.minted_entity(kind, label),
        )
        for label, kind in NAMES.items()
        if label in text
    )
    claim = Claim((), Factuality.ASSERTED, Segment.TITLE, Span(0, len(text)))
    use = Event("v1", "AIUse", (RoleFiller("agent", FillerKind.ENTITY, "netflix"),), (claim,))
    return article, Extraction(name, article.content_hash, "en", "made", True, entities, (use,))


def add(home: Path, *names: str) -> None:
    """Store articles as a run does."""
    vocabulary, register = load_vocabulary(), load_register()
    with Writer(home) as writer:
        loader = Loader(writer, vocabulary, register)
        loader.load_vocabulary()
        for article, extraction in map(told, names):
            folder = article.version[:2]
            for kind, content in (
                ("articles", article_to_json(article)),
                ("extractions", extraction_to_json(extraction)),
            ):
                path = home / kind / folder / f"{article.version}.json"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            loader.load(article, extraction)
        consolidate(home, writer, vocabulary, register, read_judgements(Settings(home=home)))
        writer.publish("made")


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("judged") / "workspace"
    add(home, "a", "b", "c")
    return home


@pytest.fixture
def home(ingested: Path, tmp_path: Path) -> Path:
    """A workspace of its own: the snapshots' links are relative, so that it may be copied."""
    return Path(shutil.copytree(ingested, tmp_path / "workspace", symlinks=True))


def call(home: Path, *arguments: str, stdin: str | None = None) -> tuple[int, str]:
    done = RUNNER.invoke(app, [*arguments, "--home", str(home)], input=stdin)
    return done.exit_code, done.output


def digest(home: Path) -> str:
    with open_reader(home) as reader:
        return reader.snapshot.digest


def canonical(home: Path, name: str) -> str:
    with open_reader(home) as reader:
        rows = list(reader.query(f"SELECT ?c {{ GRAPH <{iri.IDENTITY_GRAPH}> {{ <{name}> rg:canonical ?c }} }}"))  # type: ignore[arg-type]
    return rows[0]["c"].value if rows else name


def entity(home: Path, tail: str) -> str:
    with open_reader(home) as reader:
        rows = reader.query("SELECT DISTINCT ?e { GRAPH ?g { ?m rg:refersTo ?e } }")
        return next(r["e"].value for r in rows if r["e"].value.endswith(tail))  # type: ignore[union-attr, index]


def test_merge_and_undo_leave_the_graph_as_it_was_to_the_byte(home: Path) -> None:
    before = digest(home)
    status, told = call(home, "merge", "Halcyon Group", "Halcyon Interactive", "--why", "renamed", "--by", "ana")
    assert status == 0, told
    assert "undo with: reelgraph undo" in told
    assert digest(home) != before
    assert canonical(home, entity(home, "halcyon-interactive")) == entity(home, "halcyon-group")
    assert call(home, "undo")[0] == 0
    assert digest(home) == before


def test_a_split_is_never_joined_again(home: Path, tmp_path: Path) -> None:
    slip, right = entity(home, "mara-elison"), entity(home, "mara-ellison")
    assert canonical(home, right) == slip, "a rule has joined them"
    status, told = call(home, "split", slip, "--why", "two people")
    assert status == 0, told
    assert canonical(home, right) == right
    add(home, "d")
    assert canonical(home, right) == right, "nor by more articles"


def test_a_name_may_be_split_in_one_article_alone(home: Path) -> None:
    name = entity(home, "mara-ellison")
    status, told = call(home, "split", name, "--article", "c")
    assert status == 0, told
    node = iri.occurrence("c", name)
    listed = call(home, "undo", "--list")[1]
    assert node.removeprefix(iri.BASE) in listed
    assert "different" in listed
    assert "these do: a, c" in call(home, "split", name, "--article", "b")[1]


def test_contradictory_judgements_are_refused_with_what_stands_in_the_way(home: Path) -> None:
    call(home, "split", "Halcyon Group", "Halcyon Interactive")
    call(home, "merge", "Halcyon Group", "Glass Harbour")
    status, told = call(home, "merge", "Halcyon Interactive", "Glass Harbour")
    assert status == 1
    assert "are judged different" in told
    shipped = len(load_judgements([resources.judgements()]).in_force())
    listed = call(home, "undo", "--list")[1]
    assert listed.count("\n") == shipped + 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["merge", "Netflixx", "Halcyon Group"], "did you mean 'Netflix'"),
        (["merge", "Netflix", "Netflix"], "already"),
        (["split", "Halcyon Group"], "joined to nothing"),
        (["split", "Halcyon Group", "Netflix", "--article", "a"], "not both"),
        (["undo", "0123456789abcdef"], "no judgement '0123456789abcdef'"),
        (["review", "--list", "--format", "docx"], "table, jsonl"),
    ],
)
def test_wrong_usage_says_what_is_wrong(home: Path, arguments: list[str], told: str) -> None:
    status, output = call(home, *arguments)
    assert status == 2
    assert told in " ".join(output.replace("│", " ").split())


def test_nothing_to_undo_is_told(home: Path) -> None:
    assert call(home, "undo") == (1, "error: there is no judgement to undo\n")


# ------------------------------------------------------------------ review


def queued(home: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in call(home, "review", "--list", "--format", "jsonl")[1].splitlines()]


def test_the_queue_is_listed_with_reasons(home: Path) -> None:
    joined = next(d for d in queued(home) if d["question"] == "joined")
    assert joined["rule"] == "spelling"
    assert any("differ by a slip" in str(reason) for reason in joined["why"])  # type: ignore[union-attr]
    assert "spelling" in call(home, "review", "--list")[1]


def test_answers_are_kept_at_once_and_not_asked_again(home: Path) -> None:
    before = queued(home)
    status, told = call(home, "review", "--by", "ana", stdin="x\nd\nq\n")
    assert status == 0, told
    assert "1 answered" in told
    after = queued(home)
    assert before[0] not in after
    assert len(after) < len(before)
    assert "ana" in call(home, "undo", "--list")[1]


def test_skipping_and_an_ended_input_change_nothing(home: Path) -> None:
    before, waiting = digest(home), queued(home)
    assert call(home, "review", "--limit", "1", stdin="k\n")[0] == 0
    assert call(home, "review", stdin="")[0] == 0
    assert (digest(home), queued(home)) == (before, waiting)


def test_a_new_thing_can_be_named(home: Path) -> None:
    answers = []
    for doubt in queued(home):
        answers.append({"new": "m\nNetflixx\n"}.get(str(doubt["question"]), "u\n"))
    status, told = call(home, "review", stdin="".join(answers))
    assert status == 0, told
    assert "did you mean 'Netflix'" in told


def test_a_review_can_be_gone_through_to_the_end(home: Path) -> None:
    status, told = call(home, "review", stdin="s\n" * 50)
    assert status == 0, told
    assert "Nothing more to review." in told
    assert queued(home) == []
