"""The catalogue and its decisions: a run does what is new, changed, unfinished or worth another try, and no more."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.scrape.catalogue import Catalogue
from flows.scrape.decide import Known, State, decide, failure_wait
from flows.scrape.duplicates import text_digest
from graph.errors import FetchError, ParseError, StoreError, TransientFetchError
from graph.model import Article, Capture, Item

T0 = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://news.example/a"
ITEM = Item(URL, "s", "A", datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))))
CAPTURE = Capture(URL, URL, T0, 200, (), b"x", "sha256:1", "archive/reelgraph-00001.warc.gz", 291)
ARTICLE = Article("id-1", "A film", ("By hand.", "All of it."), "en", URL, "S")


class Clock:
    now = T0

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def catalogue(tmp_path, clock):
    with Catalogue(tmp_path / "home", now=clock) as catalogue:
        yield catalogue


def changed_at(when: datetime | None, url: str = URL) -> Item:
    return Item(url, "s", lastmod=when)


def test_article_is_new_until_the_store_has_it(catalogue) -> None:
    assert catalogue.is_new(ITEM)
    catalogue.record_capture(ITEM, CAPTURE)
    assert catalogue.is_new(ITEM)
    assert "did not end" in catalogue.decision(ITEM).reason
    catalogue.record_article(ITEM, CAPTURE, ARTICLE, "run-1")
    assert catalogue.is_new(ITEM)
    assert not catalogue.is_stored("id-1", ARTICLE.version)
    catalogue.record_stored(ITEM, "id-1", ARTICLE.version)
    assert not catalogue.is_new(ITEM)
    assert catalogue.is_stored("id-1", ARTICLE.version)
    assert catalogue.is_page(URL)


def test_off_topic_article_is_done_but_not_stored(catalogue) -> None:
    catalogue.record_capture(ITEM, CAPTURE)
    catalogue.record_article(ITEM, CAPTURE, ARTICLE, "run-1")
    catalogue.record_stored(ITEM, "id-1", ARTICLE.version, relevant=False)
    assert not catalogue.is_new(ITEM)
    assert catalogue.versions("id-1") == ()


def test_recording_twice_is_recording_once(catalogue, clock, tmp_path) -> None:
    def record() -> None:
        catalogue.record_run("run-1", T0)
        catalogue.record_capture(ITEM, CAPTURE)
        catalogue.record_article(ITEM, CAPTURE, ARTICLE, "run-1")
        catalogue.record_stored(ITEM, "id-1", ARTICLE.version)
        catalogue.record_failure("run-1", "discover", FetchError("no", "https://news.example/feed"))
        catalogue.record_run("run-1", T0, T0)

    def dump() -> list[str]:
        connection = sqlite3.connect(tmp_path / "home" / "catalogue.sqlite")
        try:
            return list(connection.iterdump())
        finally:
            connection.close()

    record()
    once = dump()
    record()
    assert dump() == once


def test_same_page_under_tracking_parameters_is_known(catalogue) -> None:
    catalogue.record_capture(ITEM, CAPTURE)
    catalogue.record_stored(ITEM, "id-1", "v")
    assert not catalogue.is_new(Item(f"{URL}?utm_source=feed#top", "other"))


def test_new_version_of_an_article_stands_beside_the_old(catalogue, clock) -> None:
    corrected = Article("id-1", "A film", ("By hand, mostly.",), "en", URL, "S")
    for article in (ARTICLE, corrected):
        catalogue.record_capture(ITEM, CAPTURE)
        catalogue.record_article(ITEM, CAPTURE, article, "run-1")
        catalogue.record_stored(ITEM, "id-1", article.version)
        clock.now += DAY
    assert catalogue.versions("id-1") == (ARTICLE.version, corrected.version)


def test_same_text_elsewhere_is_found_whatever_its_title(catalogue) -> None:
    catalogue.record_article(ITEM, CAPTURE, ARTICLE, "run-1")
    copy = Article("id-2", "Retitled", ("BY HAND —", "all of it"), "en", "https://copy.example/a", "C")
    other = Article("id-3", "A film", ("By machine.",), "en")
    assert text_digest(copy) == text_digest(ARTICLE) != text_digest(other)
    assert catalogue.same_text(copy) == ("id-1",)
    assert catalogue.same_text(ARTICLE) == catalogue.same_text(other) == ()


def test_failures_of_a_run_are_listed_with_stage_and_place(catalogue) -> None:
    catalogue.record_failure("run-1", "parse", ParseError("no article on this page", URL), ITEM)
    catalogue.record_failure("run-1", "discover", FetchError("404", "https://news.example/feed"))
    catalogue.record_failure("run-2", "store", StoreError("full"))
    first, second = catalogue.failures("run-1")
    assert (first.stage, first.where, first.code) == ("discover", "https://news.example/feed", "fetch")
    assert (second.stage, second.where, second.message) == ("parse", URL, "no article on this page")
    assert second.at == T0
    assert catalogue.failures("run-3") == ()


def test_passing_failure_is_tried_again_at_once_and_lasting_ones_ever_later(catalogue, clock) -> None:
    catalogue.record_failure("run-1", "fetch", TransientFetchError("503", URL), ITEM)
    assert catalogue.is_new(ITEM)
    for wait in (6, 18, 54, 60):
        catalogue.record_capture(ITEM, CAPTURE)  # it may be fetched and still hold no article
        catalogue.record_failure("run-1", "parse", ParseError("no article", URL), ITEM)
        clock.now += wait * DAY - timedelta(seconds=1)
        assert not catalogue.is_new(ITEM)
        assert "not tried again before" in catalogue.decision(ITEM).reason
        clock.now += timedelta(seconds=1)
        assert catalogue.is_new(ITEM)
    catalogue.record_capture(ITEM, CAPTURE)
    catalogue.record_stored(ITEM, "id-1", "v")
    assert catalogue.known(URL).failures == 0


def test_captures_are_listed_for_a_rebuild_with_what_the_feed_told(catalogue) -> None:
    catalogue.record_capture(ITEM, CAPTURE)
    (row,) = catalogue.captures()
    assert (row.item, row.archive, row.offset) == (ITEM, CAPTURE.archive, CAPTURE.offset)
    assert row.item.published.date() == ITEM.published.date()


def test_moments_are_kept_in_utc(catalogue, tmp_path) -> None:
    when = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    catalogue.record_run("run-1", when)
    catalogue.record_capture(changed_at(when), CAPTURE)
    assert catalogue.known(URL).lastmod == when
    connection = sqlite3.connect(tmp_path / "home" / "catalogue.sqlite")
    try:
        assert connection.execute("SELECT started FROM runs").fetchone() == ("2026-01-01T07:00:00.000000+00:00",)
    finally:
        connection.close()


def test_what_is_recorded_is_there_for_the_next_process_at_once(catalogue, tmp_path) -> None:
    catalogue.record_capture(ITEM, CAPTURE)
    with Catalogue(tmp_path / "home") as other:
        assert other.known(URL).state is State.CAPTURED


def test_broken_or_foreign_database_is_told(tmp_path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"catalogue\.sqlite"):
        Catalogue(tmp_path)
    (tmp_path / "catalogue.sqlite").unlink()
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="another version of Reelgraph"):
        Catalogue(tmp_path)


# --------------------------------------------------------------------------- decisions

DONE = Known(State.DONE, T0)


@pytest.mark.parametrize(
    ("item", "known", "fetch"),
    [
        (changed_at(None), None, True),
        (changed_at(None), DONE, False),
        (changed_at(T0 - DAY), DONE, False),
        (changed_at(T0 + DAY), DONE, True),
        (changed_at(T0), Known(State.DONE, T0 + DAY, T0), False),
        (changed_at(T0 + DAY), Known(State.DONE, T0 + 2 * DAY, T0), True),
        (changed_at(T0 - DAY), Known(State.DONE, T0, T0), False),
        (changed_at(T0 - DAY, "file:///a.html"), Known(State.DONE, T0, T0), True),
        (changed_at(T0, "file:///a.html"), Known(State.DONE, T0, T0), False),
        (changed_at(None, "file:///a.html"), Known(State.FAILED, T0, failures=3), True),
        (changed_at(T0 + DAY), Known(State.FAILED, T0, failures=3), True),
    ],
)
def test_item_is_fetched_when_there_is_something_to_gain(item, known, fetch) -> None:
    assert decide(item, known, T0 + timedelta(hours=1)).fetch is fetch


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
knowns = st.builds(Known, st.sampled_from(State), moments, st.none() | moments, st.booleans(), st.integers(min_value=0))


@given(st.none() | moments, knowns, moments)
def test_every_decision_has_its_reason_and_nothing_waits_for_ever(lastmod, known, now) -> None:
    decision = decide(changed_at(lastmod), known, now)
    assert decision.reason
    if known.state is State.FAILED:
        assert decide(changed_at(lastmod), known, known.at + timedelta(days=60)).fetch
    assert timedelta(days=2) <= failure_wait(known.failures) <= timedelta(days=60)
