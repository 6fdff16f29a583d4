"""Whatever bytes arrive, reading them ends in articles, items or our own errors."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.scrape.archive import Archive
from flows.scrape.autodiscovery import declared_feeds
from flows.scrape.charset import decode
from flows.scrape.feeds import read_feed
from flows.scrape.json_feed import read_json_feed
from flows.scrape.pacing import retry_after
from flows.scrape.parse import parse
from flows.scrape.reservation import TdmRules, read_reservation
from flows.scrape.response import Response
from flows.scrape.robots import RobotsRules
from flows.scrape.sitemaps import read_sitemap
from flows.scrape.sniff import sniff
from flows.scrape.typography import plain_spaces, protect, restore
from flows.scrape.warc_source import read_warc
from graph import resources
from graph.errors import FetchError, InputError
from graph.model import Article, Capture, Item

SAMPLES = resources.samples()
PAGE = (SAMPLES / "pages" / "eternauta-es-01.html").read_bytes()
FEED = (SAMPLES / "feed.xml").read_bytes()[:3000]
SITEMAP = (SAMPLES / "news-sitemap.xml").read_bytes()[:3000]
# `pytest --hypothesis-profile=long tests/flows/scrape/test_scrape_fuzz.py` looks for hours
EXAMPLES = settings.default.max_examples if settings.default.max_examples > 100 else 60
quick = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

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


def warc() -> bytes:
    with TemporaryDirectory() as home, Archive(Path(home)) as archive:
        url, headers = "https://news.example/a", (("content-type", "text/html"), ("x", "é"))
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        for n in range(3):
            body = PAGE[: 2000 + n]
            capture = archive.write(
                Response(f"{url}{n}", f"{url}{n}", 200, headers, body, moment, (("accept", "*/*"),))
            )
        return (Path(home) / f"{capture.archive}.open").read_bytes()


def unpacked(packed: bytes) -> bytes:
    plain = b""
    while packed:
        member = zlib.decompressobj(31)
        plain += member.decompress(packed)
        packed = member.unused_data
    return plain


WARC = warc()
UNPACKED = unpacked(WARC)
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1", "items": [
    {"id": "1", "url": "/a", "date_published": "2026-01-01"}]}"""
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["https://a.example/", "1", "/x*$"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("id url title date_published items location tdm-reservation tdm-policy".split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
robots_lines = st.lists(
    st.tuples(
        st.sampled_from("User-agent Disallow Allow Crawl-delay Request-rate Sitemap Visit-time Host #".split()),
        st.text(max_size=20)
        | st.sampled_from(["*", "reelgraph", "/", "1/0", "1/10s 0600-0845", "nan", "-1", "1e999", "/*$*"]),
    ).map(": ".join),
    max_size=12,
).map("\n".join)
HEADERS = st.sampled_from(["x-robots-tag", "tdm-reservation", "tdm-policy", "content-type"])
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
    def get(url: str, _changed: datetime | None) -> bytes:
        raise FetchError("not there", url)

    found, error = told(lambda: read_sitemap(body, url="https://news.example/map", source="s", get=get))
    assert all(isinstance(f, InputError) or f.url.startswith("http") for f in found)
    assert error is None or error.where


@quick
@given(st.binary(max_size=300) | damaged(JSON_FEED) | json_values.map(lambda v: json.dumps({"items": v}).encode()))
def test_any_json_feed_gives_items_or_told_errors(body) -> None:
    found, error = told(lambda: read_json_feed(body, url="https://news.example/f.json", source="s"))
    assert all(isinstance(f, InputError) or f.url.startswith("http") for f in found)
    assert error is None or error.where


@quick
@given(damaged(WARC) | damaged(UNPACKED) | st.binary(max_size=300))
def test_any_warc_file_gives_pages_or_a_told_error(body) -> None:
    found, error = told(lambda: read_warc(BytesIO(body), "x.warc.gz"))
    assert all(response.status == 200 for _, response in found)
    assert error is None or error.where


@quick
@given(markup | damaged(PAGE) | st.binary(max_size=300), st.lists(st.tuples(HEADERS, st.text(max_size=60)), max_size=4))
def test_any_page_and_headers_reserve_rights_or_not(body, headers) -> None:
    assert read_reservation(tuple(headers), body, "Reelgraph").reserved in (True, False)
    assert all(url.startswith("http") for url in declared_feeds(body, "https://news.example/"))


@quick
@given(st.text(max_size=300) | robots_lines | json_values.map(json.dumps), st.text(max_size=40))
def test_any_site_file_is_understood_or_ignored(text, path) -> None:
    url = f"https://news.example/{quote(path)}"
    rules = RobotsRules.parse(text)
    assert rules.allows(url, "Reelgraph") in (True, False)
    delay = rules.delay("Reelgraph")
    assert delay is None or 0 <= delay < 1e9
    assert all(isinstance(sitemap, str) for sitemap in rules.sitemaps)
    assert TdmRules.parse(text).of(url).reserved in (True, False)


@quick
@given(st.text(max_size=60))
def test_any_retry_after_is_a_pause_or_none(text) -> None:
    seconds = retry_after(text, datetime(2026, 1, 1, tzinfo=UTC))
    assert seconds is None or seconds >= 0


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
