"""Techniques, stages, extents and stances that a sentence shows: cues of the vocabulary's terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.extract.document import Sentence
from graph.extract.matcher import TriggerMatcher
from graph.extract.reading import Reading
from graph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term whose cue stands at a token."""

    scheme: str
    slug: str
    token: int


@dataclass(frozen=True)
class TermFinder:
    """Finds the cues of terms in texts of one language."""

    vocabulary: Vocabulary
    language: str

    @cached_property
    def _matcher(self) -> TriggerMatcher[tuple[str, str]]:
        return TriggerMatcher(
            ((scheme, term.slug), trigger)
            for scheme, terms in self.vocabulary.terms.items()
            for term in terms
            for trigger in term.cues.get(self.language, ())
        )

    def find(self, reading: Reading, sentence: Sentence) -> tuple[ShownTerm, ...]:
        """Terms shown by a sentence, in text order."""
        document = reading.document
        found = self._matcher.find(document.lower, document.lemma, sentence.first, sentence.last)
        return tuple(ShownTerm(*match.key, match.first) for match in found)
