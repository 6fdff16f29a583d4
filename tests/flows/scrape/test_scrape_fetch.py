"""Fetching, from a real server on loopback: what is taken, what is refused, and what is worth another try."""

from __future__ import annotations

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from flows.scrape.fetch import Fetcher
from flows.scrape.pacing import Pacer
from flows.settings import Settings
from graph.errors import FetchError, TransientFetchError

PAGE = b"<!doctype html><title>t</title><p>h\xc3\xa9llo</p>"
MIB = 1024 * 1024


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
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    site.page("/a", PAGE)
    url = site.url("/a").replace("127.0.0.1", "news.example")
    assert Fetcher(settings, resolver=rebinding).fetch(url).body == PAGE
    assert asked == ["news.example", "news.example"]  # robots.txt and the page


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


def test_retry_after_is_told_up_to_the_cap_and_kept_for_the_whole_site(site, settings) -> None:
    waits: list[float] = []
    fetcher = Fetcher(settings, pacer=Pacer(0, clock=lambda: 0.0, sleep=waits.append))
    for asked, told in (("3", 3.0), ("86400", 5.0), ("soon", None)):
        with pytest.raises(TransientFetchError) as error:
            fetcher.fetch(site.page("/a", b"", status=429, Retry_After=asked))
        assert error.value.retry_after == told
    assert waits[0] == 3.0
    assert fetcher.fetch(site.page("/b", PAGE)).body == PAGE
    assert waits[-1] == 5.0


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


def test_robots_txt_is_obeyed_and_asked_once(site, fetcher) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: reelgraph\nDisallow: /private/", "text/plain")
    site.page("/private/a", PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt asks Reelgraph not to fetch this"):
        fetcher.fetch(site.url("/private/a"))
    assert fetcher.fetch(site.page("/open", PAGE)).body == PAGE
    assert site.asked == ["/robots.txt", "/open"]


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
