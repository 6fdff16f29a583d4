"""Relations that the register knows and a sentence recalls, and casts of which the first member alone stands beside
the verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from graph import iri
from graph.extract.document import Sentence
from graph.extract.reading import Reading
from graph.extract.register import Register
from graph.extract.relations import Proposed
from graph.extract.roles import coordinated
from graph.model import EntityType, Predicate, Relation

RECALLED = "known"  #: the kind of rule
_SIDE_BY_SIDE = 5  # tokens between two names of which one tells the other's place


@dataclass(frozen=True)
class Recollection:
    """What the register knows of names that stand together."""

    register: Register

    def proposed(self, reading: Reading, sentence: Sentence) -> Iterator[Proposed]:
        """A relation of the register whose ends stand side by side: "OpenAI's Sora", "Netflix co-CEO Ted Sarandos".

        Two names that one sentence merely has do not state it; the article must be the evidence, not the register.
        """
        entries = {e.id: self._entry(e.iri) for e in reading.entities.all}
        named = [m for m in reading.mentions[sentence.index] if entries[m.entity] in self.register.entries]
        for left, right in pairwise(named):
            if right.first - left.last > _SIDE_BY_SIDE:
                continue
            for subject, object_ in ((left, right), (right, left)):
                for predicate, target in self.register.entries[entries[subject.entity]].relations:
                    if target == entries[object_.entity]:
                        yield Proposed(subject, predicate, object_, RECALLED, sure=True)

    @staticmethod
    def _entry(entity_iri: str) -> str:
        return entity_iri.removeprefix(iri.registered_entity(""))


def with_casts(reading: Reading, stated: Iterable[Relation]) -> list[Relation]:
    """The relations, each once and in text order, and what "starring A, B and C" says of B and C."""
    found = {(r.subject, r.predicate, r.object): r for r in reversed(list(stated))}
    for relation in _casts(reading, list(found.values())):
        found.setdefault((relation.subject, relation.predicate, relation.object), relation)
    return sorted(found.values(), key=lambda r: (r.evidence, r.subject, r.predicate, r.object))


#: relations of which a list says the same for each of its people: "starring A, B and C", "founded by A and B"
_LISTED = frozenset((Predicate.PERFORMED_BY, Predicate.CREATED_BY, Predicate.FOUNDED))


def _casts(reading: Reading, stated: Iterable[Relation]) -> Iterator[Relation]:
    """ "starring A, B and C": what holds of A holds of B and C, if they are people."""
    by_span = {s.span: reading.mentions[s.index] for s in reading.document.sentences}
    for relation in stated:
        founded = relation.predicate is Predicate.FOUNDED
        person = relation.subject if founded else relation.object
        mentions = by_span.get(relation.evidence, ()) if relation.predicate in _LISTED else ()
        for mention in mentions:
            if mention.entity != person or mention.type is not EntityType.PERSON:
                continue
            for other in coordinated(reading, mention, mentions):
                if founded:
                    yield replace(relation, subject=other.entity)
                else:
                    yield replace(relation, object=other.entity)
