"""What a sentence tells: rules propose, trained models decide where they were trained, rules alone elsewhere.

Event types that a user adds have no trained weights: their triggers, sides and cues decide. Everything here is about
one sentence; joining sentences is :mod:`graph.extract.happenings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.extract import factuality as factuality_rules
from graph.extract.attribution import Attributions
from graph.extract.entities import Located
from graph.extract.learned import models as tasks
from graph.extract.learned.features import SentenceView
from graph.extract.learned.linear import LinearModel
from graph.extract.reading import SPEAKING
from graph.extract.roles import RoleFinder, amounts, in_lists
from graph.extract.tellings import Telling, TellingFinder
from graph.model import EntityType, Extent, Factuality, FillerKind, RoleFiller, Span
from graph.vocabulary import Role

# these four were chosen on the annotated development articles
SURE = 0.6  # weight of "asserted": to state as sure what is not is the worse of the two errors

# a trigger of the vocabulary is evidence of its own: less is asked of the model where one stands, more where none does
TRIGGERED, UNTRIGGERED = 0.4, 1.6  # times the threshold
SPEECH_ACTS = frozenset(("Stance", "LegalThreat", "Backlash"))  # told by what is said, however unsure its content
QUOTED = 0.1  # a mention beside a quotation is its speaker from this probability on


@dataclass(frozen=True)
class Decisions:
    """Decides for one language."""

    tellings: TellingFinder
    roles: RoleFinder
    models: Mapping[str, LinearModel]

    # ------------------------------------------------------------------ types

    def told(self, view: SentenceView, features: list[str]) -> list[Telling]:
        """The events a sentence tells, one a type, by name of the type."""
        kinds = self.tellings.vocabulary.event_types
        model = self.models.get(tasks.TYPES)
        likely = model.likelihoods(features) if model else {}
        found = []
        for name, kind in kinds.items():
            match = view.triggers.get(name)
            if name in likely:
                if model is None or likely[name] < model.threshold * (TRIGGERED if match else UNTRIGGERED):
                    continue
            elif match is None or not self.tellings.ai_as_needed(kind, view.reading, view.sentence):
                continue
            if match is None:
                found.append(Telling(kind, view.sentence, view.sentence.first, view.sentence.last, triggered=False))
            else:
                found.append(Telling(kind, view.sentence, match.first, match.last, nominal=match.key[1]))
        return found

    def trained(self, telling: Telling) -> bool:
        """Whether the models were trained on the telling's event type."""
        model = self.models.get(tasks.TYPES)
        return model is not None and telling.type.name in model.labels

    # ------------------------------------------------------------------ how surely, how much

    def factuality(self, view: SentenceView, features: list[str], telling: Telling) -> Factuality:
        """How sure the source is: words around a trigger tell; without a trigger, the model guesses from all words."""
        rule = _ruling(view, telling)
        model = self.models.get(tasks.FACTUALITY)
        # measured: with a trigger, rules are right about .91 of the claims, the model about .87
        if model is None or telling.triggered or not self.trained(telling):
            return rule
        scores = model.distribution(_told_features(features, telling, rule))
        scores[Factuality.ASSERTED] *= SURE
        return Factuality(max(scores, key=lambda label: (scores[label], label)))

    def terms(self, view: SentenceView, features: list[str], telling: Telling, scheme: str) -> list[str]:
        """Slugs of a scheme that hold for a telling: by nearness of their cues; of a stance, the likeliest."""
        model = self.models.get(scheme)  # stances alone have one: cues tell the others better
        if model is None or not self.trained(telling):
            near = sorted((abs(t.token - telling.focus), t.slug) for t in view.terms if t.scheme == scheme)
            return list(dict.fromkeys(slug for _, slug in near))
        rule = _ruling(view, telling)
        scores = model.distribution(_told_features(features, telling, rule))
        return [max(scores, key=lambda label: (scores[label], label))]

    def extent(self, view: SentenceView, features: list[str], telling: Telling, sure: Factuality) -> Extent | None:
        """How much of the work AI made, for types that have a technique."""
        if not any(role.scheme == "technique" for role in telling.type.roles):
            return None
        if sure is Factuality.DENIED:
            return Extent.NONE
        found = self.terms(view, features, telling, "extent")
        return Extent(found[0]) if found else None

    # ------------------------------------------------------------------ who

    def fillers(self, view: SentenceView, features: list[str], telling: Telling) -> tuple[RoleFiller, ...]:
        """Fillers of all roles, in the order of the type's roles and of the text."""
        found = [
            *self._entities(view, telling),
            *(
                RoleFiller(role.name, FillerKind.TERM, slug)
                for role in telling.type.roles
                if role.kind is FillerKind.TERM
                for slug in self.terms(view, features, telling, role.scheme)
            ),
            *amounts(view.reading, telling),
        ]
        order = {role.name: i for i, role in enumerate(telling.type.roles)}
        return tuple(sorted(dict.fromkeys(found), key=lambda f: order[f.role]))

    def _entities(self, view: SentenceView, telling: Telling) -> Iterator[RoleFiller]:
        model = self.models.get(tasks.ROLES)
        if model is None or not self.trained(telling):
            yield from self.roles.entities(view.reading, telling)
            return
        best: dict[str, tuple[float, str]] = {}
        for listed in in_lists(view.reading, view.mentions):
            allowed = [r.name for r in telling.type.roles if _fits(r, listed[0].type)]
            if not allowed:
                continue
            # what is listed together has one part in an event
            told = [
                model.distribution(
                    view.mention_features(telling.type.name, mention, telling.trigger), (*allowed, tasks.NONE)
                )
                for mention in listed
            ]
            score, role = max((sum(s.get(name, 0.0) for s in told) / len(told), name) for name in allowed)
            for mention in listed:
                if score >= model.threshold and score > best.get(mention.entity, (0.0, ""))[0]:
                    best[mention.entity] = (score, role)
        for entity, (_, role) in best.items():
            yield RoleFiller(role, FillerKind.ENTITY, entity)

    def source(self, view: SentenceView, telling: Telling, attributions: Attributions) -> tuple[str, ...]:
        """Who says what a telling tells, outermost first."""
        acts = telling.type.name in SPEECH_ACTS
        chain = attributions.chain_at(view.sentence, telling.first if telling.triggered else None, acts=acts)
        if chain or tasks.SPEAKERS not in self.models or not self.trained(telling):
            return chain
        return self._steps(view, chain)

    def speaker(self, view: SentenceView, span: Span, attributions: Attributions, rule: str | None) -> str | None:
        """Who speaks between quotation marks: the likeliest mention outside them, else whom the rules name."""
        tokens = view.reading.document.tokens_of(span)
        if tasks.SPEAKERS not in self.models or tokens is None:
            return rule
        chain = attributions.chain_at(view.sentence, tokens[0]) or ((rule,) if rule else ())
        outside = [m for m in view.mentions if not tokens[0] <= m.first < tokens[1] and m.type in SPEAKING]
        people = [m for m in outside if m.subtype != "outlet"] or outside
        model = self.models[tasks.SPEAKERS]
        told = [(model.distribution(view.speaker_features(m, chain)), m.entity) for m in people]
        likely, entity = max(((scores.get("source", 0.0), entity) for scores, entity in told), default=(0.0, ""))
        # somebody said it, so less is asked of who; an outlet is spoken to more often than it speaks
        through_outlet = any(m.entity == rule and m.subtype == "outlet" for m in view.mentions)
        if likely >= QUOTED or (entity and through_outlet):
            return entity
        return rule

    def _steps(
        self, view: SentenceView, chain: tuple[str, ...], mentions: Sequence[Located] | None = None
    ) -> tuple[str, ...]:
        model = self.models[tasks.SPEAKERS]
        best: dict[str, tuple[float, str]] = {}
        for mention in view.mentions if mentions is None else mentions:
            scores = model.distribution(view.speaker_features(mention, chain))
            for label in ("source", "relay"):
                if scores.get(label, 0.0) > best.get(label, (model.threshold, ""))[0]:
                    best[label] = (scores[label], mention.entity)
        return tuple(dict.fromkeys(best[label][1] for label in ("relay", "source") if label in best))


def _ruling(view: SentenceView, telling: Telling) -> Factuality:
    said = telling.type.name in SPEECH_ACTS
    return factuality_rules.verdict(
        view.reading, view.sentence, telling.first, telling.last, nominal=telling.nominal, said=said
    ).value


def _told_features(features: list[str], telling: Telling, rule: Factuality) -> list[str]:
    kind = telling.type.name
    return [*features, f"k={kind}", f"rule={rule}", f"k={kind}&rule={rule}"]


def _fits(role: Role, type_: EntityType) -> bool:
    return role.kind is FillerKind.ENTITY and type_ in role.types
