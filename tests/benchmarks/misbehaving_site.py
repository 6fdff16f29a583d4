"""A web site of 2,000 pages behind a server that misbehaves; run as a program it serves until its input ends.

    python -m tests.benchmarks.misbehaving_site PORT PAGES LOG

Every request is a line of LOG: address asked, host, path, status. ``page_kind`` says what page number N is, so that
whoever asks knows what should become of it.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli

from graph import resources

HOST = "www.outlet.example"
SLOW_HOST = "www.slow.example"  # Crawl-delay: 1
STRICT_HOST = "www.strict.example"  # Crawl-delay: 3600
BROKEN_HOST = "www.broken.example"  # robots.txt: 503
ADDRESSES = {HOST: "127.0.1.1", SLOW_HOST: "127.0.1.2", STRICT_HOST: "127.0.1.3", BROKEN_HOST: "127.0.1.4"}
# kind: (how many of 2,000, what should become of it)
KINDS = {
    "slow": (20, "read"),
    "busy-once": (30, "read"),  # 429 with Retry-After: 1, then the page
    "error-once": (30, "read"),  # 500, then the page
    "latin-as-utf8": (15, "read"),
    "utf8-as-latin": (15, "read"),
    "crawl-delay": (15, "read"),
    "error-always": (5, "failed"),
    "drip": (2, "failed"),  # a byte now and then
    "to-loopback": (10, "failed"),
    "to-metadata": (10, "failed"),
    "loop": (3, "failed"),
    "gzip-bomb": (5, "failed"),
    "brotli-bomb": (5, "failed"),
    "endless": (5, "failed"),
    "breaks": (5, "failed"),  # 500,000 <br>
    "nested": (5, "failed"),  # 50,000 <div> in each other
    "gone": (10, "failed"),
    "robots-down": (5, "failed"),
    "forbidden": (50, "skipped"),
    "noai": (30, "skipped"),
    "strict": (5, "one read, the others skipped"),  # the site wants an hour between requests
}
_HOST_OF = {"crawl-delay": SLOW_HOST, "strict": STRICT_HOST, "robots-down": BROKEN_HOST}
_BOMB = 1024**3
_WORDS = "team match season coach player goal league final cup stadium training injury transfer crowd referee".split()


def kinds(pages: int) -> list[str]:
    """The kind of each page; those that are not listed in ``KINDS`` are good."""
    found = [kind for kind, (number, _) in KINDS.items() for _ in range(max(1, number * pages // 2000))]
    found += ["good"] * (pages - len(found))
    # mixed, the same way every time
    order = sorted(range(pages), key=lambda n: hashlib.sha256(b"%d" % n).digest())
    return [found[n] for n in order]


def address(number: int, kind: str, port: int) -> str:
    """Where a page stands."""
    folder = "private" if kind == "forbidden" else "news"
    return f"http://{_HOST_OF.get(kind, HOST)}:{port}/{folder}/{number}"


class Site:
    """What the server answers."""

    def __init__(self, port: int, pages: int, log: Path) -> None:
        self.port = port
        self.kinds = kinds(pages)
        self.revised: set[int] = set()  # pages that were edited
        self.touched: set[int] = set()  # pages whose lastmod moved, no more
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()
        self._log = log.open("a", buffering=1, encoding="utf-8")
        samples = sorted((resources.samples() / "pages").glob("*.html"))
        self._samples = [path.read_bytes() for path in samples]
        self._gzip = gzip.compress(b"<html>" + bytes(_BOMB), 1)
        packer = brotli.Compressor(quality=1)
        self._brotli = packer.process(b"<html>") + b"".join(packer.process(bytes(2**24)) for _ in range(64))
        self._brotli += packer.finish()

    def page(self, number: int) -> bytes:
        """A page about AI in entertainment (one in ten) or about sports."""
        mark = "revised" if number in self.revised else "first"
        if number % 10 == 0:
            body = self._samples[number // 10 % len(self._samples)]
            return body.replace(b"</p>", f" ({number}, {mark}.)</p>".encode(), 1)
        words = " ".join(_WORDS[(number * 7 + n * n) % len(_WORDS)] for n in range(300))
        text = "".join(f"<p>{words[i : i + 400]}. It was said {number} times, {mark}.</p>" for i in range(0, 1600, 400))
        head = f"<title>Match {number}</title><meta property='og:type' content='article'>"
        return f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>Match {number}</h1>{text}".encode()

    def sitemap(self, part: int) -> bytes:
        """A fourth of the pages, with when they changed."""
        entries = []
        for number, kind in enumerate(self.kinds):
            if number % 4 == part:
                moved = number in self.revised or number in self.touched
                when = "2099-01-01T00:00:00Z" if moved else "2026-01-01T00:00:00Z"
                entries.append(f"<url><loc>{address(number, kind, self.port)}</loc><lastmod>{when}</lastmod></url>")
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'.encode()

    def first_time(self, path: str) -> bool:
        """Whether a path is asked for the first time."""
        with self._lock:
            self._asked[path] = self._asked.get(path, 0) + 1
            return self._asked[path] == 1

    def note(self, line: str) -> None:
        """Write a line of the log."""
        with self._lock:
            self._log.write(line + "\n")


class Handler(BaseHTTPRequestHandler):
    """One request."""

    site: Site

    def do_GET(self) -> None:
        """Answer."""
        with suppress(ConnectionError, TimeoutError):
            self._answer()

    def log_message(self, *_: object) -> None:
        """Be quiet."""

    def _answer(self) -> None:
        host = (self.headers["Host"] or "").partition(":")[0]
        if self.path == "/robots.txt":
            self._robots(host)
        elif self.path == "/sitemap.xml":
            root = f"http://{HOST}:{self.site.port}"
            parts = "".join(f"<sitemap><loc>{root}/sitemap-{n}.xml</loc></sitemap>" for n in range(4))
            self._cacheable(f"<sitemapindex>{parts}</sitemapindex>".encode(), "application/xml")
        elif self.path.startswith("/sitemap-"):
            self._cacheable(self.site.sitemap(int(self.path[9])), "application/xml")
        elif self.path.startswith(("/news/", "/private/")):
            number = int(self.path.rpartition("/")[2])
            self._page(number, self.site.kinds[number])
        else:
            self._send(404)

    def _robots(self, host: str) -> None:
        if host == BROKEN_HOST:
            self._send(503)
            return
        rules = {SLOW_HOST: "Crawl-delay: 1", STRICT_HOST: "Crawl-delay: 3600"}.get(host, "Disallow: /private/")
        self._send(200, f"User-agent: *\n{rules}\n".encode(), {"Content-Type": "text/plain"})

    def _page(self, number: int, kind: str) -> None:
        site = self.site
        body = site.page(number)
        html = {"Content-Type": "text/html; charset=utf-8"}
        match kind:
            case "busy-once" if site.first_time(self.path):
                self._send(429, b"", {"Retry-After": "1"})
            case "error-once" if site.first_time(self.path):
                self._send(500)
            case "error-always":
                self._send(500)
            case "gone":
                self._send(410)
            case "to-loopback":
                self._send(302, b"", {"Location": f"http://127.0.0.1:{site.port}/secret"})
            case "to-metadata":
                self._send(302, b"", {"Location": "http://169.254.169.254/latest/meta-data/iam/"})
            case "loop":
                self._send(302, b"", {"Location": self.path})
            case "gzip-bomb":
                self._send(200, site._gzip, {**html, "Content-Encoding": "gzip"})
            case "brotli-bomb":
                self._send(200, site._brotli, {**html, "Content-Encoding": "br"})
            case "endless":
                self._head(200, html)
                while True:
                    self.wfile.write(b"<p>" + b"on and on " * 6000)
            case "drip":
                self._head(200, html)
                for byte in body:
                    self.wfile.write(bytes((byte,)))
                    time.sleep(0.2)
            case "breaks":
                self._send(200, b"<!doctype html><title>t</title><p>" + b"<br>" * 500_000, html)
            case "nested":
                self._send(200, b"<!doctype html><title>t</title>" + b"<div>" * 50_000 + b"x", html)
            case "latin-as-utf8":
                self._cacheable(
                    body.decode().replace("said", "dit « déjà »").encode("cp1252", "replace"), html["Content-Type"]
                )
            case "utf8-as-latin":
                self._cacheable(body.decode().replace("said", "dit « déjà »").encode(), "text/html; charset=iso-8859-1")
            case "noai":
                self._send(200, body, {**html, "X-Robots-Tag": "noai"})
            case "slow":
                time.sleep(1.5)
                self._cacheable(body, html["Content-Type"])
            case _:
                self._cacheable(body, html["Content-Type"])

    def _cacheable(self, body: bytes, media_type: str) -> None:
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers["If-None-Match"] == etag:
            self._send(304, b"", {"ETag": etag})
        else:
            self._send(200, body, {"Content-Type": media_type, "ETag": etag})

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.site.note(f"{self.connection.getsockname()[0]} {self.headers['Host']} {self.path} {status}")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self._head(status, {**(headers or {}), "Content-Length": str(len(body))})
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main() -> None:
    """Serve; a line ``revise A,B touch C,D`` on standard input edits pages."""
    port, pages, log = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    Handler.site = site = Site(port, pages, log)
    server = _Server(("0.0.0.0", port), Handler)  # noqa: S104 - several addresses of 127.0.0.0/8, one for each host
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    for line in sys.stdin:
        _, revised, _, touched = line.split()
        site.revised |= {int(n) for n in revised.split(",")}
        site.touched |= {int(n) for n in touched.split(",")}
        print("done", flush=True)


if __name__ == "__main__":
    main()
