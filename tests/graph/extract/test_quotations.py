"""Words between quotation marks, as English, French and Spanish papers set them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.quotations import find_quotations

MARKED = st.text(st.sampled_from("«»“”‘’„\"' \u00a0\u202fabS,.!—\n"), max_size=60)


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We drew it by hand,” she said.", ["We drew it by hand,"]),
        ('"We drew it by hand," she said. "Twice."', ["We drew it by hand,", "Twice."]),
        ("‘We drew it by hand,’ she said.", ["We drew it by hand,"]),
        ("« On l’a dessiné », dit-elle.", ["On l’a dessiné"]),
        ("«\u202fOn l’a dessiné\u202f», dit-elle.", ["On l’a dessiné"]),
        ("«\u00a0On l’a dessiné\u00a0», dit-elle.", ["On l’a dessiné"]),
        ("«Lo dibujamos a mano», dijo. “Dos veces”.", ["Lo dibujamos a mano", "Dos veces"]),
        ("—“Lo dibujamos”, dijo.", ["Lo dibujamos"]),
        ('le film d\'"Ana"', ["Ana"]),
        ("le film d’“Ana”", ["Ana"]),
        ('(“why not”) ["so be it"]', ["why not", "so be it"]),
    ],
)
def test_marks_and_the_blanks_inside_them_are_left_out(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“I heard ‘never again’ twice,” he said.", ["I heard ‘never again’ twice,"]),
        ("« Il a dit « jamais » deux fois », dit-elle.", ["Il a dit « jamais » deux fois"]),
        ("«Dijo “nunca” dos veces», contó.", ["Dijo “nunca” dos veces"]),
        ("“He said “never” twice,” she added.", ["He said “never” twice,"]),
    ],
)
def test_the_outermost_quotation_counts(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "It isn't the studio's fault, nor the actors' or the writers' own.",
        "It isn’t the studio’s fault, nor the actors’ or the writers’ own.",
        "The '90s and the '80s were fine.",
        "L'actrice d'un film qu'on n'a pas vu.",
        'A screen of 6"3 by 5"2.',
        "An empty “” and a blank “ ” say nothing.",
    ],
)
def test_apostrophes_and_lone_marks_open_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_single_marks() -> None:
    assert quoted("‘The studios’ plan is fine,’ he said.") == ["The studios’ plan is fine,"]
    assert quoted("'The studios' plan is fine,' he said.") == ["The studios' plan is fine,"]
    assert quoted("They like ‘The Studios’ and ‘The Rushes’.") == ["The Studios", "The Rushes"]


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    assert quoted("“We drew it. Then “we left,” she said.") == ["we left,"]
    assert quoted("« On l’a dessiné, dit-elle.") == []
    far = "x" * 2000
    assert quoted(f"“{far}” and “this”") == ["this"]


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "“One.” “Two.” “Three.”"
    start, end = text.index("“Two"), text.index(" “Three")
    assert [span.of(text) for span in find_quotations(text, start, end)] == ["Two."]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), MARKED))
def test_whatever_the_text_spans_lie_inside_it_in_order_and_hold_words(text: str) -> None:
    spans = find_quotations(text)
    assert all(0 < s.start < s.end < len(text) for s in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert all(s.of(text) == s.of(text).strip(" \t\u00a0\u202f") for s in spans)
