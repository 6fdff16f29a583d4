"""Judgements as they are kept, read and weighed against one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import resources
from graph.errors import SettingsError
from graph.identity.judgements import (
    Judgement,
    Judgements,
    Seen,
    Undo,
    Verdict,
    append_judgements,
    judge,
    load_judgements,
)

A, B, C = (f"https://w3id.org/reelgraph/entity/{name}" for name in "abc")


def made(verdict: Verdict, when: str, one: str = A, other: str = B, rule: str = "") -> Judgement:
    return judge(one, other, verdict, by="ana", when=when, rule=rule, score=0.9 if rule else None)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    lines = [
        made(Verdict.SAME, "2026-01-01T00:00:00Z"),
        made(Verdict.DIFFERENT, "2026-01-02T00:00:00Z", A, C, rule="spelling"),
        Seen(C, "ana", "2026-01-03T00:00:00Z", "fine"),
        Undo(made(Verdict.SAME, "2026-01-01T00:00:00Z").id, "bo", "2026-01-04T00:00:00Z"),
    ]
    for line in lines:
        append_judgements(tmp_path / "deep" / "judgements.jsonl", [line])
    assert load_judgements([tmp_path / "deep"]).made == tuple(lines)


def test_a_pair_has_one_order() -> None:
    assert made(Verdict.SAME, "x", B, A) == made(Verdict.SAME, "x", A, B)
    with pytest.raises(SettingsError, match="two things"):
        made(Verdict.SAME, "x", A, A)


def test_the_last_word_counts_and_a_persons_more_than_a_rules() -> None:
    early, late = made(Verdict.SAME, "2026-01-01T00:00:00Z"), made(Verdict.DIFFERENT, "2026-01-02T00:00:00Z")
    rule = made(Verdict.SAME, "2026-01-03T00:00:00Z", rule="spelling")
    for order in ((early, late, rule), (rule, late, early)):
        assert Judgements(order).in_force() == (late,)


def test_an_undone_judgement_lets_the_one_before_it_count() -> None:
    early, late = made(Verdict.SAME, "2026-01-01T00:00:00Z"), made(Verdict.DIFFERENT, "2026-01-02T00:00:00Z")
    judgements = Judgements((early, late, Undo(late.id, "ana", "2026-01-03T00:00:00Z")))
    assert judgements.in_force() == (early,)
    assert judgements.last() == early
    assert judgements.judged(B, A) == early


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"left": "x"}', "line 2: left"),
        (f'{{"left": "{A}", "right": "{B}", "judgement": "perhaps", "by": "a", "when": "w"}}', "judgement"),
        (f'{{"left": "{A}", "right": "{A}", "judgement": "same", "by": "a", "when": "w"}}', "two things"),
        (f'{{"left": "{A}> }} DROP ALL", "right": "{B}", "judgement": "same", "by": "a", "when": "w"}}', "left"),
        ('{"undo": "3", "by": "a", "when": "w"}', "undo"),
        ("not json", "line 2"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "j.jsonl").write_text(f"\n{line}\n")
    with pytest.raises(SettingsError, match=told):
        load_judgements([tmp_path])


def test_the_judgements_of_the_product_can_be_read() -> None:
    assert load_judgements([resources.judgements()]).in_force() is not None


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert load_judgements([tmp_path / "none"]).made == ()
