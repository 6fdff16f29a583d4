"""Triggers found in a row of words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.matcher import Match, TriggerMatcher
from graph.triggers import GAP, parse

LEMMAS = {"sued": "sue", "suits": "suit", "struck": "strike", "filed": "file"}


def found(triggers: dict[str, str], text: str, first: int = 0, last: int | None = None) -> list[tuple[str, str]]:
    """(key, words) of every match."""
    words = text.split()
    lemmas = [LEMMAS.get(word, word) for word in words]
    matcher = TriggerMatcher((key, parse(trigger)) for key, trigger in triggers.items())
    matches = matcher.find(words, lemmas, first, len(words) if last is None else last)
    return [(m.key, " ".join(words[m.first : m.last])) for m in matches]


@pytest.mark.parametrize(
    ("trigger", "text", "words"),
    [
        ("sue", "they sued us", ["sued"]),
        ("sue", "they sue us", ["sue"]),
        ("=sue", "they sued us , we sue them", ["sue"]),
        ("=strike", "they struck", []),
        ("strike", "they struck", ["struck"]),
        ("generat*", "it generates and regenerated generation", ["generates", "generation"]),
        ("sue/file", "they sued , we filed", ["sued", "filed"]),
        ("class action", "a class action , an action class", ["class action"]),
        ("a deal* with", "a dealing with", ["a dealing with"]),
    ],
)
def test_words_match_by_form_lemma_or_beginning(trigger: str, text: str, words: list[str]) -> None:
    assert [w for _, w in found({"k": trigger}, text)] == words


def test_a_gap_passes_over_up_to_four_words() -> None:
    for between in range(GAP + 2):
        text = " ".join(["filed", *["x"] * between, "suits"])
        assert bool(found({"k": "file ~ suit"}, text)) is (between <= GAP)


def test_at_one_place_a_key_matches_once_and_at_its_longest() -> None:
    matcher = TriggerMatcher([("k", parse("file suit")), ("k", parse("file")), ("other", parse("file"))])
    words = ["file", "suit"]
    assert set(matcher.find(words, words, 0, 2)) == {Match("k", 0, 2), Match("other", 0, 1)}


def test_only_the_words_asked_for_are_read() -> None:
    assert found({"k": "file ~ suit"}, "filed a suit", 0, 2) == []
    assert found({"k": "suit"}, "a suit , two suits", 2) == [("k", "suits")]


def naive(trigger: str, words: Sequence[str], at: int) -> set[int]:
    """Every end that the trigger can reach from a word, by trying all."""
    ends = {at}
    for element in parse(trigger).elements:
        if element is None:
            ends = {end + skipped for end in ends for skipped in range(GAP + 1) if end + skipped < len(words)}
        else:
            ends = {e + 1 for e in ends if e < len(words) and any(fits(a, words[e]) for a in element)}
    return ends


def fits(alternative: str, word: str) -> bool:
    if alternative.startswith("="):
        return word == alternative[1:]
    return word.startswith(alternative[:-1]) if alternative.endswith("*") else word == alternative


def valid(trigger: str) -> bool:
    try:
        parse(trigger)
    except ValueError:
        return False
    return True


ELEMENTS = st.sampled_from(["a", "b", "a/b", "=a", "c*", "~"])


@settings(deadline=None)
@given(
    st.lists(st.lists(ELEMENTS, min_size=1, max_size=4).map(" ".join).filter(valid), max_size=4),
    st.lists(st.sampled_from(["a", "b", "c", "cd", "x"]), max_size=10),
)
def test_a_match_is_found_where_trying_everything_finds_one_and_nowhere_else(
    triggers: list[str], words: list[str]
) -> None:
    matcher = TriggerMatcher((number, parse(trigger)) for number, trigger in enumerate(triggers))
    matches = matcher.find(words, words, 0, len(words))
    assert [m.first for m in matches] == sorted(m.first for m in matches)
    expected = {(n, at) for n, t in enumerate(triggers) for at in range(len(words)) if naive(t, words, at)}
    assert {(m.key, m.first) for m in matches} == expected
    assert len(matches) == len(expected)
    assert all(m.last in naive(triggers[m.key], words, m.first) for m in matches)
