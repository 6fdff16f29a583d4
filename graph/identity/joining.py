"""Judgements and sure decisions made into groups, each with one IRI that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from graph import iri
from graph.extract.register import Register
from graph.identity.decide import AMBIGUOUS_RULES, Decision
from graph.identity.homonyms import Sense
from graph.identity.identity import Conflict, Identity, Link
from graph.identity.judgements import Judgement, Judgements, Verdict
from graph.identity.partition import Partition
from graph.identity.profiles import Profile, registered

_Pair = tuple[str, str]


def join(
    profiles: Mapping[str, Profile],
    sure: Mapping[_Pair, Decision],
    senses: Sequence[Sense],
    judgements: Judgements,
    register: Register,
) -> Identity:
    """Who is who: human judgements, then occurrences that mean another thing, then sure pairs, the surest first.

    A judgement of ``different`` is a wall that nothing gets over; the register's entries are different things unless a
    person says otherwise.
    """
    in_force = judgements.in_force()
    walls = [j.pair for j in in_force if j.verdict is Verdict.DIFFERENT]
    partition = Partition(walls)
    links: list[Link] = []
    conflicts: list[Conflict] = []
    for judgement in sorted(in_force, key=lambda j: (bool(j.rule), j.when, j.pair)):
        if judgement.verdict is not Verdict.SAME:
            continue
        if partition.join(*judgement.pair):
            links.append(_of_judgement(judgement))
        else:
            conflicts.append(Conflict(judgement.pair, partition.wall(*judgement.pair) or judgement.pair))
    judged = {name for j in in_force if j.verdict is not Verdict.UNSURE for name in j.pair}
    for one in sorted(senses, key=lambda s: s.occurrence):
        # a person's word on this occurrence is the last
        if one.occurrence not in judged and partition.join(one.occurrence, one.target):
            links.append(_link(one.occurrence, one.target, one.decision))
    unsure = {j.pair for j in in_force if j.verdict is Verdict.UNSURE}
    for pair, decision in _ranked(sure, unsure, partition):
        if not partition.together(*pair) and _one_entry(pair, partition, register) and partition.join(*pair):
            links.append(_link(*pair, decision))
    occurrences = _occurrences(in_force, profiles)
    for node, entity in occurrences.items():
        if len(partition.members(node)) == 1:
            partition.join(node, entity)
    return _identity(partition, profiles, occurrences, register, links, conflicts)


def _ranked(
    sure: Mapping[_Pair, Decision], unsure: Collection[_Pair], partition: Partition
) -> Iterator[tuple[_Pair, Decision]]:
    """Pairs from the surest down, without those whose short name fits two things."""
    rivals: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair, decision in sure.items():
        if decision.rule in AMBIGUOUS_RULES:
            other = pair[0] if decision.short == pair[1] else pair[1]
            rivals[decision.short, decision.rule].add(partition.group(other))
    for pair in sorted(sure, key=lambda p: (-sure[p].log_odds, p)):
        decision = sure[pair]
        alone = decision.rule not in AMBIGUOUS_RULES or len(rivals[decision.short, decision.rule]) == 1
        if pair not in unsure and alone:
            yield pair, decision


def _one_entry(pair: _Pair, partition: Partition, register: Register) -> bool:
    return not all(any(registered(register, m) for m in partition.members(name)) for name in pair)


def _occurrences(in_force: Sequence[Judgement], profiles: Mapping[str, Profile]) -> dict[str, str]:
    """Occurrences that judgements name, with the IRI that their article has for them."""
    return {
        name: entity
        for judgement in in_force
        for name in judgement.pair
        if (entity := iri.entity_of_occurrence(name)) and entity in profiles
    }


def _identity(
    partition: Partition,
    profiles: Mapping[str, Profile],
    occurrences: Mapping[str, str],
    register: Register,
    links: Sequence[Link],
    conflicts: Sequence[Conflict],
) -> Identity:
    canonicals: dict[str, str] = {}
    labels: dict[str, str] = {}
    types: dict[str, str] = {}
    # what is told apart in one article alone stands for itself there
    canonicals.update((node, node) for node in occurrences if len(partition.members(node)) == 1)
    for group in partition.groups():
        known = [m for m in group if m in profiles or registered(register, m)]
        canonical = _canonical(group, register)
        canonicals.update(dict.fromkeys(group, canonical))
        entry = registered(register, canonical)
        shown = max((profiles[m] for m in known if m in profiles), key=lambda p: (p.articles, p.iri), default=None)
        if entry is not None:
            labels[canonical], types[canonical] = entry.name, entry.type.value
        elif shown is not None:
            labels[canonical], types[canonical] = shown.label, shown.type.value
    return Identity(
        canonicals=dict(sorted(canonicals.items())),
        links=tuple(sorted(links, key=lambda k: (k.left, k.right, k.rule))),
        conflicts=tuple(conflicts),
        labels=dict(sorted(labels.items())),
        types=dict(sorted(types.items())),
    )


def _canonical(group: Sequence[str], register: Register) -> str:
    """An entry of the register, else an entity, else an occurrence; the smallest, so that it stays as groups grow."""
    return min(
        group,
        key=lambda m: (
            registered(register, m) is None,
            not m.startswith(iri.BASE),
            bool(iri.entity_of_occurrence(m)),
            m,
        ),
    )


def _of_judgement(judgement: Judgement) -> Link:
    why = f"{judgement.by}, {judgement.when}" + (f": {judgement.why}" if judgement.why else "")
    score = 1.0 if judgement.score is None else judgement.score
    return Link(judgement.left, judgement.right, judgement.rule or "judgement", score, (why,))


def _link(one: str, other: str, decision: Decision) -> Link:
    return Link(min(one, other), max(one, other), decision.rule, decision.score, decision.why)
