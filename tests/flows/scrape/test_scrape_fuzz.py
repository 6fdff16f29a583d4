"""Whatever bytes arrive, reading them ends in articles, items or our own errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.scrape.charset import decode
from flows.scrape.feeds import read_feed
from flows.scrape.parse import parse
from flows.scrape.sitemaps import read_sitemap
from flows.scrape.sniff import sniff
from flows.scrape.typography import plain_spaces, protect, restore
from graph import resources
from graph.errors import FetchError, InputError
from graph.model import Article, Capture, Item

SAMPLES = resources.samples()
PAGE = (SAMPLES / "pages" / "eternauta-es-01.html").read_bytes()
FEED = (SAMPLES / "feed.xml").read_bytes()[:3000]
SITEMAP = (SAMPLES / "news-sitemap.xml").read_bytes()[:3000]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TAGS = "html head body title meta p q div script a h1 time link rss channel item entry url loc urlset sitemap".split()


def damaged(original: bytes) -> st.SearchStrategy[bytes]:
    """The original with a piece cut out and bytes put in."""
    places = st.integers(0, len(original))
    return st.builds(
        lambda a, b, junk: original[: min(a, b)] + junk + original[max(a, b) :], places, places, st.binary(max_size=40)
    )


markup = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda t: f"<{t}>"),
        st.sampled_from(TAGS).map(lambda t: f"</{t}>"),
        st.text(max_size=20),
        st.sampled_from(
            ['<script type="application/ld+json">', '{"@type":"Article","headline":', "<![CDATA[", "&#0;", "&x;"]
        ),
        st.just("word " * 30),
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))


def capture(body: bytes, content_type: str) -> Capture:
    url = "https://news.example/a"
    return Capture(url, url, datetime(2026, 1, 1, tzinfo=UTC), 200, (("content-type", content_type),), body, "", "", 0)


TYPES = st.sampled_from(["text/html", "text/plain", "application/json", ""])


def told(read: Callable[[], Iterable[object]]) -> tuple[list[object], InputError | None]:
    """What comes of a reading, and the error that it ends in."""
    found: list[object] = []
    try:
        found.extend(read())
    except InputError as error:
        return found, error
    return found, None


@quick
@given(st.binary(max_size=300) | markup | damaged(PAGE), TYPES)
def test_any_page_is_an_article_or_a_told_error(body, content_type) -> None:
    found, error = told(lambda: [parse(capture(body, content_type), Item("https://news.example/a", "s"))])
    if error:
        assert str(error)
        assert error.where
    else:
        (article,) = found
        assert isinstance(article, Article)
        assert article.paragraphs
        assert not any("\n" in paragraph for paragraph in article.paragraphs)


@quick
@given(st.binary(max_size=300) | markup | damaged(FEED))
def test_any_feed_gives_items_or_told_errors(body) -> None:
    found, error = told(lambda: read_feed(body, url="https://news.example/feed", source="s"))
    assert all(isinstance(f, InputError) or f.url.startswith("http") for f in found)
    assert error is None or error.where


@quick
@given(st.binary(max_size=300) | markup | damaged(SITEMAP))
def test_any_sitemap_gives_items_or_told_errors(body) -> None:
    def get(url: str) -> bytes:
        raise FetchError("not there", url)

    found, error = told(lambda: read_sitemap(body, url="https://news.example/map", source="s", get=get))
    assert all(isinstance(f, InputError) or f.url.startswith("http") for f in found)
    assert error is None or error.where


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_become_text(body, charset) -> None:
    assert "\0" not in decode(body, f"text/html; charset={charset}").text
    sniff(body, charset)


@given(st.text())
def test_text_survives_the_protection_of_its_spaces(text) -> None:
    if not set(text) & set("\u23b4\u23b5\u23b6"):
        assert restore(protect(text)) == text
        assert plain_spaces(plain_spaces(text)) == plain_spaces(text)
        assert len(plain_spaces(text)) == len(text)
