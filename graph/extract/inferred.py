"""Relations that an article states in pieces: an office whose company is meant, a fact of the register recalled, a cast
of which the first member alone stands beside the verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph import iri
from graph.extract.entities import Located
from graph.extract.reading import Reading
from graph.extract.register import Register
from graph.extract.relations import SIGNATURES
from graph.extract.roles import coordinated
from graph.model import EntityType, Predicate, Relation

_SIDE_BY_SIDE = 5  # tokens between two names of which one tells the other's place
_BESIDE = 3  # tokens between an office and who holds it
_BACK = 2  # sentences in which the company of an office is looked for
_NO_EMPLOYERS = frozenset(("outlet", "court", "award-body"))


@dataclass(frozen=True)
class Inference:
    """Completes what patterns and models found in one article."""

    register: Register

    def complete(self, reading: Reading, stated: Iterable[Relation]) -> list[Relation]:
        """The relations stated, and those that follow; in text order, each once."""
        found = {(r.subject, r.predicate, r.object): r for r in stated}
        for relation in (
            *self._recalled(reading),
            *_offices(reading, {r.subject for r in found.values() if r.predicate is Predicate.WORKS_FOR}),
            *_casts(reading, list(found.values())),
        ):
            found.setdefault((relation.subject, relation.predicate, relation.object), relation)
        return sorted(found.values(), key=lambda r: (r.evidence, r.subject, r.predicate, r.object))

    def _recalled(self, reading: Reading) -> Iterator[Relation]:
        """A relation of the register whose ends stand side by side: "OpenAI's Sora", "Netflix co-CEO Ted Sarandos".

        Two names that one sentence merely has do not state it; the article must be the evidence, not the register.
        """
        entry_of = {e.id: entry for e in reading.entities.all if (entry := self._entry(e.iri)) in self.register.entries}
        types = {e.id: e.type for e in reading.entities.all}
        for sentence in reading.document.sentences:
            named = [m for m in reading.mentions[sentence.index] if m.entity in entry_of]
            for left, right in pairwise(named):
                if right.first - left.last > _SIDE_BY_SIDE:
                    continue
                for subject, object_ in ((left.entity, right.entity), (right.entity, left.entity)):
                    for predicate, target in self.register.entries[entry_of[subject]].relations:
                        domain, range_ = SIGNATURES[predicate]
                        fits = types[subject] in domain and types[object_] in range_
                        if target == entry_of[object_] and fits:
                            yield Relation(subject, predicate, object_, sentence.span)

    @staticmethod
    def _entry(entity_iri: str) -> str:
        return entity_iri.removeprefix(iri.registered_entity(""))


def _offices(reading: Reading, employed: set[str]) -> Iterator[Relation]:
    """ "its co-CEO, Ted Sarandos": the company is the one last spoken of."""
    for sentence in reading.document.sentences:
        for mention in reading.mentions[sentence.index]:
            if mention.type is not EntityType.PERSON or mention.pronoun or mention.entity in employed:
                continue
            if not _beside_office(reading, mention):
                continue
            company = _company(reading, sentence.index, mention)
            if company is not None:
                employed.add(mention.entity)
                yield Relation(mention.entity, Predicate.WORKS_FOR, company, sentence.span)


def _beside_office(reading: Reading, mention: Located) -> bool:
    words = reading.rules.office_words
    document = reading.document
    before = range(max(0, mention.first - _BESIDE), mention.first)
    after = range(mention.last, min(mention.last + _BESIDE + 2, len(document.lower)))
    near = [t for t in (*before, *after) if document.lower[t] in words or document.lemma[t] in words]
    apposition = document.lower[mention.last : mention.last + 1] == (",",)
    return any(
        (t in before or apposition) and document.lower[t - 1] in reading.rules.possessives for t in near if t > 0
    )


def _company(reading: Reading, index: int, mention: Located) -> str | None:
    here = [m for m in reading.mentions[index] if m.last <= mention.first and _employs(m)]
    if here:
        return here[-1].entity
    for back in range(1, _BACK + 1):
        before = [m for m in reading.mentions.get(index - back, ()) if _employs(m)]
        if before:
            return before[0].entity
    return None


def _employs(mention: Located) -> bool:
    return mention.type is EntityType.ORGANIZATION and mention.subtype not in _NO_EMPLOYERS


def _casts(reading: Reading, stated: Iterable[Relation]) -> Iterator[Relation]:
    """ "starring A, B and C": what holds of A holds of B and C."""
    by_span = {s.span: reading.mentions[s.index] for s in reading.document.sentences}
    for relation in stated:
        mentions = by_span.get(relation.evidence, ())
        if relation.predicate is not Predicate.PERFORMED_BY:
            continue
        for mention in mentions:
            if mention.entity == relation.object:
                for other in coordinated(reading, mention, mentions):
                    yield Relation(relation.subject, relation.predicate, other.entity, relation.evidence)
