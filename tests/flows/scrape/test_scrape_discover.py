"""Discovery: what feeds, sitemaps, page lists and folders list, and how their faults are told."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.scrape.archive import Archive
from flows.scrape.catalogue import Catalogue
from flows.scrape.discover import Discovery, capture, discover, find
from flows.scrape.documents import Documents
from flows.scrape.fetch import Fetcher
from flows.scrape.local import LocalFiles
from flows.scrape.response import Response
from flows.scrape.sitemaps import read_sitemap
from graph import resources
from graph.errors import DiscoveryError, FetchError, TransientFetchError
from graph.model import Item, Source, SourceKind

SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def source(kind: SourceKind, *locations: str) -> Source:
    return Source("s", kind, locations)


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def test_feed_lists_its_entries_in_order_with_absolute_addresses_and_moments(site, fetcher) -> None:
    feed = rss(
        "<item><title>L&amp;#233;o &amp;amp; co</title><link>/a</link>"
        "<pubDate>Thu, 01 Jan 2026 10:00:00 +0200</pubDate></item>",
        "<item><title>B</title><guid>https://news.example/b</guid></item>",
        "<item><title>A again</title><link>/a</link></item>",
    )
    url = site.page("/feed", feed, "application/rss+xml")
    assert list(discover(source(SourceKind.FEED, url), fetcher)) == [
        Item(site.url("/a"), "s", "Léo & co", datetime(2026, 1, 1, 8, tzinfo=UTC)),
        Item("https://news.example/b", "s", "B"),
    ]


def test_atom_tells_when_an_entry_changed(site, fetcher) -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a"/>
      <published>2026-01-01T10:00:00Z</published><updated>2026-01-03T10:00:00Z</updated></entry></feed>"""
    (item,) = discover(source(SourceKind.FEED, site.page("/feed", atom, "application/atom+xml")), fetcher)
    assert (item.published, item.lastmod) == (
        datetime(2026, 1, 1, 10, tzinfo=UTC),
        datetime(2026, 1, 3, 10, tzinfo=UTC),
    )


def test_malformed_feed_gives_what_can_be_read_and_says_what_is_wrong(site, fetcher) -> None:
    broken = rss("<item><title>A & B</title><link>/a</link></item>", "<item><title>lost")
    url = site.page("/feed", broken, "application/rss+xml")
    found = list(discover(source(SourceKind.FEED, url), fetcher))
    assert found[0] == Item(site.url("/a"), "s", "A & B")
    assert [type(f) for f in found[1:]] == [DiscoveryError, DiscoveryError]
    assert "no address" in str(found[1])
    assert "malformed" in str(found[2])
    assert "line 1" in str(found[2])
    assert found[2].where == url


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html><body>a page</body></html>", "web page that declares no feed"),
        (b"<rss><channel><item", "not a readable feed: .*line"),
        (b"just words", "not a readable feed"),
    ],
)
def test_what_is_no_feed_is_told_and_the_next_location_is_read(site, fetcher, body, reason) -> None:
    bad, good = site.page("/bad", body, "text/xml"), site.page("/good", rss("<item><link>/a</link></item>"), "text/xml")
    error, item = discover(source(SourceKind.FEED, bad, good), fetcher)
    assert isinstance(error, DiscoveryError)
    assert error.where == bad
    with pytest.raises(DiscoveryError, match=reason):
        raise error
    assert item.url == site.url("/a")


def test_empty_feed_is_no_fault(site, fetcher) -> None:
    assert list(discover(source(SourceKind.FEED, site.page("/feed", rss(), "text/xml")), fetcher)) == []


def test_feed_that_is_missing_or_down_is_told(site, fetcher) -> None:
    down = site.page("/down", b"", status=503)
    first, second = discover(source(SourceKind.FEED, site.url("/gone"), down), fetcher)
    assert type(first) is FetchError
    assert isinstance(second, TransientFetchError)


def test_entities_of_a_feed_are_not_expanded(site, fetcher, tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    attack = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        '<rss version="2.0"><channel><item><title>&x;&b;</title><link>/a</link></item></channel></rss>'
    )
    found = list(discover(source(SourceKind.FEED, site.page("/f", attack.encode(), "text/xml")), fetcher))
    assert "secret" not in repr(found)
    urlset = attack.replace("rss", "urlset").replace("<channel><item><title>", "<url><loc>/&x;").replace("&x;&b;", "")
    found = list(discover(source(SourceKind.SITEMAP, site.page("/s", urlset.encode(), "text/xml")), fetcher))
    assert "secret" not in repr(found)


def test_news_sitemap_tells_title_and_moments(site, fetcher) -> None:
    body = f"""<urlset {SITEMAPS} {NEWS}><url><loc>/a</loc><lastmod>2026-01-02</lastmod><news:news>
      <news:publication><news:name>N</news:name></news:publication>
      <news:publication_date>2026-01-01T10:00:00+02:00</news:publication_date><news:title>L’IA</news:title>
      </news:news></url></urlset>"""
    (item,) = discover(source(SourceKind.SITEMAP, site.page("/n.xml", body.encode(), "text/xml")), fetcher)
    assert (item.url, item.title) == (site.url("/a"), "L’IA")
    assert item.published == datetime.fromisoformat("2026-01-01T10:00:00+02:00")
    assert item.lastmod == datetime(2026, 1, 2, tzinfo=UTC)


def test_index_is_followed_through_packed_missing_and_circular_sitemaps(site, fetcher) -> None:
    maps = "".join(
        f"<sitemap><loc>/{name}</loc></sitemap>" for name in ("one.xml.gz", "gone.xml", "index.xml", "bad.xml")
    )
    site.page("/one.xml.gz", gzip.compress(f"<urlset {SITEMAPS}><url><loc>/a</loc></url></urlset>".encode()), "x/gzip")
    site.page("/bad.xml", b"<urlset><url><loc>/b</loc></url><url>", "text/xml")
    index = site.page("/index.xml", f"<sitemapindex {SITEMAPS}>{maps}</sitemapindex>".encode(), "text/xml")
    found = list(discover(source(SourceKind.SITEMAP, index), fetcher))
    assert [f.url for f in found if isinstance(f, Item)] == [site.url("/a"), site.url("/b")]
    gone, malformed = (f for f in found if not isinstance(f, Item))
    assert (gone.where, "404" in str(gone)) == (site.url("/gone.xml"), True)
    assert (malformed.where, "malformed" in str(malformed)) == (site.url("/bad.xml"), True)
    assert site.asked.count("/index.xml") == 1


def test_sitemaps_end_at_depth_and_count() -> None:
    def nested(url: str, _changed: datetime | None = None) -> bytes:
        return f"<sitemapindex><sitemap><loc>{url}x</loc></sitemap></sitemapindex>".encode()

    found = list(read_sitemap(nested("http://h/"), url="http://h/", source="s", get=nested))
    assert [str(f) for f in found] == ["sitemaps nested deeper than 5 or more than 500: left out"]
    many = "<urlset>" + "".join(f"<url><loc>http://h/{n}</loc></url>" for n in range(50_010)) + "</urlset>"
    found = list(read_sitemap(many.encode(), url="http://h/", source="s", get=nested))
    assert len(found) == 50_001
    assert "more than 50000 pages" in str(found[-1])


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"no", b"<urlset/>", b"<urlset><url><loc></loc></url>"])
def test_sitemap_without_pages_is_told(site, fetcher, body) -> None:
    (error,) = discover(source(SourceKind.SITEMAP, site.page("/s.xml", body, "text/xml")), fetcher)
    assert isinstance(error, DiscoveryError)


def test_named_address_is_taken_for_what_it_turns_out_to_be(site, fetcher, tmp_path) -> None:
    page = site.page("/a", b"<!doctype html><html><p>text</p></html>")
    feed = site.page("/feed", rss("<item><link>/b</link></item>"), "text/html")
    sitemap = site.page("/map", b"<urlset><url><loc>/c</loc></url></urlset>", "text/xml")
    with Archive(tmp_path) as archive:
        found = list(discover(source(SourceKind.PAGES, page, feed, sitemap), fetcher, archive))
        assert [f.url for f in found] == [page, site.url("/b"), site.url("/c")]
        assert capture(found[0], fetcher, archive).body.startswith(b"<!doctype")
    assert site.asked.count("/a") == 1


def test_address_that_is_known_to_be_a_page_is_not_looked_at(site, fetcher) -> None:
    page = site.url("/a")
    assert list(discover(source(SourceKind.PAGES, page), fetcher, known=lambda url: url == page)) == [Item(page, "s")]
    assert site.asked == []


def test_feed_is_archived_once_while_it_does_not_change(site, fetcher, tmp_path) -> None:
    feed = source(SourceKind.FEED, site.page("/feed", rss("<item><link>/a</link></item>"), "text/xml"))
    for _ in range(2):
        with Archive(tmp_path) as archive:
            list(discover(feed, fetcher, archive))
    first, second = sorted(tmp_path.rglob("*.warc.gz"))
    assert records(first) == ["warcinfo", "response", "request"]
    assert records(second) == ["warcinfo", "revisit", "request"]


def records(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [record.rec_type for record in ArchiveIterator(file)]


def test_json_feed_is_a_feed(site, fetcher) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/a", "title": "A\n film", "date_published": "2026-01-01T10:00:00+02:00"},
            {"id": "https://b.example/b", "date_modified": "2026-01-02T00:00:00Z"},
            {"id": "no address"},
            "no item",
        ],
    }
    # as it is written, as PHP writes it, and under a type that says nothing
    for body in (json.dumps(feed), json.dumps(feed).replace("/", "\\/")):
        url = site.page("/feed.json", body.encode(), "application/json")
        for kind in (SourceKind.FEED, SourceKind.PAGES):
            first, second, *errors = discover(source(kind, url), fetcher)
            assert first == Item(site.url("/a"), "s", "A film", datetime.fromisoformat("2026-01-01T10:00:00+02:00"))
            assert (second.url, second.lastmod) == ("https://b.example/b", datetime(2026, 1, 2, tzinfo=UTC))
            assert ["no address to read" in str(e) for e in errors] == [True, True]


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"items": {}}', '{"version": "https://jsonfeed.org/version/1"}'])
def test_what_is_no_json_feed_is_told(site, fetcher, body) -> None:
    (error,) = discover(source(SourceKind.FEED, site.page("/f", body.encode(), "application/feed+json")), fetcher)
    assert isinstance(error, DiscoveryError)


FRONT = b"""<!doctype html><head><!-- <link rel=alternate type=application/rss+xml href=/old> -->
<LINK href='/feed?a=1&amp;B=2' TYPE="application/rss+xml" rel="home Alternate" title="News">
<link rel="alternate" type="application/atom+xml" href="/comments/feed" title="Comments">
<link rel="alternate" type="text/html" hreflang="fr" href="/fr">
<link rel="alternate" type="application/feed+json" href="f.json"></head><p>x</p>"""


def test_front_page_leads_to_the_feeds_that_it_declares(site, fetcher) -> None:
    front = site.page("/", FRONT)
    site.page("/feed?a=1&B=2", rss("<item><link>/a</link></item>"), "text/xml")
    site.page("/f.json", b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/b"}]}', "text/plain")
    for kind in (SourceKind.SITE, SourceKind.FEED, SourceKind.PAGES):
        assert [f.url for f in discover(source(kind, front), fetcher)] == [site.url("/a"), site.url("/b")]


def test_front_page_without_feeds_leads_to_the_news_sitemap_of_its_robots_txt(site, settings) -> None:
    front = site.page("/", b"<!doctype html><p>front</p>")
    site.page(
        "/robots.txt", f"Sitemap: {site.url('/all.xml')}\nSitemap: {site.url('/news.xml')}".encode(), "text/plain"
    )
    site.page("/news.xml", b"<urlset><url><loc>/a</loc></url></urlset>", "text/xml")
    assert [f.url for f in discover(source(SourceKind.SITE, front), Fetcher(settings))] == [site.url("/a")]
    site.page("/robots.txt", b"", "text/plain")
    (error,) = discover(source(SourceKind.SITE, front), Fetcher(settings))
    assert "no feed, and its robots.txt no sitemap" in str(error)
    (item,) = discover(source(SourceKind.PAGES, front), Fetcher(settings))
    assert item.url == front


def test_sitemap_may_be_a_list_of_addresses(site, fetcher) -> None:
    url = site.page("/s.txt", b"\xef\xbb\xbfhttps://a.example/1\r\n\r\nhttps://a.example/2", "text/plain")
    assert [f.url[-2:] for f in discover(source(SourceKind.SITEMAP, url), fetcher)] == ["/1", "/2"]


def test_list_of_addresses_names_pages(fetcher, tmp_path) -> None:
    (tmp_path / "l.urls").write_text("# two\nhttps://a.example/1\n\nftp://a.example/2\nhttps://a.example/3\n")
    one, error, three = discover(source(SourceKind.FILES, str(tmp_path / "l.urls")), fetcher)
    assert (one.url, three.url) == ("https://a.example/1", "https://a.example/3")
    assert "line 4" in str(error)


class Feed:
    """A feed that answers conditional requests, and may be changed."""

    def __init__(self, site) -> None:
        self.body = rss("<item><link>/a</link></item>")
        self.statuses: list[int] = []
        self.url = site.answer("/feed", self._answer)

    def _answer(self, handler) -> None:
        etag = f'"{len(self.body)}"'
        status = 304 if handler.headers["If-None-Match"] == etag else 200
        self.statuses.append(status)
        handler.send_response(status)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Type", "text/xml")
        handler.end_headers()
        if status == 200:
            handler.wfile.write(self.body)


@pytest.fixture
def look(site, fetcher, tmp_path):
    """Looks at a source as a run of a workspace at a given time does."""

    with Archive(tmp_path / "home") as archive, Catalogue(tmp_path / "home") as catalogue:

        def at(what: Source, now: datetime, *, due_only: bool = False) -> list[object]:
            documents = Documents(fetcher, archive, catalogue.visits, due_only=due_only, now=lambda: now)
            return list(find(what, Discovery(documents)))

        yield at


T0 = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_feed_that_did_not_change_lists_what_it_listed(site, look) -> None:
    feed = Feed(site)
    items = look(source(SourceKind.FEED, feed.url), T0)
    assert look(source(SourceKind.FEED, feed.url), T0 + HOUR) == items
    feed.body = rss("<item><link>/a</link></item>", "<item><link>/b</link></item>")
    assert len(look(source(SourceKind.FEED, feed.url), T0 + 2 * HOUR)) == 2
    assert feed.statuses == [200, 304, 200]


def test_feed_is_looked_at_sooner_the_more_it_changes(site, look, tmp_path) -> None:
    feed = Feed(site)
    what = source(SourceKind.FEED, feed.url)
    look(what, T0, due_only=True)
    assert len(look(what, T0 + 11 * HOUR, due_only=True)) == 1  # from the archive
    assert feed.statuses == [200]
    look(what, T0 + 12 * HOUR, due_only=True)
    feed.body += b" "
    look(what, T0 + 30 * HOUR, due_only=True)  # 12 h × 1.5 later
    look(what, T0 + 44 * HOUR, due_only=True)  # 18 h × 0.8 have not passed
    assert feed.statuses == [200, 304, 200]
    with Catalogue(tmp_path / "home") as catalogue:
        assert catalogue.visits.visit(feed.url).interval == 14.4 * HOUR


def test_outlet_says_how_often_its_feed_is_looked_at_first(site, look) -> None:
    feed = Feed(site)
    what = replace(source(SourceKind.FEED, feed.url), revisit_hours=2.0)
    for hours in (0, 1, 2):
        look(what, T0 + hours * HOUR, due_only=True)
    assert feed.statuses == [200, 304]


def test_feed_that_is_gone_is_left_alone_ever_longer_and_dead_after_two_months(site, look, tmp_path) -> None:
    url = site.page("/feed", b"", status=410)
    for days in range(90):
        look(source(SourceKind.FEED, url), T0 + days * 24 * HOUR, due_only=True)
    with Catalogue(tmp_path / "home") as catalogue:
        assert catalogue.visits.visit(url).dead
    assert site.asked.count("/feed") == 5  # after 2, 6, 18 and 54 days more
    (left,) = look(source(SourceKind.FEED, url), T0 + 91 * 24 * HOUR, due_only=True)
    assert (left.code, "410" in str(left)) == ("dead", True)


def test_sitemap_that_its_index_says_has_not_changed_is_not_asked(site, look) -> None:
    def index(day: str) -> str:
        return site.page(
            "/index.xml",
            f"<sitemapindex><sitemap><loc>/s.xml</loc><lastmod>{day}</lastmod></sitemap></sitemapindex>".encode(),
            "text/xml",
        )

    site.page("/s.xml", b"<urlset><url><loc>/a</loc></url></urlset>", "text/xml")
    what = source(SourceKind.SITEMAP, index("2025-12-01"))
    assert len(look(what, T0)) == len(look(what, T0 + HOUR)) == 1
    assert site.asked.count("/s.xml") == 1
    index("2026-01-02")
    assert len(look(what, T0 + 48 * HOUR)) == 1
    assert site.asked.count("/s.xml") == 2


def warc_of(pages: dict[str, bytes], path: Path) -> Path:
    with Archive(path.parent / "made") as archive:
        for url, body in pages.items():
            headers = (("content-type", "text/html"),)
            archive.write(Response(url, url, 200, headers, body, T0, (("accept", "*/*"),)))
        archive.witness(Response("https://n.example/robots.txt", "", 200, (("content-type", "text/plain"),), b"", T0))
        archive.witness(Response("https://n.example/moved", "", 302, (), b"", T0))
    (made,) = (path.parent / "made").rglob("*.warc.gz")
    return made.rename(path)


PAGES = {f"https://n.example/{n}": b"<!doctype html><p>%d %s" % (n, b"film" if n % 2 else b"ball") for n in range(6)}


def test_warc_file_is_screened_while_it_is_read(fetcher, tmp_path) -> None:
    path = warc_of(PAGES, tmp_path / "news.warc.gz")
    kept = []
    discovery = Discovery(
        Documents(fetcher),
        screen=lambda body, _type: b"film" in body,
        keep=lambda item, response: kept.append((item.url, response.url)),
    )
    items = list(find(source(SourceKind.FILES, str(path)), discovery))
    assert [LocalFiles().read(i.url).body for i in items] == [b for b in PAGES.values() if b"film" in b]
    wanted = [url for url, body in PAGES.items() if b"film" in body]
    assert kept == [(item.url, url) for item, url in zip(items, wanted, strict=True)]
    assert (discovery.tally.pages, discovery.tally.screened) == (6, 3)


def test_warc_files_on_the_web_are_streamed_and_each_page_is_kept_at_once(site, fetcher, tmp_path) -> None:
    path = warc_of(PAGES, tmp_path / "news.warc.gz")
    site.page("/crawl-data/CC-NEWS-20260101-1.warc.gz", path.read_bytes(), "application/gzip")
    site.page("/crawl-data/CC-NEWS-20260102-1.warc.gz", b"junk", "application/gzip")
    names = b"crawl-data/CC-NEWS-20260101-1.warc.gz\ncrawl-data/CC-NEWS-20260102-1.warc.gz\n"
    listing = site.page("/crawl-data/warc.paths.gz", gzip.compress(names), "application/gzip")
    with Archive(tmp_path / "home") as archive, Catalogue(tmp_path / "home") as catalogue:

        def keep(item: Item, response: Response) -> None:
            catalogue.record_capture(item, archive.write(response))

        what = source(SourceKind.WARC, f"{listing}#20260101")
        items = list(find(what, Discovery(Documents(fetcher, archive), keep=keep)))
        captures = [capture(item, fetcher, archive, catalogue=catalogue) for item in items]
        assert [(c.url, c.body) for c in captures] == list(PAGES.items())
        assert len({i.url for i in items}) == 6
        *_, error = find(source(SourceKind.WARC, listing), Discovery(Documents(fetcher, archive)))
        assert "not a readable WARC" in str(error)
        with pytest.raises(FetchError, match="read its WARC file again"):
            capture(items[0], fetcher, archive)
    assert site.asked.count("/crawl-data/CC-NEWS-20260101-1.warc.gz") == 2


def test_warc_file_that_is_cut_off_gives_the_whole_pages_before_that(fetcher, tmp_path) -> None:
    path = warc_of(PAGES, tmp_path / "news.warc.gz")
    whole = list(find(source(SourceKind.FILES, str(path)), Discovery(Documents(fetcher))))
    last = int(whole[-1].url.rpartition("=")[2])
    for more in (1, 100, 250):
        (tmp_path / "cut.warc.gz").write_bytes(path.read_bytes()[: last + more])
        found = list(find(source(SourceKind.FILES, str(tmp_path / "cut.warc.gz")), Discovery(Documents(fetcher))))
        pages = [f for f in found if isinstance(f, Item)]
        assert [LocalFiles().read(i.url).body for i in pages] == list(PAGES.values())[:-1]


def test_page_that_is_archived_but_not_done_is_not_asked_for_again(site, fetcher, tmp_path) -> None:
    item = Item(site.page("/a", b"<!doctype html><p>a</p>"), "s")
    with Archive(tmp_path) as archive, Catalogue(tmp_path) as catalogue:
        had = capture(item, fetcher, archive, catalogue=catalogue)
        catalogue.record_capture(item, had)
        assert capture(item, fetcher, archive, catalogue=catalogue) == had
    assert site.asked.count("/a") == 1


def test_page_that_is_looked_at_again_and_did_not_change_is_the_same_capture(site, fetcher, tmp_path) -> None:
    def answer(handler) -> None:
        same = handler.headers["If-None-Match"] == '"1"'
        handler.send_response(304 if same else 200)
        handler.send_header("ETag", '"1"')
        handler.end_headers()
        if not same:
            handler.wfile.write(b"<!doctype html><p>a</p>")

    item = Item(site.answer("/a", answer), "s")
    with Archive(tmp_path) as archive, Catalogue(tmp_path) as catalogue:
        had = capture(item, fetcher, archive, catalogue=catalogue)
        assert capture(item, fetcher, archive, catalogue=catalogue) == had
    (path,) = tmp_path.rglob("*.warc.gz")
    assert records(path) == ["warcinfo", "response", "request", "revisit", "request"]


def test_folder_gives_its_readable_files_in_order(fetcher, tmp_path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.html", "a.txt", "sub/c.HTM", "notes.md", ".hidden.html"):
        (tmp_path / name).write_text("x")
    (tmp_path / "d.jsonl").write_text('{"id": 1}\n\n{"id": 2}\n')
    found = [f.url.removeprefix(tmp_path.as_uri()) for f in discover(source(SourceKind.FILES, str(tmp_path)), fetcher)]
    assert found == ["/a.txt", "/b.html", "/d.jsonl#line=1", "/d.jsonl#line=3", "/sub/c.HTM"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("none", "no such file"), ("x.pdf", "not read"), ("empty", "holds no file"), ("x.warc", "not a readable")],
)
def test_files_that_cannot_be_read_are_told(fetcher, tmp_path, name, reason) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    (tmp_path / "x.warc").write_bytes(b"junk\n")
    (tmp_path / "empty").mkdir()
    (error,) = discover(source(SourceKind.FILES, str(tmp_path / name)), fetcher)
    with pytest.raises(DiscoveryError, match=reason):
        raise error
    assert error.where == str(tmp_path / name)


def test_line_of_a_file_is_captured_alone(fetcher, tmp_path) -> None:
    path = tmp_path / "a b.jsonl"
    path.write_text("".join(json.dumps({"id": n}) + "\n" for n in range(5)))
    items = list(discover(source(SourceKind.FILES, str(path)), fetcher))
    files = LocalFiles()
    with Archive(tmp_path) as archive:
        captures = [capture(item, fetcher, archive, files) for item in items]
    assert [json.loads(c.body)["id"] for c in captures] == list(range(5))
    with pytest.raises(FetchError, match="no line 6"):
        files.read(f"{path.as_uri()}#line=6")


@pytest.mark.parametrize(
    "uri", ["file:///none.html", "file:///x#page=1", "file:///x#line=x", "http://x/", "file:///none.jsonl#line=1"]
)
def test_file_address_that_names_nothing_is_told(uri) -> None:
    with pytest.raises(FetchError):
        LocalFiles().read(uri)


def test_large_file_is_refused(tmp_path) -> None:
    path = tmp_path / "big.html"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(FetchError, match="larger than 5 MiB"):
        LocalFiles().read(path.as_uri())


def test_our_own_archive_can_be_a_source(site, fetcher, tmp_path) -> None:
    page = site.page("/a", b"<!doctype html><html><p>text</p></html>", Content_Encoding="identity")
    with Archive(tmp_path / "first") as archive:
        written = archive.write(fetcher.fetch(page))
        archive.write(LocalFiles().read((resources.samples() / "pages" / "eternauta-es-01.html").as_uri()))
    item, local = discover(source(SourceKind.FILES, str(tmp_path / "first")), fetcher)
    assert item.url.endswith(f"#offset={written.offset}")
    assert LocalFiles().read(local.url).url.endswith("eternauta-es-01.html")
    with Archive(tmp_path / "second") as archive:
        again = capture(item, fetcher, archive)
    assert (again.url, again.body, again.fetched) == (written.url, written.body, written.fetched)


@pytest.mark.parametrize(("name", "kind"), [("feed.xml", SourceKind.FEED), ("news-sitemap.xml", SourceKind.SITEMAP)])
def test_samples_are_listed_whole(site, fetcher, name, kind) -> None:
    url = site.page(f"/{name}", (resources.samples() / name).read_bytes(), "application/xml")
    found = list(discover(source(kind, url), fetcher))
    pages = {Path(p).name for p in (resources.samples() / "pages").iterdir()}
    assert {f.url.rpartition("/")[2] for f in found} == pages
    assert all(f.published and f.title for f in found)
