"""Workspaces, sample articles and a local web server for the tests of runs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.settings import Settings
from graph import resources


@dataclass
class Page:
    """What the local server answers."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A web site on loopback: ``pages`` may be changed while it runs; ``asked`` lists the paths asked for, those of
    ``/.well-known/`` left out."""

    url: str
    pages: dict[str, Page | Callable[[], Page]]
    asked: list[str]


@pytest.fixture
def site() -> Iterator[Site]:
    pages: dict[str, Page | Callable[[], Page]] = {}
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/.well-known/"):
                asked.append(self.path)
            page = pages.get(self.path, Page(b"not here", 404))
            page = page() if callable(page) else page
            self.send_response(page.status)
            self.send_header("Content-Type", page.media_type)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in page.headers:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: Any) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", pages, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A new workspace that waits for nothing."""
    return Settings(home=tmp_path / "workspace", delay_seconds=0, retry_cap_seconds=0, allow_private=True)


@pytest.fixture(scope="session")
def samples() -> Mapping[str, dict[str, Any]]:
    """The sample articles as records, by id."""
    lines = (resources.samples() / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


@pytest.fixture
def jsonl(tmp_path: Path, samples: Mapping[str, dict[str, Any]]) -> Callable[..., Path]:
    """Writes sample articles, by id, to a ``.jsonl``."""

    def write(*ids: str, name: str = "articles.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(samples[i], ensure_ascii=False) + "\n" for i in ids), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def sample_page() -> Callable[[str], bytes]:
    """The page of a sample article."""
    return lambda article_id: (resources.samples() / "pages" / f"{article_id}.html").read_bytes()
