"""From tellings to events: what several sentences tell of one happening becomes one event with several claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import Claim, Event, FillerKind, RoleFiller, Segment
from graph.vocabulary import EventType

#: roles whose fillers tell two happenings of a type apart
IDENTIFYING: dict[str, frozenset[str]] = {
    "AIUse": frozenset({"work"}),
    "Launch": frozenset({"system"}),
    "Production": frozenset({"work"}),
    "Licensing": frozenset({"licensor", "licensee"}),
    "Investment": frozenset({"recipient", "investor"}),
    "Acquisition": frozenset({"target"}),
    "LabourAgreement": frozenset({"union"}),
    "CollectiveAction": frozenset({"actor"}),
    "LegalThreat": frozenset({"sender"}),
    "Lawsuit": frozenset({"plaintiff", "defendant"}),
    "Legislation": frozenset({"instrument"}),
    "RuleChange": frozenset({"authority"}),
    "Withdrawal": frozenset({"object"}),
    "Stance": frozenset({"holder"}),
    "Recognition": frozenset({"recipient"}),
    "Study": frozenset({"author"}),
}


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

    def fillers(self, role: str) -> set[str]:
        return {f.value for f in self.roles if f.role == role and f.kind is FillerKind.ENTITY}


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
    """How many fillers are shared; None where an identifying role has others."""
    shared = 0
    for role in told.type.roles:
        ours = {f.value for f in told.roles if f.role == role.name and f.kind is FillerKind.ENTITY}
        theirs = event.fillers(role.name)
        if not ours or not theirs:
            continue
        if ours & theirs:
            shared += len(ours & theirs)
        elif role.name in IDENTIFYING.get(told.type.name, ()):
            return None
    return shared


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
