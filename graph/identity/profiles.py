"""All that is known of one IRI from the articles that name it and from the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph import iri
from graph.extract.register import LANGUAGES, Register, RegisterEntry
from graph.identity.names import folded
from graph.identity.occurrences import Occurrence
from graph.model import EntityType

_MINTED = {kind.value.lower(): kind for kind in EntityType}


@dataclass(slots=True)
class Profile:
    """What articles, and the register if it has it, tell of one IRI; counts are of articles."""

    iri: str
    entry: RegisterEntry | None = None
    names: Counter[str] = field(default_factory=Counter)  #: as articles write it; the register's count 0
    types: Counter[EntityType] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    related: Counter[tuple[str, str]] = field(default_factory=Counter)
    glossed: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    _full: tuple[str, ...] = ()  # what full_names gave since the last change

    @property
    def type(self) -> EntityType:
        """What it is: by the register, else what most articles took it for."""
        if self.entry is not None:
            return self.entry.type
        return min(self.types, key=lambda t: (-self.types[t], t.value))

    @property
    def label(self) -> str:
        """Its usual name: the register's, else the one most articles use, the longest of those."""
        if self.entry is not None:
            return self.entry.name
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n))

    @property
    def full_names(self) -> tuple[str, ...]:
        """Names to compare by: the register's, else those that no other of its names contains.

        What an article calls "Stewart" for short says nothing of who else is a Stewart.
        """
        if not self._full:
            self._full = tuple(_full_names(self.names) if self.entry is None else register_names(self.entry))
        return self._full

    def add(self, occurrence: Occurrence, times: int = 1) -> None:
        """Count an article in, or with ``times=-1`` out again."""
        self.articles += times
        self._full = ()
        for counter, values in (
            (self.names, {occurrence.name, *occurrence.surfaces}),
            (self.types, {occurrence.type}),
            (self.languages, {occurrence.language}),
            (self.beside, occurrence.beside),
            (self.related, occurrence.related),
            (self.glossed, occurrence.glossed),
        ):
            _count(counter, values, times)


def _full_names(names: Iterable[str]) -> Iterator[str]:
    parts = {name: folded(name) for name in sorted(names)}
    for name, own in parts.items():
        if own and not any(len(own) < len(other) and _within(own, other) for other in parts.values()):
            yield name


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return any(full[i : i + len(short)] == short for i in range(len(full) - len(short) + 1))


def _count(counter: Counter, values: object, times: int) -> None:  # type: ignore[type-arg]
    for value in values:  # type: ignore[attr-defined]
        counter[value] += times
        if times < 0 and counter[value] <= 0:
            del counter[value]


def registered(register: Register, entity_iri: str) -> RegisterEntry | None:
    """The entry of the register that has this IRI."""
    return register.entries.get(entity_iri.removeprefix(iri.registered_entity("")))


def register_names(entry: RegisterEntry) -> Iterator[str]:
    """All names of an entry, in whatever language."""
    return iter(dict.fromkeys(name for language in LANGUAGES for name in entry.names(language)))


def profile_of(entry: RegisterEntry) -> Profile:
    """What the register alone tells."""
    profile = Profile(iri.registered_entity(entry.id), entry)
    profile.names.update(dict.fromkeys(register_names(entry), 0))
    profile.related.update(
        {(predicate.value, iri.registered_entity(target)): 1 for predicate, target in entry.relations}
    )
    return profile


def type_of(entity_iri: str, register: Register) -> EntityType:
    """What an IRI by itself tells: the register's type, or the one in a minted IRI."""
    entry = registered(register, entity_iri)
    if entry is not None:
        return entry.type
    kind = entity_iri.removeprefix(iri.registered_entity("")).partition("/")[0]
    return _MINTED.get(kind, EntityType.ORGANIZATION)
