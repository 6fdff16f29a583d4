"""From mentions to entities: one for each thing, with partial names, acronyms and definite descriptions joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from graph import iri
from graph.extract.anaphora import with_descriptions, with_pronouns
from graph.extract.document import Document
from graph.extract.located import Entities, Located
from graph.extract.mentions import Mention
from graph.extract.register import RegisterEntry
from graph.extract.rules import LanguageRules
from graph.model import Entity, EntityType

__all__ = ["Entities", "Located", "cluster", "with_descriptions", "with_pronouns"]

_BEARERS_OF_SURNAMES = frozenset((EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER))
_ALIKE = 0.9  # of two names: one letter in ten


@dataclass(slots=True)
class _Cluster:
    type: EntityType
    name: str
    entry: RegisterEntry | None
    mentions: list[Mention] = field(default_factory=list)


def cluster(document: Document, mentions: Sequence[Mention], rules: LanguageRules) -> Entities:
    """Join mentions of one thing, name it, give it its identity."""
    clusters: dict[str, _Cluster] = {}
    for mention in sorted(mentions, key=lambda m: (m.entry is None, -(m.last - m.first), m.first)):
        surface = mention.span.of(document.text)
        key = _key(mention, surface, clusters)
        found = clusters.get(key)
        if found is None:
            name = mention.entry.name if mention.entry else surface
            found = clusters[key] = _Cluster(mention.type, name, mention.entry)
        found.mentions.append(mention)
    for one in clusters.values():
        if one.entry is None:
            one.type = Counter(m.type for m in one.mentions).most_common(1)[0][0]
    _join_acronyms(document, clusters)
    _add_partial_names(document, clusters, rules)
    ordered = sorted(clusters.values(), key=lambda c: min(m.first for m in c.mentions))
    named = _finish(document, ordered)
    return with_pronouns(document, with_descriptions(document, named, rules), rules)


def _key(mention: Mention, surface: str, clusters: dict[str, _Cluster]) -> str:
    if mention.entry is not None:
        return "=" + mention.entry.id
    folded = iri.slug(surface)
    for key, other in clusters.items():
        if other.type not in _BEARERS_OF_SURNAMES:
            continue
        name = iri.slug(other.name)
        # a surname alone is that person, whatever it looks like by itself; so is a slip of the pen
        if name.endswith("-" + folded) or (mention.type is other.type and _slip(folded, name)):
            return key
        if mention.last - mention.first == 1 and name.startswith(folded + "-"):
            return key
    # one name, one thing, whatever each of its places looks like
    same = next((key for key, other in clusters.items() if key == "?" + folded or iri.slug(other.name) == folded), None)
    return same or "?" + folded


def _slip(one: str, other: str) -> bool:
    """Two full names that differ by a letter or two: "Sarantos" for "Sarandos"."""
    if "-" not in one or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _join_acronyms(document: Document, clusters: dict[str, _Cluster]) -> None:
    """ "Writers Guild of America (WGA)": the bracketed acronym is the name before it."""
    doc = document.doc
    ends = {m.last: key for key, c in clusters.items() for m in c.mentions}
    for key, found in list(clusters.items()):
        for mention in found.mentions:
            if mention.entry is None and mention.first > 0 and doc[mention.first - 1].text == "(":
                owner = ends.get(mention.first - 1)
                if owner is not None and owner != key and owner in clusters and clusters[owner].type is found.type:
                    clusters[owner].mentions.extend(found.mentions)
                    del clusters[key]
                    break


def _add_partial_names(document: Document, clusters: dict[str, _Cluster], rules: LanguageRules) -> None:
    """Surnames alone, for people named in full elsewhere in the article."""
    surnames: dict[str, list[_Cluster]] = defaultdict(list)
    for found in clusters.values():
        if found.type not in _BEARERS_OF_SURNAMES:
            continue
        for name in {found.name, *(m.span.of(document.text) for m in found.mentions)}:
            words = name.split()
            for start in range(1, len(words)):
                surnames[" ".join(words[start:])].append(found)
    taken = {t for c in clusters.values() for m in c.mentions for t in range(m.first, m.last)}
    for first in range(len(document.doc)):
        if first in taken or not document.doc[first].text[:1].isupper() or document.lower[first] in rules.never_names:
            continue
        for last in range(min(first + 3, len(document.doc)), first, -1):
            surface = document.span(first, last).of(document.text)
            owners = {id(c): c for c in surnames.get(surface, ())}
            if len(owners) == 1 and not any(t in taken for t in range(first, last)):
                owner = next(iter(owners.values()))
                owner.mentions.append(Mention(first, last, document.span(first, last), owner.type, owner.entry))
                taken.update(range(first, last))
                break


def _finish(document: Document, clusters: Iterable[_Cluster]) -> Entities:
    entities: list[Entity] = []
    located: list[Located] = []
    used: set[str] = set()
    for found in clusters:
        name = found.name if found.entry else max((m.span.of(document.text) for m in found.mentions), key=len)
        base = found.entry.id if found.entry else iri.slug(name)
        local = base if base not in used else f"{base}-{found.type.value.lower()}"
        used.add(local)
        identity = iri.registered_entity(found.entry.id) if found.entry else iri.minted_entity(found.type, name)
        spans = tuple(sorted({m.span for m in found.mentions}))
        entities.append(Entity(local, found.type, name, spans, identity))
        subtype = found.entry.subtype if found.entry else ""
        located.extend(Located(local, found.type, subtype, m.first, m.last, m.span) for m in found.mentions)
    return Entities(tuple(entities), tuple(sorted(located, key=lambda m: (m.first, m.last))))
