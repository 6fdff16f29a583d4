"""The grammar in which ontologies and language rules write their triggers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.triggers import Trigger, parse


def test_a_trigger_is_words_alternatives_and_gaps() -> None:
    assert parse("file/bring ~ =suit law*").elements == (("file", "bring"), None, ("=suit",), ("law*",))


@pytest.mark.parametrize(
    ("written", "read"),
    [("  Sue  ", "sue"), ("l’IA", "l'ia"), ("interprète", "interprète"), ("a   deal", "a deal")],
)
def test_case_apostrophes_accents_and_blanks_are_made_one(written: str, read: str) -> None:
    assert parse(written).elements == parse(read).elements


@pytest.mark.parametrize(
    "written",
    ["", "  ", "~", "~ sue", "sue ~", "file ~ ~ suit", "a//b", "/", "a/", "=", "*", "==a", "a*b", "a=b", "=a*"],
)
def test_what_could_match_nothing_is_refused_with_the_trigger_named(written: str) -> None:
    with pytest.raises(ValueError, match="trigger '"):
        parse(written)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab~/=* ’É"), max_size=12))
def test_any_text_is_a_trigger_of_real_words_or_refused(written: str) -> None:
    try:
        trigger = parse(written)
    except ValueError:
        return
    assert isinstance(trigger, Trigger)
    assert trigger.elements[0] is not None
    assert trigger.elements[-1] is not None
    assert all(word.strip("=*") for element in trigger.elements for word in element or ("gap",))
    assert parse(trigger.text) == trigger
