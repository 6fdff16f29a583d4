"""Candidates for the register's entries, weighed by our own lights and kept with where and when they were found.

Nothing is taken for true because a service says it: a candidate becomes the same thing by a judgement alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import fuzz

from flows.gazetteer.reconciliation import Proposal, Reconciliation
from flows.gazetteer.sparql import Endpoint, Facts
from graph.errors import SettingsError, StoreError
from graph.extract.register import Register, RegisterEntry
from graph.identity.names import folded, key, words
from graph.identity.profiles import register_names
from graph.model import EntityType

BATCH: Final = 10  # names a request: what Wikidata's reconciliation service asks for

_NAME: Final = {True: 3.0, False: 2.0}  # log-odds of one name, by whether it has several words
_LIKE: Final = 0.0
_UNLIKE: Final = -3.0
_FURTHER_NAME: Final = 1.0  # for each, two at most
_TYPE: Final = 1.5
_OTHER_TYPE: Final = -3.0
_RIVAL: Final = -2.0  # another candidate fits as well
_ALIKE: Final = 90  # of 100

# words in the English names of classes, by what they tell
_CLASSES: Final[Mapping[EntityType, frozenset[str]]] = {
    kind: frozenset(found.split())
    for kind, found in {
        EntityType.PERSON: "human person",
        EntityType.ORGANIZATION: """company business organization organisation enterprise corporation studio label union
            guild court agency newspaper magazine broadcaster publisher association website startup academy band duo
            developer distributor group institution federation network periodical platform service""",
        EntityType.CREATIVE_WORK: "film series novel book album song game manga comic musical television franchise",
        EntityType.AI_SYSTEM: "software model chatbot application intelligence",
        EntityType.SYNTHETIC_PERFORMER: "virtual avatar fictional character",
        EntityType.LEGAL_INSTRUMENT: "law act statute directive regulation treaty agreement bill",
        EntityType.OCCASION: "award festival event ceremony conference prize convention",
        EntityType.PLACE: "city country state town region province municipality metropolis capital",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity of a service that may be an entry of the register."""

    iri: str
    label: str
    description: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    score: float  #: 0 to 1, ours
    why: tuple[str, ...]
    service_score: float | None = None  #: as the reconciliation service counts
    service_match: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one entry, and when."""

    entry: str  #: id
    name: str
    when: str  #: ISO 8601, UTC
    services: tuple[str, ...]  #: addresses asked
    candidates: tuple[Candidate, ...] = ()  #: the likeliest first
    problem: str = field(default="")  #: why nothing could be asked


def refresh(
    entries: Sequence[RegisterEntry],
    reconciliation: Reconciliation | None,
    endpoint: Endpoint | None,
    *,
    services: Sequence[str],
    when: str,
    limit: int,
) -> Iterator[Found]:
    """Ask for candidates, ten entries at a time. Raises FetchError, TransientFetchError."""
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        names = [entry.name for entry in batch]
        proposals: list[tuple[Proposal, ...]] = [()] * len(batch)
        if reconciliation is not None:
            proposals = reconciliation.propose(names, limit)
        proposed = [{reconciliation.iri(p.id): p for p in found} if reconciliation else {} for found in proposals]
        named = endpoint.named(names, limit) if endpoint is not None else {}
        items = [
            list(dict.fromkeys((*found, *named.get(entry.name, ()))))
            for entry, found in zip(batch, proposed, strict=True)
        ]
        facts = endpoint.facts(sorted({i for of_entry in items for i in of_entry})) if endpoint is not None else {}
        for entry, found, of_entry in zip(batch, proposed, items, strict=True):
            weighed = _weighed(entry, of_entry, found, facts)
            yield Found(entry.id, entry.name, when, tuple(services), tuple(weighed[:limit]))


def _weighed(
    entry: RegisterEntry, items: Sequence[str], proposed: Mapping[str, Proposal], facts: Mapping[str, Facts]
) -> list[Candidate]:
    parts = {item: _evidence(entry, _known(item, proposed, facts)) for item in items}
    sums = {item: math.fsum(weight for weight, _ in found) for item, found in parts.items()}
    candidates = []
    for item in items:
        known = _known(item, proposed, facts)
        rivals = [other for other in items if other != item and sums[other] >= sums[item]]
        why = parts[item] + ([(_RIVAL, f"{len(rivals)} others fit as well")] if rivals else [])
        total = math.fsum(weight for weight, _ in why)
        proposal = proposed.get(item)
        candidates.append(
            Candidate(
                iri=item,
                label=known.label,
                description=known.description,
                types=known.types,
                names=known.names,
                score=round(1 / (1 + math.exp(-total)), 3),
                why=tuple(f"{weight:+.1f} {text}" for weight, text in why),
                service_score=proposal.score if proposal else None,
                service_match=proposal.match if proposal else False,
            )
        )
    return sorted(candidates, key=lambda c: (-c.score, c.iri))


def _known(item: str, proposed: Mapping[str, Proposal], facts: Mapping[str, Facts]) -> Facts:
    """What the endpoint tells, else what the proposal does."""
    if item in facts:
        return facts[item]
    p = proposed.get(item)
    return Facts(p.name, (p.name,), p.types, p.description) if p else Facts("", (), (), "")


def _evidence(entry: RegisterEntry, known: Facts) -> list[tuple[float, str]]:
    ours = {key(name): name for name in register_names(entry)}
    theirs = {key(name) for name in known.names}
    shared = sorted(ours[k] for k in ours.keys() & theirs)
    found: list[tuple[float, str]] = []
    if shared:
        several = any(len(folded(name)) > 1 for name in shared)
        found.append((_NAME[several], f"{shared[0]!r} is its name"))
        if len(shared) > 1:
            found.append((_FURTHER_NAME * min(len(shared) - 1, 2), f"so is {', '.join(shared[1:3])}"))
    else:
        alike = max((fuzz.ratio(a, b) for a in ours for b in theirs), default=0.0)
        found.append((_LIKE, "its name is alike") if alike >= _ALIKE else (_UNLIKE, "no name of it is like ours"))
    told = {kind for kind, class_words in _CLASSES.items() if class_words & {w for t in known.types for w in words(t)}}
    if entry.type in told:
        found.append((_TYPE, f"is a {', '.join(known.types[:2])}"))
    elif told and not told & set(entry.also):
        found.append((_OTHER_TYPE, f"is a {', '.join(known.types[:2])}, not a {entry.type.value}"))
    return found


# --------------------------------------------------------------------------- what was found, kept

_FOUND = TypeAdapter(Found)


def load_found(path: Path) -> dict[str, Found]:
    """What was found last for each entry, by id. Raises SettingsError naming the line."""
    if not path.exists():
        return {}
    last = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found = _FOUND.validate_json(line)
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["msg"]
            raise SettingsError(f"{path}, line {number}: {reason}; delete the line and refresh again") from None
        last[found.entry] = found
    return last


def append_found(path: Path, found: Iterable[Found]) -> None:
    """Add to what was found, batch by batch: a refresh that is stopped goes on where it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from None


def chosen(register: Register, ids: Sequence[str], kinds: Sequence[EntityType]) -> list[RegisterEntry]:
    """Entries by id or type, all where neither is given. Raises SettingsError for an id that does not exist."""
    for entry_id in ids:
        if entry_id not in register.entries:
            raise SettingsError(f"the register has no entry {entry_id!r}")
    wanted = register.entries.values()
    return [e for e in wanted if (not ids or e.id in ids) and (not kinds or e.type in kinds)]
