"""One name, several things of the register: what an article names beside it tells which is meant."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph import iri
from graph.extract.register import load_register
from graph.identity import Occurrence, resolve
from graph.identity.homonyms import sense
from tests.graph.identity.things import ORG, TOOL, WORK, known, named


def meant(occurrence: Occurrence) -> str:
    return resolve([occurrence]).canonical(occurrence.iri, occurrence.article)


def universal(*beside: str, surfaces: Sequence[str] = ("Universal",), kinds: Sequence[str] = ()) -> Occurrence:
    first, *more = surfaces
    return named(
        "a", ORG, first, *more, entry="universal-pictures", beside=[known(entry) for entry in beside], kinds=kinds
    )


@pytest.mark.parametrize(
    ("beside", "kinds", "entry"),
    [
        (["sony-music", "warner-music-group", "spotify", "deezer"], ["music"], "universal-music-group"),
        (["universal-music-group"], ["music"], "universal-music-group"),
        (["disney", "warner-bros", "paramount"], [], "universal-pictures"),
        ([], [], "universal-pictures"),
        (["google"], [], "universal-pictures"),
    ],
)
def test_universal_is_the_studio_or_the_music_company_by_its_company(
    beside: list[str], kinds: list[str], entry: str
) -> None:
    assert meant(universal(*beside, kinds=kinds)) == known(entry)


def test_a_full_name_is_beyond_doubt() -> None:
    labels = ("sony-music", "warner-music-group", "spotify")
    assert sense(universal(*labels, surfaces=("Universal", "Universal Pictures")), load_register()) is None


@pytest.mark.parametrize(
    ("kinds", "entry"),
    [
        (["game"], "the-last-of-us-game"),
        (["series"], "the-last-of-us"),
        (["game", "series"], "the-last-of-us"),
        ([], "the-last-of-us"),
    ],
)
def test_the_words_beside_a_title_tell_the_game_from_the_series(kinds: list[str], entry: str) -> None:
    studios = ["naughty-dog"] if entry.endswith("game") else ["hbo"]
    beside = [known(studio) for studio in studios]
    assert meant(named("a", WORK, "The Last of Us", entry="the-last-of-us", kinds=kinds, beside=beside)) == known(entry)


def test_a_firm_and_its_tool_are_two() -> None:
    firm, tool = named("a", ORG, "Midjourney", entry="midjourney"), named("b", TOOL, "Midjourney", entry="midjourney")
    identity = resolve([firm, tool])
    assert identity.canonical(firm.iri, "a") == known("midjourney")
    assert identity.canonical(tool.iri, "b") == iri.minted_entity(TOOL, "Midjourney")


def test_the_sense_is_explained() -> None:
    identity = resolve([universal("sony-music", "warner-music-group", "spotify", "deezer", kinds=["music"])])
    (link,) = identity.links
    assert link.rule == "context"
    assert any("are of one field" in reason for reason in link.why)
    assert any(reason.startswith("-") and "meant more often" in reason for reason in link.why)
