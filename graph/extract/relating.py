"""Which relations a sentence states: rules propose, the trained model decides on them and on pairs that stand near.

Without a model what the rules propose holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.extract.document import Sentence
from graph.extract.inferred import RECALLED, Recollection
from graph.extract.learned import models as tasks
from graph.extract.learned.features import SentenceView, far_features, neighbours
from graph.extract.learned.linear import LinearModel
from graph.extract.located import Located
from graph.extract.nouns import noun_rules
from graph.extract.reading import Reading
from graph.extract.register import Register
from graph.extract.relational import RelationalNouns
from graph.extract.relations import Proposed, RelationFinder, stated
from graph.model import Predicate, Relation

# times the threshold: a rule is evidence of its own, so less is asked of the model where one stands
PROPOSED, UNPROPOSED = 0.3, 1.3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that a relation may join, with what the model sees of them."""

    left: Located  #: the first in the text
    right: Located
    features: list[str]
    rules: list[str]  #: what rules read: the model's label, a blank, the kind of rule
    sure: tuple[str, ...]  #: labels of what is stated plainly


@dataclass(frozen=True)
class RelationReader:
    """Reads relations in one language."""

    patterns: RelationFinder
    nouns: RelationalNouns
    recollection: Recollection
    models: Mapping[str, LinearModel]

    def proposed(self, reading: Reading, sentence: Sentence) -> list[Proposed]:
        """What rules read in a sentence, each with types that fit."""
        found = [
            *self.patterns.proposed(reading, sentence),
            *self.nouns.proposed(reading, sentence),
            *self.recollection.proposed(reading, sentence),
        ]
        return [one for one in found if one.fits]

    def pairs(self, view: SentenceView) -> Iterator[Pair]:
        """Mentions near each other, and those that a rule joins, in the sentence or from afar."""
        told: dict[tuple[Located, Located], list[str]] = {pair: [] for pair in neighbours(view)}
        sure: dict[tuple[Located, Located], dict[str, None]] = {}
        recalled: dict[tuple[Located, Located], tuple[str, ...]] = {}
        for one in self.proposed(view.reading, view.sentence):
            left, right = sorted((one.subject, one.object), key=lambda m: (m.first, m.last))
            arrow = f"{one.predicate}>" if left is one.subject else f"<{one.predicate}"
            told.setdefault((left, right), []).append(f"{arrow} {one.kind}")
            if one.sure and one.kind != RECALLED:
                sure.setdefault((left, right), {})[arrow] = None
            elif one.sure:
                recalled.setdefault((left, right), (arrow,))
        here = set(view.mentions)
        for (left, right), rules in told.items():
            near = left in here and right in here
            features = view.pair_features(left, right, rules) if near else far_features(left, right, rules)
            yield Pair(left, right, features, rules, tuple(sure.get((left, right), recalled.get((left, right), ()))))

    def relations(self, view: SentenceView) -> Iterator[Relation]:
        """Relations that a sentence states."""
        model = self.models.get(tasks.RELATIONS)
        if model is None:
            yield from stated(self.proposed(view.reading, view.sentence), view.sentence)
            return
        for pair in self.pairs(view):
            for label in dict.fromkeys((*pair.sure, *_likely(pair, model))):
                subject, object_ = (pair.left, pair.right) if label.endswith(">") else (pair.right, pair.left)
                one = Proposed(subject, Predicate(label.strip("<>")), object_, "")
                if one.fits:
                    yield Relation(one.subject.entity, one.predicate, one.object.entity, view.sentence.span)


def _likely(pair: Pair, model: LinearModel) -> Iterator[str]:
    """The label that the model thinks likeliest, if it is likely enough."""
    scores = model.distribution(pair.features)
    label = max((k for k in scores if k != tasks.NONE), key=lambda name: (scores[name], name))
    read = any(rule.partition(" ")[0] == label for rule in pair.rules)
    if pair.sure and not read:
        return  # what is stated plainly is all that two names have to do with each other
    if scores[label] >= (PROPOSED if read else UNPROPOSED) * model.threshold:
        yield label


def relation_reader(language: str, register: Register, models: Mapping[str, LinearModel]) -> RelationReader:
    """The reader of a supported language."""
    rules = noun_rules(language)
    return RelationReader(RelationFinder(rules), RelationalNouns(language, rules), Recollection(register), models)
