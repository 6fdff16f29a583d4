"""Why an address was left alone always has an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.scrape.catalogue import Catalogue
from flows.scrape.explain import explain
from flows.settings import Settings
from flows.stages import run_ingest
from graph import resources
from graph.errors import SkippedError
from graph.model import Item

PAGE = (resources.samples() / "pages" / "eternauta-es-01.html").read_bytes()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", delay_seconds=0, allow_private=True, retry_cap_seconds=0)


@pytest.fixture
def told(settings: Settings) -> Callable[[str], str]:
    def tell(url: str) -> str:
        with Catalogue(settings.home) as catalogue:
            return "\n".join(f"{line.subject}: {line.text}" for line in explain(url, catalogue, (), settings))

    return tell


def test_every_page_of_a_run_has_its_reason(site, settings, told) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /private/\nCrawl-delay: 0", "text/plain")
    site.page("/.well-known/tdmrep.json", b'[{"location": "/paid/", "tdm-reservation": 1}]', "application/json")
    expected = {
        "/good": r"known and unchanged",
        "/private/a": r".*robots\.txt asks Reelgraph not to fetch this",
        "/paid/a": r"the publisher reserves text and data mining \(/\.well-known/tdmrep\.json\)",
        "/noai": r"the publisher reserves text and data mining \(header X-Robots-Tag: noai\)",
        "/gone": r"failed 1 times; not tried again before",
        "/old": r"published on 2020-01-01, more than 30 days",
    }
    site.page("/good", PAGE, X_Robots_Tag="noarchive, noimageai")
    site.page("/noai", PAGE, X_Robots_Tag="noai")
    site.page("/busy", b"", status=500)
    site.page("/later", b"", status=503, Retry_After="3600")
    today = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    dates = {"/old": "Wed, 01 Jan 2020 00:00:00 GMT"}
    items = "".join(
        f"<item><link>{path}</link><pubDate>{dates.get(path, today)}</pubDate></item>"
        for path in (*expected, "/busy", "/later", "/last")
    )
    site.page("/feed", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "text/xml")
    folder = settings.home.parent / "sources"
    folder.mkdir()
    (folder / "outlet.toml").write_text(f'name = "outlet"\nkind = "feed"\nlocations = ["{site.url("/feed")}"]\n')
    report = run_ingest(settings.model_copy(update={"sources": folder}), [])
    (counts,) = report.sources
    assert (counts.discovered, counts.stored, counts.failed) == (9, 1, 1), report.failures
    assert counts.discovered == counts.unchanged + counts.new + 1  # the old one is skipped before anything is asked
    assert sorted(f.code for f in report.skipped) == [
        "deferred",
        "deferred",
        "deferred",
        "reserved",
        "reserved",
        "robots",
    ]
    for path, reason in expected.items():
        with pytest.raises(AssertionError, match=rf"verdict: left alone by the next run: {reason}"):
            raise AssertionError(told(site.url(path)))
    # the site asked for an hour: all of it is left alone until then
    for path in ("/later", "/last", "/busy"):
        assert "asked for 3600 s" in told(site.url(path))
    good = told(site.url("/good"))
    captured = "captured: archive/reelgraph-00001.warc.gz at "
    for part in ("listed by: outlet", captured, "sha256:", "in the store since", "noarchive, noimageai"):
        assert part in good
    # nothing that was forbidden was asked for
    assert {"/private/a", "/paid/a", "/old", "/last"}.isdisjoint(site.asked)


def test_address_that_nobody_knows_is_explained_too(settings, told) -> None:
    assert "no source has listed it" in told("https://news.example/a")
    assert "only http and https" in told("ftp://news.example/a")
    assert "user name" in told("https://me:pw@news.example/a")
    assert "no source so far" in told("file:///a.html")


def test_skip_that_is_over_does_not_hinder(settings, told) -> None:
    url = "https://news.example/a"
    with Catalogue(settings.home, now=lambda: datetime.now(UTC) - timedelta(days=2)) as catalogue:
        catalogue.record_skips((Item(url, "s"), SkippedError("robots.txt forbids it", url, "robots")))
    assert "verdict: not fetched so far" in told(url)


def test_commands_print_what_is_known(site, settings, monkeypatch, tmp_path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    text = 'name = "{0}"\nkind = "feed"\nlocations = ["{1}"]\n'
    (folder / "good.toml").write_text(
        text.format("good", site.page("/f", b'<rss version="2.0"><channel/></rss>', "text/xml"))
    )
    (folder / "gone.toml").write_text(text.format("gone", site.url("/gone")))
    (folder / "new.toml").write_text(text.format("new", site.url("/new")) + "enabled = false\n")
    (folder / "bad.toml").write_text("name = 'bad'\nkind = 'feed'\n\nlocations = ['ftp://x.example/']\n")
    monkeypatch.setenv("REELGRAPH_SOURCES", str(folder))
    monkeypatch.setenv("REELGRAPH_ALLOW_PRIVATE", "true")
    run_ingest(settings.model_copy(update={"sources": folder}), [])
    shown = CliRunner().invoke(app, ["sources", "--home", str(settings.home)])
    lines = {line.split()[0]: line for line in shown.output.splitlines() if line}
    assert "verified" in lines["good"]
    assert "unverified" not in lines["good"]
    assert "failing" in lines["gone"]
    assert "404" in lines["gone"]
    assert "unverified" in lines["new"]
    assert f"{folder / 'bad.toml'}:4: field locations" in shown.output
    assert shown.exit_code == 1
    shown = CliRunner().invoke(app, ["explain", site.url("/new"), "--home", str(settings.home)])
    assert "of its site gone, good, new is known" in shown.output
