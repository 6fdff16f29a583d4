"""Discovery: what feeds, sitemaps, page lists and folders list, and how their faults are told."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.scrape.archive import Archive
from flows.scrape.discover import capture, discover
from flows.scrape.local import LocalFiles
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
        (b"<html><body>a page</body></html>", "web page, not a feed"),
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
    def nested(url: str) -> bytes:
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
    assert len(list(tmp_path.rglob("*.warc.gz"))) == 1


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
