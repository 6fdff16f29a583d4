"""From mentions to entities: one for each thing, with partial names, acronyms and definite descriptions joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from graph import iri
from graph.extract.document import Document
from graph.extract.mentions import Mention
from graph.extract.register import RegisterEntry
from graph.extract.rules import Description, LanguageRules
from graph.model import Entity, EntityType, Span

_BEARERS_OF_SURNAMES = frozenset((EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER))
_ALIKE = 0.9  # of two names: one letter in ten
_PRONOUN_REACH = 2  # sentences from a pronoun back to its person


@dataclass(slots=True)
class _Cluster:
    type: EntityType
    name: str
    entry: RegisterEntry | None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Located:
    """An entity at one place of the text."""

    entity: str  #: local id
    type: EntityType
    subtype: str
    first: int
    last: int
    span: Span
    pronoun: bool = False  #: it stands for the entity in this sentence, but does not name it


@dataclass(frozen=True)
class Entities:
    """The entities of an article and where each is mentioned, in text order."""

    all: tuple[Entity, ...]
    located: tuple[Located, ...]

    def within(self, first: int, last: int) -> list[Located]:
        """Mentions that begin within tokens ``first`` to ``last``."""
        return [m for m in self.located if first <= m.first < last]


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


def with_pronouns(document: Document, entities: Entities, rules: LanguageRules) -> Entities:
    """ "she" stands for the person last spoken of: in the same sentence, else the first of the sentences before."""
    people = [m for m in entities.located if m.type is EntityType.PERSON]
    taken = {t for m in entities.located for t in range(m.first, m.last)}
    found: list[Located] = []
    for token, word in enumerate(document.lower):
        if word not in rules.person_pronouns or token in taken:
            continue
        sentence = document.sentence_at(token)
        owner = next((m for m in reversed(people) if sentence.first <= m.first < token), None)
        for back in range(1, _PRONOUN_REACH + 1):
            if owner is not None or sentence.index - back < 1:
                break
            before = document.sentences[sentence.index - back]
            owner = next((m for m in people if before.first <= m.first < before.last), None)
        if owner is not None:
            span = document.span(token, token + 1)
            found.append(Located(owner.entity, owner.type, owner.subtype, token, token + 1, span, pronoun=True))
    return Entities(entities.all, tuple(sorted((*entities.located, *found), key=lambda m: (m.first, m.last))))


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


def with_descriptions(document: Document, entities: Entities, rules: LanguageRules) -> Entities:
    """ "the streamer": the last fitting entity named before; none that was only described counts."""
    taken = {t for m in entities.located for t in range(m.first, m.last)}
    lower = document.lower
    phrases: dict[str, list[tuple[tuple[str, ...], Description]]] = defaultdict(list)
    for description in rules.descriptions:
        words = tuple(_words(description.phrase))
        phrases[words[0]].append((words, description))
    found: list[Located] = []
    for first in range(len(lower)):
        for words, description in phrases.get(lower[first], ()):
            last = first + len(words)
            if lower[first:last] != words or any(t in taken for t in range(first, last)):
                continue
            owner = _antecedent(description, [m for m in entities.located if m.first < first])
            if owner is not None:
                span = document.span(first, last)
                found.append(Located(owner.entity, owner.type, owner.subtype, first, last, span))
                taken.update(range(first, last))
    more: dict[str, list[Span]] = defaultdict(list)
    for mention in found:
        more[mention.entity].append(mention.span)
    return Entities(
        tuple(
            replace(e, mentions=tuple(sorted((*e.mentions, *more[e.id])))) if e.id in more else e for e in entities.all
        ),
        tuple(sorted((*entities.located, *found), key=lambda m: (m.first, m.last))),
    )


def _words(phrase: str) -> Iterator[str]:
    for word in phrase.split():
        head, mark, tail = word.partition("'")
        yield head + mark
        if tail:
            yield tail


def _antecedent(description: Description, before: Sequence[Located]) -> Located | None:
    for mention in reversed(before):
        if mention.type is not description.type or mention.subtype == "outlet":
            continue
        if not description.subtypes or mention.subtype in description.subtypes:
            return mention
    return None


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
