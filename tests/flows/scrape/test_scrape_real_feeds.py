"""Real robots.txt files, feeds and WARC files (``../shared/html``): all are read or refused with a reason."""

from __future__ import annotations

import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from flows.scrape.feeds import read_feed
from flows.scrape.robots import RobotsRules
from flows.scrape.sitemaps import read_sitemap
from flows.scrape.sniff import Kind, sniff
from flows.scrape.warc_source import read_warc
from graph.errors import DiscoveryError, FetchError, InputError
from graph.model import Item

HTML = Path(__file__).resolve().parents[4] / "shared" / "html"
# what the comment of a test expects of an absolute link without oddities
LINK = re.compile(rb"Expect:\s+not bozo and entries\[0\]\['link'\] == u?'(https?://[\w./?=-]+)'")
pytestmark = pytest.mark.skipif(not HTML.is_dir(), reason=f"no real files at {HTML}")


def members(name: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(HTML / name) as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)):
                yield member.name, file.read()


def test_every_real_robots_txt_is_read() -> None:
    count, delays, slow, sitemaps, refused = 0, 0, 0, 0, 0
    for name, body in members("robots_txt/robots.tar.xz"):
        rules = RobotsRules.parse(body.decode("utf-8-sig", "replace"))
        host = name.rpartition("/")[2]
        refused += not rules.allows(f"https://{host}/", "Reelgraph")
        delay = rules.delay("Reelgraph")
        assert delay is None or delay >= 0
        delays += delay is not None
        slow += bool(delay and delay > 120)
        sitemaps += bool(rules.sitemaps)
        count += 1
    assert count == 4231
    # the notes tell of 532 with a crawl delay (for whomever), 2,198 with sitemaps
    assert delays > 200
    assert slow < 20
    assert 2100 < sitemaps < 2300
    assert refused < 400


def test_every_feed_of_feedparsers_tests_is_read_or_refused_with_a_reason() -> None:
    became: Counter[str] = Counter()
    for name, body in members("feeds/feedparser_tests.tar.xz"):
        if not name.endswith((".xml", ".json")):
            continue
        sniff(body)
        try:
            found = list(read_feed(body, url="https://feed.example/f", source="s"))
        except DiscoveryError:
            became["refused"] += 1
            continue
        items = [f for f in found if isinstance(f, Item)]
        assert all(isinstance(f, Item | InputError) for f in found)
        became["items" if items else "no item with an address"] += 1
        # those of base/ count from an address that is not ours
        if (link := LINK.search(body)) and "/base/" not in name:
            assert [i.url for i in items[:1]] == [link.group(1).decode()], name
            became["links as expected"] += 1
    assert sum(became.values()) > 2000
    assert became["items"] > 80
    assert became["links as expected"] > 10


def test_real_news_sitemap_is_read() -> None:
    def get(url: str, _changed: object) -> bytes:
        raise FetchError("not there", url)

    body = (HTML / "feeds" / "sitemap-news.xml").read_bytes()
    assert sniff(body) is Kind.SITEMAP
    items = list(read_sitemap(body, url="https://n.example/s.xml", source="s", get=get))
    assert items
    assert all(isinstance(i, Item) and i.published and i.title for i in items)
    # a feed that declares the namespace of sitemaps is still a feed
    assert sniff((HTML / "feeds" / "feed-with-sitemap-namespace.xml").read_bytes()) is Kind.FEED


def test_every_sample_of_warcio_is_read_or_refused_with_a_reason(tmp_path) -> None:
    pages: Counter[str] = Counter()
    for name, body in members("warc_samples/warcio_test_data.tar.xz"):
        path = tmp_path / Path(name).name
        path.write_bytes(body)
        with path.open("rb") as stream, suppress(DiscoveryError):
            for _, response in read_warc(stream, path.name):
                assert response.body
                pages[path.name] += 1
    assert (pages["example.warc.gz"], pages["example-iana.org-chunked.warc"]) == (1, 1)
    assert pages["example.arc.gz"] == 0  # ARC is not WARC
