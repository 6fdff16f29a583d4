"""What is worth a person's look: doubtful pairs, names that mean two things, joins nobody has seen, new things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph import iri
from graph.identity.decide import AUTOMATIC
from graph.identity.identity import Identity
from graph.identity.judgements import Judgements, Verdict
from graph.identity.profiles import Profile, profile_of, registered
from graph.identity.resolver import Resolver
from graph.model import EntityType

_SEEN_OFTEN = 2  #: articles from which on a new thing is worth a look
_PEOPLE = frozenset((EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER))


class Question(StrEnum):
    """What is asked."""

    CONFLICT = "conflict"  #: two judgements contradict each other
    PAIR = "pair"  #: are these one thing?
    SENSE = "sense"  #: which bearer of the name does this article mean?
    HOMONYM = "homonym"  #: one name in articles with nothing else in common: one thing?
    JOINED = "joined"  #: joined by a rule, seen by nobody
    EXTERNAL = "external"  #: is an entry of the register what a service has?
    NEW = "new"  #: not in the register, in several articles


_ORDER = {question: rank for rank, question in enumerate(Question)}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at."""

    question: Question
    left: str  #: IRI
    right: str  #: IRI; "" for NEW
    score: float  #: 0 to 1: how sure the rule is that the two are one
    rule: str
    why: tuple[str, ...]
    articles: int  #: how many would be told otherwise

    @property
    def weight(self) -> float:
        """The more doubtful and the more articles, the more worth a look."""
        return (1.1 - abs(2 * self.score - 1)) * self.articles


def queue(resolver: Resolver, identity: Identity, judgements: Judgements) -> tuple[Doubt, ...]:
    """All that is open, what is most worth a look first; what has been judged or looked at is not asked again."""
    judged = {j.pair for j in judgements.in_force()}
    open_ = [
        doubt
        for doubt in (
            *_conflicts(identity),
            *_pairs(resolver, identity),
            *_senses(resolver),
            *_homonyms(resolver),
            *_joined(resolver, identity),
            *_new(resolver, identity, judgements),
        )
        if doubt.question is Question.CONFLICT or (doubt.left, doubt.right) not in judged
    ]
    return tuple(sorted(open_, key=lambda d: (_rank(d), -d.weight, d.left, d.right)))


def _rank(doubt: Doubt) -> int:
    """Contradictions first, what changes the graph next, confirmations last."""
    same = {Question.SENSE: Question.PAIR, Question.HOMONYM: Question.PAIR}
    return _ORDER[same.get(doubt.question, doubt.question)]


def _conflicts(identity: Identity) -> Iterator[Doubt]:
    for conflict in identity.conflicts:
        left, right = conflict.same
        one, other = conflict.different
        why = (f"judged the same, but {one} and {other} are judged different, and are joined to them",)
        yield Doubt(Question.CONFLICT, left, right, 0.5, "judgement", why, 1)


def _pairs(resolver: Resolver, identity: Identity) -> Iterator[Doubt]:
    for (left, right), decision in resolver.decisions().items():
        if identity.canonical(left) == identity.canonical(right):
            continue
        articles = min(_articles(resolver, left), _articles(resolver, right)) or max(
            _articles(resolver, left), _articles(resolver, right)
        )
        why = decision.why
        if decision.score >= AUTOMATIC:
            why = (*why, "not joined: its short name fits others too, or a judgement stands in between")
        yield Doubt(Question.PAIR, left, right, decision.score, decision.rule, why, articles)


def _senses(resolver: Resolver) -> Iterator[Doubt]:
    for sense in resolver.senses().values():
        if sense.decision.score < AUTOMATIC:
            left, right = sorted((sense.occurrence, sense.target))
            yield Doubt(Question.SENSE, left, right, sense.decision.score, sense.decision.rule, sense.decision.why, 1)


def _homonyms(resolver: Resolver) -> Iterator[Doubt]:
    """A new person in articles that share nothing else: perhaps two people of one name."""
    for name, profile in sorted(resolver.profiles.items()):
        if profile.entry is not None or profile.type not in _PEOPLE or profile.articles < _SEEN_OFTEN:
            continue
        if not profile.beside or max(profile.beside.values()) > 1:
            continue
        last = resolver.articles_of(name)[-1]
        left, right = sorted((name, iri.occurrence(last, name)))
        why = (f"{profile.articles} articles name {profile.label}, and nothing else that two of them name",)
        yield Doubt(Question.HOMONYM, left, right, 0.5, "homonym", why, profile.articles)


def _joined(resolver: Resolver, identity: Identity) -> Iterator[Doubt]:
    for link in identity.links:
        if link.rule == "judgement" or iri.entity_of_occurrence(link.left) or iri.entity_of_occurrence(link.right):
            continue
        articles = min(_articles(resolver, link.left), _articles(resolver, link.right)) or 1
        yield Doubt(Question.JOINED, link.left, link.right, link.score, link.rule, link.why, articles)


def _new(resolver: Resolver, identity: Identity, judgements: Judgements) -> Iterator[Doubt]:
    seen = judgements.seen() | {n for j in judgements.in_force() if j.verdict is not Verdict.UNSURE for n in j.pair}
    for name, profile in sorted(resolver.profiles.items()):
        lone = identity.canonical(name) == name and name not in identity.labels
        if profile.entry is None and profile.articles >= _SEEN_OFTEN and lone and name not in seen:
            why = (f"in {profile.articles} articles, not in the register",)
            yield Doubt(Question.NEW, name, "", 0.5, "new", why, profile.articles)


def _articles(resolver: Resolver, name: str) -> int:
    profile = resolver.profiles.get(name)
    return profile.articles if profile else 0


def describe(resolver: Resolver, name: str) -> Profile | None:
    """What is known of an IRI, an occurrence's entity included; None for what neither articles nor register know."""
    entity = iri.entity_of_occurrence(name) or name
    if entity in resolver.profiles:
        return resolver.profiles[entity]
    entry = registered(resolver.register, entity)
    return profile_of(entry) if entry else None
