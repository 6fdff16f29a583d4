"""The article that started the project: its headline claims a whole series, its body one use for visual effects."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.extract.pipeline import default_extractor
from graph.extract.records import article_from_text
from graph.model import Article, Extent, Extraction, Factuality, Segment

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed-article.txt"
NAMES = {
    "Netflix",
    "Ted Sarandos",
    "OpenAI",
    "El Eternauta",
    "Stability AI",
    "Eric Heisserer",
    "Bird Box",
    "Writers Guild of America",
    "SAG-AFTRA",
}

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason=f"the seed article is not here: {SEED}")


@pytest.fixture(scope="module")
def read() -> tuple[Article, Extraction]:
    article = article_from_text(SEED.read_text(encoding="utf-8"), article_id="seed")
    return article, default_extractor().extract(article)


def test_its_names_are_found(read: tuple[Article, Extraction]) -> None:
    assert {e.name for e in read[1].entities} >= NAMES


def test_the_headline_claims_more_than_the_body(read: tuple[Article, Extraction]) -> None:
    article, extraction = read
    told = [(v, c) for v, c in extraction.claims() if v.type == "AIUse"]
    titles = [c for _, c in told if c.segment is Segment.TITLE]
    assert [c.extent for c in titles] == [Extent.ENTIRE]
    assert titles[0].factuality is Factuality.ASSERTED, "the question presupposes the series"
    effects = [c for _, c in told if "effets visuels" in c.evidence.of(article.full_text)]
    assert [c.segment for c in effects] == [Segment.BODY]
    assert all(c.extent is not Extent.ENTIRE for c in effects)
    assert any("el-eternauta" in v.fillers("work") and "vfx" in v.fillers("stage") for v, _ in told)


def test_the_screenwriter_speaks_through_the_paper_that_is_credited(read: tuple[Article, Extraction]) -> None:
    assert any(c.source == ("la-croix", "eric-heisserer") for _, c in read[1].claims())
