"""Where the sentences of a paragraph end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.quotations import find_quotations
from graph.extract.sentences import sentence_spans

PROSE = st.lists(
    st.sampled_from(
        [
            "She",
            "left",
            "“",
            "”",
            "« ",
            " »",
            ". ",
            "! ",
            "… ",
            ", ",
            "Mr.",
            "U.S.",
            "no.",
            "J.K.",
            "5",
            " ",
            "\u202f",
            "‘",
            "’s",
        ]
    ),
    max_size=30,
).map("".join)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["It was late.", "He left."],
        ["Really?!", "Yes.", "Well…", "Perhaps not."],
        ["¿De verdad?", "¡Sí!", "Claro que sí."],
        ["Il est parti !", "Elle reste."],
        ["(It was late.)", "He left."],
        ["It cost 1.5 million.", "2025 was better."],
        ["The series won.", "“Nobody expected it.”"],
        ["La serie ganó.", "«Nadie lo esperaba».", "—Ni nosotros."],
    ],
)
def test_a_sentence_ends_with_its_mark_before_a_new_beginning(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_lower_case_goes_on() -> None:
    assert sentences("The show, Stop! by name, is over.") == ["The show, Stop! by name, is over."]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Adler met Dr. Ruiz and Sen. Brook.",
        "The film is by J. R. Adler and J.K. Brook.",
        "He works for Warner Bros. Discovery.",
        "Brightframe Inc. Chief Ana Keller left.",
        "The U.S. Senate and the U.K. Parliament met.",
        "It came out on Sept. 5 and Dec. 12.",
        "See no. 5, pp. 12 and vol. 3 of it.",
        "M. Dupont, Mme. Roy et Me. Blin sont là.",
        "La Sra. Robles y el Lic. Pardo están.",
        "Los EE. UU. y la UE firman.",
        "El acuerdo de EE.UU. Canadá y México.",
    ],
)
def test_abbreviations_and_initials_end_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "expected",
    [
        ["The answer is no.", "They left."],
        ["He asked her and me.", "She left."],
        ["The work is art.", "Nobody denies it."],
        ["Se fue al mar.", "Volvió luego."],
        ["He moved to the U.S.", "He liked it."],
        ["She works at Warner Bros.", "The studio is big."],
        ["It is made with A.I.", "The director says so."],
    ],
)
def test_a_word_that_may_be_an_abbreviation_can_end_a_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["“We won. We did,” she said.", "Then she left."],
        ["“We won. We did.”", "Then she left."],
        ["“… We did,” she said.", "Then she left."],
        ["« On a gagné ! C’est beau », dit-elle.", "Puis elle partit."],
        ["Il dit : « On a gagné. »", "Puis il partit."],
        ["«Es falso. Muy falso», dijo.", "Luego se fue."],
    ],
)
def test_a_quotation_stays_with_who_says_it(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_very_long_quotation_is_cut_all_the_same() -> None:
    long = "We drew this by hand and nobody helped us. " * 12
    assert len(sentences(f"“{long}That is all,” she said.")) == 13


def test_a_run_of_dots_costs_no_more_than_its_length() -> None:
    # a search that is quadratic in it would run into the suite's time limit
    dots = "." * 300_000
    assert "".join(sentences(f"{dots}x")) == f"{dots}x"


def test_a_text_without_full_stops_is_cut_at_blanks() -> None:
    words = "word " * 2_000
    found = sentences(words.strip())
    assert len(found) > 1
    assert all(len(sentence) <= 2_000 for sentence in found)
    assert " ".join(found) == words.strip()


def test_only_the_paragraph_asked_for_is_read() -> None:
    text = "One. Two.\n\nThree. Four."
    start = text.index("Three")
    assert [span.of(text) for span in sentence_spans(text, start, len(text))] == ["Three.", "Four."]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), PROSE))
def test_whatever_the_paragraph_nothing_but_blanks_is_left_out(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    assert all(s.of(text) and s.of(text) == s.of(text).strip() for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())


PLAIN = st.lists(st.sampled_from(["She left", "Mr. Ruiz won", "He", "5", ". ", "! ", ", ", "… "]), max_size=6).map(
    "".join
)
QUOTED = st.tuples(st.sampled_from([("“", "”"), ("« ", " »"), ("‘", "’"), ('"', '"')]), PLAIN).map(
    lambda pair: f" {pair[0][0]}{pair[1].strip()}{pair[0][1]} "
)


@settings(deadline=None)
@given(st.lists(st.one_of(PLAIN, QUOTED), max_size=6).map("".join))
def test_no_short_quotation_is_cut_in_two(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    for quotation in find_quotations(text):
        assert any(s.start <= quotation.start and quotation.end <= s.end for s in spans)
