"""From the events that articles tell to happenings: one for what several articles tell of one event.

A new event is compared only with those of its blocks: same type and a thing in common, and, where that thing is of
many stories (a studio, a person), a time in common too. Which comparisons are made, and what comes of them, depends on
the events alone, so that adding articles one by one gives what all at once give.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph import iri
from graph.identity.events import EventView
from graph.identity.identity import Link
from graph.identity.judgements import Judgement, Judgements, Verdict
from graph.identity.partition import Partition
from graph.identity.tellings import log_odds, probability, weigh
from graph.model import EntityType
from graph.vocabulary import Vocabulary, load_vocabulary

# things that are of one story, whenever it is told
_OF_ONE_STORY: Final = frozenset(
    (EntityType.CREATIVE_WORK, EntityType.SYNTHETIC_PERFORMER, EntityType.LEGAL_INSTRUMENT, EntityType.OCCASION)
)
_MONTHS: Final = 12
_UNDATED: Final = "undated"

_Block = tuple[str, ...]
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the world, told by one or more articles."""

    iri: str  #: made of its first telling, so it stays when more articles tell it
    type: str
    tellings: tuple[EventView, ...]  #: the first one told first
    links: tuple[Link, ...] = ()  #: why these are one; left and right are telling IRIs


def happenings(
    events: Iterable[EventView], vocabulary: Vocabulary | None = None, judgements: Judgements | None = None
) -> tuple[Happening, ...]:
    """All events as happenings, each event in exactly one; sorted by IRI, whatever the order of the events."""
    index = HappeningIndex(vocabulary, judgements)
    index.add(events)
    return index.happenings()


class HappeningIndex:
    """The events of many articles, kept ready for more."""

    def __init__(self, vocabulary: Vocabulary | None = None, judgements: Judgements | None = None) -> None:
        self._types = (vocabulary or load_vocabulary()).event_types
        self._judgements = (judgements or Judgements()).in_force()
        self._events: dict[str, EventView] = {}  # by telling
        self._of_article: dict[str, list[str]] = defaultdict(list)
        self._blocks: dict[_Block, set[str]] = defaultdict(set)
        self._pairs: dict[str, dict[str, float]] = defaultdict(dict)  # log-odds, both ways; those above 0 alone

    def add(self, events: Iterable[EventView]) -> frozenset[str]:
        """Compare events with those that are there; returns the tellings that the new ones may be one with."""
        touched: set[str] = set()
        for event in events:
            if event.telling in self._events:
                self._remove(event.telling)
            for telling in self._near(event):
                other = self._events[telling]
                odds = log_odds(event, other, self._types[event.type])
                if odds > 0:
                    self._pairs[event.telling][telling] = self._pairs[telling][event.telling] = odds
                    touched.add(telling)
            self._events[event.telling] = event
            self._of_article[event.article].append(event.telling)
            for block in blocks_of(event):
                self._blocks[block].add(event.telling)
        return frozenset(touched)

    def remove(self, article_id: str) -> None:
        """Forget all that an article tells, whichever its version."""
        for telling in tuple(self._of_article.get(article_id, ())):
            self._remove(telling)

    def happenings(self) -> tuple[Happening, ...]:
        """All events as happenings, sorted by IRI."""
        groups = self._partition()
        joined = {telling for group in groups for telling in group}
        alone = ((telling,) for telling in self._events if telling not in joined)
        return tuple(sorted((self._happening(group) for group in (*groups, *alone)), key=lambda h: h.iri))

    def joined(self) -> Iterator[_Pair]:
        """Pairs of tellings that may be one: what is decided of a telling depends on those it is linked to by them."""
        for one, others in self._pairs.items():
            yield from ((one, other) for other in others if one < other)
        for judgement in self._judgements:
            if judgement.verdict is Verdict.SAME and judgement.left in self._events and judgement.right in self._events:
                yield judgement.pair

    # ------------------------------------------------------------------ joining

    def _partition(self) -> list[tuple[str, ...]]:
        """Groups of tellings: what is judged the same, then the surest pairs first, on average above the threshold."""
        judged = [j for j in self._judgements if j.left in self._events and j.right in self._events]
        partition = Partition(j.pair for j in judged if j.verdict is Verdict.DIFFERENT)
        for judgement in judged:
            if judgement.verdict is Verdict.SAME:
                partition.join(*judgement.pair)
        ranked = sorted(
            (-odds, one, other) for one, others in self._pairs.items() for other, odds in others.items() if one < other
        )
        scores: dict[_Pair, float] = {}
        unfit: set[tuple[str, int, str, int]] = set()
        for _, one, other in ranked:
            if partition.together(one, other):
                continue
            ours, theirs = partition.members(one), partition.members(other)
            # groups only grow: of two that have not grown since, nothing else comes
            tried = (partition.group(one), len(ours), partition.group(other), len(theirs))
            if tried in unfit:
                continue
            if not self._fit(ours, theirs, scores):
                unfit |= {tried, tried[2:] + tried[:2]}
            else:
                partition.join(one, other)
        return list(partition.groups())

    def _fit(self, ours: Sequence[str], theirs: Sequence[str], scores: dict[_Pair, float]) -> bool:
        """Whether two groups tell one event: no article tells it twice, and the pairs between them agree on average."""
        if {self._events[t].article for t in ours} & {self._events[t].article for t in theirs}:
            return False
        total = math.fsum(self._score(one, other, scores) for one in ours for other in theirs)
        return total >= 0.5 * len(ours) * len(theirs)

    def _score(self, one: str, other: str, scores: dict[_Pair, float]) -> float:
        pair = (min(one, other), max(one, other))
        score = scores.get(pair)
        if score is None:
            odds = self._pairs[one].get(other)
            score = scores[pair] = probability(odds if odds is not None else self._odds(one, other))
        return score

    def _odds(self, one: str, other: str) -> float:
        return log_odds(self._events[one], self._events[other], self._types[self._events[one].type])

    def _happening(self, group: Sequence[str]) -> Happening:
        told = sorted((self._events[t] for t in group), key=telling_order)
        first = told[0]
        return Happening(
            iri=iri.happening(first.type, first.article, first.local_id),
            type=first.type,
            tellings=tuple(told),
            links=tuple(sorted(self._links(group), key=lambda k: (k.left, k.right))),
        )

    def _links(self, group: Sequence[str]) -> Iterator[Link]:
        """For each telling the judgement or the pair that speaks most for its place."""
        members = set(group)
        judged = {j.pair: j for j in self._judgements if j.verdict is Verdict.SAME and members.issuperset(j.pair)}
        for judgement in judged.values():
            yield _judged(judgement)
        best: set[_Pair] = set()
        for one in group:
            pairs = {other: w for other, w in self._pairs.get(one, {}).items() if other in members}
            if pairs:
                other = min(pairs, key=lambda o: (-pairs[o], o))
                best.add((min(one, other), max(one, other)))
        for left, right in sorted(best - judged.keys()):
            weighed = weigh(self._events[left], self._events[right], self._types[self._events[left].type])
            yield Link(left, right, "telling", weighed.score, weighed.why)

    # ------------------------------------------------------------------ blocks

    def _near(self, event: EventView) -> set[str]:
        found = {telling for block in blocks_of(event) for telling in self._blocks.get(block, ())}
        return {telling for telling in found if self._events[telling].article != event.article}

    def _remove(self, telling: str) -> None:
        event = self._events.pop(telling)
        self._of_article[event.article].remove(telling)
        for block in blocks_of(event):
            self._blocks[block].discard(telling)
        for other in self._pairs.pop(telling, {}):
            del self._pairs[other][telling]


def blocks_of(event: EventView) -> Iterator[tuple[str, ...]]:
    """Events that share none of these are never compared."""
    named = event.near | {value for _, value in event.entities}
    periods = tuple(_periods(event))
    for thing in sorted(named):
        kind = event.things.get(thing, EntityType.ORGANIZATION)
        if kind in _OF_ONE_STORY:
            yield event.type, thing
        elif kind is not EntityType.PLACE:
            for period in periods:
                yield event.type, thing, period
    if not event.entities:
        # nothing but its story tells what it is of
        for thing, kind in event.things.items():
            if kind in _OF_ONE_STORY:
                yield event.type, thing


def _periods(event: EventView) -> Iterator[str]:
    """Month of publication and the one before, so that neighbours meet; the year told."""
    if event.published:
        month = event.published.year * _MONTHS + event.published.month
        yield f"m{month}"
        yield f"m{month - 1}"
    else:
        yield _UNDATED
    if event.time:
        yield event.time[:4]


def _judged(judgement: Judgement) -> Link:
    why = f"{judgement.by}: {judgement.why}" if judgement.why else judgement.by
    return Link(judgement.left, judgement.right, judgement.rule or "judgement", judgement.score or 1.0, (why,))


def telling_order(event: EventView) -> tuple[str, str, str]:
    """Earlier publications first, those without a date last."""
    return (event.published.isoformat() if event.published else "9999", event.article, event.iri)
