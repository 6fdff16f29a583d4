"""What a run takes, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flows.planning import mixed
from flows.scrape.archive import Archive
from flows.scrape.response import Response
from flows.settings import Settings
from flows.stages import run_ingest
from graph.model import Item

from .conftest import Page, Site


def test_sites_take_turns() -> None:
    items = [Item(f"https://{site}/{n}", "s") for site, n in (("a.example", 1), ("a.example", 2), ("b.example", 1))]
    assert [i.url for i in mixed(items)] == ["https://a.example/1", "https://b.example/1", "https://a.example/2"]


def test_run_over_all_outlets_asks_a_feed_when_it_is_due_a_named_one_always(
    settings: Settings, site: Site, sample_page: Callable[[str], bytes], tmp_path: Path
) -> None:
    site.pages["/a.html"] = Page(sample_page("eternauta-en-01"))
    body = f'<rss version="2.0"><channel><item><link>{site.url}/a.html</link></item></channel></rss>'.encode()
    site.pages["/feed"] = Page(body, media_type="text/xml")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "outlet.toml").write_text(
        f'name = "outlet"\nkind = "feed"\nlocations = ["{site.url}/feed"]\n', encoding="utf-8"
    )
    settings = settings.model_copy(update={"sources": folder})
    asked = []
    for arguments in ([], [], ["outlet"]):
        (counts,) = run_ingest(settings, arguments).sources
        assert counts.discovered == 1
        asked.append(site.asked.count("/feed"))
    assert asked == [1, 1, 2]
    assert site.asked.count("/a.html") == site.asked.count("/robots.txt") == 1


def test_warc_file_is_read_as_the_web_is(
    settings: Settings, sample_page: Callable[[str], bytes], tmp_path: Path
) -> None:
    url, headers = "https://news.example/a", (("content-type", "text/html"),)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with Archive(tmp_path / "theirs") as archive:
        archive.write(Response(url, url, 200, headers, sample_page("eternauta-en-01"), moment))
    (path,) = (tmp_path / "theirs").rglob("*.warc.gz")
    first = run_ingest(settings, [str(path)])
    assert (first.total.discovered, first.total.stored, first.failures) == (1, 1, ())
    (own,) = (settings.home / "archive").glob("*.warc.gz")
    before = own.read_bytes()
    again = run_ingest(settings, [str(path)])
    assert (again.total.new, again.total.unchanged) == (0, 1)
    assert own.read_bytes() == before
