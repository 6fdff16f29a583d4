"""One name, several things of the register: which of them does one article mean?

"Universal" is a studio or a music company, "Midjourney" a firm or its tool. What the article names beside it tells;
how often each is meant in general only decides where nothing else does, and then in favour of the IRI that is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph import iri
from graph.extract.register import Register, RegisterEntry
from graph.identity.decide import Decision
from graph.identity.names import key
from graph.identity.occurrences import Occurrence
from graph.identity.profiles import register_names, registered
from graph.model import EntityType

_OWNER: Final = 1.0  # the bearer that is meant more often
_NAMED: Final = 3.0  # the article names it in full
_RELATED: Final = 2.0  # for each thing beside it that the register relates to it, two at most
_FIELD: Final = 0.4  # for each thing of its field
_MOST_FIELD: Final = 2.5
_KIND: Final = 2.0  # a word beside the name says what it is
_TOOL: Final = 3.0

_FIELDS: Final[Mapping[str, str]] = {
    subtype: field_
    for field_, subtypes in {
        "music": "label music-streamer band musician music music-model singer collecting-society",
        "film-tv": "studio streamer vfx film series broadcaster actor director film-tool video-model character",
        "games": "game-studio game-publisher game",
        "publishing": "publisher book writer",
    }.items()
    for subtype in subtypes.split()
}


@dataclass(frozen=True, slots=True)
class Sense:
    """What one article means by a name that several things bear."""

    occurrence: str  #: occurrence IRI
    target: str  #: IRI of the thing that seems to be meant
    decision: Decision


def sense(occurrence: Occurrence, register: Register) -> Sense | None:
    """The other bearer that the article seems to mean; None where it means the one whose IRI it has."""
    entry = registered(register, occurrence.iri)
    if entry is None:
        return None
    node = iri.occurrence(occurrence.article, occurrence.iri)
    if occurrence.type is not entry.type and occurrence.type is EntityType.AI_SYSTEM in entry.also:
        words = f"+{_TOOL} the article uses {entry.name!r} as a tool, not as a firm"
        target = iri.minted_entity(occurrence.type, entry.name)
        return Sense(node, target, Decision("tool-of-firm", _TOOL, (words,)))
    bearers = _bearers(register).get(entry.id)
    if not bearers or not occurrence.surfaces:
        return None
    used = {key(surface) for surface in occurrence.surfaces}
    others = [other for other, shared in bearers.items() if used <= shared]
    if not others:
        return None
    beside = [found for other in occurrence.beside if (found := registered(register, other)) is not None]
    ours = dict(_speaks_for(entry, occurrence, beside))
    ours[f"{entry.name} is meant more often"] = _OWNER
    theirs = {other: dict(_speaks_for(register.entries[other], occurrence, beside)) for other in others}
    best = min(theirs, key=lambda other: (-sum(theirs[other].values()), other))
    total = sum(theirs[best].values()) - sum(ours.values())
    why = tuple(f"{v:+.1f} {words}" for words, v in theirs[best].items())
    why += tuple(f"{-v:+.1f} {words}" for words, v in ours.items())
    return Sense(node, iri.registered_entity(best), Decision("context", round(total, 4), why))


def _speaks_for(
    entry: RegisterEntry, occurrence: Occurrence, beside: list[RegisterEntry]
) -> Iterator[tuple[str, float]]:
    if iri.registered_entity(entry.id) in occurrence.beside:
        yield f"{entry.name} is named in full", _NAMED
    targets = {target for _, target in entry.relations}
    related = [
        other for other in beside if other.id in targets or any(target == entry.id for _, target in other.relations)
    ]
    if related:
        names = ", ".join(other.name for other in related[:3])
        yield f"{entry.name} is related to {names}", _RELATED * min(len(related), 2)
    field_ = _FIELDS.get(entry.subtype)
    same = [other for other in beside if field_ and _FIELDS.get(other.subtype) == field_ and other.id != entry.id]
    if same:
        names = ", ".join(other.name for other in same[:3])
        yield f"{entry.name} and {names} are of one field", min(_FIELD * len(same), _MOST_FIELD)
    if {entry.subtype, field_} & set(occurrence.kinds):
        yield f"a word beside the name fits {entry.name}", _KIND


@cache
def _bearers(register: Register) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """For each owner of a shared name the other bearers, each with the keys of the names they share."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in register.entries.values():
        for name in register_names(entry):
            owners[key(name)].add(entry.id)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entry in register.entries.values():
        for name in entry.shared:
            for owner in owners[key(name)] - {entry.id}:
                found[owner][entry.id].add(key(name))
    return {
        owner: {other: frozenset(names) for other, names in sorted(others.items())} for owner, others in found.items()
    }
