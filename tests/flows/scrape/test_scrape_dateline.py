"""The day that readers are shown beside the headline, where a page does not tell machines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flows.scrape.page import read_source

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "<p>" + "The studio said on 3 March 2020 that it had used a model for one shot of the series. " * 6 + "</p>"


def page(before: str = "", after: str = "", end: str = "") -> str:
    return (
        "<html lang=en><head><title>A shot made by a model</title></head><body><nav><ul><li>12 January 2019</li></ul>"
        "<p>Home</p><p>News</p><p>Film</p><p>Series</p><p>Opinion</p></nav>"
        f"<article>{before}<h1>A shot <em>made</em> by a model</h1>{after}{TEXT}</article>{end}</body></html>"
    )


def published(source: str) -> tuple[date | None, str]:
    metadata = read_source(source, url="https://site.example/a", fetched=NOW).metadata
    return metadata.published, next((f.signal for f in metadata.fields if f.field == "published"), "")


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Ana Ruiz</p><div>5 June 2024</div>",
        "<span>Ana Ruiz | </span><time>June 5, 2024 10:30</time>",
        "<ul><li>Publié le 5 juin 2024</li></ul>",
        "<p>05.06.2024 ∙ 14:00</p>",
        "<p>Sevilla</p><p>5 de junio de 2024</p>",
    ],
)
def test_a_short_line_beside_the_headline_tells_the_day(line: str) -> None:
    assert published(page(after=line)) == (date(2024, 6, 5), "dateline")


def test_of_two_lines_the_nearer_counts() -> None:
    assert published(page(before="<p>5 June 2024</p>", after="<p>Film</p><p>7 July 2024</p>"))[0] == date(2024, 6, 5)


def test_a_sentence_that_mentions_a_day_is_no_date_line() -> None:
    said = "<p>The next meeting of the guild will take place on Wednesday, 5 June 2024, in the usual room.</p>"
    assert published(page(after=said))[1] != "dateline"


def test_what_readers_do_not_see_and_days_to_come_tell_nothing() -> None:
    assert published(page(after="<script>5 June 2024</script><p>5 June 2031</p>"))[1] != "dateline"


def test_what_a_page_tells_machines_comes_first() -> None:
    told = page(after="<p>5 June 2024</p>").replace(
        "<title>", '<meta property="article:published_time" content="2024-06-04T09:00:00+02:00"><title>'
    )
    assert published(told) == (date(2024, 6, 4), "opengraph")
