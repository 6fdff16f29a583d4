"""Fetching, from a real server on loopback: what is taken, what is refused, and what is worth another try."""

from __future__ import annotations

import gzip
import random
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from flows.scrape.catalogue import Catalogue
from flows.scrape.fetch import Fetcher
from flows.scrape.pacing import Pacer
from flows.scrape.response import Validators
from flows.settings import Settings
from graph.errors import FetchError, SkippedError, TransientFetchError

PAGE = b"<!doctype html><title>t</title><p>h\xc3\xa9llo</p>"
MIB = 1024 * 1024


class Clock:
    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now


def test_page_comes_with_what_its_server_said(site, fetcher) -> None:
    url = site.page("/a", PAGE, Last_Modified="yesterday")
    got = fetcher.fetch(url)
    assert (got.url, got.requested, got.status, got.body) == (url, url, 200, PAGE)
    assert dict(got.headers)["last-modified"] == "yesterday"
    assert got.media_type == "text/html"
    assert got.fetched.utcoffset().total_seconds() == 0
    assert site.agents == {Settings().user_agent}


@pytest.mark.parametrize(("coding", "encode"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_compressed_page_is_decoded(site, fetcher, coding, encode) -> None:
    assert fetcher.fetch(site.page("/a", encode(PAGE), Content_Encoding=coding)).body == PAGE


def test_redirects_are_followed_and_the_last_address_counts(site, fetcher) -> None:
    final = site.page("/b", PAGE)
    got = fetcher.fetch(site.redirect("/a", "/b#part"))
    assert (got.url, got.requested) == (final, site.url("/a"))


def test_redirects_come_to_an_end(site, fetcher) -> None:
    with pytest.raises(FetchError, match="more than 5 redirects") as error:
        fetcher.fetch(site.redirect("/a", "/a"))
    assert error.value.where == site.url("/a")
    assert site.asked.count("/a") == 6


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://[fe80::1]/", "not a public address"),
        ("http://0.0.0.0/", "not a public address"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/", "only http and https"),
        ("http://user:secret@127.0.0.1/", "user name"),
        ("http://[", "no address|not an address"),
    ],
)
def test_redirect_to_where_no_page_lies_is_refused(site, fetcher, target, reason) -> None:
    with pytest.raises(FetchError, match=reason) as error:
        fetcher.fetch(site.redirect("/a", target))
    assert not isinstance(error.value, TransientFetchError)


def test_redirect_to_loopback_is_refused_where_only_public_addresses_are_allowed(site, settings) -> None:
    # the server answers on all of 127.0.0.0/8; one address stands for the public network
    public = Fetcher(
        settings,
        resolver=lambda host, _: ["127.0.0.2" if host == "news.example" else host],
        allowed=lambda address: address == "127.0.0.2",
    )
    inside = site.page("/inside", PAGE)
    site.redirect("/a", inside)
    outside = site.url("/a").replace("127.0.0.1", "news.example")
    with pytest.raises(FetchError, match=r"127\.0\.0\.1, which is not a public address"):
        public.fetch(outside)
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_refused_by_default_however_it_is_spelt(site, tmp_path, host) -> None:
    careful = Fetcher(Settings(home=tmp_path, delay_seconds=0))
    with pytest.raises(FetchError, match=r"REELGRAPH_ALLOW_PRIVATE|connection failed"):
        careful.fetch(f"http://{host}:8080/")
    assert site.asked == []


def test_one_private_answer_of_a_name_is_enough_to_refuse_it(settings) -> None:
    mixed = Fetcher(settings.model_copy(update={"allow_private": False}), resolver=lambda *_: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(FetchError, match=r"news\.example leads to 10\.0\.0\.1"):
        mixed.fetch("http://news.example/")


def test_name_is_resolved_once_a_connection(site, settings) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    site.page("/a", PAGE)
    url = site.url("/a").replace("127.0.0.1", "news.example")
    assert Fetcher(settings, resolver=rebinding).fetch(url).body == PAGE
    assert asked == ["news.example"] * 3  # robots.txt, tdmrep.json and the page


def test_missing_page_says_so_and_is_not_tried_again(site, fetcher) -> None:
    with pytest.raises(FetchError, match="status 404; check the address") as error:
        fetcher.fetch(site.url("/gone"))
    assert type(error.value) is FetchError
    assert error.value.where == site.url("/gone")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_passing_troubles_of_a_server_are_transient(site, fetcher, status) -> None:
    with pytest.raises(TransientFetchError, match=str(status)):
        fetcher.fetch(site.page("/a", b"", status=status))


@pytest.mark.parametrize("status", [400, 401, 403, 410, 451, 501])
def test_lasting_troubles_are_not(site, fetcher, status) -> None:
    with pytest.raises(FetchError) as error:
        fetcher.fetch(site.page("/a", b"", status=status))
    assert type(error.value) is FetchError


def test_pause_that_a_server_asks_for_is_kept_for_its_whole_site(site, settings) -> None:
    waits: list[float] = []
    fetcher = Fetcher(settings, pacer=Pacer(0, cap=5, clock=lambda: 0.0, sleep=waits.append))
    with pytest.raises(TransientFetchError) as error:
        fetcher.fetch(site.page("/a", b"", status=429, Retry_After="3"))
    assert error.value.retry_after == 3.0
    assert fetcher.fetch(site.page("/b", PAGE)).body == PAGE
    assert waits == [3.0]  # once for all: the clock of this test stands still


def test_site_that_asks_for_more_than_a_run_waits_is_left_alone_until_then(site, settings) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    pacer = Pacer(0, cap=5, clock=now.timestamp)
    fetcher = Fetcher(settings, pacer=pacer, now=lambda: now)
    for path in ("/a", "/b"):
        with pytest.raises(SkippedError, match="asked for 7200 s") as error:
            fetcher.fetch(site.page(path, b"", status=503, Retry_After="Thu, 01 Jan 2026 02:00:00 GMT"))
        assert (error.value.code, error.value.until) == ("deferred", now + timedelta(hours=2))
    assert "/b" not in site.asked


def test_busy_site_that_names_no_pause_is_held_ever_longer_by_chance(site, settings) -> None:
    pacer = Pacer(0, cap=60, clock=lambda: 0.0, sleep=lambda _: None, chance=random.Random(1))
    fetcher = Fetcher(settings, pacer=pacer)
    waits = []
    for _ in range(3):
        with pytest.raises(TransientFetchError) as error:
            fetcher.fetch(site.page("/a", b"", status=503))
        waits.append(error.value.retry_after)
    again = random.Random(1)
    assert waits == [again.uniform(0, limit) for limit in (30.0, 60.0, 60.0)]


def test_site_that_cannot_be_reached_five_times_is_left_alone_for_ten_minutes(site, settings) -> None:
    clock = Clock()
    fetcher = Fetcher(settings, pacer=Pacer(0, cap=5, clock=clock, sleep=lambda _: None))
    site.page("/robots.txt", b"", "text/plain")
    for n in range(5):
        with pytest.raises(TransientFetchError):
            fetcher.fetch(site.page(f"/{n}", b"", status=502))
    site.page("/good", PAGE)
    with pytest.raises(SkippedError, match="could not be reached 5 times in a row"):
        fetcher.fetch(site.url("/good"))
    clock.now += 601
    with pytest.raises(TransientFetchError):
        fetcher.fetch(site.page("/5", b"", status=502))  # one try, and the pause doubles
    clock.now += 700
    with pytest.raises(SkippedError, match="still not reached"):
        fetcher.fetch(site.url("/good"))
    clock.now += 600
    assert fetcher.fetch(site.url("/good")).body == PAGE
    with pytest.raises(TransientFetchError):
        fetcher.fetch(site.url("/1"))
    assert fetcher.fetch(site.url("/good")).body == PAGE


def test_connection_that_is_refused_or_breaks_is_transient(site, fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(TransientFetchError):
        fetcher.fetch(f"http://127.0.0.1:{port}/a")

    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(PAGE)

    with pytest.raises(TransientFetchError, match="connection failed"):
        fetcher.fetch(site.answer("/cut", cut))


def test_unknown_host_is_transient(settings) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror("Name or service not known")

    with pytest.raises(TransientFetchError, match="Name or service not known"):
        Fetcher(settings, resolver=nobody).fetch("http://news.example/")


def test_certificate_must_be_valid(site, fetcher) -> None:
    # a plain server answers no TLS handshake: what counts is that nothing is fetched without one
    with pytest.raises(FetchError):
        fetcher.fetch(site.url("/a").replace("http:", "https:"))
    assert site.asked == []


def test_page_of_50_mb_is_refused_before_it_is_read(site, fetcher) -> None:
    sent = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(50 * MIB))
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b"<p>" + b"x" * (MIB - 3))
            sent.append(1)

    with pytest.raises(FetchError, match="larger than 5 MiB"):
        fetcher.fetch(site.answer("/huge", huge))
    assert len(sent) < 50


def test_endless_page_is_refused_at_the_limit(site, fetcher) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>" + b"x" * 65_000)

    with pytest.raises(FetchError, match="larger than 5 MiB"):
        fetcher.fetch(site.answer("/endless", endless))


@pytest.mark.parametrize("layers", [1, 2])
def test_compression_bomb_is_refused_at_the_limit(site, fetcher, layers) -> None:
    bomb = b"<html>" + b" " * (40 * MIB)
    coding = "gzip"
    for _ in range(layers):
        bomb = gzip.compress(bomb, 1)
    with pytest.raises(FetchError, match="larger than 5 MiB"):
        fetcher.fetch(site.page("/bomb", bomb, Content_Encoding=", ".join([coding] * layers)))


def test_what_is_not_encoded_as_declared_is_refused(site, fetcher) -> None:
    with pytest.raises(FetchError, match="encoded"):
        fetcher.fetch(site.page("/a", PAGE, Content_Encoding="gzip"))


def test_server_that_drips_is_left_after_the_time_for_a_whole_request(site, settings) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(200):
            handler.wfile.write(b"x: y\r\n")
            time.sleep(0.05)

    with pytest.raises(TransientFetchError, match=r"not done after 0\.3 s"):
        Fetcher(settings, whole_seconds=0.3).fetch(site.answer("/drip", drip))


@pytest.mark.parametrize("body", [b"%PDF-1.7 \0\1", b"\x89PNG\r\n\x1a\n\0\0", b'{"a": 1}'])
def test_what_is_no_page_is_refused(site, fetcher, body) -> None:
    with pytest.raises(FetchError, match="not a page"):
        fetcher.fetch(site.page("/a", body, "application/octet-stream"))


def test_page_is_known_by_its_content_where_its_type_is_wrong(site, fetcher) -> None:
    assert fetcher.fetch(site.page("/a", PAGE, "application/octet-stream")).body == PAGE


def test_packed_sitemap_is_unpacked_within_its_limit(site, fetcher) -> None:
    assert (
        fetcher.fetch(site.page("/s.xml.gz", gzip.compress(b"<urlset/>"), "x/y"), kind="sitemap").body == b"<urlset/>"
    )
    with pytest.raises(FetchError, match="larger than 50 MiB"):
        fetcher.fetch(site.page("/b.xml.gz", gzip.compress(b" " * 60 * MIB, 1), "x/y"), kind="sitemap")
    with pytest.raises(FetchError, match="cannot be unpacked"):
        fetcher.fetch(site.page("/c.xml.gz", b"\x1f\x8bjunk", "x/y"), kind="sitemap")


def test_page_is_asked_for_on_condition_that_it_changed(site, fetcher) -> None:
    given = Validators('W/"a-b"', "yesterday, as it were")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers["If-None-Match"] == given.etag
        handler.send_response(304 if same else 200)
        handler.send_header("ETag", given.etag)
        handler.send_header("Last-Modified", given.last_modified)
        handler.end_headers()
        if not same:
            handler.wfile.write(PAGE)

    url = site.answer("/a", answer)
    first = fetcher.fetch(url)
    assert (first.not_modified, first.validators) == (False, given)
    second = fetcher.fetch(url, validators=first.validators)
    assert (second.not_modified, second.body) == (True, b"")
    assert dict(site.sent)["/a"]["if-modified-since"] == given.last_modified  # word for word


def test_304_to_what_was_not_asked_is_no_answer(site, fetcher) -> None:
    with pytest.raises(FetchError, match="status 304"):
        fetcher.fetch(site.page("/a", b"", status=304))


def test_every_answer_that_is_no_document_is_shown_to_the_witness(site, settings) -> None:
    seen = []
    fetcher = Fetcher(settings, witness=lambda r: seen.append((r.url.removeprefix(site.root), r.status)))
    site.page("/robots.txt", b"User-agent: *\nDisallow:", "text/plain")
    site.page("/b", PAGE)
    fetcher.fetch(site.redirect("/a", "/b"))
    with pytest.raises(FetchError):
        fetcher.fetch(site.page("/gone", b"sorry", status=410))
    assert seen == [("/robots.txt", 200), ("/.well-known/tdmrep.json", 404), ("/a", 302), ("/gone", 410)]


TDM = {
    "tdm-reservation": {"headers": {"TDM-Reservation": "1", "tdm-policy": "https://l.example/p.json"}},
    "noai": {"headers": {"X-Robots-Tag": "noindex, noai"}},
    "noai for us": {"headers": {"X-Robots-Tag": "reelgraph: noai"}},
    "meta": {"body": PAGE.replace(b"<p>", b'<META content="1" name="TDM-reservation"><p>')},
    "meta noai": {"body": PAGE.replace(b"<p>", b"<meta name=robots content='max-image-preview:large, NoAI'><p>")},
}


@pytest.mark.parametrize("name", TDM)
def test_page_whose_publisher_reserves_mining_is_left_alone(site, settings, name) -> None:
    seen = []
    fetcher = Fetcher(settings, witness=seen.append)
    headers = {k.replace("-", "_"): v for k, v in TDM[name].get("headers", {}).items()}
    url = site.page("/a", TDM[name].get("body", PAGE), **headers)
    with pytest.raises(SkippedError, match="reserves text and data mining") as error:
        fetcher.fetch(url)
    assert error.value.code == "reserved"
    # that it was asked for is archived, what it says is not
    assert (seen[-1].url, seen[-1].body, seen[-1].truncated) == (url, b"", True)
    willing = Fetcher(settings.model_copy(update={"honour_reservations": False}))
    assert willing.fetch(url).status == 200


@pytest.mark.parametrize(
    "headers",
    [{"X-Robots-Tag": "otherbot: noai"}, {"X-Robots-Tag": "noimageai, noarchive"}, {"TDM-Reservation": "0"}],
)
def test_what_is_said_to_others_or_of_other_things_does_not_hinder(site, fetcher, headers) -> None:
    assert fetcher.fetch(site.page("/a", PAGE, **headers)).body == PAGE


def test_site_that_reserves_a_part_of_itself_is_not_even_asked_for_it(site, fetcher) -> None:
    rules = b"""[{"location": "/free/*.html$", "tdm-reservation": 0},
                 {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://l.example/"}, 7]"""
    site.page("/.well-known/tdmrep.json", rules, "application/json")
    with pytest.raises(SkippedError, match=r"tdmrep\.json\); its licence: https://l\.example/"):
        fetcher.fetch(site.page("/a", PAGE))
    assert fetcher.fetch(site.page("/free/a.html", PAGE)).body == PAGE
    assert site.asked == ["/robots.txt", "/free/a.html"]
    assert site.probed == ["/.well-known/tdmrep.json"]


def test_certificate_that_nobody_vouches_for_is_refused(settings, tmp_path) -> None:
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=tmp_path, capture_output=True, check=False,
    ) if shutil.which("openssl") else None  # fmt: skip
    if made is None or made.returncode:
        pytest.skip("no openssl to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    plain, _ = listener.accept()
                    with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as secure:
                        secure.recv(1000)
                        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(FetchError, match="certificate is not valid"):
            Fetcher(settings).fetch(f"https://127.0.0.1:{listener.getsockname()[1]}/a")
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_robots_txt_is_obeyed_and_asked_once(site, fetcher) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: reelgraph\nDisallow: /private/", "text/plain")
    site.page("/private/a", PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt asks Reelgraph not to fetch this"):
        fetcher.fetch(site.url("/private/a"))
    assert fetcher.fetch(site.page("/open", PAGE)).body == PAGE
    assert site.asked == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("status", "allowed"), [(401, True), (403, True), (404, True), (410, True)])
def test_robots_txt_that_is_not_there_allows_everything(site, fetcher, status, allowed) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /", "text/plain", status=status)
    assert fetcher.fetch(site.page("/a", PAGE)).body == PAGE


@pytest.mark.parametrize("status", [429, 500, 501, 503, 505, 599])
def test_robots_txt_that_may_be_there_forbids_everything_for_now(site, fetcher, status) -> None:
    site.page("/robots.txt", b"", "text/plain", status=status)
    with pytest.raises(TransientFetchError, match=rf"robots\.txt cannot be read.*{status}"):
        fetcher.fetch(site.page("/a", PAGE))
    assert site.asked == ["/robots.txt"]


def test_robots_txt_behind_endless_redirects_counts_as_none(site, fetcher) -> None:
    site.redirect("/robots.txt", "/robots.txt")
    assert fetcher.fetch(site.page("/a", PAGE)).body == PAGE


def test_robots_txt_is_kept_for_a_day_from_run_to_run(site, settings, tmp_path) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /private/", "text/plain")
    site.page("/a", PAGE)
    for _ in range(2):
        with Catalogue(tmp_path / "home") as catalogue:
            fetcher = Fetcher(settings, memory=catalogue.visits)
            assert fetcher.fetch(site.url("/a")).body == PAGE
            with pytest.raises(SkippedError):
                fetcher.fetch(site.url("/private/a"))
    assert site.asked.count("/robots.txt") == len(site.probed) == 1


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        (b"User-agent: *\nCrawl-delay: 7", 7.0),
        (b"User-agent: *\nRequest-rate: 1/12", 12.0),
        (b"User-agent: *\nCrawl-delay: nan", 0.0),
        (b"User-agent: other\nCrawl-delay: 7", 0.0),
    ],
)
def test_pause_that_robots_txt_asks_for_is_kept(site, settings, text, wait) -> None:
    site.page("/robots.txt", text, "text/plain")
    waits: list[float] = []
    fetcher = Fetcher(settings, pacer=Pacer(0, clock=lambda: 0.0, sleep=waits.append))
    for path in ("/a", "/b"):
        fetcher.fetch(site.page(path, PAGE))
    assert waits[-1:] == ([wait] if wait else [])


def test_site_that_wants_an_hour_between_requests_is_asked_once_a_run(site, settings) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 3600", "text/plain")
    fetcher = Fetcher(settings)
    assert fetcher.fetch(site.page("/a", PAGE)).body == PAGE
    with pytest.raises(SkippedError, match="asks for 3600 s between requests"):
        fetcher.fetch(site.page("/b", PAGE))
    assert "/b" not in site.asked


def test_robots_txt_of_the_site_that_a_redirect_leads_to_counts(site, fetcher) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /b", "text/plain")
    site.page("/b", PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(site.redirect("/a", "/b"))
    assert "/b" not in site.asked


def test_nothing_is_fetched_from_a_site_whose_robots_txt_fails(site, fetcher) -> None:
    site.page("/robots.txt", b"", status=503)
    site.page("/a", PAGE)
    for _ in range(2):
        with pytest.raises(TransientFetchError, match=r"robots\.txt cannot be read"):
            fetcher.fetch(site.url("/a"))
    assert site.asked == ["/robots.txt"]


def test_no_cookies_are_kept(site, fetcher) -> None:
    seen = []

    def cookies(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Cookie"))
        handler.send_response(302)
        handler.send_header("Set-Cookie", "id=1")
        handler.send_header("Location", "/b")
        handler.end_headers()

    site.page("/b", PAGE)
    for _ in range(2):
        fetcher.fetch(site.answer("/a", cookies))
    assert seen == [None, None]


def test_environment_proxies_are_not_used(site, fetcher, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetcher.fetch(site.page("/a", PAGE)).body == PAGE


def test_response_in_hand_is_not_asked_for_again(site, fetcher) -> None:
    url = site.page("/a", PAGE)
    got = fetcher.fetch(url, kind="any")
    fetcher.hold(got)
    assert fetcher.fetch(url) is got
    assert site.asked.count("/a") == 1
    fetcher.fetch(url)
    assert site.asked.count("/a") == 2
