"""The cues of a language's rules as one matcher, under the names of their groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.extract.languages import rules
from graph.extract.matcher import TriggerMatcher
from graph.triggers import parse

AI = "ai"
DOMAIN = "domain"
ACCORDING = "according"
DENIAL = "denial"
POSSIBLE = "possible"
PLANNED = "planned"
UNDONE = "undone"
ANAPHORIC = "anaphoric"
RELAY = "relay"
SAYING = "saying"
ALLEGED = "alleged"
INTENDED = "intended"
CONDITION = "condition"


@dataclass(frozen=True)
class Cues:
    """Cue groups of one language."""

    matcher: TriggerMatcher[str]


@cache
def cues(language: str) -> Cues:
    """The cues of a supported language."""
    found = rules(language)
    groups = {
        AI: found.ai_triggers,
        DOMAIN: found.domain_triggers,
        ACCORDING: found.according_triggers,
        DENIAL: found.denial_triggers,
        POSSIBLE: found.possible_triggers,
        PLANNED: found.planned_triggers,
        UNDONE: found.undone_triggers,
        ANAPHORIC: found.anaphoric_triggers,
        RELAY: found.relay_triggers,
        SAYING: found.saying_triggers,
        ALLEGED: found.alleged_triggers,
        INTENDED: found.intended_triggers,
        CONDITION: found.condition_triggers,
    }
    return Cues(TriggerMatcher((group, parse(text)) for group, texts in groups.items() for text in texts))
