"""A run, in this process: what it stores, what it reports, what it leaves to the next one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import manifest
from flows.manifest import Batch, Stage
from flows.report import load_report, report_path
from flows.settings import Settings
from flows.stages import Advance, begin, extract, fetch, finish, load, plan, run_ingest
from flows.workshop import workshop
from graph import iri, resources
from graph.errors import SettingsError, StoreLockedError, TransientFetchError
from graph.store.embedded import Writer, open_reader

from .conftest import Page, Site

THREE = ("eternauta-en-01", "eternauta-fr-01", "eternauta-es-01")


def graphs(home: Path) -> set[str]:
    with open_reader(home) as reader:
        found = reader.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a schema:NewsArticle } }")
        return {row["g"].value for row in found}


def test_articles_keep_their_ids_and_are_published(settings: Settings, jsonl: Callable[..., Path]) -> None:
    report = run_ingest(settings, [str(jsonl(*THREE))])
    (counts,) = report.sources
    assert (counts.discovered, counts.new, counts.fetched, counts.parsed, counts.stored) == (3, 3, 3, 3, 3)
    assert report.exit_status == 0
    assert {g.removeprefix(iri.BASE + "article/").partition("/")[0] for g in graphs(settings.home)} == set(THREE)
    assert report.claims >= report.events > 0
    assert report.snapshot is not None
    assert report.snapshot.number == 1


def test_a_second_run_changes_nothing(settings: Settings, jsonl: Callable[..., Path]) -> None:
    source = str(jsonl(*THREE))
    first = run_ingest(settings, [source])
    second = run_ingest(settings, [source])
    (counts,) = second.sources
    assert (counts.discovered, counts.new, counts.unchanged, counts.stored) == (3, 0, 3, 0)
    assert second.exit_status == 0
    assert second.snapshot == first.snapshot


def test_the_report_can_be_read_again(settings: Settings, jsonl: Callable[..., Path]) -> None:
    report = run_ingest(settings, [str(jsonl(*THREE[:1]))])
    path = report_path(settings.home, report.run)
    assert load_report(path) == report
    clocks = json.loads(path.read_text(encoding="utf-8"))["timings"]
    assert set(clocks["seconds"]) == {"discover", "fetch", "extract", "load", "publish"}


def test_the_same_articles_give_the_same_graph_in_another_workspace_in_batches_of_another_size(
    settings: Settings, jsonl: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(jsonl(*THREE))
    one = run_ingest(settings, [source])
    other = run_ingest(settings.model_copy(update={"home": tmp_path / "other", "batch_size": 1}), [source])
    assert one.snapshot is not None
    assert other.snapshot is not None
    assert one.snapshot.digest == other.snapshot.digest


def test_the_graph_of_runs_names_what_the_run_stored(settings: Settings, jsonl: Callable[..., Path]) -> None:
    report = run_ingest(settings, [str(jsonl(*THREE))])
    with open_reader(settings.home) as reader:
        found = reader.query(
            f"SELECT ?g WHERE {{ GRAPH <{iri.RUNS_GRAPH}> {{ <{iri.run(report.run)}> prov:generated ?g }} }}"
        )
        assert {row["g"].value for row in found} == graphs(settings.home)


def test_an_article_off_the_subject_is_known_but_not_stored(settings: Settings, jsonl: Callable[..., Path]) -> None:
    source = str(jsonl("off-topic-g2-en-01", THREE[0]))
    report = run_ingest(settings, [source])
    (counts,) = report.sources
    assert (counts.parsed, counts.relevant, counts.stored, counts.failed) == (2, 1, 1, 0)
    assert len(graphs(settings.home)) == 1
    assert run_ingest(settings, [source]).total.new == 0


def test_a_changed_article_is_stored_beside_its_earlier_version(
    settings: Settings, site: Site, sample_page: Callable[[str], bytes]
) -> None:
    page = sample_page(THREE[0])
    site.pages["/a.html"] = Page(page)
    feed = f"""<rss version="2.0"><channel><title>x</title><item><title>x</title><link>{site.url}/a.html</link>
        <pubDate>Fri, 18 Jul 2025 10:00:00 GMT</pubDate></item></channel></rss>"""
    site.pages["/feed.xml"] = Page(feed.encode(), media_type="application/rss+xml")
    first = run_ingest(settings, [f"{site.url}/feed.xml"])
    assert first.total.stored == 1, first.failures
    # feeds say nothing of changes, sitemaps do
    site.pages["/a.html"] = Page(page.replace(b"The Daily Jagran", b"The Daily Example"))
    sitemap = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site.url}/a.html</loc>
        <lastmod>2099-01-01T00:00:00Z</lastmod></url></urlset>"""
    site.pages["/sitemap.xml"] = Page(sitemap.encode(), media_type="application/xml")
    second = run_ingest(settings, [f"{site.url}/sitemap.xml"])
    assert second.total.stored == 1, second.failures
    assert len(graphs(settings.home)) == 2


def test_a_feed_over_http_brings_nothing_new_the_second_time(
    settings: Settings, site: Site, sample_page: Callable[[str], bytes]
) -> None:
    items = "".join(f"<item><title>x</title><link>{site.url}/{i}.html</link></item>" for i in THREE)
    site.pages["/feed.xml"] = Page(
        f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), media_type="text/xml"
    )
    site.pages |= {f"/{i}.html": Page(sample_page(i)) for i in THREE}
    assert run_ingest(settings, [f"{site.url}/feed.xml"]).total.stored == 3
    asked = len(site.asked)
    again = run_ingest(settings, [f"{site.url}/feed.xml"])
    assert (again.total.discovered, again.total.new) == (3, 0)
    assert {p for p in site.asked[asked:] if p.endswith(".html")} == set()


def test_every_bad_input_is_named_and_the_run_goes_on(
    settings: Settings, site: Site, tmp_path: Path, sample_page: Callable[[str], bytes]
) -> None:
    size = 51 * 1024 * 1024
    site.pages |= {
        "/good.html": Page(sample_page(THREE[0])),
        "/empty.html": Page(b""),
        "/large.html": Page(b"<html>", headers={"Content-Length": str(size)}),
        "/latin.html": Page(
            b"<html><body><article><h1>\xff\xfe\xfa</h1><p>\xc3\x28\xa0\xa1</p></article></body></html>"
        ),
        "/hollow.html": Page(b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
        "/broken.xml": Page(b"<rss><channel><item><li", media_type="application/rss+xml"),
    }
    events = tmp_path / "events"
    events.mkdir()
    ours = (resources.ontologies() / "events" / "AIUse.ttl").read_text(encoding="utf-8")
    made = ours.replace("rg:AIUse", "rg:Made").replace("rg:AISystem", "rg:Spaceship")
    (events / "Made.ttl").write_text(made, encoding="utf-8")
    bad = ["empty.html", "missing.html", "large.html", "latin.html", "hollow.html", "broken.xml"]
    report = run_ingest(
        settings.model_copy(update={"events": events}), [f"{site.url}/{name}" for name in ["good.html", *bad]]
    )
    named = [f"{f.where} {f.message}" for f in report.failures]
    assert any("Spaceship" in line for line in named), named
    assert any("large.html larger than" in line for line in named), named
    for name in [*bad, "Made.ttl"]:
        assert any(name in line for line in named), (name, named)
    assert not any("good.html" in line for line in named)
    assert report.total.stored == 1
    assert report.exit_status == 1


def test_a_page_with_invalid_bytes_is_read_and_the_repair_is_named(
    settings: Settings, site: Site, sample_page: Callable[[str], bytes]
) -> None:
    site.pages["/torn.html"] = Page(sample_page(THREE[0]).replace(b"</p>", b" \xff\xfe</p>", 3))
    report = run_ingest(settings, [f"{site.url}/torn.html"])
    assert (report.total.stored, report.failures) == (1, ())
    (note,) = report.repaired
    assert "torn.html" in note.where
    assert "invalid bytes" in note.message
    assert report.exit_status == 0


def test_what_cannot_be_had_this_time_is_asked_for_again(
    settings: Settings, site: Site, sample_page: Callable[[str], bytes]
) -> None:
    busy = [Page(b"busy", 503), Page(b"busy", 503)]
    page = Page(sample_page(THREE[0]))
    site.pages["/a.html"] = lambda: busy.pop() if busy else page
    items = f"<item><link>{site.url}/a.html</link></item>"
    site.pages["/feed.xml"] = Page(
        f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), media_type="text/xml"
    )
    report = run_ingest(settings, [f"{site.url}/feed.xml"])
    assert (report.total.stored, report.failures) == (1, ())
    assert site.asked.count("/a.html") == 3


def test_what_can_never_be_had_is_named_after_the_last_try(settings: Settings, site: Site) -> None:
    site.pages["/feed.xml"] = Page(
        f'<rss version="2.0"><channel><item><link>{site.url}/a.html</link></item></channel></rss>'.encode(),
        media_type="text/xml",
    )
    site.pages["/a.html"] = Page(b"busy", 503)
    report = run_ingest(settings, [f"{site.url}/feed.xml"])
    (failure,) = report.failures
    assert (failure.code, failure.where) == ("fetch-transient", f"{site.url}/a.html")
    assert report.total.failed == 1


def test_a_try_that_fails_for_a_passing_reason_keeps_what_could_be_had(
    settings: Settings, site: Site, sample_page: Callable[[str], bytes]
) -> None:
    items = "".join(f"<item><link>{site.url}/{name}.html</link></item>" for name in ("a", "b"))
    site.pages |= {
        "/feed.xml": Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), media_type="text/xml"),
        "/a.html": Page(sample_page(THREE[0])),
        "/b.html": Page(b"busy", 503),
    }
    run = begin(settings, [f"{site.url}/feed.xml"])
    with workshop(run):
        (path,) = plan(run)
        with pytest.raises(TransientFetchError, match="1 of 2"):
            fetch(path, last_try=False)
        site.pages["/b.html"] = Page(sample_page(THREE[1]))
        report = finish(run, [load(extract(fetch(path, last_try=False)))])
    assert report.total.stored == 2
    assert site.asked.count("/a.html") == 1


def test_the_stages_can_run_each_on_its_own(settings: Settings, jsonl: Callable[..., Path]) -> None:
    run = begin(settings, [str(jsonl(*THREE[:1]))])
    (planned,) = plan(run)
    loaded = load(extract(fetch(planned)))
    assert loaded == manifest.batch_path(manifest.run_of(planned), 1, Stage.LOADED)
    assert [e.outcome for e in manifest.read(Batch, loaded).entries] == ["stored"]
    assert finish(run, [loaded]).total.stored == 1


def test_two_runs_cannot_write_at_once(settings: Settings, jsonl: Callable[..., Path]) -> None:
    with Writer(settings.home), pytest.raises(StoreLockedError, match="is writing"):
        run_ingest(settings, [str(jsonl(*THREE[:1]))])


def test_progress_counts_articles(settings: Settings, jsonl: Callable[..., Path]) -> None:
    seen: list[Advance] = []
    run_ingest(settings.model_copy(update={"batch_size": 2}), [str(jsonl(*THREE))], seen.append)
    assert [(s.stage, s.done) for s in seen if s.stage == "load"] == [("load", 0), ("load", 2)]
    assert seen[-1] == Advance("publish", 3, 3)


def test_a_broken_outlet_file_is_named_and_the_others_are_read(
    settings: Settings, tmp_path: Path, jsonl: Callable[..., Path]
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "good.toml").write_text(
        f'name = "good"\nkind = "files"\nlocations = ["{jsonl(*THREE[:1])}"]\n', encoding="utf-8"
    )
    (folder / "bad.toml").write_text('name = "bad"\nkind = "telepathy"\nlocations = ["x"]\n', encoding="utf-8")
    report = run_ingest(settings.model_copy(update={"sources": folder}), [])
    (failure,) = report.failures
    assert "bad.toml" in failure.message
    assert (report.total.stored, report.exit_status) == (1, 1)


def test_an_argument_that_names_nothing_is_refused(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r"sampels.*samples"):
        run_ingest(settings, ["sampels"])


def test_finding_nothing_is_a_failure(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    assert run_ingest(settings, [str(tmp_path / "empty.jsonl")]).exit_status == 1
