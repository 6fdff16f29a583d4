"""Articles from records and plain text, extractions as records, and both as lossless JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, ParseError
from graph.extract.records import (
    article_from_json,
    article_from_record,
    article_from_text,
    article_to_json,
    extraction_from_json,
    extraction_to_json,
    make_article,
    read_articles,
    to_record,
)
from graph.model import Article, Extraction
from tests.graph import made

GIVEN = {
    "id": "salt-road-en",
    "title": "Salt Road was drawn by hand",
    "text": "Harbour Films says no tool was used.\n\nThe film opens in May.",
    "lang": "en",
    "published": "2025-07-17",
    "publisher": "Screen Ledger",
    "url": "https://ledger.example/salt-road",
}
EXTRACTED = made.articles()


def refusal(record: object) -> ParseError:
    with pytest.raises(ParseError) as caught:
        article_from_record(record, "in.jsonl#line=3")
    assert caught.value.where == "in.jsonl#line=3"
    return caught.value


# ------------------------------------------------------------------ articles from records


def test_a_record_becomes_an_article_with_its_own_id() -> None:
    assert article_from_record(GIVEN) == Article(
        id="salt-road-en",
        title="Salt Road was drawn by hand",
        paragraphs=("Harbour Films says no tool was used.", "The film opens in May."),
        language="en",
        url="https://ledger.example/salt-road",
        publisher="Screen Ledger",
        published=date(2025, 7, 17),
    )


def test_annotations_in_a_record_are_ignored() -> None:
    assert article_from_record(GIVEN | {"entities": [{"id": "x"}], "storyline": "s"}) == article_from_record(GIVEN)


@pytest.mark.parametrize("published", ["2025-07-17T23:30:00+02:00", "2025-07-17 10:00", " 2025-07-17 "])
def test_of_a_time_stamp_the_day_counts(published: str) -> None:
    assert article_from_record(GIVEN | {"published": published}).published == date(2025, 7, 17)


@pytest.mark.parametrize("blank_line", ["\n\n", "\n\n\n", "\r\n\r\n", "\n \n"])
def test_blank_lines_part_paragraphs_and_other_line_breaks_do_not(blank_line: str) -> None:
    text = f"Harbour Films says\nno tool was used.{blank_line}The film\topens in May."
    assert article_from_record(GIVEN | {"text": text}).paragraphs == article_from_record(GIVEN).paragraphs


def test_blanks_that_are_typography_stay() -> None:
    text = "« On l’a fait\u202f!\u00a0» dit-elle du film que tout le monde attendait depuis longtemps à Paris."
    assert article_from_record(GIVEN | {"text": text, "lang": "fr"}).paragraphs == (text,)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"id": None}, "field id"),
        ({"id": " "}, "field id is empty"),
        ({"title": 5}, "field title"),
        ({"published": "17 July"}, "field published"),
        ({"published": "2025-02-30"}, "write YYYY-MM-DD"),
        ({"text": " \n\n "}, "a title, but no text"),
        ({"text": "", "title": ""}, "no title and no text"),
        ({"text": "Kurz", "lang": "de"}, "supported are"),
    ],
)
def test_a_bad_record_is_refused_by_the_name_of_its_fault(changed: dict[str, object], named: str) -> None:
    assert named in str(refusal(GIVEN | changed))


@pytest.mark.parametrize("record", [None, 5, "text", [], [GIVEN]])
def test_what_is_no_object_is_refused_in_plain_words(record: object) -> None:
    assert "JSON object" in str(refusal(record))


def test_bad_lines_of_a_file_come_as_errors_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [
        b"\xef\xbb\xbf" + json.dumps(GIVEN).encode(),
        b"",
        b"{not json",
        b'{"id": "a"}',
        b'{"id": "caf\xe9"',
        b"[" * 100_000,  # deeper than a parser goes
        b"1" * 5_000,  # more digits than Python reads
        json.dumps(GIVEN | {"id": "last"}).encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    found = list(read_articles(path))
    assert [a.id for a in found if isinstance(a, Article)] == ["salt-road-en", "last"]
    errors = [e for e in found if isinstance(e, InputError)]
    assert [e.where for e in errors] == [f"{path}#line={n}" for n in (3, 4, 5, 6, 7)]


# ------------------------------------------------------------------ articles from plain text

BODY = "Harbour Films says that no tool was used, and that every frame of the film was drawn by hand in Lisbon."


@pytest.mark.parametrize(
    "text",
    [
        f"The hand wins\n\n{BODY}",
        f"\ufeffThe hand wins\r\n\r\n{BODY}",
        f"The hand wins\n\nShare\n\nThe hand wins\n\n{BODY}".replace("Share\n\n", ""),
        f"Cinema\n\nThe hand wins\n\nThe hand wins!\n\n{BODY}",
    ],
)
def test_the_title_is_the_repeated_line_or_the_first_and_the_body_has_it_no_more(text: str) -> None:
    article = article_from_text(text, article_id="x")
    assert (article.title, article.paragraphs, article.language) == ("The hand wins", (BODY,), "en")


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="empty"):
        article_from_text(text, article_id="x", where="a.txt")


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5).map("\n\n".join))
def test_any_text_is_an_article_with_clean_lines_or_refused(text: str) -> None:
    try:
        article = article_from_text(text, article_id="x")
    except ParseError:
        return
    assert article.paragraphs
    for line in (article.title, *article.paragraphs):
        assert line == line.strip(" \t\u00a0\u202f\ufeff")
        assert not any(c < " " or c in "\u2028\u2029\x7f" for c in line)
        line.encode()  # no lone surrogates


# ------------------------------------------------------------------ extractions


@pytest.mark.parametrize(("article", "extraction"), EXTRACTED, ids=[a.id + a.version for a, _ in EXTRACTED])
def test_json_loses_nothing_and_is_the_same_bytes_each_time(article: Article, extraction: Extraction) -> None:
    for value, write, read in (
        (article, article_to_json, article_from_json),
        (extraction, extraction_to_json, extraction_from_json),
    ):
        line = write(value)  # type: ignore[operator]
        assert "\n" not in line
        assert read(line) == value
        assert write(read(line)) == line  # type: ignore[operator]


@pytest.mark.parametrize("read", [article_from_json, extraction_from_json])
@pytest.mark.parametrize("text", ["", "{}", "null", '{"id": 5}', "\x00"])
def test_other_json_is_refused(read: object, text: str) -> None:
    with pytest.raises(InputError, match="not an "):
        read(text)  # type: ignore[operator]


@pytest.mark.parametrize(("article", "extraction"), EXTRACTED, ids=[a.id + a.version for a, _ in EXTRACTED])
def test_a_record_quotes_the_article_word_for_word(article: Article, extraction: Extraction) -> None:
    record = json.loads(json.dumps(to_record(article, extraction)))
    whole = record["title"] + "\n\n" + record["text"]
    assert whole == article.full_text
    for entity in record["entities"]:
        assert entity["mentions"]
        assert all(mention in whole for mention in entity["mentions"])
    for event in record["events"]:
        for claim in event["claims"]:
            assert whole[claim["start"] : claim["end"]] == claim["evidence"]
            assert claim["evidence"] in record["title" if claim["segment"] == "title" else "text"]
    assert all(quote["text"] in whole for quote in record["quotes"])
    assert all(relation["evidence"] in whole for relation in record["relations"])


def test_a_record_has_the_fields_of_the_guide() -> None:
    record = to_record(*made.one_shot())
    assert record["id"] == "one-shot-en"
    assert (record["lang"], record["published"], record["relevant"]) == ("en", "2025-07-18", True)
    (event,) = record["events"]
    assert event["roles"] == {
        "agent": ["netflix"],
        "work": ["el-eternauta"],
        "technique": ["generative-ai"],
        "stage": ["vfx"],
    }
    assert event["time"] == "2025"
    assert event["claims"][1]["source"] == ["reuters", "ted-sarandos"]
    assert event["claims"][1]["extent"] == "sequence"
    assert "extent" not in event["claims"][0]
    assert record["relations"][0]["title"] == "co-chief executive"
    assert record["cites"] == ["reuters"]


def test_a_record_reads_back_as_the_article_it_was_made_of() -> None:
    article, extraction = made.lawsuit()
    assert article_from_record(to_record(article, extraction)) == article


def test_what_is_not_told_is_left_out_of_a_record() -> None:
    article, extraction = made.agreement()
    article = replace(article, published=None)
    record = to_record(article, extraction)
    assert record["published"] == ""
    assert "time" not in record["events"][1]
    assert "title" not in record["relations"][0]


def test_authors_and_publisher_are_clean_lines_too() -> None:
    article = make_article(
        article_id="x",
        title="A",
        paragraphs=["B"],
        declared_language="en",
        publisher=" The\nLedger ",
        authors=(" Ada  Example ", "\n"),
    )
    assert (article.publisher, article.authors) == ("The Ledger", ("Ada Example",))
