"""The catalogue in PostgreSQL: the same answers as in SQLite. Skipped where no server can be started."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.scrape.catalogue import Catalogue
from flows.scrape.decide import State
from flows.scrape.pacing import Hold
from flows.scrape.response import Validators
from flows.scrape.revisit import answered
from flows.settings import Settings
from flows.stages import run_ingest
from graph import resources
from graph.errors import FetchError, SettingsError, SkippedError, StoreError, TransientFetchError
from graph.model import Article, Capture, Item

T0 = datetime(2026, 1, 1, 12, tzinfo=UTC)
URL = "https://news.example/a"
ITEM = Item(URL, "s", "L’\x85 A", T0)
CAPTURE = Capture(URL, URL, T0, 200, (), b"x", "sha256:1", "archive/reelgraph-00001.warc.gz", 2**40)
ARTICLE = Article("id-1", "A film", ("By hand.",), "en", URL, "S")


def programs() -> Path | None:
    """Where initdb and postgres are."""
    found = shutil.which("initdb")
    places = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((place for place in places if (place / "postgres").exists() and (place / "initdb").exists()), None)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own on loopback; its address."""
    pytest.importorskip("psycopg")
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL is not installed")
    # it refuses to run as root, and cannot enter folders that are root's alone
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user and (
        not shutil.which("runuser") or subprocess.run([*user, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    folder = Path(subprocess.check_output([*user, "mktemp", "-d", "/tmp/reelgraph-pg.XXXXXX"], text=True).strip())  # noqa: S108
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = f"-h 127.0.0.1 -p {port} -k {folder} -F"
    try:
        subprocess.run(
            [*user, place / "initdb", "-D", folder / "data", "-U", "reelgraph", "-A", "trust", "-E", "UTF8", "-N"],
            check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run(
            [*user, place / "pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start"],
            check=True, capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield f"postgresql+psycopg://reelgraph:secret@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*user, place / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
                check=True,
                capture_output=True,
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def catalogue(server: str, tmp_path: Path) -> Iterator[Catalogue]:
    import sqlalchemy as sa

    engine = sa.create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    with Catalogue(tmp_path, url=server, now=lambda: T0) as catalogue:
        yield catalogue


def test_articles_failures_and_skips_are_recorded_as_in_sqlite(catalogue: Catalogue) -> None:
    for _ in range(2):  # twice is once
        catalogue.record_run("run-1", T0)
        catalogue.record_capture(ITEM, CAPTURE)
        assert catalogue.unfinished(ITEM) == (CAPTURE.archive, CAPTURE.offset)
        catalogue.record_article(ITEM, CAPTURE, ARTICLE, "run-1")
        catalogue.record_stored(ITEM, "id-1", ARTICLE.version)
    assert not catalogue.is_new(ITEM)
    assert catalogue.is_stored("id-1", ARTICLE.version)
    assert [c.item for c in catalogue.captures()] == [ITEM]
    other = Item("https://news.example/b", "s")
    catalogue.record_failure("run-1", "fetch", TransientFetchError("503", other.url), other)
    assert (catalogue.known(other.url).state, catalogue.is_new(other)) == (State.FAILED, True)
    skipped = Item("https://news.example/c", "s")
    catalogue.record_skips(
        (skipped, SkippedError("no", skipped.url, "robots")), (other, SkippedError("n", "", "robots"))
    )
    assert [d.fetch for d in catalogue.decisions([ITEM, other, skipped])] == [False, False, False]
    assert [f.stage for f in catalogue.failures("run-1")] == ["fetch"]


def test_what_sites_asked_for_is_remembered(catalogue: Catalogue) -> None:
    visits = catalogue.visits
    visit = answered(
        None, URL, "feed", T0, changed=True, validators=Validators('"1"'), archive="a", offset=2**40, digest="d"
    )
    for _ in range(2):
        visits.record(visit)
        visits.keep_hold("news.example", Hold(12.5, "asked"))
        visits.keep_file("https://news.example/robots.txt", "a\0b", 1.0)
    assert visits.visit(URL) == visit
    assert visits.visit(URL).interval == timedelta(hours=12)
    assert visits.hold_of("news.example") == Hold(12.5, "asked")
    assert visits.file_of("https://news.example/robots.txt") == ("ab", 1.0)


def test_second_process_opens_the_same_catalogue(catalogue: Catalogue, server: str, tmp_path: Path) -> None:
    catalogue.record_capture(ITEM, CAPTURE)
    with Catalogue(tmp_path / "elsewhere", url=server) as other:
        assert other.known(URL).state is State.CAPTURED
    assert not (tmp_path / "elsewhere").exists()


def test_run_keeps_its_catalogue_there_and_its_password_out_of_the_workspace(
    catalogue: Catalogue, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELGRAPH_CATALOGUE_URL", server)
    settings = Settings(home=tmp_path / "home")
    pages = [str(resources.samples() / "pages" / f"eternauta-{language}-01.html") for language in ("en", "fr")]
    assert run_ingest(settings, pages).total.stored == 2
    assert run_ingest(settings, pages).total.new == 0
    assert not (tmp_path / "home" / "catalogue.sqlite").exists()
    assert len(catalogue.captures()) == 2
    for path in (tmp_path / "home" / "runs").rglob("*.json"):
        assert "secret" not in path.read_text(encoding="utf-8")


def test_database_that_cannot_be_had_is_told_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(StoreError) as error:
        Catalogue(tmp_path, url=f"postgresql+psycopg://me:secret@127.0.0.1:{port}/x")
    assert "127.0.0.1" in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "oracle+nothing://x", "sqlite+none:///x"])
def test_address_that_names_no_usable_database_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="REELGRAPH_CATALOGUE_URL"):
        Catalogue(tmp_path, url=url)


def test_failure_without_an_item_is_recorded(catalogue: Catalogue) -> None:
    catalogue.record_failure("run-1", "discover", FetchError("404", "https://news.example/feed"))
    assert catalogue.failures("run-1")[0].where == "https://news.example/feed"
