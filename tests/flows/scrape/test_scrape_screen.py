"""The first look at pages of WARC files: generous, but it throws out what is plainly about something else."""

from __future__ import annotations

import pytest

from flows.scrape.screen import may_be_relevant
from graph import resources

PAGES = sorted((resources.samples() / "pages").glob("*.html"))


def test_every_sample_about_the_subject_passes() -> None:
    missed = [p.name for p in PAGES if "off" not in p.name and not may_be_relevant(p.read_bytes())]
    assert missed == []


@pytest.mark.parametrize(
    ("body", "passes"),
    [
        ("<p>The team won the match, said the coach.</p>", False),
        ("<p>AI finds tumours, doctors say.</p>", False),
        ("<p>A film and its director, and AI in passing.</p>", False),
        ("<p>A film and its director, made by hand.</p>", False),
        ("<p>The film’s director used AI for one shot. AI does it all.</p>", True),
        ("<html><head><title>L’IA double les acteurs de la série</title></head><body><p>La série.</p>", True),
        ("<p>Usan inteligencia artificial, IA, para doblar la película y la serie.</p>", True),
        ("An actor, a film, a deepfake, generative", True),
        ("<p>L’IA de la banque, l’IA de demain, et les comptes de ses clients.</p>", False),
        ("<p>L’IA lit en voix off, l’IA compte.</p><p>La voix off du musée.</p>", True),
        ("", False),
    ],
)
def test_both_subjects_must_be_spoken_of(body: str, passes: bool) -> None:
    assert may_be_relevant(body.encode(), "text/html; charset=utf-8") is passes


def test_elements_nested_without_end_are_looked_at_in_a_moment() -> None:
    # without the limit this takes longer than the whole suite may
    body = "<div>" * 50_000 + "<p>The film’s director used AI for one shot. AI plays the actor.</p>"
    assert may_be_relevant(body.encode(), "text/html; charset=utf-8")
