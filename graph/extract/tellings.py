"""Where a sentence tells an event: the triggers of the vocabulary's event types, found in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.extract import cues
from graph.extract.document import Sentence
from graph.extract.matcher import Match, TriggerMatcher
from graph.extract.reading import Reading
from graph.model import EntityType
from graph.vocabulary import EventType, Vocabulary

_ARTIFICIAL = frozenset((EntityType.AI_SYSTEM, EntityType.SYNTHETIC_PERFORMER))
_MAKERS = frozenset(("ai-company",))  # subtypes of the register


@dataclass(frozen=True, slots=True)
class Telling:
    """An event type told in a sentence, at the trigger's tokens ``first`` to ``last`` (exclusive)."""

    type: EventType
    sentence: Sentence
    first: int
    last: int
    triggered: bool = True  #: False: no trigger stands in the sentence, and the tokens are all of it
    nominal: bool = False  #: the trigger is a noun

    @property
    def trigger(self) -> tuple[int, int] | None:
        """Tokens of the trigger, if there is one."""
        return (self.first, self.last) if self.triggered else None

    @property
    def focus(self) -> int:
        """The token that stands for the telling where one is asked for."""
        return self.first if self.triggered else self.last - 1


@dataclass(frozen=True)
class TellingFinder:
    """Finds tellings in texts of one language."""

    vocabulary: Vocabulary
    language: str

    @cached_property
    def _matcher(self) -> TriggerMatcher[tuple[str, bool]]:
        return TriggerMatcher(
            ((kind.name, nominal), trigger)
            for kind in self.vocabulary.event_types.values()
            for nominal, triggers in ((False, kind.verbs), (True, kind.nouns))
            for trigger in triggers.get(self.language, ())
        )

    def triggers(self, reading: Reading, sentence: Sentence) -> dict[str, Match[tuple[str, bool]]]:
        """The best trigger of each type: verbs before nouns, long before short, early before late."""
        document = reading.document
        best: dict[str, Match[tuple[str, bool]]] = {}
        for match in self._matcher.find(document.lower, document.lemma, sentence.first, sentence.last):
            name, nominal = match.key
            other = best.get(name)
            if other is None or (nominal, other.last - other.first) < (other.key[1], match.last - match.first):
                best[name] = match
        return best

    def ai_as_needed(self, kind: EventType, reading: Reading, sentence: Sentence) -> bool:
        """Whether AI is spoken of where the type demands it."""
        if kind.needs == "ai-sentence":
            return speaks_of_ai(reading, sentence)
        if kind.needs == "ai-article":
            return any(speaks_of_ai(reading, s) for s in reading.document.sentences)
        return True


def speaks_of_ai(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence names AI: by a cue, an AI system or its maker, or a synthetic performer."""
    if reading.matched(sentence, cues.AI):
        return True
    return any(m.type in _ARTIFICIAL or m.subtype in _MAKERS for m in reading.mentions[sentence.index])
