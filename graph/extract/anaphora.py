"""What stands for a named thing without naming it: definite descriptions ("the streamer") and personal pronouns.

A description stands for the entity of its type that fits best: one that the article or the register calls so, that was
spoken of lately and often, and in the headline. A person is only taken where she is called so, or is the only one near:
"the judge" is not whoever was named last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log

from graph.extract.document import Document
from graph.extract.languages import rules as rules_of
from graph.extract.located import Entities, Located
from graph.extract.noun_rules import Description, NounRules
from graph.extract.nouns import noun_rules
from graph.extract.pipelines import pipeline
from graph.extract.rules import LanguageRules
from graph.model import Entity, EntityType, Segment, Span

_MODIFIERS = 3  # words between an article and its noun
_APPOSED = 7  # tokens after a name and a comma in which the noun of an apposition stands
_BEFORE_NAME = 4  # tokens before a name in which a noun says what it is
_PRONOUN_REACH = 2  # sentences from a pronoun back to its person
_PERSON_REACH = 2  # sentences from "the actor" back to somebody whom nobody called so
# how much speaks for an antecedent
_CALLED_SO, _KNOWN_SO, _IN_TITLE, _OFTEN, _OPENS, _A_SENTENCE_BACK, _FURTHEST = 3.0, 2.5, 0.7, 0.6, 0.4, 0.3, 6
_OBLIQUE = 0.5  # against what a preposition governs
_ENOUGH = 0.0


@dataclass(frozen=True)
class _Nouns:
    """The nouns of a language's descriptions by first token."""

    rules: NounRules
    by_word: Mapping[str, tuple[tuple[tuple[str, ...], Description], ...]]

    def at(self, document: Document, token: int) -> list[tuple[int, tuple[Description, ...]]]:
        """Descriptions whose noun begins at a token, with the noun's end; the longest noun counts."""
        lower = document.lower
        found: dict[int, list[Description]] = {}
        for words, description in self.by_word.get(lower[token], ()):
            last = token + len(words)
            if lower[token:last] == words:
                found.setdefault(last, []).append(description)
        return [(last, tuple(found[last])) for last in sorted(found, reverse=True)[:1]]


@cache
def _nouns(language: str) -> _Nouns:
    make = pipeline(language).make_doc
    by_word: dict[str, list[tuple[tuple[str, ...], Description]]] = defaultdict(list)
    for description in noun_rules(language).descriptions:
        for noun in description.nouns:
            words = tuple(t.lower_ for t in make(noun))
            by_word[words[0]].append((words, description))
    return _Nouns(noun_rules(language), {word: tuple(found) for word, found in by_word.items()})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A definite noun phrase at tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    descriptions: tuple[Description, ...]


def with_descriptions(document: Document, entities: Entities, rules: LanguageRules) -> Entities:
    """The entities with the definite descriptions that stand for them."""
    taken = {t for m in entities.located for t in range(m.first, m.last)}
    called = _called(document, entities, rules)
    placed = sorted(entities.located, key=lambda m: (m.first, m.last))
    found: list[Located] = []
    for phrase in _phrases(document, rules, taken):
        before = [m for m in (*placed, *found) if m.last <= phrase.first]
        owner = _antecedent(document, phrase, sorted(before, key=lambda m: m.first), called)
        if owner is not None:
            span = document.span(phrase.first, phrase.last)
            found.append(
                Located(owner.entity, owner.type, owner.subtype, phrase.first, phrase.last, span, described=True)
            )
    more: dict[str, list[Span]] = defaultdict(list)
    for mention in found:
        more[mention.entity].append(mention.span)
    return Entities(
        tuple(_mentioned(e, more[e.id]) if e.id in more else e for e in entities.all),
        tuple(sorted((*entities.located, *found), key=lambda m: (m.first, m.last))),
    )


def _mentioned(entity: Entity, spans: Sequence[Span]) -> Entity:
    return replace(entity, mentions=tuple(sorted((*entity.mentions, *spans))))


def _phrases(document: Document, rules: LanguageRules, taken: set[int]) -> Iterator[_Phrase]:
    nouns, lower = _nouns(rules.code), document.lower
    token = 0
    while token < len(lower):
        phrase = _phrase_at(document, rules, nouns, token, taken) if lower[token] in nouns.rules.definites else None
        if phrase is None:
            token += 1
        else:
            yield phrase
            token = phrase.last


def _phrase_at(document: Document, rules: LanguageRules, nouns: _Nouns, token: int, taken: set[int]) -> _Phrase | None:
    """ "the Polish studio": an article, a few modifiers, a noun that no other noun or name goes on."""
    lower, end = document.lower, document.sentence_at(token).last
    for noun in range(token + 1, min(token + 2 + _MODIFIERS, end)):
        if noun in taken:
            return None
        for last, descriptions in nouns.at(document, noun):
            if last >= end or not _goes_on(document, nouns, last, taken):
                first = token if lower[token] not in nouns.rules.contracted_articles else token + 1
                return _Phrase(first, last, descriptions)
        word = document.doc[noun]
        if (
            not (word.is_alpha or word.text in "-'")
            or lower[noun] in rules.prepositions
            or lower[noun] in nouns.rules.clause_words
        ):
            return None
        if lower[noun] in rules.determiners or lower[noun] in rules.auxiliaries:
            return None
    return None


def _goes_on(document: Document, nouns: _Nouns, at: int, taken: set[int]) -> bool:
    """Whether what follows a noun makes it another: "the studio head", "the director Brady Corbet", "the head of X"."""
    if at in taken:
        return True
    doc, lower = document.doc, document.lower
    if at + 1 in taken and lower[at] in {",", "(", "-", "–"} | nouns.rules.complement_markers:
        return True
    if lower[at] in nouns.rules.complement_markers and any(t in taken for t in range(at + 1, min(at + 5, len(doc)))):
        return True
    return lower[at] in nouns.rules.compound_heads or lower[at] == "-"


def _called(document: Document, entities: Entities, rules: LanguageRules) -> dict[str, set[Description]]:
    """What the article calls each entity: "director Brady Corbet", "X, the French platform"."""
    nouns = _nouns(rules.code)
    called: dict[str, set[Description]] = defaultdict(set)
    starts = {m.first for m in entities.located}
    for mention in entities.located:
        sentence = document.sentence_at(mention.first)
        near: list[int] = []
        for at in range(mention.first - 1, max(sentence.first, mention.first - _BEFORE_NAME) - 1, -1):
            word = document.lower[at]
            if word == "," and at == mention.first - 1:
                continue
            if not document.doc[at].is_alpha and word not in {"-", "'"}:
                break
            if word in rules.prepositions or any(s <= at < mention.first for s in starts):
                break
            near.append(at)
        after = mention.last
        if document.lower[after : after + 1] and document.lower[after] in {",", "(", "–", "—"}:
            for at in range(after + 1, min(after + 1 + _APPOSED, sentence.last)):
                if (
                    document.lower[at] in {",", ")"}
                    or document.lower[at] in rules.prepositions | nouns.rules.clause_words
                ):
                    break
                near.append(at)
        for at in near:
            for _, descriptions in nouns.at(document, at):
                called[mention.entity].update(d for d in descriptions if d.type is mention.type)
    return called


def _antecedent(
    document: Document, phrase: _Phrase, before: Sequence[Located], called: Mapping[str, set[Description]]
) -> Located | None:
    here = document.sentence_at(phrase.first).index
    prepositions = rules_of(document.article.language).prepositions
    best: dict[str, tuple[float, Located]] = {}
    counts: dict[str, int] = defaultdict(int)
    people = {m.entity for m in before if m.type is EntityType.PERSON and _back(document, m, here) <= _PERSON_REACH}
    for mention in before:
        counts[mention.entity] += 1
        fitting = [d for d in phrase.descriptions if d.type is mention.type]
        if not fitting:
            continue
        score = max(_fit(d, mention, called) for d in fitting)
        if score <= 0 and mention.type is EntityType.PERSON:
            alone = people == {mention.entity} and not mention.subtype
            score = 0.0 if alone else float("-inf")
        if score == float("-inf"):
            continue
        back = _back(document, mention, here)
        score -= _A_SENTENCE_BACK * min(back, _FURTHEST)
        score += _OPENS * (mention.first == document.sentence_at(mention.first).first)
        score -= _OBLIQUE * (document.lower[mention.first - 1] in prepositions)
        if score > best.get(mention.entity, (float("-inf"), mention))[0]:
            best[mention.entity] = (score, mention)
    title = {m.entity for m in before if document.sentence_at(m.first).segment is Segment.TITLE}
    ranked = [
        (score + _OFTEN * log(counts[entity]) + _IN_TITLE * (entity in title), mention.first, mention)
        for entity, (score, mention) in best.items()
    ]
    if not ranked:
        return None
    top = max(ranked, key=lambda r: (r[0], r[1]))
    return top[2] if top[0] >= _ENOUGH - _A_SENTENCE_BACK * _FURTHEST else None


def _back(document: Document, mention: Located, here: int) -> int:
    return here - document.sentence_at(mention.first).index


def _fit(description: Description, mention: Located, called: Mapping[str, set[Description]]) -> float:
    """How well an entity answers to a description; minus infinity where it cannot."""
    if description in called.get(mention.entity, ()):
        return _CALLED_SO
    if mention.subtype and description.subtypes:
        return _KNOWN_SO if mention.subtype in description.subtypes else float("-inf")
    if mention.subtype in description.never:
        return float("-inf")
    return 0.0


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
