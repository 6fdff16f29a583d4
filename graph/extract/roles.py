"""Who takes part in an event: typed fillers found by cue words, by side and voice of the trigger, and by nearness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.extract.amounts import find_amounts
from graph.extract.entities import Located
from graph.extract.matcher import TriggerMatcher
from graph.extract.reading import Reading
from graph.extract.tellings import Telling
from graph.model import FillerKind, RoleFiller
from graph.vocabulary import Role, Vocabulary

_CUE_REACH = 3  # tokens between a role's cue and its filler
_FAR = 40  # tokens at which nearness no longer counts


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    role: Role
    mention: Located


@dataclass(frozen=True)
class RoleFinder:
    """Fills the roles of tellings in texts of one language."""

    vocabulary: Vocabulary
    language: str

    @cached_property
    def _cues(self) -> TriggerMatcher[tuple[str, str]]:
        return TriggerMatcher(
            ((kind.name, role.name), trigger)
            for kind in self.vocabulary.event_types.values()
            for role in kind.roles
            for trigger in role.cues.get(self.language, ())
        )

    def entities(self, reading: Reading, telling: Telling) -> Iterator[RoleFiller]:
        """Entity fillers: each entity fills its best role, coordinated names fill it together."""
        mentions = reading.mentions[telling.sentence.index]
        used: dict[str, str] = {}
        filled: set[str] = set()
        for candidate in sorted(self._candidates(reading, telling), key=lambda c: (-c.score, c.mention.first)):
            entity, role = candidate.mention.entity, candidate.role.name
            if entity in used or role in filled:
                continue
            filled.add(role)
            for mention in (candidate.mention, *coordinated(reading, candidate.mention, mentions)):
                if mention.entity not in used and mention.type in candidate.role.types:
                    used[mention.entity] = role
        for mention in mentions:
            if mention.entity in used:
                yield RoleFiller(used.pop(mention.entity), FillerKind.ENTITY, mention.entity)

    def _candidates(self, reading: Reading, telling: Telling) -> Iterator[_Candidate]:
        sentence = telling.sentence
        lower, lemma = reading.document.lower, reading.document.lemma
        cued: dict[str, list[int]] = {}
        for match in self._cues.find(lower, lemma, sentence.first, sentence.last):
            if match.key[0] == telling.type.name:
                cued.setdefault(match.key[1], []).append(match.last)
        passive = not telling.nominal and _passive(reading, telling)
        for role in telling.type.roles:
            if role.kind is not FillerKind.ENTITY:
                continue
            for mention in reading.mentions[sentence.index]:
                if mention.type not in role.types:
                    continue
                score = _side(reading, role, mention, telling, passive)
                if any(0 <= mention.first - end <= _CUE_REACH for end in cued.get(role.name, ())):
                    score += 3
                if score > 0:
                    yield _Candidate(score, role, mention)


def amounts(reading: Reading, telling: Telling) -> Iterator[RoleFiller]:
    """The amount nearest to the trigger; money alone where a sentence has both."""
    role = next((r for r in telling.type.roles if r.kind is FillerKind.AMOUNT), None)
    if role is None:
        return
    found = find_amounts(reading.document, telling.sentence, reading.rules)
    money = [a for a in found if a.money] or found
    if money:
        at = reading.document.doc[telling.first].idx
        nearest = min(money, key=lambda a: (abs(a.span.start - at), a.span.start))
        yield RoleFiller(role.name, FillerKind.AMOUNT, nearest.span.of(reading.document.text))


def _passive(reading: Reading, telling: Telling) -> bool:
    """A passive: an auxiliary before the trigger, or an agent marked "by" after it."""
    rules, document = reading.rules, reading.document
    before = document.lemma[max(telling.sentence.first, telling.first - 3) : telling.first]
    after = document.lower[telling.last : min(telling.last + 6, telling.sentence.last)]
    form = document.lower[telling.first]
    participle = form != document.lemma[telling.first] and form.endswith(rules.participle_endings)
    auxiliary = any(word in rules.passive_auxiliaries for word in before)
    return participle and (auxiliary or any(word in rules.agent_markers for word in after[:3]))


def _side(reading: Reading, role: Role, mention: Located, telling: Telling, passive: bool) -> float:
    before = mention.last <= telling.first
    distance = telling.first - mention.last if before else mention.first - telling.last
    nearness = max(0.0, 1 - max(distance, 0) / _FAR)
    if role.side == "any" or telling.nominal:
        return 0.5 + nearness
    wanted_before = role.side == "before"
    if passive:
        marked = reading.document.lower[mention.first - 1] in reading.rules.agent_markers if mention.first else False
        if wanted_before and not before and marked:
            return 2.5 + nearness
        wanted_before = not wanted_before
    return 1 + nearness if before == wanted_before else nearness - 0.6


def coordinated(reading: Reading, mention: Located, mentions: tuple[Located, ...]) -> Iterator[Located]:
    """ "A, B and C": neighbours joined by commas and conjunctions alone."""
    lower = reading.document.lower
    for direction in (1, -1):
        at = mentions.index(mention)
        current = mention
        while 0 <= at + direction < len(mentions):
            other = mentions[at + direction]
            left, right = (current, other) if direction > 0 else (other, current)
            between = lower[left.last : right.first]
            if not between or len(between) > 3 or any(w not in reading.rules.conjunctions for w in between):
                break
            if other.type is mention.type:
                yield other
            current, at = other, at + direction


def in_lists(reading: Reading, mentions: tuple[Located, ...]) -> Iterator[tuple[Located, ...]]:
    """Mentions in text order, those listed together ("A, B and C") in one tuple."""
    listed: set[Located] = set()
    for mention in mentions:
        if mention not in listed:
            together = (mention, *(m for m in coordinated(reading, mention, mentions) if m not in listed))
            listed.update(together)
            yield together
