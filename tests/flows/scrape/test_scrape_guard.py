"""Addresses that are connected to, turns at a site, and when two addresses are one page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.scrape.catalogue import Catalogue
from flows.scrape.guard import address_allowed, check_url
from flows.scrape.identity import canonical_url, is_local, normalise_url, site_of
from flows.scrape.pacing import Pacer, retry_after
from flows.scrape.robots import product_token
from graph.errors import FetchError, SkippedError

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"]
PRIVATE = ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "::1", "fc00::1", "::ffff:127.0.0.1"]
NEVER = (
    "169.254.169.254 100.64.0.1 168.63.129.16 192.0.0.8 192.88.99.1 224.0.0.1 255.255.255.255 240.0.0.1 0.0.0.1 "
    "64:ff9b::7f00:1 2002:7f00:1:: 2001:0:7f00:1:: fec0::1 fe80::1 fe80::1%lo ff02::1 :: ::ffff:169.254.169.254 word "
    "::7f00:1 3fff::1 2001:db8::1 2001:20::1 100::1 198.18.0.1 64:ff9b:1::1 5f00::1 2606:2800::1%eth0"
).split()


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address) -> None:
    assert address_allowed(address)
    assert address_allowed(address, allow_private=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_allowed_only_on_request(address) -> None:
    assert not address_allowed(address)
    assert address_allowed(address, allow_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_others_never_are(address) -> None:
    assert not address_allowed(address)
    assert not address_allowed(address, allow_private=True)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1%2f@8.8.8.8/", "user name"),
        ("http://a.example\\@b.example/", "backslashes"),
        ("http://a.example/\r\nX: y", "control"),
        ("gopher://a.example/", "gopher"),
        ("//a.example/", "no scheme"),
        ("http:///a", "no host"),
        ("http://a.example:22/", "port 22"),
        ("http://a.example:99999/", "not an address"),
    ],
)
def test_addresses_with_tricks_are_refused(url, reason) -> None:
    with pytest.raises(FetchError, match=reason):
        check_url(url)


@given(st.text())
def test_any_text_is_refused_or_passes(text) -> None:
    for url in (text, f"http://{text}/", f"http://a.example/{text}"):
        try:
            check_url(url)
        except FetchError:
            continue
        assert url.lower().startswith(("http://", "https://"))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_requests_to_one_site_keep_their_distance_and_others_do_not_wait() -> None:
    clock = Clock()
    pacer = Pacer(2.0, clock=lambda: clock.now, sleep=clock.sleep)
    for site in ("a.example", "b.example", "a.example"):
        with pacer.turn(site):
            clock.now += 0.5
    assert clock.slept == [1.5]


def test_crawl_delay_lengthens_the_pause() -> None:
    for asked, waited in ((10.0, 10.0), (1.0, 2.0), (120.0, 120.0)):
        clock = Clock()
        pacer = Pacer(2.0, clock=lambda c=clock: c.now, sleep=clock.sleep)
        with pacer.turn("a.example", asked):
            pass
        with pacer.turn("a.example"):
            pass
        assert clock.slept == [waited]


def test_pause_that_no_run_waits_for_defers_a_turn_in_later_runs_too(tmp_path) -> None:
    clock = Clock()
    with Catalogue(tmp_path) as catalogue:
        pacer = Pacer(2.0, clock=lambda: clock.now, sleep=clock.sleep, memory=catalogue.visits)
        with pacer.turn("a.example", 600.0):
            pass
        later = Pacer(2.0, clock=lambda: clock.now, sleep=clock.sleep, memory=catalogue.visits)
        with pytest.raises(SkippedError, match="600 s between requests"), later.turn("a.example", 600.0):
            pytest.fail("a turn too early")
        clock.now += 600.0
        with later.turn("a.example", 600.0):
            assert clock.slept == []


def test_requests_to_one_server_keep_their_distance_whatever_site_they_are_for() -> None:
    clock = Clock()
    pacer = Pacer(2.0, clock=lambda: clock.now, sleep=clock.sleep)
    for site, address in (("a.example", "192.0.2.1"), ("b.example", "192.0.2.1"), ("c.example", "192.0.2.2")):
        with pacer.turn(site, address=address):
            pass
    assert clock.slept == [2.0]


def test_site_is_left_alone_for_as_long_as_it_asks() -> None:
    clock = Clock()
    pacer = Pacer(0.0, clock=lambda: clock.now, sleep=clock.sleep)
    with pacer.turn("a.example"):
        pacer.hold("a.example", 30.0)
    with pacer.turn("a.example"):
        assert clock.slept == [30.0]


NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0), (" 7 ", 7.0), ("-5", None), ("", None), ("soon", None), ("٣", None),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0), ("Wed, 31 Dec 2025 23:00:00 GMT", None), ("Thu, 99 Jan 2026", None),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(header, seconds) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_retry_after_survives_any_header(header) -> None:
    seconds = retry_after(header, NOW)
    assert seconds is None or 0 <= seconds < timedelta(days=366 * 10_000).total_seconds()


@pytest.mark.parametrize(
    ("agent", "token"),
    [("Reelgraph/0.1.0 (+https://w3id.org/reelgraph)", "Reelgraph"), ("My-Bot", "My-Bot"), ("3bot/1", "3bot")],
)
def test_robots_txt_is_matched_on_the_product_token(agent, token) -> None:
    assert product_token(agent) == token


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://News.Example:443/A?utm_source=x&id=3&fbclid=y#top", "https://news.example/A?id=3"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("file:///tmp/a.jsonl#line=3", "file:///tmp/a.jsonl#line=3"),
        ("http://[", "http://["),
    ],
)
def test_addresses_of_one_page_become_one(url, same) -> None:
    assert normalise_url(url) == same
    assert normalise_url(same) == same


@pytest.mark.parametrize(
    ("declared", "final", "chosen"),
    [
        ("", "https://news.example/a?utm_source=x", "https://news.example/a"),
        ("/b", "https://news.example/a", "https://news.example/b"),
        ("https://www.news.example/b", "https://m.news.example/a", "https://www.news.example/b"),
        ("https://other.example/b", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/", "https://news.example/a", "https://news.example/a"),
        ("javascript:void(0)", "https://news.example/a", "https://news.example/a"),
        ("http://[", "https://news.example/a", "https://news.example/a"),
        ("https://samples.reelgraph.example/x.html", "file:///x.html", "https://samples.reelgraph.example/x.html"),
        (
            "https://samples.reelgraph.example/x.html",
            "http://127.0.0.1:8/x",
            "https://samples.reelgraph.example/x.html",
        ),
        ("", "file:///x.html", ""),
    ],
)
def test_page_may_name_another_of_its_own_domain_as_itself(declared, final, chosen) -> None:
    assert canonical_url(declared, final) == chosen


def test_sites_are_counted_by_registered_domain() -> None:
    assert site_of("https://www.bbc.co.uk/a") == site_of("https://news.bbc.co.uk/b") == "bbc.co.uk"
    assert site_of("http://127.0.0.1:8000/a") == "127.0.0.1:8000"
    assert is_local("http://localhost:1/")
    assert not is_local("https://news.example/")
