"""From captures to articles: the samples word for word, and pages that are broken, empty or no articles."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from flows.scrape.fetch import Response
from flows.scrape.identity import digest_id
from flows.scrape.local import LocalFiles
from flows.scrape.parse import parse, parse_response
from graph import resources
from graph.errors import ParseError
from graph.model import Article, Capture, Item, Source, SourceKind

GOLD = [json.loads(line) for line in (resources.samples() / "articles.jsonl").read_text("utf-8").splitlines()]
URL = "https://www.news.example/2026/01/02/ai-film"
WORDS = " ".join(["The studio said that the whole film was made by people and not by machines."] * 10)
FRENCH = " ".join(["Le studio affirme que tout le film a été réalisé par des humains."] * 10)


def capture(body: bytes | str, content_type: str = "text/html; charset=utf-8", url: str = URL) -> Capture:
    data = body.encode() if isinstance(body, str) else body
    return Capture(url, url, datetime(2026, 2, 1, tzinfo=UTC), 200, (("content-type", content_type),), data, "", "", 0)


def page(body: str = "", head: str = "", *, lang: str = "en", text: str = WORDS) -> str:
    title = "" if "<title" in head else "<title>A film by hand</title>"
    return (
        f'<!doctype html><html lang="{lang}"><head>{title}{head}</head><body><article><h1>A film by hand</h1>{body}'
        f"<p>{text}</p><p>Second: {text}</p></article></body></html>"
    )


def read(body: bytes | str, content_type: str = "text/html; charset=utf-8", url: str = URL, **item) -> Article:
    return parse(capture(body, content_type, url), Item(url, "s", **item), Source("s", SourceKind.PAGES, (url,), "S"))


@pytest.mark.parametrize("gold", GOLD, ids=[g["id"] for g in GOLD])
def test_sample_page_gives_the_article_that_it_was_made_from(gold) -> None:
    article = parse_response(LocalFiles().read((resources.samples() / "pages" / f"{gold['id']}.html").as_uri()))
    assert article.title == gold["title"]
    assert article.text == gold["text"]
    assert article.published == date.fromisoformat(gold["published"])
    assert article.publisher == gold["publisher"]
    assert article.language == gold["lang"]
    assert article.url == f"https://samples.reelgraph.example/{gold['id']}.html"
    assert article.id == digest_id(article.url)
    assert article.modified is None or article.modified >= article.published
    assert article.authors


def test_all_samples_are_read() -> None:
    assert len(GOLD) == 61


def test_page_from_a_server_and_from_a_file_is_the_same_article() -> None:
    path = resources.samples() / "pages" / "eternauta-es-01.html"
    served = read(path.read_bytes(), url="http://127.0.0.1:8000/pages/eternauta-es-01.html")
    assert served == parse_response(LocalFiles().read(path.as_uri()))


# --------------------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize("body", [b"", b"  \n\t ", b"\xef\xbb\xbf"])
def test_empty_page_is_told(body) -> None:
    with pytest.raises(ParseError, match=r"empty|not HTML|no article") as error:
        read(body)
    assert error.value.where == URL


@pytest.mark.parametrize(
    "body",
    [
        "<html></html>",
        "<html><body><nav><a href='/a'>A</a><a href='/b'>B</a></nav></body></html>",
        "<html><title>Sign in</title><body><form><input name=user></form><p>Please sign in.</p></body></html>",
        f"<html><title>Section</title><body><p>{' '.join(WORDS.split()[:60])}</p></body></html>",
    ],
)
def test_page_without_an_article_is_told(body) -> None:
    with pytest.raises(ParseError, match="no article on this page") as error:
        read(body)
    assert error.value.where == URL


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<rss version='2.0'><channel/></rss>", "text/xml"),
        (b"<urlset/>", "text/xml"),
        (b"\x1f\x8bxyz", "text/html"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "image/png"),
        (b"{}", "application/pdf"),
    ],
)
def test_what_is_no_page_is_told(body, content_type) -> None:
    with pytest.raises(ParseError, match="not a page"):
        read(body, content_type)


def test_text_in_another_language_is_told() -> None:
    german = "Das Studio sagt, dass der ganze Film von Menschen und nicht von Maschinen gemacht wurde. " * 8
    with pytest.raises(ParseError, match="'de'; supported are"):
        read(page(lang="de", text=german))


def test_page_of_very_many_elements_is_refused_in_little_time() -> None:
    with pytest.raises(ParseError, match="more than 30000 elements"):
        read(page("<p>x</p>" * 40_000))


def test_deeply_nested_page_is_no_crash() -> None:
    with pytest.raises(ParseError):
        read("<html>" + "<div>" * 20_000 + "x" + "</div>" * 20_000)


# --------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "content_type", "meta"),
    [
        ("utf-8", "text/html", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("iso-8859-1", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html; charset=iso-8859-1", ""),
        ("iso-8859-15", "text/html", '<meta charset="iso-8859-15">'),
        ("cp1252", "text/html", ""),
        ("cp1252", "text/html; charset=no-such-thing", ""),
        ("utf-16", "text/html", ""),
        ("utf-16-le", "text/html; charset=utf-16le", ""),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
    ],
)
def test_page_is_read_in_its_encoding(encoding, content_type, meta) -> None:
    notes = []
    body = page(head=meta, lang="fr", text=FRENCH).encode(encoding)
    article = parse(capture(body, content_type), Item(URL, "s"), note=notes.append)
    assert article.paragraphs[0] == FRENCH
    assert notes == []


def test_invalid_utf_8_is_repaired_and_told() -> None:
    notes = []
    body = page(lang="fr", text=FRENCH + " L’ère").encode().replace("é".encode(), b"\xe9", 3)
    article = parse(capture(body), Item(URL, "s"), note=notes.append)
    assert article.paragraphs[0] == FRENCH + " L’ère"
    (note,) = notes
    assert note.where == URL
    assert "declared as utf-8 has invalid bytes, the first at" in str(note)


def test_control_characters_are_left_out() -> None:
    assert read(page(text=f"\x00{WORDS}\x07\x1b\x0c&#12;&#1;")).paragraphs[0] == WORDS


def test_xml_declaration_does_not_matter() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?>' + page(lang="fr", text=FRENCH)
    assert read(body, "application/xhtml+xml").paragraphs[0] == FRENCH


# --------------------------------------------------------------------------- the text


def test_quotation_elements_get_the_marks_of_their_language() -> None:
    said = "<q>We drew <q>all</q> of it</q>, she said. "
    assert read(page(text=said + WORDS)).paragraphs[0].startswith("“We drew ‘all’ of it”, she said.")
    said = "<q>Nous avons <b>tout</b> dessiné</q>, dit-elle. "
    start = "«\u00a0Nous avons tout dessiné\u00a0», dit-elle."
    assert read(page(lang="fr", text=said + FRENCH)).paragraphs[0].startswith(start)
    assert read(page(text="<q>“Marked”</q>, she said. " + WORDS)).paragraphs[0].startswith("“Marked”, she said.")


def test_spaces_of_typography_stay_and_others_become_plain() -> None:
    text = "«\u00a0Oui\u202f!\u00a0», dit\u00a0Anne\u202f: 12\u00a0000\u202f%. "
    kept = "«\u00a0Oui\u202f!\u00a0», dit Anne\u202f: 12\u00a0000\u202f%. "
    assert read(page(lang="fr", text=text + FRENCH)).paragraphs[0] == kept + FRENCH


def test_comments_inside_a_sentence_take_nothing_with_them() -> None:
    assert read(page(text="The film<!-- -->, <a href='/x'>made</a><!-- 2 --> by hand. " + WORDS)).paragraphs[0] == (
        "The film, made by hand. " + WORDS
    )


def test_boxes_inside_the_text_stay_out_but_never_the_text_itself() -> None:
    boxes = (
        '<div class="related-posts"><p>You might also like</p><a href="/x">X</a></div><aside>Ad</aside>'
        '<p class="paywall-notice">Sign in to read on</p>'
    )
    whole = page(f"<p>{WORDS}</p>{boxes}", text="Third: " + WORDS).replace("<article>", '<article class="paywall">')
    text = read(whole).text
    assert text.count("machines") == 30
    for words in ("also like", "Ad\n", "Sign in"):
        assert words not in text


def test_title_is_not_repeated_in_the_body() -> None:
    assert read(page("<p>A film by hand</p>")).paragraphs[0] == WORDS


def test_text_that_scripts_would_draw_is_taken_from_json_ld() -> None:
    data = {"@type": "NewsArticle", "headline": "A film", "articleBody": f"{WORDS}\n\n{WORDS}"}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = f'<html lang="en">{script}<body><p>Loading</p></body></html>'
    assert read(body).paragraphs == (WORDS, WORDS)


# --------------------------------------------------------------------------- identity and fallbacks


def test_article_is_named_by_its_canonical_address() -> None:
    article = read(page(head='<link rel="canonical" href="/ai-film?utm_source=x">'))
    assert article.url == "https://www.news.example/ai-film"
    assert article.id == digest_id(article.url)
    assert len(article.id) == 16


def test_page_of_another_domain_is_not_believed_to_be_canonical() -> None:
    assert read(page(head='<link rel="canonical" href="https://other.example/x">')).url == URL


def test_what_the_page_does_not_say_comes_from_source_item_and_address() -> None:
    when = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    article = read(page(), published=when)
    assert (article.publisher, article.published) == ("S", date(2026, 1, 2))  # the address tells the day
    article = read(page(), url="https://www.news.example/ai-film", published=when)
    assert article.published == date(2025, 12, 31)
    assert parse(capture(page()), Item(URL, "s")).publisher == "news.example"
    untitled = f'<html lang="en"><body><article><p>{WORDS}</p><p>{WORDS} More.</p></article></body></html>'
    assert read(untitled, title="From the feed").title == "From the feed"
    with pytest.raises(ParseError, match="no title"):
        read(untitled)


# --------------------------------------------------------------------------- records and plain text


def test_record_keeps_the_id_that_it_brings() -> None:
    line = json.dumps(
        {"id": "my/id", "title": "T", "text": WORDS + "\n\nMore.", "lang": "en", "published": "2026-01-02"}
    )
    article = read(line, "application/json", "file:///a.jsonl#line=1")
    assert (article.id, article.url, article.published) == ("my/id", "", date(2026, 1, 2))
    assert article.paragraphs == (WORDS, "More.")


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "not JSON"), ("[]", "field record"), ('{"id": "x"}', "field title"), ("[" * 9999, "not JSON")],
)
def test_broken_record_is_told(line, reason) -> None:
    with pytest.raises(ParseError, match=reason) as error:
        read(line, "application/json", "file:///a.jsonl#line=7")
    assert error.value.where == "file:///a.jsonl#line=7"


def test_plain_text_is_an_article_with_its_first_line_for_a_title() -> None:
    article = read(f"A film by hand\n\n{WORDS}\n", "text/plain", "file:///tmp/film.txt")
    assert (article.title, article.paragraphs) == ("A film by hand", (WORDS,))
    assert (article.url, article.id) == ("", digest_id("file:///tmp/film.txt"))
    assert read(f"A film by hand\n\n{WORDS}", "text/plain").url == URL


def test_response_that_is_not_archived_is_read_alike() -> None:
    body = page().encode()
    response = Response(URL, URL, 200, (("content-type", "text/html"),), body, datetime(2026, 2, 1, tzinfo=UTC))
    assert parse_response(response) == parse(capture(body), Item(URL, ""))
