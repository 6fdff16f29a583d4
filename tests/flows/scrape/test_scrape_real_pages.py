"""A look at real pages: what is found in them is nearly what hand-made truth says. The pages stay where they are."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import pytest

from flows.scrape.parse import parse
from graph.errors import ParseError
from graph.model import Capture, Item

FUNDUS = Path(__file__).resolve().parents[4] / "shared" / "html" / "fundus"
pytestmark = pytest.mark.skipif(not FUNDUS.is_dir(), reason=f"the real pages are not here: {FUNDUS}")


def token_f1(found: str, true: str) -> float:
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (found, true))
    return 2 * (a & b).total() / max((a.total() + b.total()), 1)


def test_real_pages_in_french_and_spanish_and_some_in_english() -> None:
    with gzip.open(FUNDUS / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        truth = [json.loads(line) for line in lines]
    by_language: dict[str, list[dict]] = {}
    for t in truth:
        by_language.setdefault((t["html_lang"] or "")[:2], []).append(t)
    ours = by_language["fr"] + by_language["es"] + by_language["en"][:10]
    files = {t["file"]: t for t in ours}
    scores, dates, unread = [], [], []
    with tarfile.open(FUNDUS / "html.tar.xz") as archive:
        for member in archive:
            t = files.get(Path(member.name).name)
            if t is None:
                continue
            when = datetime.fromisoformat(t["crawl_date"]).replace(tzinfo=UTC)
            body = archive.extractfile(member).read()
            capture = Capture(t["url"], t["url"], when, 200, (("content-type", "text/html"),), body, "", "", 0)
            try:
                article = parse(capture, Item(t["url"], "s"))
            except ParseError:
                unread.append(t["id"])
                continue
            scores.append(token_f1(article.text, t["body"]))
            dates.append(str(article.published) == t["date"])
    assert len(scores) + len(unread) == len(ours) >= 20
    assert len(unread) <= 1, unread
    assert mean(scores) >= 0.9
    assert mean(dates) >= 0.9
