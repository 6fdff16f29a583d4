"""Who takes part in an event, by cue words, side and voice. Names are marked by hand; models: test_pipeline.py."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from graph.extract.roles import RoleFinder, amounts
from graph.extract.tellings import Telling, TellingFinder
from graph.model import FillerKind
from graph.vocabulary import load_vocabulary
from tests.graph.extract.marked import reading

VOCABULARY = load_vocabulary()


def roles(language: str, kind: str, text: str) -> dict[str, list[str]]:
    read = reading(language, text, title="")
    (sentence,) = read.document.sentences
    match = TellingFinder(VOCABULARY, language).triggers(read, sentence)[kind]
    telling = Telling(VOCABULARY.event_types[kind], sentence, match.first, match.last, nominal=match.key[1])
    fillers = [*RoleFinder(VOCABULARY, language).entities(read, telling), *amounts(read, telling)]
    return {name: [f.value for f in fillers if f.role == name] for name in {f.role for f in fillers}}


def one(**fillers: str | Iterable[str]) -> dict[str, list[str]]:
    return {role: [value] if isinstance(value, str) else list(value) for role, value in fillers.items()}


@pytest.mark.parametrize(
    ("language", "kind", "text", "expected"),
    [
        ("en", "Lawsuit", "[Harbour](ORG) sued [Brush](ORG).", one(plaintiff="harbour", defendant="brush")),
        ("en", "Lawsuit", "[Brush](ORG) was sued by [Harbour](ORG).", one(plaintiff="harbour", defendant="brush")),
        (
            "fr",
            "Lawsuit",
            "[Béryl](ORG) a attaqué [Pinceau](ORG) en justice.",
            one(plaintiff="beryl", defendant="pinceau"),
        ),
        (
            "fr",
            "Lawsuit",
            "[Pinceau](ORG) est poursuivi en justice par [Béryl](ORG).",
            one(plaintiff="beryl", defendant="pinceau"),
        ),
        ("es", "Lawsuit", "[Berilo](ORG) demandó a [Pincel](ORG).", one(plaintiff="berilo", defendant="pincel")),
        (
            "es",
            "Lawsuit",
            "[Pincel](ORG) fue demandada por [Berilo](ORG).",
            one(plaintiff="berilo", defendant="pincel"),
        ),
        ("en", "Acquisition", "[Harbour](ORG) acquired [Brush](ORG).", one(acquirer="harbour", target="brush")),
        ("en", "Acquisition", "[Brush](ORG) was acquired by [Harbour](ORG).", one(acquirer="harbour", target="brush")),
        (
            "es",
            "Acquisition",
            "[Pincel](ORG) fue adquirida por [Berilo](ORG).",
            one(acquirer="berilo", target="pincel"),
        ),
    ],
)
def test_active_and_passive_tell_the_same(language: str, kind: str, text: str, expected: dict[str, list[str]]) -> None:
    assert roles(language, kind, text) == expected


@pytest.mark.parametrize(
    ("language", "kind", "text", "expected"),
    [
        (
            "en",
            "Lawsuit",
            "The lawsuit by [Harbour](ORG) against [Brush](ORG).",
            one(plaintiff="harbour", defendant="brush"),
        ),
        (
            "fr",
            "Lawsuit",
            "Le procès de [Béryl](ORG) contre [Pinceau](ORG).",
            one(plaintiff="beryl", defendant="pinceau"),
        ),
        (
            "en",
            "Recognition",
            "[Salt Road](WORK) won an award from [North](ORG) at the [Harbour Festival](OCC).",
            one(recipient="salt-road", authority="north", occasion="harbour-festival"),
        ),
        (
            "en",
            "CollectiveAction",
            "[North Guild](ORG) went on strike against [Harbour](ORG).",
            one(actor="north-guild", target="harbour"),
        ),
    ],
)
def test_cue_words_name_the_role(language: str, kind: str, text: str, expected: dict[str, list[str]]) -> None:
    assert roles(language, kind, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[North](ORG), [West](ORG) and [Harbour](ORG) sued [Brush](ORG).",
            one(plaintiff=["north", "west", "harbour"], defendant="brush"),
        ),
        (
            "[Harbour](ORG) sued [Brush](ORG), [Frame](ORG) & [Pen](ORG).",
            one(plaintiff="harbour", defendant=["brush", "frame", "pen"]),
        ),
    ],
)
def test_names_in_a_row_fill_a_role_together(text: str, expected: dict[str, list[str]]) -> None:
    assert roles("en", "Lawsuit", text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "[North Capital](ORG) invested $20 million in [Brush](ORG).",
            one(investor="north-capital", recipient="brush", amount="$20 million"),
        ),
        (
            "en",
            "[Brush](ORG) raised $20 million from [North Capital](ORG).",
            one(investor="north-capital", recipient="brush", amount="$20 million"),
        ),
        (
            "fr",
            "[Pinceau](ORG) a levé 20 millions d’euros auprès de [Nord Capital](ORG).",
            one(investor="nord-capital", recipient="pinceau", amount="20 millions d’euros"),
        ),
    ],
)
def test_the_amount_is_told_in_the_words_of_the_article(
    language: str, text: str, expected: dict[str, list[str]]
) -> None:
    assert roles(language, "Investment", text) == expected


def test_money_goes_before_other_numbers_and_types_without_amount_have_none() -> None:
    text = "[Harbour](ORG) cut 300 jobs and acquired [Brush](ORG) for $5 million."
    assert roles("en", "Acquisition", text)["amount"] == ["$5 million"]
    assert "amount" not in roles("en", "Lawsuit", "[Harbour](ORG) sued [Brush](ORG) over $5 million.")


@pytest.mark.parametrize("kind", sorted(VOCABULARY.event_types))
def test_only_entities_of_the_types_of_a_role_fill_it(kind: str) -> None:
    event_type = VOCABULARY.event_types[kind]
    names = " and ".join(
        f"[N{code}](" + code + ")" for code in ("PER", "ORG", "WORK", "AI", "SYN", "LAW", "OCC", "LOC")
    )
    read = reading("en", f"{names} did it to {names}.", title="")
    (sentence,) = read.document.sentences
    kinds = {e.id: e.type for e in read.entities.all}
    telling = Telling(event_type, sentence, sentence.first + 15, sentence.first + 16)
    for filler in RoleFinder(VOCABULARY, "en").entities(read, telling):
        role = event_type.role(filler.role)
        assert filler.kind is role.kind is FillerKind.ENTITY
        assert kinds[filler.value] in role.types
