"""What is known of a page beside its text: where its words stand, who signed, its price, whether it is one article."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.scrape.parse import parse
from flows.scrape.places import NOWHERE, PageText
from graph.errors import ParseError
from graph.model import Article, AuthorLink, Capture, FieldSource, Item, Span

URL = "https://news.example/2026/01/02/film"
WORDS = " ".join(["The studio said that the whole film was made by people and not by machines."] * 12)


def capture(body: str, url: str = URL) -> Capture:
    when = datetime(2026, 2, 1, tzinfo=UTC)
    return Capture(url, url, when, 200, (("content-type", "text/html; charset=utf-8"),), body.encode(), "", "", 0)


def read(body: str, url: str = URL, **item) -> Article:
    return parse(capture(body, url), Item(url, "s", **item))


def page(data: object = None, body: str = "", text: str = WORDS, head: str = "") -> str:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    return (
        f'<!doctype html><html lang="en"><head><title>A film by hand</title>{script}{head}</head>'
        f"<body><article><h1>A film by hand</h1>{body}<p>{text}</p></article></body></html>"
    )


# --------------------------------------------------------------------------- places


def test_words_are_found_again_in_the_page_through_markup_references_and_quotation_marks() -> None:
    said = "<q>We <b>drew</b> all&nbsp;of it&#8202;by hand</q>, caf&eacute; owner Ana said.<!-- no --> "
    source = page(text=said + WORDS)
    article = read(source)
    start, end = article.page.places[0]
    assert source[start:end].startswith("We <b>drew</b>")
    assert source[start:end].endswith("machines.")
    at = article.full_text.index("all")
    found = PageText(source).place(article, Span(at, article.full_text.index("owner") + 5))
    assert source[found[0] : found[1]] == "all&nbsp;of it&#8202;by hand</q>, caf&eacute; owner"


def test_what_is_no_part_of_the_page_is_nowhere() -> None:
    article = read(page())
    assert PageText("<p>Another page</p>").place(article, Span(20, 40)) == NOWHERE
    assert PageText(page()).place(article, Span(0, 3)) == NOWHERE  # the title


@given(
    st.lists(
        st.sampled_from(["<", ">", "<!--", "-->", "<script>", "</script>", "&", "&amp;", "a", "é", " ", '"']),
        max_size=40,
    )
)
@example(parts=[">", "é", "a"])
@settings(max_examples=200, deadline=None)
def test_places_of_any_page_lie_inside_it(parts) -> None:
    source = "".join(parts)
    for start, end in PageText(source).places(("a", "aé", "éa a")):
        assert (start, end) == NOWHERE or 0 <= start < end <= len(source)


# --------------------------------------------------------------------------- signals


def test_each_field_names_the_signal_that_won_and_how_many_agree() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "A film by hand",
        "datePublished": "2026-01-02T10:00:00Z",
        "author": {"name": "Ana Díaz"},
    }
    head = '<meta property="og:title" content="You won’t believe it"><meta name="author" content="Ana Díaz">'
    fields = {f.field: f for f in read(page(data, head=head)).page.fields}
    assert fields["title"] == FieldSource("title", "h1", 4, 5)
    assert fields["published"] == FieldSource("published", "json-ld", 2, 2)
    assert fields["authors"] == FieldSource("authors", "json-ld", 2, 2)


def test_a_time_near_midnight_in_utc_is_of_the_day_that_the_outlet_shows() -> None:
    data = {"@type": "NewsArticle", "datePublished": "2026-01-01T23:30:00Z"}
    assert read(page(data)).published == date(2026, 1, 2)  # the address says so
    assert read(page(data), "https://news.example/film").published == date(2026, 1, 1)


def test_authors_come_with_the_addresses_that_the_page_gives_them() -> None:
    data = {
        "@type": "NewsArticle",
        "author": [
            {"name": "Ana Díaz", "url": "/people/ana", "sameAs": ["https://id.example/ana", "javascript:x"]},
            {"name": "Jo Roe"},
        ],
    }
    article = read(page(data))
    assert article.authors == ("Ana Díaz", "Jo Roe")
    assert article.page.author_links == (
        AuthorLink("Ana Díaz", "https://id.example/ana"),
        AuthorLink("Ana Díaz", "https://news.example/people/ana"),
    )


def test_language_says_whether_page_and_classifier_agree() -> None:
    assert read(page()).page.language_agrees is True
    wrong = read(page().replace('lang="en"', 'lang="fr"'))
    assert (wrong.language, wrong.page.language_agrees) == ("en", False)
    assert read(page().replace(' lang="en"', "")).page.language_agrees is None


# --------------------------------------------------------------------------- paid, cut


@pytest.mark.parametrize(
    ("data", "head", "paid"),
    [
        ({"@type": "NewsArticle", "isAccessibleForFree": False}, "", True),
        ({"@type": "NewsArticle", "isAccessibleForFree": "False"}, "", True),
        ({"@type": "NewsArticle", "isAccessibleForFree": True}, "", False),
        (
            {
                "@type": "NewsArticle",
                "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "false", "cssSelector": ".pay"},
            },
            "",
            True,
        ),
        (None, '<meta property="article:content_tier" content="locked">', True),
        (None, "", None),
    ],
)
def test_marked_as_paid_is_not_cut(data, head, paid) -> None:
    facts = read(page(data, head=head)).page
    assert (facts.marked_paid, facts.truncated) == (paid, "")


@pytest.mark.parametrize(
    ("data", "body", "why"),
    [
        ({"@type": "NewsArticle", "wordCount": 1200}, "", "word-count"),
        (None, "<div class='paywall'>Subscribe to continue reading this story in full.</div>", "teaser"),
        (None, "<p>Il vous reste 66 % de cet article à lire.</p>", "teaser"),
        (None, "<p>Suscríbete para seguir leyendo</p>", "teaser"),
    ],
)
def test_a_cut_text_is_told(data, body, why) -> None:
    assert read(page(data, body)).page.truncated == why


# --------------------------------------------------------------------------- one article


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "404 - Page not found",
            "The page that you look for has moved, or it never was. Try the search, or the front page. " * 3,
        ),
        (
            "Page introuvable",
            "La page que vous cherchez a changé d’adresse ou n’existe plus. Essayez la recherche. " * 3,
        ),
        ("Página no encontrada", "La página que buscas no existe o ha cambiado de lugar. Prueba con el buscador. " * 3),
    ],
)
def test_error_pages_are_no_articles(title, text) -> None:
    with pytest.raises(ParseError, match="error page"):
        read(f"<html><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>")


def test_lists_of_articles_are_no_articles() -> None:
    teasers = "".join(
        f"<article><h2><a href='/a-{n}'>The film number {n} was made by hand</a></h2>"
        f"<p>Who made it, and how long it took us {n}</p></article>"
        for n in range(30)
    )
    with pytest.raises(ParseError, match="list"):
        read(
            f'<html lang="en"><title>Film</title><body><h1>Film</h1>{teasers}</body></html>',
            "https://news.example/film",
        )
    with pytest.raises(ParseError, match="list"):
        read(page({"@type": "CollectionPage", "name": "Film"}), "https://news.example/film")


def test_an_article_about_errors_with_many_links_beside_it_is_one() -> None:
    links = "".join(f"<h3><a href='/{n}'>Another film {n}</a></h3>" for n in range(20))
    body = (
        page(text=WORDS)
        .replace("A film by hand", "Why the 404 error page became an art")
        .replace("</body>", f"<aside>{links}</aside></body>")
    )
    assert read(body + WORDS * 2).title == "Why the 404 error page became an art"


def test_a_pull_quote_that_repeats_the_text_is_told_once() -> None:
    said = "We drew every single frame of this film by hand, and it took nine years."
    text = read(page(body=f"<blockquote>{said}</blockquote>", text=f"{said} {WORDS}")).text
    assert text.count("nine years") == 1
