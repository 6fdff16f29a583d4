"""What short invented sentences tell, phenomenon by phenomenon; see scripts/phenomena.py for the table."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.extract.pipeline import Extractor
from scripts.phenomena import LANGUAGES, NEGATED, Verdict, cases, pinned, rates, run, table


@pytest.fixture(scope="module")
def verdicts(extractor: Extractor) -> list[Verdict]:
    return run(extractor)


def test_no_phenomenon_falls_below_its_floor(verdicts: list[Verdict]) -> None:
    found = rates(verdicts)
    floor = pinned()
    assert floor.keys() == found.keys()
    fallen = {name: (least, found[name]) for name, least in floor.items() if found[name] < least}
    assert not fallen, f"{fallen}\n{table(verdicts)}"


def test_what_is_negated_is_never_plainly_asserted(verdicts: list[Verdict]) -> None:
    wrong = [v.case.text for v in verdicts if v.case.phenomenon in NEGATED and v.asserted]
    assert not wrong


def test_each_language_has_at_least_150_sentences_half_of_them_held_out() -> None:
    counted = Counter((case.language, case.part) for case in cases())
    for language in LANGUAGES:
        assert counted[language, "build"] + counted[language, "held"] >= 150
        assert abs(counted[language, "build"] - counted[language, "held"]) <= 10


def test_sentences_are_told_apart_by_their_ids() -> None:
    ids = [case.id for case in cases()]
    assert len(ids) == len(set(ids))
