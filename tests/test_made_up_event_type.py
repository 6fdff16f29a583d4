"""An event type that a user made up: one file in a folder, no change of code, and it is extracted, loaded, queried and
exported like those of the product. The file is the worked example of ``ontologies/README.md``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph import iri, resources
from graph.export import export
from graph.extract.pipeline import Extractor, default_extractor
from graph.extract.records import make_article, to_record
from graph.load import Loader
from graph.model import Article, Event, Extraction, Factuality
from graph.query import Table, run_query
from graph.store.embedded import Reader, Writer, open_reader
from tests.graph import made

TOLD = {
    "en": ("Netflix screened The Eternaut in May 2025.", "Screenings", Factuality.ASSERTED, "2025-05"),
    "fr": ("Netflix ne projette pas L’Éternaute en mai 2025.", "Projections", Factuality.DENIED, "2025-05"),
    "es": ("Netflix podría proyectar El Eternauta en mayo de 2026.", "Proyecciones", Factuality.POSSIBLE, "2026-05"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder of event types."""
    readme = (resources.ontologies() / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```turtle\n(.*?)```", readme, re.DOTALL)
    assert example
    made = tmp_path_factory.mktemp("events")
    (made / "Screening.ttl").write_text(example.group(1), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def extractor(folder: Path) -> Extractor:
    return default_extractor(folder)


def article(language: str) -> Article:
    sentence, title, *_ = TOLD[language]
    return make_article(
        article_id=f"screening-{language}",
        title=title,
        paragraphs=[sentence],
        declared_language=language,
        published=date(2025, 6, 1),
        publisher="Screen Ledger",
    )


def screenings(extraction: Extraction) -> list[Event]:
    return [event for event in extraction.events if event.type == "Screening"]


@pytest.fixture(scope="module")
def reader(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A snapshot of the three articles."""
    home = tmp_path_factory.mktemp("workspace")
    with Writer(home) as writer:
        loader = Loader(writer, extractor.vocabulary)
        loader.load_vocabulary()
        for language in TOLD:
            told = article(language)
            assert loader.load(told, extractor.extract(told)) == "new"
        stored = [(told, extractor.extract(told)) for told in map(article, TOLD)]
        made.consolidate(home, writer, extractor.vocabulary, stored)
        writer.publish("made-up")
    with open_reader(home) as opened:
        yield opened


@pytest.mark.parametrize("language", sorted(TOLD))
def test_it_is_extracted_in_every_language(extractor: Extractor, language: str) -> None:
    told = article(language)
    sentence, _, factuality, time = TOLD[language]
    (event,) = screenings(extractor.extract(told))
    assert (event.fillers("host"), event.fillers("work"), event.time) == (("netflix",), ("el-eternauta",), time)
    (claim,) = event.claims
    assert (claim.factuality, claim.evidence.of(told.full_text)) == (factuality, sentence)


def test_its_look_alikes_are_not(extractor: Extractor) -> None:
    for example in extractor.vocabulary.event_types["Screening"].examples:
        if example.none:
            told = make_article(article_id="x", title="", paragraphs=[example.text], declared_language=example.language)
            assert screenings(extractor.extract(told)) == []


def test_without_the_file_nothing_of_it_is_known(extractor: Extractor) -> None:
    plain = default_extractor()
    assert screenings(plain.extract(article("en"))) == []
    assert plain.name != extractor.name


def test_a_broken_file_beside_it_is_left_out_and_told(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "Seance.ttl").write_text("this is no Turtle", encoding="utf-8")
    beside = default_extractor(tmp_path)
    assert ["Seance.ttl" in str(problem) for problem in beside.vocabulary.problems] == [True]
    assert len(screenings(beside.extract(article("en")))) == 1


def test_the_record_of_an_article_names_it(extractor: Extractor) -> None:
    told = article("en")
    record = json.loads(json.dumps(to_record(told, extractor.extract(told))))
    (event,) = [e for e in record["events"] if e["type"] == "Screening"]
    assert event["roles"] == {"host": ["netflix"], "work": ["el-eternauta"]}


def test_it_is_queried_with_its_own_role_and_label(reader: Reader) -> None:
    result = run_query(
        reader,
        """
        SELECT ?label ?host ?factuality WHERE {
          GRAPH ?article { ?event a rg:Screening ; rg:host ?host . ?claim rg:about ?event ; rg:factuality ?factuality }
          GRAPH ?vocabulary { rg:Screening rdfs:label ?label FILTER(LANG(?label) = "fr") }
        } ORDER BY ?factuality
        """,
        {},
    )
    assert isinstance(result, Table)
    netflix = iri.registered_entity("netflix")
    assert [tuple(r.values()) for r in result.records()] == [
        ("projection", netflix, iri.term(sure)) for sure in ("asserted", "denied", "possible")
    ]


def test_it_stands_in_the_answers_of_questions_written_before_it(reader: Reader) -> None:
    result = run_query(reader, "timeline", {"entity": "Netflix"})
    assert isinstance(result, Table)
    found = {(r["time"], r["type"], r["role"]) for r in result.records()}
    assert ("2025-05", "Screening", "host") in found


def test_it_is_exported_as_claims_and_as_statements(reader: Reader, tmp_path: Path) -> None:
    export(reader, "csv", tmp_path / "tables")
    with (tmp_path / "tables" / "claims.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["event_type"] == "Screening"]
    assert {row["evidence"] for row in rows} == {TOLD[language][0] for language in TOLD}
    assert all("host=" in row["roles"] for row in rows)
    summary = export(reader, "ttl", tmp_path / "all.ttl")
    text = summary.path.read_text(encoding="utf-8")
    assert "rg:Screening" in text or iri.ontology("Screening") in text
    assert "rg:host" in text or iri.ontology("host") in text
