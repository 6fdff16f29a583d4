"""One reader of pages at a time, in the environment of its own: bench_pages.py starts it.

Standard input: a line ``{"file", "url"}`` a page, all of them before reading begins. Standard output: a line
``{"file", "body", "title", "date", "authors", "seconds"}`` a page; ``seconds`` is CPU time of the reading alone.
Every reader but ours gets text that is decoded already.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Read = Callable[[str, str], dict[str, Any]]


def _reelgraph() -> Callable[[bytes, str], dict[str, Any]]:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from flows.scrape.page import read_page

    today = datetime.now(UTC)

    def read(page: bytes, url: str) -> dict[str, Any]:
        found = read_page(page, "text/html", url=url, fetched=today)
        day = found.metadata.published
        return {
            "body": "\n".join(found.paragraphs),
            "title": found.metadata.title,
            "date": day.isoformat() if day else "",
            "authors": list(found.metadata.authors),
        }

    return read


def _trafilatura() -> Read:
    import trafilatura

    def read(page: str, url: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(page, url=url or None, with_metadata=True, include_comments=False)
        if not found:
            return {}
        authors = [a for a in (found.author or "").split("; ") if a]
        return {"body": found.text or "", "title": found.title or "", "date": found.date or "", "authors": authors}

    return read


def _newspaper4k() -> Read:
    import newspaper

    def read(page: str, url: str) -> dict[str, Any]:
        article = newspaper.Article(url or "https://site.example/page", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        date = article.publish_date
        return {
            "body": article.text or "",
            "title": article.title or "",
            "date": date.date().isoformat() if hasattr(date, "date") else str(date or "")[:10],
            "authors": list(article.authors or []),
        }

    return read


def _readability() -> Read:
    from lxml import html
    from readability import Document

    def read(page: str, url: str) -> dict[str, Any]:
        document = Document(page, url=url or None)
        body = html.fromstring(document.summary(html_partial=True))
        author = document.author()
        return {
            "body": "\n".join(t for t in body.itertext() if t.strip()),
            "title": document.short_title() or "",
            "date": "",
            "authors": [author] if author and author != "[no-author]" else [],
        }

    return read


READERS = {
    "reelgraph": _reelgraph,
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper4k,
    "readability-lxml": _readability,
}


def main() -> None:
    """Read every page named on standard input with the reader named as the argument."""
    warnings.simplefilter("ignore")
    name = sys.argv[1]
    read = READERS[name]()
    pages = [json.loads(line) for line in sys.stdin]
    for page in pages:
        data = Path(page["file"]).read_bytes()
        given = data if name == "reelgraph" else data.decode("utf-8", "replace")
        gc.collect()
        began = time.process_time()
        try:
            found = read(given, page["url"])  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 - whatever a reader raises, it has read nothing
            found = {"error": f"{type(error).__name__}: {error}"[:200]}
        seconds = time.process_time() - began
        print(json.dumps({**page, **found, "seconds": seconds}), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"peak": peak}))


if __name__ == "__main__":
    main()
