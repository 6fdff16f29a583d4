"""Do two tellings tell one event? Weights of evidence, each with the words that explain it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph import iri
from graph.identity.events import EventView, size_of
from graph.model import EntityType, FillerKind
from graph.vocabulary import EventType

# Log-odds, rounded from a logistic regression on the 3,517 pairs of events of one type that extraction finds in the
# storylines for tuning (223 of them the same), counted from the threshold where cross-validated F1 over storylines
# is highest. What contradicts was given more weight than the fit gave it: a false merge costs more than a missed one.
_THRESHOLD: Final = -2.2
_SHARED_FILLERS: Final = 0.8  # for each unit of specificity, two at most
_NO_FILLERS: Final = 1.0  # one of the two has none: nothing was said that could differ
_IDENTIFYING_DIFFERS: Final = -2.5
_OTHER_DIFFERS: Final = -0.85
_SHARED_NEAR: Final = 1.0  # for each unit named in both evidences, three at most
_NEAR_SHARE: Final = 1.25  # all that the one names, the other does
_STORY_SHARE: Final = 1.9
_A_STORY: Final = 3.0  # units: an article that names less tells little of its story
_STORY_SIZE: Final = 1.1  # at eight units
_LITTLE: Final = 1.5  # units: a person or a company or two, who are in many stories
_LITTLE_SHARED: Final = -1.5
_TECHNIQUE_DIFFERS: Final = -2.2
_ONLY_ONE_DETECTS: Final = -1.75
_VALUE_DIFFERS: Final = -0.3
_YEAR_AGREES: Final = 1.5
_MONTH_AGREES: Final = 0.5
_MONTH_DIFFERS: Final = -0.5
_YEAR_DIFFERS: Final = -2.0
_AMOUNT_AGREES: Final = 0.7
_FAR_APART: Final = -1.1  # a year between publications, less for less

_UNKNOWN_GAP: Final = 120  # days, where a day of publication is not known

_Part = tuple[float, Callable[[], str]]  # a weight and the words that explain it, made where they are asked for


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for two tellings being one, and against it."""

    log_odds: float  #: above 0: the same
    why: tuple[str, ...]  #: each with its weight

    @property
    def score(self) -> float:
        """0 to 1, one half being the threshold."""
        return probability(self.log_odds)


def weigh(one: EventView, other: EventView, event_type: EventType) -> Weighed:
    """Compare two tellings of one type. Symmetric; depends on the two alone."""
    found = [part for part in _evidence(one, other, event_type) if part[0]]
    order = sorted(((weight, words()) for weight, words in found), key=lambda part: (-abs(part[0]), part[1]))
    return Weighed(_total(found), tuple(f"{weight:+.1f} {words}" for weight, words in order))


def log_odds(one: EventView, other: EventView, event_type: EventType) -> float:
    """:attr:`Weighed.log_odds` alone: most pairs are far apart, and nobody asks why."""
    return _total(part for part in _evidence(one, other, event_type) if part[0])


def probability(odds: float) -> float:
    """Of log-odds: 0 to 1, one half being the threshold."""
    return round(1 / (1 + math.exp(-odds)), 3)


def _total(found: Iterable[_Part]) -> float:
    return round(_THRESHOLD + sum(weight for weight, _ in found), 4)


def _evidence(one: EventView, other: EventView, event_type: EventType) -> Iterator[_Part]:
    if one.telling < other.telling:  # where two articles take a thing for different types, it is always the same's
        one, other = other, one
    ours, theirs = one.things, other.things
    story = ours.keys() & theirs.keys()
    types = ours
    agreed = one.all_in_things and other.all_in_things and all(ours[thing] is theirs[thing] for thing in story)
    if not agreed:
        types = {**theirs, **ours}
    yield from _fillers(one, other, event_type, types)
    near = one.near & other.near
    size = size_of(near, types)
    yield _SHARED_NEAR * min(size, 3), lambda: f"evidence names {_listed(near)}"
    least = min(one.near_size, other.near_size) if agreed else min(size_of(one.near, types), size_of(other.near, types))
    yield _NEAR_SHARE * size / (least or 1), lambda: "share of what their evidence names"
    size = size_of(story, types)
    least = min(one.things_size, other.things_size) if agreed else min(size_of(ours, types), size_of(theirs, types))
    yield _STORY_SHARE * size / max(least, _A_STORY), lambda: "share of what the articles name"
    yield _STORY_SIZE * min(size, 8) / 8, lambda: f"articles name {_listed(story)}"
    if size < _LITTLE:
        yield _LITTLE_SHARED, lambda: "the articles share little else"
    yield from _terms(one, other)
    yield from _times(one.time, other.time)
    yield from _amounts(one, other)
    gap = _gap(one.published, other.published)
    yield _FAR_APART * min(math.log1p(gap) / math.log(366), 1), lambda: f"published {gap} days apart"


def _fillers(
    one: EventView, other: EventView, event_type: EventType, types: Mapping[str, EntityType]
) -> Iterator[_Part]:
    for role in event_type.roles:
        a, b = one.roles.get(role.name), other.roles.get(role.name)
        if role.kind is FillerKind.ENTITY and a and b and not a & b:
            yield (_IDENTIFYING_DIFFERS if role.identifying else _OTHER_DIFFERS), _differs(role.name)
    # extraction takes a studio now for the agent, now for the vendor: any role will do
    shared = one.fillers & other.fillers
    yield _SHARED_FILLERS * min(size_of(shared, types), 2), lambda: f"roles share {_listed(shared)}"
    if not one.entities or not other.entities:
        yield _NO_FILLERS, lambda: "roles not told"


def _differs(role: str) -> Callable[[], str]:
    return lambda: f"{role} differs"


def _terms(one: EventView, other: EventView) -> Iterator[_Part]:
    ours, theirs = one.techniques, other.techniques
    if ("detection" in ours) != ("detection" in theirs):
        yield _ONLY_ONE_DETECTS, lambda: "only one is a detection"
    elif ours and theirs and not ours & theirs:
        yield _TECHNIQUE_DIFFERS, lambda: "technique differs"
    if one.values and other.values and not one.values & other.values:
        yield _VALUE_DIFFERS, lambda: "stance differs"


def _times(one: str, other: str) -> Iterator[_Part]:
    if not one or not other:
        return
    if one[:4] != other[:4]:
        yield _YEAR_DIFFERS, lambda: f"{one} or {other}"
    elif len(one) < 7 or len(other) < 7:
        yield _YEAR_AGREES, lambda: f"both in {one[:4]}"
    elif abs(int(one[5:7]) - int(other[5:7])) <= 1:
        yield _MONTH_AGREES, lambda: f"{one} and {other}"
    else:
        yield _MONTH_DIFFERS, lambda: f"{one} or {other}"


def _amounts(one: EventView, other: EventView) -> Iterator[_Part]:
    shared = one.numbers & other.numbers
    if shared:
        yield _AMOUNT_AGREES, lambda: f"both tell {', '.join(sorted(shared))}"


def _gap(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else _UNKNOWN_GAP


def _listed(things: Iterable[str]) -> str:
    names = sorted(iri.last_segment(thing) for thing in things)
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
