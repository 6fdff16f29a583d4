"""Variants of our own text: other names, the same places."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.models.corpus import own_articles
from scripts.models.variants import Names, Passage, passages, vary

ARTICLES = {language: [passages(a) for a in own_articles(language)] for language in ("en", "fr", "es")}


@pytest.mark.parametrize("language", sorted(ARTICLES))
@given(seed=st.integers(0, 10_000))
def test_a_variant_has_the_same_names_by_type_and_the_same_words_between_them(language: str, seed: int) -> None:
    corpus = ARTICLES[language]
    article = corpus[seed % len(corpus)]
    varied = vary(article, _NAMES[language], language, random.Random(seed))
    assert len(varied) == len(article)
    for before, after in zip(article, varied, strict=True):
        assert [t for _, _, t in after.names] == [t for _, _, t in before.names]
        assert _between(after) == _between(before)
        assert all(after.text[s:e].strip() == after.text[s:e] for s, e, _ in after.names)


_NAMES = {language: Names.of(corpus) for language, corpus in ARTICLES.items()}


def _between(passage: Passage) -> str:
    text, at = "", 0
    for start, end, _ in passage.names:
        text += passage.text[at:start]
        at = end
    text += passage.text[at:]
    return "".join(c for c in text.casefold() if c.isalnum())


def test_one_name_stays_one_name_within_an_article_and_a_surname_goes_with_its_person() -> None:
    article = [
        Passage("Mara Ellison left Corvid.", False, ((0, 12, "Person"), (18, 24, "Organization"))),
        Passage("Ellison said Corvid knew.", False, ((0, 7, "Person"), (13, 19, "Organization"))),
    ]
    other = [Passage("Ottilie Brandt met Dorran.", False, ((0, 14, "Person"), (19, 25, "Organization")))]
    names = Names.of([article, other])
    seen = set()
    for seed in range(40):
        first, second = vary(article, names, "en", random.Random(seed))
        person, company = (first.text[s:e] for s, e, _ in first.names)
        assert person.endswith(second.text[slice(*second.names[0][:2])])
        assert company == second.text[slice(*second.names[1][:2])]
        seen.add(company)
    assert seen == {"Corvid", "Dorran"}


def test_the_same_seed_gives_the_same_variant() -> None:
    article, names = ARTICLES["fr"][7], _NAMES["fr"]
    assert vary(article, names, "fr", random.Random(3)) == vary(article, names, "fr", random.Random(3))


def test_names_come_from_the_corpus_alone() -> None:
    folder = Path(__file__).resolve().parents[3] / "data" / "training" / "es"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    names = _NAMES["es"]
    assert all(name in text for group in names.wholes.values() for name in group)
