"""The archive: what is written is read again, whatever happened in between, by us and by others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from flows.scrape.archive import Archive
from flows.scrape.fetch import Response
from graph.errors import StoreError

RESPONSE = Response(
    url="https://news.example/a?id=1",
    requested="https://news.example/short",
    status=200,
    headers=(("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip"), ("content-length", "9")),
    body="<p>L’Éternaute</p>".encode(),
    fetched=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    request_headers=(("accept", "text/html"),),
)
LOCAL = Response(
    url="file:///a%20b.jsonl#line=3",
    requested="file:///a%20b.jsonl#line=3",
    status=200,
    headers=(("content-type", "application/json"),),
    body=b'{"id": "a"}\n',
    fetched=RESPONSE.fetched,
)


def test_capture_is_read_as_it_was_written(tmp_path) -> None:
    with Archive(tmp_path) as archive:
        written = [archive.write(RESPONSE), archive.write(LOCAL)]
        assert [archive.read(c.archive, c.offset) for c in written] == written  # while the file is open
    assert [Archive(tmp_path).read(c.archive, c.offset) for c in written] == written
    page, line = written
    assert (page.url, page.requested, page.status, page.body) == (RESPONSE.url, RESPONSE.requested, 200, RESPONSE.body)
    assert page.fetched == RESPONSE.fetched
    assert page.media_type == "text/html"
    assert page.digest.startswith("sha256:")
    assert (line.url, line.media_type, line.body) == (LOCAL.url, "application/json", LOCAL.body)


def test_files_are_sound_warc_for_others(tmp_path) -> None:
    with Archive(tmp_path) as archive:
        path = tmp_path / archive.write(RESPONSE).archive
        archive.write(LOCAL)
    with path.open("rb") as file:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]
    assert records == [
        ("warcinfo", None),
        ("response", RESPONSE.url),
        ("request", RESPONSE.url),
        ("resource", LOCAL.url),
    ]
    checker = Checker(type("Arguments", (), {"inputs": [], "verbose": False}))
    checker.process_one(str(path))
    assert not checker.exit_value


def test_same_body_from_the_same_address_is_kept_once(tmp_path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.write(RESPONSE)
        later = replace(RESPONSE, fetched=datetime(2026, 2, 2, tzinfo=UTC))
        assert archive.write(later) == first
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.gz")}
    with Archive(tmp_path) as archive:
        assert archive.write(later) == first
        changed = archive.write(replace(later, body=b"<p>corrected</p>"))
    assert changed.archive != first.archive
    assert {p: p.read_bytes() for p in before} == before


def test_index_that_outlives_its_files_is_not_believed(tmp_path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.write(RESPONSE)
    (tmp_path / first.archive).unlink()
    with Archive(tmp_path) as archive:
        again = archive.write(RESPONSE)
        assert archive.read(again.archive, again.offset).body == RESPONSE.body


def test_files_are_changed_when_full(tmp_path) -> None:
    with Archive(tmp_path, rotate=600) as archive:
        captures = [archive.write(replace(RESPONSE, body=bytes([65 + n]) * 10)) for n in range(4)]
        assert len({c.archive for c in captures}) > 1
        assert [archive.read(c.archive, c.offset).body[:1] for c in captures] == [b"A", b"B", b"C", b"D"]
    assert not list(tmp_path.rglob("*.open"))


def test_nothing_is_made_while_nothing_is_written(tmp_path) -> None:
    Archive(tmp_path).close()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("cut", [1, 7, 200])
def test_torn_end_is_cut_and_whole_records_stay(tmp_path, cut) -> None:
    archive = Archive(tmp_path)
    kept = archive.write(LOCAL)
    torn = archive.write(RESPONSE)
    archive._file.close()  # as a process that dies leaves it
    path = tmp_path / f"{torn.archive}.open"
    end = (tmp_path / f"{torn.archive}.open").stat().st_size
    with path.open("r+b") as file:
        file.truncate(max(torn.offset + 5, end - cut))
    with Archive(tmp_path) as after:
        assert after.read(kept.archive, kept.offset) == kept
        rewritten = after.write(RESPONSE)
        assert after.read(rewritten.archive, rewritten.offset).body == RESPONSE.body
        new = after.write(replace(RESPONSE, body=b"<p>new</p>"))
        assert new.archive != torn.archive
    assert not list(tmp_path.rglob("*.open"))
    for file in tmp_path.rglob("*.gz"):
        with file.open("rb") as stream:
            assert next(r.rec_type for r in ArchiveIterator(stream)) == "warcinfo"


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from flows.scrape.archive import Archive
from flows.scrape.fetch import Response
archive = Archive(Path(sys.argv[1]))
for n in range(100_000):
    body = b"%d " % n * 2000
    url = f"https://news.example/{n}"
    c = archive.write(Response(url, url, 200, (), body, datetime.now(UTC)))
    print(c.archive, c.offset, n, flush=True)
"""


def test_no_capture_that_was_reported_is_lost_to_kill_9(tmp_path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path.cwd(), text=True
    )
    lines = [process.stdout.readline() for _ in range(60)]
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    whole = [line.split() for line in lines if line.endswith("\n")]
    with Archive(tmp_path) as archive:
        archive.write(LOCAL)
        for name, offset, number in whole:
            assert archive.read(name, int(offset)).body.startswith(number.encode() + b" ")
    assert not list(tmp_path.rglob("*.open"))


def test_two_archives_of_one_workspace_do_not_meet(tmp_path) -> None:
    with Archive(tmp_path) as one, Archive(tmp_path) as other:
        a, b = one.write(RESPONSE), other.write(LOCAL)
        assert a.archive != b.archive
        assert other.read(a.archive, a.offset) == a


@pytest.mark.parametrize(("name", "offset"), [("archive/none.warc.gz", 0), (None, 3), (None, 10**9), (None, 0)])
def test_reading_where_no_response_stands_says_so(tmp_path, name, offset) -> None:
    with Archive(tmp_path) as archive:
        capture = archive.write(LOCAL)
        with pytest.raises(StoreError, match=r"cannot be read|damaged|no archived response"):
            archive.read(name or capture.archive, offset)


headers = st.lists(st.tuples(st.from_regex(r"[a-z][a-z-]{0,10}", fullmatch=True), st.text(max_size=30)), max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), headers, st.integers(200, 299))
def test_any_body_and_headers_survive(tmp_path_factory, body, headers, status) -> None:
    home = tmp_path_factory.mktemp("archive")
    with Archive(home) as archive:
        written = archive.write(replace(RESPONSE, body=body, headers=tuple(headers), status=status))
        assert written.body == body
        assert archive.read(written.archive, written.offset) == written


def test_file_of_a_living_writer_is_left_to_it(tmp_path) -> None:
    living = Archive(tmp_path)
    living.write(LOCAL)
    with Archive(tmp_path) as other:
        other.write(RESPONSE)
    assert len(list(tmp_path.rglob("*.open"))) == 1
    living.close()
    assert not list(tmp_path.rglob("*.open"))
