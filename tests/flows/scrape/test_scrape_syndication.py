"""Copies of one text are found however they were changed, and nothing else is; the first published is the original."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.scrape.duplicates import Cluster, containment, credited_agency, fingerprints, text_digest, text_of
from flows.scrape.syndication import FILE, SyndicationLedger
from flows.syndicate import syndication_quads
from graph import iri
from graph.errors import StoreError
from graph.extract.register import load_register
from graph.model import Article

DAY = date(2026, 1, 2)


def words(seed: int, count: int) -> list[str]:
    dice = random.Random(seed)
    return [f"w{dice.randrange(5000)}" for _ in range(count)]


TEXT = words(1, 500)


def article(name: str, text: list[str], day: date | None = DAY, publisher: str = "News", end: str = "") -> Article:
    return Article(name, f"Title of {name}", (" ".join(text) + end,), "en", publisher=publisher, published=day)


def found(home: Path, *articles: Article) -> tuple[Cluster, ...]:
    with SyndicationLedger(home) as ledger:
        for each in articles:
            ledger.put(text_of(each))
        return ledger.clusters()


def members(clusters: tuple[Cluster, ...]) -> list[tuple[str, list[str]]]:
    return [(c.original.article, [copy.article for copy in c.copies]) for c in clusters]


def edited(share: float) -> list[str]:
    dice = random.Random(7)
    return [f"new{n}" if dice.random() < share else word for n, word in enumerate(TEXT)]


@pytest.mark.parametrize(
    "copy",
    [
        words(2, 60) + TEXT + words(3, 60),
        edited(0.03),
        edited(0.1),
        TEXT[:300],
        TEXT[:175],
        words(4, 100) + TEXT[150:],
        [word.upper() + "," for word in TEXT],
    ],
    ids=["wrapped", "3 % edited", "10 % edited", "cut to 60 %", "cut to 35 %", "new introduction", "typography"],
)
def test_copies_are_found_whatever_was_done_to_them(tmp_path, copy) -> None:
    later = DAY + timedelta(days=1)
    got = found(tmp_path, article("z", TEXT), article("a", copy, later), article("b", words(5, 500)))
    assert members(got) == [("z", ["a"])]


def test_a_shared_quotation_or_another_language_or_another_month_makes_no_copy(tmp_path) -> None:
    quoting = article("q", words(6, 400) + TEXT[:40])
    foreign = replace(article("f", TEXT), language="fr")
    old = article("o", TEXT, DAY - timedelta(days=40))
    assert found(tmp_path, article("z", TEXT), quoting, foreign, old) == ()


def test_clusters_do_not_depend_on_the_order_of_coming(tmp_path) -> None:
    some = (article("a", TEXT, None), article("b", TEXT[:300]), article("c", TEXT[200:], DAY + timedelta(days=3)))
    told = {str(found(tmp_path / str(n), *order)) for n, order in enumerate(permutations(some))}
    assert len(told) == 1
    assert members(found(tmp_path / "again", *some)) == [("b", ["c", "a"])]


def test_a_new_version_takes_the_place_of_the_old_one_and_what_is_removed_is_gone(tmp_path) -> None:
    assert len(found(tmp_path, article("a", TEXT), article("b", TEXT))) == 1
    assert found(tmp_path, article("b", words(9, 500))) == ()
    assert len(found(tmp_path, article("b", TEXT))) == 1
    with SyndicationLedger(tmp_path) as ledger:
        ledger.remove("a")
        assert ledger.clusters() == ()
        assert set(ledger.versions()) == {"b"}


def test_a_broken_ledger_is_named(tmp_path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(StoreError, match="delete it"):
        found(tmp_path, article("a", TEXT))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PARIS (AFP) - Le studio", "Agence France-Presse"),
        ("El estudio lo niega. Con información de EFE", "EFE"),
        ("The studio denies it. (Reuters)", "Reuters"),
        ("Le studio. Le Monde avec AFP", "Agence France-Presse"),
        ("The studio told Reuters that it denies it.", ""),
        ("An AP class in AI", ""),
    ],
)
def test_credited_agency_is_read(text, agency) -> None:
    assert credited_agency(text) == agency


def test_provenance_is_told_in_prov(tmp_path) -> None:
    first, second = article("a", TEXT), article("b", TEXT, DAY + timedelta(days=1), end=" (Reuters)")
    quads = {
        (q.subject.value, q.predicate.value.rpartition("#")[2], q.object.value)
        for q in syndication_quads(found(tmp_path, first, second), load_register())
    }
    one, other = (iri.article_version(x.id, x.version) for x in (first, second))
    (agency,) = {o for _, p, o in quads if p == "hadPrimarySource"}
    assert "reuters" in agency
    assert quads == {
        (other, "wasDerivedFrom", one),
        (one, "hadPrimarySource", agency),
        (other, "hadPrimarySource", agency),
    }


def test_an_agency_that_publishes_its_own_text_is_the_original(tmp_path) -> None:
    paper = article("a", TEXT, publisher="Paper", end=" (Reuters)")
    agency = article("b", TEXT, publisher="Reuters")
    (cluster,) = found(tmp_path, paper, agency)
    assert (cluster.original.article, cluster.agency) == ("b", "")


@given(st.text(), st.text())
@settings(max_examples=30)
def test_containment_is_a_share(one, other) -> None:
    assert 0 <= containment(fingerprints(one), fingerprints(other)) <= 1
    assert (
        text_digest(article("a", [one])) == text_digest(article("b", [one.swapcase()]))
        or one.casefold() != one.swapcase().casefold()
    )
