"""From tellings to events: what several sentences tell of one happening becomes one event with several claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import Claim, Event, FillerKind, RoleFiller, Segment
from graph.vocabulary import EventType

_UNSPECIFIC = frozenset({"generative-ai"})  # said of every use, so it tells none apart


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells of one event."""

    type: EventType
    roles: tuple[RoleFiller, ...]
    claim: Claim
    time: str = ""


@dataclass(slots=True)
class _Growing:
    type: EventType
    roles: list[RoleFiller] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    times: list[str] = field(default_factory=list)

    def add(self, told: Told) -> None:
        self.roles.extend(f for f in told.roles if f not in self.roles)
        self.claims.append(told.claim)
        if told.time:
            self.times.append(told.time)


def join(told: Iterable[Told]) -> tuple[Event, ...]:
    """Events in the order of their first telling; ids ``v1``, ``v2`` …"""
    growing: list[_Growing] = []
    for one in told:
        home = _home(one, growing)
        if home is None:
            home = _Growing(one.type)
            growing.append(home)
        home.add(one)
    return tuple(_finished(f"v{number}", event) for number, event in enumerate(growing, 1))


def _home(told: Told, growing: list[_Growing]) -> _Growing | None:
    """The event this telling belongs to: one of its type that no role tells apart, best the one sharing most."""
    best: _Growing | None = None
    best_score = -1
    for event in reversed(growing):
        if event.type.name != told.type.name:
            continue
        score = _agreement(told, event)
        if score is not None and score > best_score:
            best, best_score = event, score
    return best


def _agreement(told: Told, event: _Growing) -> int | None:
    """How many fillers are shared; None where the two cannot be one happening.

    They cannot where an identifying role has others, where all that both name differs, where the months told differ,
    or where another technique is meant.
    """
    if told.time and event.times and not any(_compatible(told.time, time) for time in event.times):
        return None
    shared = differing = 0
    for role in told.type.roles:
        ours, theirs = _values(told.roles, role.name), _values(event.roles, role.name)
        if not ours or not theirs:
            continue
        if ours & theirs:
            shared += len(ours & theirs) if role.kind is FillerKind.ENTITY else 0
        elif role.identifying:
            return None
        elif role.kind is FillerKind.ENTITY:
            differing += 1
    return None if differing and not shared else shared


def _values(roles: Iterable[RoleFiller], name: str) -> set[str]:
    return {f.value for f in roles if f.role == name} - _UNSPECIFIC


def _compatible(one: str, other: str) -> bool:
    """Whether two times agree to the month, as far as both are told."""
    one, other = one[:7], other[:7]
    return one.startswith(other) or other.startswith(one)


def _finished(event_id: str, event: _Growing) -> Event:
    order = {role.name: i for i, role in enumerate(event.type.roles)}
    roles = tuple(sorted(event.roles, key=lambda f: order[f.role]))
    claims = tuple(sorted(event.claims, key=lambda c: (c.segment is not Segment.TITLE, c.evidence.start)))
    return Event(event_id, event.type.name, roles, claims, _time(event.times))


def _time(times: list[str]) -> str:
    """The first time told, made more exact by a later one that agrees with it."""
    if not times:
        return ""
    chosen = times[0]
    for other in times[1:]:
        if other.startswith(chosen):
            chosen = other
    return chosen
