"""Pages are read in a worker that no page can hold up, fill up or bring down for the next one."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

import pytest

from flows.scrape.frames import BrokenFrameError, pack, unpack
from flows.scrape.parse import parse
from flows.scrape.sandbox import Limits, Sandbox
from graph.errors import ParseError
from graph.model import Capture, Item, Source, SourceKind

URL = "https://news.example/film"
WORDS = " ".join(["The studio said that the whole film was made by people and not by machines."] * 10)
PAGE = (
    f"<html lang=en><title>A film by hand</title><body><article><h1>A film by hand</h1><p>{WORDS}</p></article>"
).encode()


def capture(body: bytes, content_type: str = "text/html") -> Capture:
    when = datetime(2026, 2, 1, tzinfo=UTC)
    return Capture(URL, URL, when, 200, (("content-type", content_type),), body, "", "archive/x.warc.gz", 7)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(cpu_seconds=1, wall_seconds=30, memory_bytes=400 * 2**20, pages=3)) as sandbox:
        yield sandbox


def test_a_page_is_read_as_it_is_without_a_sandbox(sandbox) -> None:
    item = Item(URL, "s", "From the feed", datetime(2026, 1, 2, tzinfo=UTC))
    source = Source("s", SourceKind.FEED, (URL,), "The Outlet", ("en",))
    assert sandbox.parse(capture(PAGE), item, source) == parse(capture(PAGE), item, source)


def test_errors_and_repairs_are_told_as_without_one(sandbox) -> None:
    with pytest.raises(ParseError, match="no article on this page") as error:
        sandbox.parse(capture(b"<html><body>nothing"), Item(URL, "s"))
    assert error.value.where == URL
    notes: list[Exception] = []
    sandbox.parse(capture(PAGE.replace(b"whole", b"wh\xe9le \xc3\xa9")), Item(URL, "s"), note=notes.append)
    assert "repaired" in str(notes[0])


def test_a_page_that_takes_too_much_time_is_ended_and_the_next_one_read() -> None:
    flat = b"<html><title>T</title><body><p>" + b"x<br>" * 200_000
    with Sandbox(Limits(cpu_seconds=0)) as quick:  # what is spent is counted in whole seconds
        with pytest.raises(ParseError, match="of processor time"):
            quick.parse(capture(flat), Item(URL, "s"))
        assert quick.parse(capture(PAGE), Item(URL, "s")).title == "A film by hand"


def test_a_page_that_takes_too_much_memory_is_ended() -> None:
    with (
        Sandbox(Limits(memory_bytes=16 * 2**20)) as small,
        pytest.raises(ParseError, match=r"memory|stopped the reader|16 MB"),
    ):
        small.parse(capture(b"<html><body><p>" + b"word &amp; " * 3_000_000), Item(URL, "s"))


def test_a_worker_is_replaced_after_its_share_of_pages(sandbox) -> None:
    for _ in range(7):
        assert sandbox.parse(capture(PAGE), Item(URL, "s")).title == "A film by hand"


def test_a_worker_that_is_killed_from_outside_costs_one_page_at_most() -> None:
    with Sandbox() as sandbox:
        sandbox.parse(capture(PAGE), Item(URL, "s"))
        assert sandbox._process is not None
        os.killpg(sandbox._process.pid, signal.SIGKILL)
        sandbox._process.wait()
        assert sandbox.parse(capture(PAGE), Item(URL, "s")).title == "A film by hand"


def test_what_a_parser_leaves_out_without_a_word_is_found_out(sandbox) -> None:
    deep = b"<html lang=en><body>" + b"<div>" * 2_000 + PAGE.replace(b"</p>", 5 * WORDS.encode() + b"</p>")
    with pytest.raises(ParseError, match="nested so deep"):
        sandbox.parse(capture(deep), Item(URL, "s"))


@pytest.mark.parametrize("frame", [b"", b"RG1\n", b"junk" * 10, pack({"a": 1})[:-1], b"RG1\n" + b"\xff" * 8])
def test_frames_that_make_no_sense_are_refused(frame) -> None:
    def read(size: int, data: list[bytes] = [frame]) -> bytes:  # noqa: B006 - consumed
        part, data[0] = data[0][:size], data[0][size:]
        return part

    with pytest.raises(BrokenFrameError):
        unpack(read)
