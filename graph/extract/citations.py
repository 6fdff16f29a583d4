"""The outlets and documents that an article gives as where its information comes from."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract import cues
from graph.extract.attribution import Attributions
from graph.extract.document import Sentence
from graph.extract.located import Located
from graph.extract.outlets import is_outlet, is_own, is_stranger, marked, told_to
from graph.extract.reading import Reading
from graph.model import EntityType

_REACH = 3  # tokens from "according to" to the outlet
_BESIDE = 6  # tokens between an outlet and a verb of saying of which it need not be the subject
_AUTHOR = 6  # tokens from "study" to whose it is
_OPENS = 2  # tokens between the beginning of a sentence, or "according to", and "study"
_BYLINE = 10  # tokens of a line that tells where an article was written


def citations(reading: Reading, attributions: Attributions) -> tuple[str, ...]:
    """Entity ids of cited outlets and of bodies whose documents are cited, in text order."""
    found: dict[str, None] = {}
    for sentence in reading.document.sentences:
        here = [m for m in reading.mentions[sentence.index] if not is_own(reading, m)]
        chains = {step for a in attributions.by_sentence[sentence.index] for step in a.chain}
        verbs = _verbs(reading, sentence)
        authors = set(_authors(reading, sentence, here))
        for mention in here:
            outlet = is_outlet(reading, mention)
            cited = outlet and (mention.entity in chains or _beside(reading, sentence, mention, verbs))
            cited = cited or (
                is_stranger(reading, mention)
                and (_interviewer(reading, sentence, mention) or _source(reading, sentence, mention, cues.ACCORDING))
            )
            told = any(told_to(reading, sentence, mention, verb) for verb in verbs)
            if cited or told or mention.entity in authors:
                found[mention.entity] = None
    return tuple(found)


def _verbs(reading: Reading, sentence: Sentence) -> list[int]:
    lower, lemma, rules = reading.document.lower, reading.document.lemma, reading.rules
    phrases = {m.first for m in reading.matched(sentence, cues.SAYING)}
    tokens = range(sentence.first, sentence.last)
    return [t for t in tokens if t in phrases or lemma[t] in rules.reporting or lower[t] in rules.reporting]


def _beside(reading: Reading, sentence: Sentence, mention: Located, verbs: list[int]) -> bool:
    """Whether an outlet stands by words of source, by a verb of saying, or in the line of place and agency."""
    if _source(reading, sentence, mention, cues.ACCORDING, cues.RELAY):
        return True
    if marked(reading, sentence, mention, reading.rules.agent_markers):
        return True  # "rendue publique par le site X"
    if any(-_BESIDE <= verb - mention.last <= _BESIDE for verb in verbs):
        return True
    return sentence.last - sentence.first <= _BYLINE and mention.first - sentence.first <= _REACH and not verbs


def _source(reading: Reading, sentence: Sentence, mention: Located, *groups: str) -> bool:
    """Whether a mention follows words like "according to" or "in an interview with"."""
    matches = (match for group in groups for match in reading.matched(sentence, group))
    return any(match.first < mention.last and 0 <= mention.first - match.last <= _REACH for match in matches)


def _interviewer(reading: Reading, sentence: Sentence, mention: Located) -> bool:
    lemma, nouns = reading.document.lemma, reading.rules.interview_nouns
    asked = (m for m in reading.matched(sentence, cues.RELAY) if nouns & set(lemma[m.first : m.last]))
    return any(0 <= mention.first - match.last <= _REACH for match in asked)


def _authors(reading: Reading, sentence: Sentence, here: list[Located]) -> Iterator[str]:
    """ "a study by X", "un análisis publicado en enero por X": whose document tells something."""
    lower, lemma, rules = reading.document.lower, reading.document.lemma, reading.rules
    markers = rules.agent_markers | rules.prepositions
    for token in range(sentence.first, sentence.last):
        if lemma[token] not in rules.document_nouns:
            continue
        opens = token - sentence.first <= _OPENS
        if not opens and not any(
            0 <= token - match.last <= _OPENS for match in reading.matched(sentence, cues.ACCORDING)
        ):
            continue
        whose = next((m for m in here if m.first > token and m.type is EntityType.ORGANIZATION), None)
        if whose is None or whose.first - token > _AUTHOR or whose.pronoun:
            continue
        between = lower[token + 1 : whose.first]
        if any(w in markers for w in between) and not any(w[:1] in ",;:." for w in between):
            yield whose.entity
