"""A real web server on a loopback address, whose answers each test writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import hypothesis
import pytest

from flows.scrape.fetch import Fetcher
from flows.settings import Settings

hypothesis.settings.register_profile("long", max_examples=20_000)

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers by path; what was asked is kept. ``/robots.txt`` is 404 unless a test says otherwise."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.probed: list[str] = []  # what was asked of /.well-known/
        self.sent: list[tuple[str, dict[str, str]]] = []  # every path with the headers of its request
        self.agents: set[str] = set()

    def url(self, path: str) -> str:
        return self.root + path

    def answer(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url(path)

    def page(
        self, path: str, body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> str:
        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", content_type)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return self.answer(path, send)

    def redirect(self, path: str, target: str) -> str:
        return self.page(path, b"", status=302, Location=target)


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (site.probed if self.path.startswith("/.well-known/") else site.asked).append(self.path)
            site.sent.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            site.agents.add(self.headers.get("User-Agent", ""))
            answer = site.answers.get(self.path)
            with suppress(ConnectionError):
                if answer:
                    answer(self)
                else:
                    self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104 - all of 127.0.0.0/8
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", delay_seconds=0, allow_private=True, retry_cap_seconds=5)


@pytest.fixture
def fetcher(settings: Settings) -> Fetcher:
    return Fetcher(settings)
