"""Alternatives written once match what they matched before."""

from __future__ import annotations

import re
import string
from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.models.alternatives import factored

_SPELT = (
    "".join(f"{c}\\{c}" if c in "-^]" else c for c in string.ascii_lowercase) * 10
)  # a class that is dear to compile
_LONG = f"[{_SPELT}]"


def test_what_alternatives_share_at_the_end_is_written_once() -> None:
    pattern = f"(?iu)(?:^anti-{_LONG}+$)|(?:^vid[ée]o-{_LONG}+$)|(?:^hip-hop$)"
    short = factored(pattern)
    assert short.count(_LONG) == 1
    for word in ("anti-héros", "anti-heros", "Vidéo-club", "hip-hop", "hip-hopper", "anti-", "video-x-y"):
        assert bool(re.match(pattern, word)) == bool(re.match(short, word)), word


def test_a_pattern_written_otherwise_comes_back_as_it_is() -> None:
    for pattern in ("", "a|b", "(?iu)(?:^a$)b", "(?:^a|b$)", "(?:^a$)|(?:b$)", "(?:^a", "\\(?:", "(?:^a$))"):
        assert factored(pattern) == pattern


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[a-zéèàA-Z]{0,9}[-–'’]?[a-zéè]{0,6}[-'’]?(l['’])?[a-zé]{0,5}", fullmatch=True))
def test_the_french_tokeniser_matches_the_same_words(word: str) -> None:
    whole = spacy.blank("fr").tokenizer.token_match.__self__
    assert bool(whole.match(word)) == bool(_short(whole.pattern).match(word))


def test_what_stands_in_a_group_stays_there() -> None:
    pattern = f"(?:^(?:a{_LONG}|b)$)|(?:^c(?:d{_LONG}|e){_LONG}$)"
    for word in ("ax", "b", "cdxy", "cex", "cd", "a"):
        assert bool(re.match(pattern, word)) == bool(re.match(factored(pattern), word)), word


def test_the_french_tokeniser_keeps_its_compounds() -> None:
    whole = spacy.blank("fr").tokenizer.token_match.__self__
    short = _short(whole.pattern)
    assert len(short.pattern) < len(whole.pattern) / 20
    for word in ("arc-en-ciel", "Villeneuve-d’Ascq", "entr’acte", "mi-temps", "new-yorkais", "saut-de-ski"):
        assert whole.match(word), word
        assert short.match(word), word


@cache
def _short(pattern: str) -> re.Pattern[str]:
    return re.compile(factored(pattern))
