"""Who says it: direct and indirect speech, "according to", outlets as relays, and chains of them.

Who speaks between quotation marks is :mod:`graph.extract.speakers`; verbs of saying and their subjects are
:mod:`graph.extract.speech`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.extract import cues
from graph.extract.document import Sentence
from graph.extract.located import Located
from graph.extract.outlets import is_outlet, told_to
from graph.extract.reading import SPEAKING, Reading
from graph.extract.speakers import quotes
from graph.extract.speech import reports, subject, trailing, unnamed_subject, verbs_of_saying
from graph.extract.statements import Attribution
from graph.model import EntityType, Segment, Span

_SOURCE = 3  # tokens between "according to" and the source
_SOURCE_AFTER_VERB = 9  # tokens between "según admitió" and the source
_RELAY = 5  # tokens between "in an interview with" and the outlet
_CITING = 4  # tokens between an outlet and "citing"
_BACK = 2  # sentences in which the subject of a verb without one is looked for


@dataclass(frozen=True)
class Attributions:
    """All attributions of an article and the speakers of its quotations."""

    by_sentence: dict[int, tuple[Attribution, ...]]
    quotes: tuple[tuple[str | None, Span], ...]  #: (speaker's entity id, words between the marks), in text order
    relays: tuple[str, ...] = ()  #: outlets through which somebody speaks, in text order

    def chain_at(self, sentence: Sentence, token: int | None = None, *, acts: bool = False) -> tuple[str, ...]:
        """Who says what stands at a token, or without one most of the sentence; () = the article itself.

        ``acts``: what stands there is itself something said, so that "X praised it" tells who.
        """
        here = [a for a in self.by_sentence.get(sentence.index, ()) if acts or not a.act]
        if token is None:
            widest = max(here, key=lambda a: a.last - a.first, default=None)
            if widest is None or 3 * (widest.last - widest.first) < sentence.last - sentence.first:
                return ()
            token = widest.last - 1
        fitting = [a for a in here if a.first <= token < a.last]
        if not fitting:
            return ()
        # who speaks is inside who reports it
        inner = min(fitting, key=lambda a: (a.last - a.first, a.verb < 0, a.first))
        # "A, citing B, reported": the chain is known whole
        inner = next((a for a in fitting if len(a.chain) > 1 and set(inner.chain) < set(a.chain)), inner)
        outer = [a for a in fitting if a is not inner]
        chain = [step for a in sorted(outer, key=lambda a: a.first - a.last) for step in a.chain]
        return tuple(dict.fromkeys((*(step for step in chain if step not in inner.chain), *inner.chain)))


def attribute(reading: Reading) -> Attributions:
    """Find out who says what."""
    found: dict[int, list[Attribution]] = {}
    speakers: dict[int, str] = {}
    relays: dict[str, None] = {}
    for sentence in reading.document.sentences:
        here = [*_according(reading, sentence, speakers), *_credited(reading, sentence)]
        here += _headed(reading, sentence)
        here += _reported(reading, sentence, speakers)
        outlet = _relay(reading, sentence)
        if outlet is not None:
            relays[outlet] = None
            here = [a if outlet in a.chain else replace(a, chain=(outlet, *a.chain)) for a in here]
        found[sentence.index] = here
        said = [a for a in here if a.verb >= 0 and not a.act] or here
        if said:
            speakers[sentence.index] = said[0].chain[-1]
    told = tuple(quotes(reading, found, speakers))
    return Attributions({index: tuple(here) for index, here in found.items()}, told, tuple(relays))


# --------------------------------------------------------------------------- reporting clauses


def _reported(reading: Reading, sentence: Sentence, speakers: dict[int, str]) -> Iterator[Attribution]:
    for verb in verbs_of_saying(reading, sentence):
        speaker, inverted = subject(reading, sentence, verb)
        if speaker is None and reading.rules.subject_dropped and not unnamed_subject(reading, sentence, verb):
            speaker = last_subject(reading, sentence, speakers)
        if speaker is None:
            continue
        relay = _told_outlet(reading, sentence, verb, speaker)
        chain = (relay, speaker) if relay else (speaker,)
        if not reports(reading, sentence, verb):
            yield Attribution(chain, verb, verb + 1, verb, act=True)
        elif inverted or trailing(reading, sentence, verb):
            yield Attribution(chain, _statement(reading, sentence, verb), sentence.last, verb)
        else:
            yield Attribution(chain, verb, sentence.last, verb)
            for span in reading.quotations[sentence.index]:
                tokens = reading.document.tokens_of(span)
                if tokens and tokens[1] <= verb:
                    yield Attribution(chain, *tokens, verb)


def _statement(reading: Reading, sentence: Sentence, verb: int) -> int:
    """First token of what a clause that follows it reports: nothing before a semicolon."""
    lower = reading.document.lower
    return next((t + 1 for t in range(verb - 1, sentence.first, -1) if lower[t] == ";"), sentence.first)


def last_subject(reading: Reading, sentence: Sentence, speakers: dict[int, str]) -> str | None:
    """Who was spoken of before: who spoke in the sentences before, or is named first there."""
    for index in range(sentence.index - 1, sentence.index - 1 - _BACK, -1):
        if index < 0 or reading.document.sentences[index].paragraph != sentence.paragraph:
            return None
        if index in speakers:
            return speakers[index]
        named = [m for m in reading.mentions[index] if m.type in SPEAKING and m.subtype != "outlet"]
        person = next((m for m in named if m.type is EntityType.PERSON), None)
        if named:
            return (person or named[0]).entity
    return None


def _told_outlet(reading: Reading, sentence: Sentence, verb: int, speaker: str) -> str | None:
    for mention in reading.mentions[sentence.index]:
        if mention.entity != speaker and told_to(reading, sentence, mention, verb):
            return mention.entity
    return None


def _relay(reading: Reading, sentence: Sentence) -> str | None:
    """ "in an interview with Variety": the outlet through which the sentence's speaker speaks."""
    outlets = [m for m in reading.mentions[sentence.index] if is_outlet(reading, m)]
    for match in reading.matched(sentence, cues.RELAY):
        near = next((m for m in outlets if match.first < m.last and m.first <= match.last + _RELAY), None)
        if near is not None:
            return near.entity
    return None


# --------------------------------------------------------------------------- according to


def _according(reading: Reading, sentence: Sentence, speakers: dict[int, str]) -> Iterator[Attribution]:
    rules, lower, lemma = reading.rules, reading.document.lower, reading.document.lemma
    mentions = [m for m in reading.mentions[sentence.index] if m.type in SPEAKING or m.subtype == "outlet"]
    for match in reading.matched(sentence, cues.ACCORDING):
        if reading.quoted(match.first, sentence):
            continue
        ahead = range(match.last, min(match.last + 3, sentence.last))
        verb = next((t for t in ahead if lemma[t] in rules.reporting or lower[t] in rules.reporting), -1)
        reach = _SOURCE if verb < 0 else _SOURCE_AFTER_VERB
        source = next((m for m in mentions if match.last <= m.first <= match.last + reach), None)
        if source is None:
            continue
        person = _apposed(reading, mentions, source)
        chain: tuple[str, ...] = (person.entity,)
        if lemma[match.first] in ("cite", "citer", "citar"):
            citing = [m for m in mentions if 0 <= match.first - m.last <= _CITING and m.entity != person.entity]
            chain = (citing[-1].entity, person.entity) if citing else chain
        yield Attribution(chain, sentence.first, sentence.last, verb)
    for _ in reading.matched(sentence, cues.ANAPHORIC):
        before = last_subject(reading, sentence, speakers)
        if before is not None:
            yield Attribution((before,), sentence.first, sentence.last)


def _apposed(reading: Reading, mentions: list[Located], source: Located) -> Located:
    """ "according to its director, X": the name in the apposition is meant."""
    lower = reading.document.lower
    for mention in mentions:
        between = lower[source.last : mention.first]
        described = source.described or source.type is EntityType.ORGANIZATION
        if mention.type is EntityType.PERSON and described and 0 < len(between) <= 4:
            office = any(w in reading.rules.person_roles for w in between)
            if office or (source.described and between == (",",)):
                return mention
    return source


def _headed(reading: Reading, sentence: Sentence) -> Iterator[Attribution]:
    """A headline's "Name: what he says"; an organization is more often what a headline is about than who speaks."""
    if sentence.segment is not Segment.TITLE:
        return
    first = next((m for m in reading.mentions[sentence.index] if m.first == sentence.first), None)
    if first is None or reading.document.lower[first.last : first.last + 1] != (":",):
        return
    quoted = any(span.start <= reading.document.doc[first.last].idx + 4 for span in reading.quotations[sentence.index])
    if first.type is EntityType.PERSON or (first.type in SPEAKING and quoted):
        yield Attribution((first.entity,), first.last + 1, sentence.last)


def _credited(reading: Reading, sentence: Sentence) -> Iterator[Attribution]:
    """ "… (La Croix)": an outlet in brackets that close a sentence is where it was read."""
    doc = reading.document.doc
    last = sentence.last
    while last > sentence.first and doc[last - 1].text in {".", "»", "”"}:
        last -= 1
    for mention in reading.mentions[sentence.index]:
        bracketed = mention.last + 1 == last and doc[mention.last].text == ")" and doc[mention.first - 1].text == "("
        if mention.subtype == "outlet" and bracketed:
            yield Attribution((mention.entity,), sentence.first, sentence.last)
