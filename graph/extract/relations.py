"""Lasting relations: what they may join, and patterns between two entities that state them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.extract.document import Sentence
from graph.extract.entities import Located
from graph.extract.matcher import TriggerMatcher
from graph.extract.noun_rules import NounRules, RelationPattern
from graph.extract.reading import Reading
from graph.model import EntityType as T
from graph.model import Predicate, Relation
from graph.triggers import parse

P = Predicate

#: what a predicate may join (annotation guide, "Relations"; the ontology's domains and ranges say the same)
SIGNATURES: Mapping[P, tuple[frozenset[T], frozenset[T]]] = {
    P.WORKS_FOR: (frozenset({T.PERSON}), frozenset({T.ORGANIZATION})),
    P.MEMBER_OF: (frozenset({T.PERSON, T.ORGANIZATION}), frozenset({T.ORGANIZATION})),
    P.FOUNDED: (frozenset({T.PERSON}), frozenset({T.ORGANIZATION})),
    P.CREATED_BY: (frozenset({T.CREATIVE_WORK, T.SYNTHETIC_PERFORMER}), frozenset({T.PERSON, T.ORGANIZATION})),
    P.PERFORMED_BY: (frozenset({T.CREATIVE_WORK}), frozenset({T.PERSON, T.SYNTHETIC_PERFORMER})),
    P.PRODUCED_BY: (frozenset({T.CREATIVE_WORK}), frozenset({T.ORGANIZATION})),
    P.DEVELOPED_BY: (frozenset({T.AI_SYSTEM}), frozenset({T.ORGANIZATION})),
    P.OWNED_BY: (frozenset({T.ORGANIZATION, T.AI_SYSTEM}), frozenset({T.ORGANIZATION})),
    P.BASED_ON: (frozenset({T.CREATIVE_WORK}), frozenset({T.CREATIVE_WORK})),
}
_FURTHEST = 14  # tokens between the two
_AFTER = 3  # tokens after the second name in which a verb may stand
_FRONT = 20  # tokens from the beginning of a sentence in which participles are fronted
_PASSED = 8  # words between who is named in a fronted participle and what it is said of


@dataclass(frozen=True, slots=True)
class Proposed:
    """A relation that a rule reads in a sentence; its ends may stand in another."""

    subject: Located
    predicate: P
    object: Located
    kind: str  #: of rule
    sure: bool = False  #: stated so plainly that no model is asked

    @property
    def fits(self) -> bool:
        """Whether the predicate may join two such entities."""
        domain, range_ = SIGNATURES[self.predicate]
        return self.subject.type in domain and self.object.type in range_ and self.subject.entity != self.object.entity


def may_relate(subject: Located, object_: Located) -> bool:
    """Whether any predicate may join two mentions in that order."""
    if subject.entity == object_.entity:
        return False
    return any(subject.type in domain and object_.type in range_ for domain, range_ in SIGNATURES.values())


def stated(proposed: Iterable[Proposed], sentence: Sentence) -> Iterator[Relation]:
    """Proposals taken at their word."""
    for one in proposed:
        if one.fits:
            yield Relation(one.subject.entity, one.predicate, one.object.entity, sentence.span)


@dataclass(frozen=True)
class RelationFinder:
    """Finds relations in texts of one language."""

    rules: NounRules

    @cached_property
    def _matcher(self) -> TriggerMatcher[RelationPattern]:
        return TriggerMatcher((pattern, parse(pattern.between)) for pattern in self.rules.relations)

    @cached_property
    def _following(self) -> dict[RelationPattern, TriggerMatcher[RelationPattern]]:
        return {p: TriggerMatcher([(p, parse(p.after))]) for p in self.rules.relations if p.after}

    def proposed(self, reading: Reading, sentence: Sentence) -> Iterator[Proposed]:
        """What the patterns say of a sentence, in text order."""
        mentions = reading.mentions[sentence.index]
        for i, left in enumerate(mentions):
            for right in mentions[i + 1 : i + 4]:
                if right.first - left.last > _FURTHEST:
                    break
                if left.entity == right.entity:
                    continue
                yield from self._between(reading, left, right)
        yield from self._fronted(reading, sentence)

    def _between(self, reading: Reading, left: Located, right: Located) -> Iterator[Proposed]:
        """The pattern nearest to the right name counts: "starring A and directed by B"."""
        lower, lemma = reading.document.lower, reading.document.lemma
        fitting = []
        for match in self._matcher.find(lower, lemma, left.last, right.first):
            pattern = match.key
            subject, object_ = (right, left) if pattern.reverse else (left, right)
            domain, range_ = SIGNATURES[pattern.predicate]
            if subject.type not in domain or object_.type not in range_:
                continue
            if _words(lower[match.last : right.first]) > pattern.gap:
                continue
            if pattern.lead is not None and _words(lower[left.last : match.first]) > pattern.lead:
                continue
            if pattern.after and not self._following[pattern].find(
                lower, lemma, right.last, min(right.last + _AFTER, len(lower))
            ):
                continue
            fitting.append((match.last, subject, pattern, object_))
        nearest = max((last for last, *_ in fitting), default=0)
        for last, subject, pattern, object_ in fitting:
            if last == nearest:
                yield Proposed(
                    subject, pattern.predicate, object_, "stated" if pattern.sure else "between", pattern.sure
                )

    def _fronted(self, reading: Reading, sentence: Sentence) -> Iterator[Proposed]:
        """ "Directed by A and produced by B, the film opens": participles first, then what they are said of."""
        lower, lemma = reading.document.lower, reading.document.lemma
        mentions = reading.mentions[sentence.index]
        for match in self._matcher.find(lower, lemma, sentence.first, min(sentence.first + _FRONT, sentence.last)):
            pattern, opening = match.key, lower[sentence.first : match.first]
            if lower[match.last - 1] not in reading.rules.agent_markers:
                continue
            if match.first > sentence.first and not (
                lower[match.first - 1] in reading.rules.conjunctions and _participle(reading, opening[0])
            ):
                continue
            domain, range_ = SIGNATURES[pattern.predicate]
            said_of, doer = (range_, domain) if pattern.reverse else (domain, range_)
            agent = next((m for m in mentions if m.first >= match.last), None)
            if agent is None or agent.type not in doer or _words(lower[match.last : agent.first]) > pattern.gap:
                continue
            bearer = next((m for m in mentions if m.first > agent.last and _heads_clause(reading, m, agent)), None)
            if bearer is None or bearer.type not in said_of or agent.entity == bearer.entity:
                continue
            if not _only_names(reading, mentions, agent.last, bearer.first):
                continue
            subject, object_ = (agent, bearer) if pattern.reverse else (bearer, agent)
            yield Proposed(subject, pattern.predicate, object_, "fronted", sure=True)


def _words(tokens: Iterable[str]) -> int:
    return sum(word[:1].isalnum() for word in tokens)


def _heads_clause(reading: Reading, mention: Located, after: Located) -> bool:
    """Whether a comma and no preposition leads up to a mention that is no person in a list."""
    lower = reading.document.lower
    at = mention.first - 1
    while at >= after.last and lower[at] != ",":
        if lower[at] in reading.rules.prepositions | reading.rules.agent_markers:
            return False
        at -= 1
    return at >= after.last and mention.type is not after.type


def _participle(reading: Reading, word: str) -> bool:
    return word.endswith(reading.rules.participle_endings)


def _only_names(reading: Reading, mentions: Iterable[Located], first: int, last: int) -> bool:
    """ "…, B and C, all of them once with D, the company": few words but names stand between."""
    named = {t for m in mentions for t in range(m.first, m.last)}
    return _words(reading.document.lower[t] for t in range(first, last) if t not in named) <= _PASSED
