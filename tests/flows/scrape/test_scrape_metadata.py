"""What pages say of themselves, in the ways they say it."""
# ruff: noqa: E501 - markup reads better in one line

from __future__ import annotations

import json
from datetime import date

import pytest
from lxml import html

from flows.scrape.dates import day
from flows.scrape.metadata import Metadata, read_metadata
from flows.scrape.one_article import is_article

URL = "https://news.example/film"


def read(head: str = "", body: str = "", url: str = URL, attributes: str = "") -> Metadata:
    page = f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return read_metadata(html.document_fromstring(page), url=url, fetched=date(2026, 2, 1))


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>A film by hand | News</title>", "", "A film by hand"),
        ("<title>News :: A film by hand</title>", "<h1>A film by hand</h1>", "A film by hand"),
        ('<meta property="og:title" content="You won’t believe this film">' + ld({"@type": "NewsArticle", "headline": "A film"}),
         "<h1>A film</h1>", "A film"),
        ('<meta property="og:title" content="A film by hand"><title>A film by hand - News</title>',
         "<h1>News</h1><h1>A film by hand</h1><h1>More</h1>", "A film by hand"),
        ('<meta property="og:site_name" content="News"><meta property="og:title" content="A film – News">', "", "A film"),
        ('<meta property="og:site_name" content="News">', "<h1>News</h1>", ""),
        ("<title>Le film&nbsp;: tout à la main</title>", "<h1>Le film\u00a0: tout à la main</h1>", "Le film\u00a0: tout à la main"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_title_is_what_most_signals_agree_on(head, body, title) -> None:
    assert read(head, body).title == title


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "datePublished": "2026-01-02T23:30:00-05:00"},
        [{"@type": "WebPage"}, {"@type": ["Article", "Thing"], "datePublished": "2026-01-02"}],
        {
            "@context": "https://schema.org",
            "@graph": [{"@type": "https://schema.org/NewsArticle", "datePublished": "20260102"}],
        },
        {"@type": "WebPage", "mainEntity": {"@type": "ReportageNewsArticle", "datePublished": "2026-1-2"}},
        '<!-- {"@type": "NewsArticle", "datePublished": "2026-01-02"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2026-01-02",}\n//]]>',
        '{"@type": "NewsArticle", "headline": "two\nlines", "datePublished": "2026-01-02"};',
    ],
)
def test_json_ld_is_read_in_all_its_shapes(data) -> None:
    told = read(ld(data))
    assert told.published == date(2026, 1, 2)
    assert is_article(told)


@pytest.mark.parametrize(
    "data", ["", "{", "[" * 5000, "null", "3", '{"@type": 3}', '{"@type": {"a": []}}', '"NewsArticle"']
)
def test_broken_json_ld_is_as_if_it_were_not_there(data) -> None:
    assert read(ld(data) + "<title>A film</title>").title == "A film"


def test_dates_come_from_the_most_reliable_signal() -> None:
    signals = [
        (ld({"@type": "Article", "datePublished": "2026-01-01"}), ""),
        ('<meta property="article:published_time" content="2026-01-02T10:00:00Z">', ""),
        ("", '<time itemprop="datePublished" datetime="2026-01-03">3 Jan</time>'),
        ("", '<time pubdate datetime="2026-01-04T00:00">4 Jan</time>'),
        ('<meta name="DC.date.issued" content="2026-01-06">', ""),
    ]
    url = "https://news.example/2026/01/05/film"
    for first, expected in ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5)):
        head, body = ("".join(part) for part in zip(*signals[first:], strict=True))
        assert read(head, body, url).published == date(2026, 1, expected)
    assert read(*signals[4]).published == date(2026, 1, 6)


def test_day_of_change_is_kept_apart_and_never_before_publication() -> None:
    told = read(ld({"@type": "Article", "datePublished": "2026-01-02", "dateModified": "2026-01-03"}))
    assert (told.published, told.modified) == (date(2026, 1, 2), date(2026, 1, 3))
    assert read(ld({"@type": "Article", "datePublished": "2026-01-02", "dateModified": "2025-01-03"})).modified is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-01-02T23:59:59.999-11:00", date(2026, 1, 2)), ("2026-02-02", date(2026, 2, 2)), ("2026-02-03", None),
        ("1970-01-01", None), ("2026-13-01", None), ("yesterday", None), ("", None), ("9999999999", None),
    ],
)  # fmt: skip
def test_day_is_that_of_the_time_zone_and_not_in_the_future(text, found) -> None:
    assert day(text, date(2026, 2, 2)) == found


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (ld({"@type": "Article", "author": [{"@type": "Person", "name": "Ana Díaz"}, {"name": "Jo Roe"}]}), "", ("Ana Díaz", "Jo Roe")),
        (ld({"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Ana Díaz"}]}), "",
         ("Ana Díaz",)),
        ('<meta name="author" content="Par Zoé Noé et Jo Roe">', "", ("Zoé Noé", "Jo Roe")),
        ('<meta property="article:author" content="https://facebook.example/ana">', '<a rel="author">By Ana Díaz</a>', ("Ana Díaz",)),
        ("", '<p itemprop="author" itemscope><span itemprop="name">Ana Díaz</span></p>', ("Ana Díaz",)),
        ('<meta property="og:site_name" content="News"><meta name="author" content="News">', "", ("News",)),
        (ld({"@type": "Article", "author": {"@type": "Organization", "name": "News"}}), '<span class="byline">By Ana Díaz</span>', ("Ana Díaz",)),
        ("", '<h1>Film</h1><p>By Ana Díaz</p>', ("Ana Díaz",)),
        ("", '<span class="author vcard"><a class="url fn n" href="/author/ana">Ana Díaz</a></span>', ("Ana Díaz",)),
        ("", '<aside><span class="author">Zoé Noé</span></aside><p class="author-name">von Ana Díaz und Jo Roe</p>', ("Ana Díaz", "Jo Roe")),
        ('<meta name="author" content="admin">', '<a rel="author">Ana Díaz</a>', ("Ana Díaz",)),
        ("", '<p class="byline"><span>Ana Díaz</span><span>2 January 2026, 10:30</span></p>', ("Ana Díaz",)),
    ],
)  # fmt: skip
def test_authors_are_names_of_people_and_desks(head, body, authors) -> None:
    assert read(head, body).authors == authors


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="og:site_name" content="The Daily">', ""),
        (ld({"@type": "Article", "publisher": {"name": "The Daily"}}), ""),
        (ld({"@graph": [{"@type": "Article", "publisher": {"@id": "#o"}}, {"@type": "Organization", "@id": "#o", "name": "The Daily"}]}), ""),
        ("", '<span itemprop="publisher" itemscope><meta itemprop="name" content="The Daily"></span>'),
        ('<meta name="DC.publisher" content="The Daily">', ""),
    ],
)  # fmt: skip
def test_publisher_is_found(head, body) -> None:
    assert read(head, body).publisher == "The Daily"


@pytest.mark.parametrize(
    ("attributes", "head"),
    [('lang="fr-FR"', ""), ('xml:lang="fr"', ""), ("", '<meta property="og:locale" content="fr_FR">'), ("", ld({"@type": "Article", "inLanguage": "fr"}))],
)  # fmt: skip
def test_declared_language_is_found(attributes, head) -> None:
    assert read(head, attributes=attributes).language.startswith("fr")


def test_bare_page_says_nothing() -> None:
    assert read() == Metadata()
