"""Renders the sample articles as pages of made-up news sites, with a feed and a news sitemap that list them.

::

    .venv/bin/python scripts/render_samples.py

reads ``data/samples/articles.jsonl`` and ``data/samples/layouts/`` and writes ``data/samples/pages/``, ``feed.xml`` and
``news-sitemap.xml``. The same input gives the same bytes: what looks random is taken from digests.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
SITE = "https://samples.reelgraph.example/"  # a reserved top-level domain: it never leads anywhere
LAYOUTS = ("agency", "daily", "magazine", "opengraph", "portal", "tradeblog")
NETWORKS = ("Facebook", "X", "WhatsApp", "LinkedIn")
RELATED = 5
COMMENTS = 3

_HEADING_LENGTH = 60
_NOT_IN_HEADINGS = re.compile(r"[:©|•\d]")  # credits, datelines, "read also: …"
_DESCRIPTION_LENGTH = 155

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Article:
    """One line of ``articles.jsonl``."""

    id: str
    lang: str
    url: str
    publisher: str
    published: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading of the body."""

    text: str
    heading: bool


def digest(*parts: str) -> int:
    """A number that depends on ``parts`` alone."""
    return int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8])


def layout_of(publisher: str) -> str:
    """The site layout of an outlet; a layout added later takes over some outlets and moves no other."""
    return max(LAYOUTS, key=lambda layout: digest(publisher, layout))


def blocks(text: str) -> tuple[Block, ...]:
    """The body's paragraphs; a short line without a final stop inside the text is a heading."""
    paragraphs = text.split("\n\n")
    return tuple(
        Block(
            paragraph,
            heading=0 < i < len(paragraphs) - 1
            and len(paragraph) <= _HEADING_LENGTH
            and not paragraph.endswith(".")
            and not _NOT_IN_HEADINGS.search(paragraph),
        )
        for i, paragraph in enumerate(paragraphs)
    )


def read_articles(samples: Path = SAMPLES) -> tuple[Article, ...]:
    """The articles of ``articles.jsonl``, in its order."""
    with (samples / "articles.jsonl").open(encoding="utf-8") as lines:
        return tuple(Article(**json.loads(line)) for line in lines)


def _page(article: Article, articles: Sequence[Article], words: Words) -> dict[str, Any]:
    seed = digest(article.id)
    day = datetime.fromisoformat(article.published)
    published = day.replace(hour=8 + seed % 10, minute=seed // 10 % 60, tzinfo=ZoneInfo(words["timezone"]))
    modified = published + timedelta(minutes=seed // 600 % 90)
    date = words["date"].format(day=day.day, month=words["months"][day.month - 1], year=day.year)
    body = blocks(article.text)
    word_count = len(article.text.split())
    byline = words["bylines"][digest(article.publisher) % len(words["bylines"])]
    first_comment = seed % len(words["comment_texts"])
    lead = next(block.text for block in body if len(block.text) > _DESCRIPTION_LENGTH)
    others = (other for other in articles if other.lang == article.lang and other.id != article.id)
    return {
        "id": article.id,
        "number": 10_000 + seed % 90_000,
        "lang": article.lang,
        "url": article.url,
        "site": SITE,
        "canonical": f"{SITE}{article.id}.html",
        "publisher": article.publisher,
        "title": article.title,
        "description": lead[:_DESCRIPTION_LENGTH].rsplit(maxsplit=1)[0] + "…",
        "section": words["sections"][seed % len(words["sections"])],
        "byline": byline,
        "byline_line": words["byline"].format(byline=byline),
        "day": article.published,
        "date": date,
        "clock": f"{published:%H:%M}",
        "published": published.isoformat(),
        "modified": modified.isoformat(),
        "published_utc": published.astimezone(UTC).isoformat(),
        "modified_utc": modified.astimezone(UTC).isoformat(),
        "published_at": published,
        "published_rfc822": format_datetime(published),
        "reading": words["reading"].format(minutes=1 + word_count // 220),
        "word_count": word_count,
        "hue": seed % 360,
        "blocks": body,
        "related": sorted(others, key=lambda other: digest(article.id, other.id))[:RELATED],
        "comments": [
            {
                "name": words["comment_reader"].format(number=digest(article.id, str(i)) % 900 + 100),
                "text": words["comment_texts"][(first_comment + i) % len(words["comment_texts"])],
            }
            for i in range(COMMENTS)
        ],
        "feed_item": words["feed_item"].format(publisher=article.publisher, date=date),
    }


def render(samples: Path = SAMPLES) -> dict[str, str]:
    """Every file made from the articles: path below ``samples`` → text."""
    folder = samples / "layouts"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    words_of = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    articles = read_articles(samples)
    files = {}
    pages = []
    for article in articles:
        words = words_of[article.lang]
        page = _page(article, articles, words)
        named = {key: words[key].format(publisher=article.publisher) for key in ("notice", "notice_meta", "rights")}
        template = environment.get_template(f"{layout_of(article.publisher)}.html.j2")
        files[f"pages/{article.id}.html"] = template.render(page=page, w={**words, **named}, networks=NETWORKS)
        pages.append(page)
    pages.sort(key=lambda page: (page["published_at"], page["id"]), reverse=True)
    for name in ("feed.xml", "news-sitemap.xml"):
        files[name] = environment.get_template(f"{name}.j2").render(pages=pages, words=words_of)
    return {name: text.lstrip("\n") for name, text in files.items()}


def main() -> None:
    """Writes the files and removes pages of articles that are gone."""
    files = render()
    (SAMPLES / "pages").mkdir(exist_ok=True)
    for stale in (SAMPLES / "pages").iterdir():
        if f"pages/{stale.name}" not in files:
            stale.unlink()
    for name, text in files.items():
        (SAMPLES / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(files)} files in {SAMPLES}")


if __name__ == "__main__":
    main()
