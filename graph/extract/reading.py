"""One article as extraction sees it: tokens, entities, quotations and the cues of its language, found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.extract.cues import Cues
from graph.extract.document import Document, Sentence
from graph.extract.entities import Entities, Located
from graph.extract.matcher import Match
from graph.extract.quotations import find_quotations
from graph.extract.rules import LanguageRules
from graph.extract.times import TimeExpression, find_times
from graph.model import EntityType, Span

SPEAKING = frozenset((EntityType.PERSON, EntityType.ORGANIZATION, EntityType.SYNTHETIC_PERFORMER))


@dataclass(frozen=True)
class Reading:
    """What every later step reads."""

    document: Document
    entities: Entities
    rules: LanguageRules
    cues: Cues

    @cached_property
    def quotations(self) -> dict[int, tuple[Span, ...]]:
        """Quotations by index of the sentence they begin in, marks left out."""
        found: dict[int, list[Span]] = {s.index: [] for s in self.document.sentences}
        starts = [s.span.start for s in self.document.sentences]
        for paragraph in sorted({s.paragraph for s in self.document.sentences}):
            inside = [s for s in self.document.sentences if s.paragraph == paragraph]
            for span in find_quotations(self.document.text, inside[0].span.start, inside[-1].span.end):
                owner = max(i for i, start in enumerate(starts) if start <= span.start)
                found[self.document.sentences[owner].index].append(span)
        return {index: tuple(spans) for index, spans in found.items()}

    @cached_property
    def mentions(self) -> dict[int, tuple[Located, ...]]:
        """Entity mentions by sentence index."""
        return {s.index: tuple(self.entities.within(s.first, s.last)) for s in self.document.sentences}

    @cached_property
    def matches(self) -> dict[int, tuple[Match[str], ...]]:
        """Cue matches by sentence index, in text order; keys are the cue groups of :mod:`graph.extract.cues`."""
        document = self.document
        return {
            s.index: tuple(self.cues.matcher.find(document.lower, document.lemma, s.first, s.last))
            for s in document.sentences
        }

    @cached_property
    def times(self) -> dict[int, tuple[TimeExpression, ...]]:
        """Dates told by sentence index; "Blade Runner 2049" tells none."""
        found = {}
        for sentence in self.document.sentences:
            named = {t for m in self.mentions[sentence.index] for t in range(m.first, m.last)}
            told = find_times(self.document, sentence, self.rules)
            found[sentence.index] = tuple(t for t in told if t.first not in named)
        return found

    def matched(self, sentence: Sentence, group: str) -> list[Match[str]]:
        """Matches of one cue group in a sentence."""
        return [m for m in self.matches[sentence.index] if m.key == group]

    def quoted(self, token: int, sentence: Sentence) -> bool:
        """Whether a token stands between quotation marks."""
        at = self.document.doc[token].idx
        return any(
            span.start <= at < span.end
            for s in self.document.sentences[max(0, sentence.index - 3) : sentence.index + 1]
            for span in self.quotations[s.index]
        )
