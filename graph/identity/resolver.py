"""From occurrences to identity: profiles compared in their blocks, then joined with judgements above all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from graph import iri
from graph.extract.register import Register, load_register
from graph.identity.candidates import Block, blocks, pairs_within
from graph.identity.decide import AUTOMATIC, DOUBTFUL, Decision, decide
from graph.identity.homonyms import Sense, sense
from graph.identity.identity import Identity
from graph.identity.joining import join
from graph.identity.judgements import Judgements
from graph.identity.occurrences import Occurrence
from graph.identity.profiles import Profile, profile_of, registered

_Pair = tuple[str, str]
_MOST_IN_BLOCK = 400  #: profiles; a block with more tells nothing of any two of them


def resolve(
    occurrences: Iterable[Occurrence], judgements: Judgements | None = None, register: Register | None = None
) -> Identity:
    """Which IRIs stand for one thing. The order of the occurrences does not count."""
    resolver = Resolver(register)
    resolver.add(occurrences)
    return resolver.identity(judgements or Judgements())


@dataclass
class Resolver:
    """The occurrences of many articles, kept ready for more.

    Only profiles that changed are compared anew, and only within their blocks; what comes of it is at any time what
    all occurrences at once would give.
    """

    register: Register = field(default_factory=load_register)

    def __init__(self, register: Register | None = None) -> None:
        self.register = register or load_register()
        self.profiles: dict[str, Profile] = {}
        self._of_article: dict[str, dict[str, Occurrence]] = defaultdict(dict)
        self._senses: dict[str, Sense] = {}  # by occurrence IRI
        self._blocks: dict[Block, set[str]] = defaultdict(set)  # of profiles that articles name
        self._in: dict[str, set[Block]] = {}
        self._decisions: dict[_Pair, Decision] = {}
        self._partners: dict[str, set[str]] = defaultdict(set)
        self._changed: set[str] = set()

    def add(self, occurrences: Iterable[Occurrence]) -> None:
        """Count occurrences in; one that its article had before is replaced."""
        for one in occurrences:
            if (before := self._of_article[one.article].get(one.iri)) is not None:
                self._forget(before)
            self._of_article[one.article][one.iri] = one
            profile = self.profiles.get(one.iri)
            if profile is None:
                entry = registered(self.register, one.iri)
                profile = profile_of(entry) if entry else Profile(one.iri)
                self.profiles[one.iri] = profile
            profile.add(one)
            self._changed.add(one.iri)
            if (found := sense(one, self.register)) is not None and found.decision.score >= DOUBTFUL:
                self._senses[found.occurrence] = found

    def remove(self, article_id: str) -> None:
        """Forget what an article names."""
        for one in self._of_article.pop(article_id, {}).values():
            self._forget(one)

    def articles_of(self, entity_iri: str) -> tuple[str, ...]:
        """Ids of the articles that name an IRI, sorted."""
        return tuple(sorted(a for a, found in self._of_article.items() if entity_iri in found))

    def occurrences(self) -> Iterator[Occurrence]:
        """All of them."""
        for found in self._of_article.values():
            yield from found.values()

    def identity(self, judgements: Judgements) -> Identity:
        """Who is who, by the judgements first and then by what is sure enough."""
        self._compare()
        return join(
            self.profiles,
            {pair: d for pair, d in self._decisions.items() if d.score >= AUTOMATIC},
            [s for s in self._senses.values() if s.decision.score >= AUTOMATIC],
            judgements,
            self.register,
        )

    def decisions(self) -> Mapping[_Pair, Decision]:
        """What is at least doubtful, by pair of IRIs."""
        self._compare()
        return self._decisions

    def senses(self) -> Mapping[str, Sense]:
        """Occurrences that seem to mean another bearer of their name, at least doubtfully."""
        return self._senses

    # ------------------------------------------------------------------ comparing

    def _forget(self, one: Occurrence) -> None:
        self._senses.pop(iri.occurrence(one.article, one.iri), None)
        profile = self.profiles[one.iri]
        profile.add(one, -1)
        if profile.entry is not None:
            profile.names.update(dict.fromkeys(profile_of(profile.entry).names, 0))
        self._changed.add(one.iri)

    def _compare(self) -> None:
        changed = sorted(self._changed)
        self._changed.clear()
        for name in changed:
            for partner in self._partners.pop(name, ()):
                self._decisions.pop((min(name, partner), max(name, partner)), None)
                self._partners[partner].discard(name)
            for block in self._in.pop(name, ()):
                self._blocks[block].discard(name)
            if self.profiles[name].articles <= 0:
                del self.profiles[name]
                continue
            self._in[name] = blocks(self.profiles[name])
            for block in self._in[name]:
                self._blocks[block].add(name)
        done: set[_Pair] = set()
        for name in changed:
            if name in self.profiles:
                self._compare_one(self.profiles[name], done)

    def _compare_one(self, profile: Profile, done: set[_Pair]) -> None:
        for other in self._neighbours(profile):
            pair = (min(profile.iri, other.iri), max(profile.iri, other.iri))
            if pair in done:
                continue
            done.add(pair)
            decision = decide(profile, other, self.register)
            if decision is not None and decision.score >= DOUBTFUL:
                self._decisions[pair] = decision
                self._partners[profile.iri].add(other.iri)
                self._partners[other.iri].add(profile.iri)

    def _neighbours(self, profile: Profile) -> list[Profile]:
        found: dict[str, Profile] = {}
        static = _register_blocks(self.register)
        for block in self._in[profile.iri]:
            members = [self.profiles[name] for name in self._blocks[block]]
            if profile.entry is None:
                # an entry that no article names yet
                members += [static[1][name] for name in static[0].get(block, ()) if name not in self.profiles]
            if len(members) <= _MOST_IN_BLOCK:
                found.update((other.iri, other) for other in pairs_within(block, members, profile))
        for name in profile.glossed:
            if name in self.profiles and name != profile.iri and not (profile.entry and self.profiles[name].entry):
                found[name] = self.profiles[name]
        return [found[name] for name in sorted(found)]


@cache
def _register_blocks(register: Register) -> tuple[Mapping[Block, tuple[str, ...]], Mapping[str, Profile]]:
    profiles = {p.iri: p for p in map(profile_of, register.entries.values())}
    found: dict[Block, list[str]] = defaultdict(list)
    for profile in profiles.values():
        for block in blocks(profile):
            found[block].append(profile.iri)
    return {block: tuple(members) for block, members in found.items()}, profiles
