"""Each competency question on the hand-made articles, with the answer a reader of those articles would give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Triple

from graph import iri
from graph.load import Loader
from graph.model import Article, Extent, Extraction, Factuality
from graph.query import Table, run_query
from graph.store.embedded import Reader, Writer, open_reader
from graph.vocabulary import Vocabulary
from tests.graph import made


def ask(reader: Reader, name: str, *columns: str, **params: str) -> list[tuple[str, ...]]:
    result = run_query(reader, name, params)
    assert isinstance(result, Table)
    return [tuple(record[column] for column in columns) for record in result.records()]


@contextmanager
def published(home: Path, vocabulary: Vocabulary, *articles: tuple[Article, Extraction]) -> Iterator[Reader]:
    """A workspace with these articles alone."""
    with Writer(home) as writer:
        loader = Loader(writer, vocabulary)
        loader.load_vocabulary()
        for article, extraction in articles:
            loader.load(article, extraction)
        made.consolidate(home, writer, vocabulary, articles)
        writer.publish("r1")
    with open_reader(home) as reader:
        yield reader


def use(name: str, **changes: Any) -> tuple[Article, Extraction]:
    """An article with one claim: AI was used for the effects of El Eternauta, except for what is changed."""
    article, told = made.one_shot()
    article = replace(article, id=name)
    roles = {"work": "el-eternauta", "stage": "vfx", "technique": "generative-ai"}
    claim = {key: changes.pop(key) for key in ("factuality", "extent") if key in changes}
    named = {role: filler for role, filler in {**roles, **changes}.items() if filler}
    (before,) = told.events
    event = made.event(1, "AIUse", [replace(before.claims[1], source=(), **{"extent": None, **claim})], **named)
    return article, replace(told, article_id=name, events=(event,))


def test_ai_uses(reader: Reader) -> None:
    columns = ("work", "extent", "factuality", "said_by", "segment", "publisher")
    assert ask(reader, "ai-uses", *columns, work="eternauta") == [
        ("El Eternauta", "", "asserted", "the article", "title", "Example Times"),
        ("El Eternauta", "sequence", "asserted", "Ted Sarandos", "body", "Example Times"),
        ("El Eternauta", "entire", "asserted", "the article", "title", "Actu Exemple"),
        ("El Eternauta", "sequence", "asserted", "The Guardian", "body", "Actu Exemple"),
        ("El Eternauta", "entire", "denied", "Bruno Stagnaro", "title", "Diario Ejemplo"),
        ("El Eternauta", "", "denied", "Bruno Stagnaro", "body", "Diario Ejemplo"),
    ]
    assert {row[0] for row in ask(reader, "ai-uses", "technique", work="eternauta")} == {"generative-ai"}


def test_ai_uses_of_all_works_by_day_and_language(reader: Reader) -> None:
    assert {row[0] for row in ask(reader, "ai-uses", "work")} == {
        "", "Clair Obscur: Expedition 33", "El Eternauta", "Tilly Norwood",
    }  # fmt: skip
    assert ask(reader, "ai-uses", "work", "published", since="2025-09-01", language="fr") == [
        ("Tilly Norwood", "2025-09-30")
    ]
    by_iri = ask(reader, "ai-uses", "work", work=iri.registered_entity("tilly-norwood"))
    assert by_iri == [("Tilly Norwood",)]


def test_a_corrected_article_speaks_with_its_last_version_alone(reader: Reader) -> None:
    assert ask(reader, "ai-uses", "factuality", "said_by", work="clair obscur") == [("denied", "Sandfall Interactive")]


def test_ai_uses_end_in_verbatim_evidence(reader: Reader) -> None:
    texts = {iri.article_version(a.id, a.version): a.full_text for a, _ in made.articles()}
    for evidence, article in ask(reader, "ai-uses", "evidence", "article"):
        assert evidence in texts[article]


def test_headline_beyond_body(reader: Reader) -> None:
    article, _ = made.whole_series()
    columns = ("publisher", "more", "title_says", "title_evidence", "body_says")
    assert ask(reader, "headline-beyond-body", *columns) == [
        ("Actu Exemple", "extent", "entire", article.title, "sequence")
    ]


def test_denials(reader: Reader) -> None:
    assert ask(reader, "denials", "type", "said_by", "segment", "publisher") == [
        ("AIUse", "Bruno Stagnaro", "title", "Diario Ejemplo"),
        ("AIUse", "Bruno Stagnaro", "body", "Diario Ejemplo"),
        ("AIUse", "Sandfall Interactive", "body", "Example Times"),
    ]
    assert len(ask(reader, "denials", "about", about="clair")) == 1


def test_extents_of_work(reader: Reader) -> None:
    assert ask(reader, "extents-of-work", "extent", "factuality", "said_by", work="El Eternauta") == [
        ("entire", "asserted", "the article"),
        ("entire", "denied", "Bruno Stagnaro"),
        ("sequence", "asserted", "Ted Sarandos"),
        ("sequence", "asserted", "The Guardian"),
    ]


def test_stances_of(reader: Reader) -> None:
    assert ask(reader, "stances-of", "holder", "value", "target", holder="sag") == [
        ("SAG-AFTRA", "concern", ""),
        ("SAG-AFTRA", "oppose", "Tilly Norwood"),
    ]
    assert ask(reader, "stances-of", "holder", holder="Netflix") == []


def test_contradictions_bring_both_pieces_of_evidence(reader: Reader) -> None:
    english, french = made.one_shot()[0], made.whole_series()[0]
    columns = ("aspect", "one_evidence", "other_evidence")
    found = ask(reader, "contradictions", *columns, about="eternauta", aspect="extent")
    assert ("extent", {english.paragraphs[0], french.title}) in [(row[0], set(row[1:])) for row in found]
    assert {row[0] for row in ask(reader, "contradictions", "aspect")} == {"extent"}
    assert ask(reader, "contradictions", "aspect", about="Clair Obscur") == []


def test_denials_are_answered_with_those_who_repeat_after_them(tmp_path: Path, vocabulary: Vocabulary) -> None:
    article, told = use("late", extent=Extent.SEQUENCE)
    late = replace(article, published=date(2030, 1, 1), publisher="Late Times")
    denial, denied = use("denied", factuality=Factuality.DENIED)
    (event,) = denied.events
    said = replace(event, claims=(replace(event.claims[0], source=("ted-sarandos",)),))
    articles = ((denial, replace(denied, events=(said,))), (late, replace(told, content_hash=late.content_hash)))
    with published(tmp_path, vocabulary, *articles) as reader:
        assert ask(reader, "denials", "said_by", "denied") == [("Ted Sarandos", "1")]
        assert ask(reader, "known-on", "publisher", about="use of ai", day="2026-01-01") == [("Example Times",)]
        insiders = ask(reader, "denials-by-insiders", "said_by", "denies_claims_of")
        assert insiders in ([("Ted Sarandos", "Late Times")], [])
        again = ask(reader, "repeated-after-denial", "publisher", "denied_by")
        assert again == [("Late Times", "Ted Sarandos")] * len(insiders)


def test_headline_that_states_as_fact_what_the_body_plans(tmp_path: Path, vocabulary: Vocabulary) -> None:
    article, told = made.one_shot()
    (event,) = told.events
    title, body = event.claims
    for name, told_in_body, rows in (
        ("planned", [Factuality.PLANNED, Factuality.DENIED], [("factuality", "asserted", "planned")]),
        ("asserted", [Factuality.PLANNED, Factuality.ASSERTED], []),
    ):
        claims = (title, *(replace(body, factuality=factuality, extent=None) for factuality in told_in_body))
        changed = replace(told, events=(replace(event, claims=claims),))
        with published(tmp_path / name, vocabulary, (article, changed)) as reader:
            assert ask(reader, "headline-beyond-body", "more", "title_says", "body_says") == rows


def test_an_outlets_own_articles_do_not_count_as_citing_it(tmp_path: Path, vocabulary: Vocabulary) -> None:
    article, told = made.one_shot()
    agency = replace(article, publisher="Reuters")
    with published(tmp_path, vocabulary, (agency, replace(told, content_hash=agency.content_hash))) as reader:
        assert ask(reader, "most-cited", "cited") == []


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        (
            "lawsuits",
            ("plaintiff", "defendant", "work", "time", "factuality", "documents"),
            [("Walt Disney Company", "Midjourney", "Star Wars", "2025-06-11", "asserted", "1")],
        ),
        (
            "labour-agreements",
            ("union", "counterparty", "instrument", "time"),
            [("SAG-AFTRA", "Activision", "Interactive Media Agreement", "2025-07")],
        ),
        (
            "job-impact",
            ("amount", "place", "factuality", "said_by"),
            [("118,500 jobs", "California", "possible", "The Animation Guild")],
        ),
        (
            "investments",
            ("investor", "recipient", "amount", "factuality"),
            [("General Atlantic", "Runway", "$308 million", "possible")],
        ),
        (
            "most-cited",
            ("cited", "articles", "publishers"),
            [("The Guardian", "2", "2"), ("Reuters", "2", "1")],
        ),
    ],
)
def test_events_and_sources(reader: Reader, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    assert ask(reader, name, *columns) == rows


def test_most_cited_at_least(reader: Reader) -> None:
    assert ask(reader, "most-cited", "cited", least="3") == []


def test_who_said(reader: Reader) -> None:
    article, _ = made.one_shot()
    assert ask(reader, "who-said", "chain", "extent", "evidence", speaker="reuters") == [
        ("Reuters", "", made.lawsuit()[0].paragraphs[0]),
        ("Reuters > Ted Sarandos", "sequence", article.paragraphs[0]),
    ]


def test_timeline(reader: Reader) -> None:
    assert ask(reader, "timeline", "time", "type", "role", "documents", entity="midjourney") == [
        ("2025-06-11", "Lawsuit", "defendant", "1")
    ]
    assert {row[1] for row in ask(reader, "timeline", "time", "role", entity="Netflix")} == {"agent"}


def test_evidence(reader: Reader) -> None:
    article, _ = made.one_shot()
    claim = iri.claim(iri.article_version(article.id, article.version), 2)
    columns = ("evidence", "start", "end", "said_by", "url", "content_hash", "extractor")
    ((evidence, start, end, *rest),) = ask(reader, "evidence", *columns, claim=claim)
    assert evidence == article.paragraphs[0] == article.full_text[int(start) : int(end)]
    assert rest == ["Ted Sarandos", article.url, article.content_hash, made.EXTRACTOR]


def test_article(reader: Reader) -> None:
    result = run_query(reader, "article", {"id": "game-en"})
    assert isinstance(result, tuple)
    assert all(isinstance(triple, Triple) for triple in result)
    corrected, _ = made.game(corrected=True)
    assert {t.subject.value for t in result if "NewsArticle" in str(t.object)} == {
        iri.article_version("game-en", corrected.version)
    }
