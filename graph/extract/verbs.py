"""Moods and tenses that a verb form shows by itself: the conditional and the future of French and Spanish.

A dictionary form tells "aurait" (avoir) from "portrait", and the stem tells the conditional "montrerait" from the
imperfect "montrait", which end alike. English builds both with words of their own.
"""

from __future__ import annotations

from enum import Enum

from graph.extract.rules import LanguageRules

_SHORTEST = 3  # letters of a form


class Mood(Enum):
    """What a form says of the time or the certainty of what it tells."""

    CONDITIONAL = "conditional"
    FUTURE = "future"


def mood(form: str, lemma: str, rules: LanguageRules) -> Mood | None:
    """Mood of a lower-cased form, or None where it shows none."""
    if len(form) < _SHORTEST or form == lemma:
        return None
    if not lemma.endswith(rules.infinitive_endings):
        return None
    for found, endings in ((Mood.CONDITIONAL, rules.conditional_endings), (Mood.FUTURE, rules.future_endings)):
        ending = next((e for e in endings if form.endswith(e)), "")
        if ending and not _past(form.removesuffix(ending) + ending[0], lemma, rules):
            return found
    return None


def _past(stem: str, lemma: str, rules: LanguageRules) -> bool:
    """ "montrait", "quería": an infinitive that ends in -rer, -rir has its own "r" before the ending of the past."""
    return any(stem + ending == lemma for ending in rules.infinitive_endings if ending != "re")


def past(before: tuple[str, ...], form: str, lemma: str, rules: LanguageRules) -> bool:
    """Whether a form, with up to two words before it, tells what has happened."""
    if any(word in rules.past_words for word in before[-2:]):
        return True
    return bool(rules.past_endings) and form != lemma and form.endswith(rules.past_endings)
