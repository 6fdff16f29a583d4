"""Candidates for the register from a server that speaks as Wikidata does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.gazetteer import candidates_path, external_doubts
from flows.gazetteer.reconciliation import Reconciliation
from flows.gazetteer.refresh import load_found
from flows.gazetteer.service import Service
from flows.gazetteer.sparql import Endpoint
from flows.identify import read_judgements
from flows.settings import Settings
from graph import iri
from graph.errors import FetchError, SettingsError, TransientFetchError
from graph.identity import Verdict
from graph.identity.judgements import Judgements
from tests.flows.wikibase import SPACE, Known, Wikibase, serving

RUNNER = CliRunner()
KNOWN = [
    Known("E1", "streaming service company", "Netflix", "American streaming company", {"es": ("Netflix Inc.",)}),
    Known("E2", "television film", "Netflix", "a film about a streamer"),
    Known("E3", "human", "Ted Sarandos", "American businessman"),
    Known("E4", "television series", "El Eternauta", "a series", {"en": ("The Eternaut",), "fr": ("L'Éternaute",)}),
    Known("E5", "comic", "The Eternaut", "Argentine comic"),
    Known("E6", "village", "Sarandos Ted"),
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Wikibase]:
    with serving(KNOWN) as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(server: Wikibase) -> None:
    server.asked.clear()
    server.failures.clear()
    server.versions[:] = ["0.1", "0.2"]


def refresh(home: Path, server: Wikibase, *arguments: str) -> tuple[int, str]:
    services = ["--reconcile", server.reconciliation, "--endpoint", server.sparql]
    done = RUNNER.invoke(app, ["gazetteer", "refresh", *services, "--home", str(home), *arguments])
    return done.exit_code, done.output


def test_candidates_are_weighed_and_kept_with_when_and_where(tmp_path: Path, server: Wikibase) -> None:
    status, told = refresh(tmp_path, server, "netflix", "ted-sarandos", "el-eternauta")
    assert status == 0, told
    found = load_found(candidates_path(Settings(home=tmp_path)))
    best = {entry: one.candidates[0] for entry, one in found.items()}
    assert {entry: c.iri for entry, c in best.items()} == {
        "netflix": f"{SPACE}E1",
        "ted-sarandos": f"{SPACE}E3",
        "el-eternauta": f"{SPACE}E4",
    }
    assert best["netflix"].description == "American streaming company"
    assert best["netflix"].score > found["netflix"].candidates[1].score, "a film is no company"
    assert any("not a Organization" in reason for reason in found["netflix"].candidates[1].why)
    assert found["netflix"].services == (server.reconciliation, server.sparql)
    assert found["netflix"].when.endswith("Z")
    assert best["el-eternauta"].names == ("El Eternauta", "L'Éternaute", "The Eternaut")


def test_what_was_asked_lately_is_not_asked_again(tmp_path: Path, server: Wikibase) -> None:
    refresh(tmp_path, server, "--type", "SyntheticPerformer", "--most", "12")
    first = len(server.asked)
    assert first == 4, "two batches, each to both services"
    refresh(tmp_path, server, "--type", "SyntheticPerformer", "--most", "12")
    asked = [json.loads(form["queries"]) for path, form in server.asked if path == "/reconcile"]
    names = [query["query"] for queries in asked for query in queries.values()]
    assert len(names) == len(set(names)) == 24, "it goes on where it stopped"
    refresh(tmp_path, server, "netflix")
    refresh(tmp_path, server, "netflix")
    assert len(candidates_path(Settings(home=tmp_path)).read_text().splitlines()) == 26, "what is named is asked"


def test_either_service_alone_will_do(tmp_path: Path, server: Wikibase) -> None:
    for missing in ("--reconcile", "--endpoint"):
        status, told = refresh(tmp_path, server, "ted-sarandos", missing, "")
        assert status == 0, told
        found = load_found(candidates_path(Settings(home=tmp_path)))["ted-sarandos"]
        assert found.candidates[0].iri == f"{SPACE}E3"
    assert refresh(tmp_path, server, "netflix", "--reconcile", "", "--endpoint", "")[0] == 2


def test_a_candidate_becomes_the_same_by_review_alone(tmp_path: Path, server: Wikibase) -> None:
    refresh(tmp_path, server, "netflix")
    settings = Settings(home=tmp_path)
    (doubt,) = external_doubts(settings, Judgements())
    assert {doubt.left, doubt.right} == {iri.registered_entity("netflix"), f"{SPACE}E1"}
    assert any("American streaming company" in reason for reason in doubt.why)
    assert read_judgements(settings).about(iri.registered_entity("netflix")) == ()


def test_what_is_sure_may_be_accepted_as_a_machines_judgement(tmp_path: Path, server: Wikibase) -> None:
    refresh(tmp_path, server, "netflix", "ted-sarandos", "elizabeth-stone", "--accept")
    settings = Settings(home=tmp_path)
    made = [j for j in read_judgements(settings).in_force() if SPACE in j.right or SPACE in j.left]
    assert {j.verdict for j in made} == {Verdict.SAME}
    assert all(j.rule == "gazetteer" and j.score and j.score >= 0.95 for j in made)
    assert f"{SPACE}E3" in {name for j in made for name in j.pair}
    assert not external_doubts(settings, read_judgements(settings))


# ------------------------------------------------------------------ what goes wrong


def test_what_passes_is_waited_for(tmp_path: Path, server: Wikibase) -> None:
    server.failures[:] = [429, 429]
    assert refresh(tmp_path, server, "netflix")[0] == 0


def test_a_service_that_stays_away_is_named(server: Wikibase) -> None:
    server.failures[:] = [503] * 9
    with Service(server.sparql, "test", backoff=0) as service, pytest.raises(TransientFetchError, match="503"):
        Endpoint(service).named(["Netflix"], 3)
    with Service("http://127.0.0.1:9/", "test", backoff=0) as service, pytest.raises(TransientFetchError):
        Endpoint(service).named(["Netflix"], 3)


def test_a_refusal_is_told_in_the_services_words(server: Wikibase) -> None:
    server.failures[:] = [403]
    with Service(server.sparql, "test", backoff=0) as service, pytest.raises(FetchError, match="403: not now"):
        Endpoint(service).named(["Netflix"], 3)


def test_other_versions_and_other_services_are_refused(tmp_path: Path, server: Wikibase) -> None:
    server.versions[:] = ["2.0"]
    status, told = refresh(tmp_path, server, "netflix")
    assert status == 1
    assert "speaks versions 2.0" in told
    with Service(server.sparql, "test") as service:
        server.versions[:] = ["0.2"]
        recon = Reconciliation(service)
        with pytest.raises(FetchError):
            recon.propose(["Netflix"], 3)


@pytest.mark.parametrize("text", ['"} DROP ALL #', 'quo"te', "back\\slash", "line\nbreak", "🎬"])
def test_no_name_changes_the_question(server: Wikibase, text: str) -> None:
    with Service(server.sparql, "test") as service:
        assert Endpoint(service).named([text, "Ted Sarandos"], 3) == {"Ted Sarandos": (f"{SPACE}E3",)}


def test_unknown_entries_and_types_are_named(tmp_path: Path, server: Wikibase) -> None:
    assert "no entry 'netflixx'" in refresh(tmp_path, server, "netflixx")[1]
    assert "unknown type" in refresh(tmp_path, server, "--type", "Robot")[1]


def test_a_broken_line_of_what_was_found_is_named(tmp_path: Path) -> None:
    path = tmp_path / "candidates.jsonl"
    path.write_text('{"entry": 3}\n')
    with pytest.raises(SettingsError, match="line 1"):
        load_found(path)
