"""Who says it: direct and indirect speech, "according to", and who a quotation belongs to.

Without a parse, the subject of a verb of saying is the nearest speaking entity on the side where the language puts it,
with appositions ("X, co-CEO of Y, said") passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract import cues
from graph.extract.document import Sentence
from graph.extract.entities import Located
from graph.extract.reading import SPEAKING, Reading
from graph.model import EntityType, Span

_REACH = 14  # tokens between a verb of saying and its subject, appositions included
_REACH_AFTER = 9  # tokens between a verb of saying and an inverted subject, whom it is said to in between
_TAIL = 9  # tokens after a verb of saying that closes its sentence
_HEARER = 4  # tokens between "told" and the outlet that was told


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens ``first`` to ``last`` (exclusive) are said by the innermost of ``chain``."""

    chain: tuple[str, ...]  #: entity ids, outermost first
    first: int
    last: int
    verb: int = -1  #: token of the verb of saying, if there is one


@dataclass(frozen=True)
class Attributions:
    """All attributions of an article and the speakers of its quotations."""

    by_sentence: dict[int, tuple[Attribution, ...]]
    quotes: tuple[tuple[str | None, Span], ...]  #: (speaker's entity id, words between the marks), in text order

    def chain_at(self, sentence: Sentence, token: int | None = None) -> tuple[str, ...]:
        """Who says what stands at a token, or without one most of the sentence; () = the article itself."""
        here = self.by_sentence.get(sentence.index, ())
        if token is None:
            widest = max(here, key=lambda a: a.last - a.first, default=None)
            if widest is None or 3 * (widest.last - widest.first) < sentence.last - sentence.first:
                return ()
            token = widest.last - 1
        fitting = [a for a in here if a.first <= token < a.last]
        if not fitting:
            return ()
        inner = min(
            fitting, key=lambda a: (a.last - a.first, a.verb < 0, a.first)
        )  # who speaks is inside who reports it
        outer = [a for a in fitting if a is not inner]
        chain = [step for a in sorted(outer, key=lambda a: a.first - a.last) for step in a.chain]
        return tuple(dict.fromkeys((*(step for step in chain if step not in inner.chain), *inner.chain)))


def attribute(reading: Reading) -> Attributions:
    """Find out who says what."""
    found: dict[int, list[Attribution]] = {}
    speakers: dict[int, str] = {}
    for sentence in reading.document.sentences:
        here = [*_according(reading, sentence), *_credited(reading, sentence), *_reported(reading, sentence)]
        found[sentence.index] = here
        said = [a for a in here if a.verb >= 0] or here
        if said:
            speakers[sentence.index] = said[0].chain[-1]
    quotes = tuple(_quotes(reading, found, speakers))
    return Attributions({index: tuple(here) for index, here in found.items()}, quotes)


# --------------------------------------------------------------------------- reporting clauses


def _reported(reading: Reading, sentence: Sentence) -> Iterator[Attribution]:
    for verb in _verbs_of_saying(reading, sentence):
        subject, inverted = _subject(reading, sentence, verb)
        if subject is None:
            continue
        relay = _told_outlet(reading, sentence, verb, subject)
        chain = (relay, subject) if relay else (subject,)
        if inverted or _trailing(reading, sentence, verb):
            yield Attribution(chain, sentence.first, sentence.last, verb)
        else:
            yield Attribution(chain, verb, sentence.last, verb)
            for span in reading.quotations[sentence.index]:
                tokens = reading.document.tokens_of(span)
                if tokens and tokens[1] <= verb:
                    yield Attribution(chain, *tokens, verb)


def _trailing(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """ "…, X told investors on Thursday." and "…, he added, …": the clause reports all that stands before it."""
    lower = reading.document.lower
    rest = lower[verb + 1 : sentence.last]
    start = verb
    while start > sentence.first and lower[start - 1] not in {",", "”", "»", '"', ";"}:
        start -= 1
    parenthetical = start > sentence.first + 3 and verb - start <= 8
    closed = rest[:1] == (",",) or (len(rest) <= _TAIL and "," not in rest)
    return parenthetical and closed and not any(word in {"that", "que", "qu'", ":"} for word in rest)


def _verbs_of_saying(reading: Reading, sentence: Sentence) -> Iterator[int]:
    lower, lemma = reading.document.lower, reading.document.lemma
    for token in range(sentence.first, sentence.last):
        if lemma[token] not in reading.rules.reporting and lower[token] not in reading.rules.reporting:
            continue
        before = lower[token - 1] if token > sentence.first else ""
        if before in reading.rules.determiners or reading.quoted(token, sentence):
            continue
        yield token


def _subject(reading: Reading, sentence: Sentence, verb: int) -> tuple[str | None, bool]:
    """The subject of a verb of saying, and whether it stands after the verb."""
    mentions = [m for m in reading.mentions[sentence.index] if m.type in SPEAKING]
    doc, lower = reading.document.doc, reading.document.lower
    closes_quotation = any(span.end <= doc[verb].idx <= span.end + 60 for span in reading.quotations[sentence.index])
    after = next((m for m in mentions if verb < m.first <= verb + _REACH_AFTER and not _hearer(reading, m, verb)), None)
    if after is not None and reading.rules.source_after_verb and _inverted(reading, sentence, verb, after):
        return _head_after(mentions, after, reading).entity, True
    before = [m for m in mentions if m.last <= verb and verb - m.last <= _REACH and not _in_quotation(reading, m)]
    if before:
        return _head_before(reading, before, verb).entity, closes_quotation and verb + 3 >= sentence.last
    if closes_quotation and "," not in lower[verb : verb + 2] and after is not None:
        return after.entity, True
    return None, False


def _hearer(reading: Reading, mention: Located, verb: int) -> bool:
    """ "a déclaré à l'AFP X": what a preposition puts after the verb is spoken to, not speaking."""
    lower = reading.document.lower
    at = mention.first - 1
    while at > verb and lower[at] in reading.rules.determiners and lower[at] not in reading.rules.prepositions:
        at -= 1
    return at > verb and lower[at] in reading.rules.prepositions


def _in_quotation(reading: Reading, mention: Located) -> bool:
    return reading.quoted(mention.first, reading.document.sentence_at(mention.first))


def _inverted(reading: Reading, sentence: Sentence, verb: int, after: Located) -> bool:
    """A subject follows the verb where a quotation or a comma goes before it and none lies between the two."""
    lower = reading.document.lower
    if any(word in {",", ":", "that", "que", "qu'"} for word in lower[verb + 1 : after.first]):
        return False
    start = verb
    while start > sentence.first and lower[start - 1] in reading.rules.auxiliaries:
        start -= 1
    return start > sentence.first and lower[start - 1] in {",", "»", "”", '"', "’", "'", "-", "–", "—", "?", "!", "."}


def _head_before(reading: Reading, before: Sequence[Located], verb: int) -> Located:
    """ "X, co-CEO of Y, said", "X, who runs Y, said": what stands between the commas is not the head."""
    nearest = before[-1]
    lower = reading.document.lower
    if "," in lower[nearest.last : verb]:
        heads = [m for m in before[:-1] if m.type is EntityType.PERSON and lower[m.last : m.last + 1] == (",",)]
        if heads:
            return heads[-1]
    preceding = reading.document.lower[nearest.first - 1] if nearest.first else ""
    if preceding in reading.rules.prepositions:
        people = [m for m in before[:-1] if m.type is EntityType.PERSON]
        if people:
            return people[-1]
        if len(before) > 1 and nearest.first - before[-2].last <= 3:
            return before[-2]
    return nearest


def _head_after(mentions: Sequence[Located], after: Located, reading: Reading) -> Located:
    """ "said Netflix co-CEO Ted Sarandos": the person is the head."""
    person = next((m for m in mentions if after.last <= m.first <= after.last + 4), None)
    if after.type is EntityType.ORGANIZATION and person is not None and person.type is EntityType.PERSON:
        between = reading.document.lower[after.last : person.first]
        if "," not in between and any(word in reading.rules.person_roles for word in between):
            return person
    return after


def _told_outlet(reading: Reading, sentence: Sentence, verb: int, subject: str) -> str | None:
    for mention in reading.mentions[sentence.index]:
        if verb < mention.first <= verb + _HEARER and mention.subtype == "outlet" and mention.entity != subject:
            return mention.entity
    return None


def _according(reading: Reading, sentence: Sentence) -> Iterator[Attribution]:
    mentions = [m for m in reading.mentions[sentence.index] if m.type in SPEAKING or m.subtype == "outlet"]
    for match in reading.matched(sentence, cues.ACCORDING):
        source = next((m for m in mentions if match.last <= m.first <= match.last + 3), None)
        if source is not None and not reading.quoted(match.first, sentence):
            yield Attribution((source.entity,), sentence.first, sentence.last)


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


# --------------------------------------------------------------------------- quotations


def _quotes(
    reading: Reading, found: dict[int, list[Attribution]], speakers: dict[int, str]
) -> Iterator[tuple[str | None, Span]]:
    """Direct speech with its speaker; gives attributions to quotations whose sentence names none."""
    document = reading.document
    for sentence in document.sentences:
        for span in reading.quotations[sentence.index]:
            tokens = document.tokens_of(span)
            if tokens is None or not _is_speech(reading, sentence, *tokens):
                continue
            speaker = _speaker(reading, sentence, tokens, found[sentence.index], speakers)
            if speaker is None:
                yield None, span
                continue
            covered = [a for a in found[sentence.index] if a.first <= tokens[0] < a.last and a.chain[-1] == speaker]
            if not covered:
                _cover(reading, found, tokens, speaker)
            speakers.setdefault(sentence.index, speaker)
            yield speaker, span


def _cover(reading: Reading, found: dict[int, list[Attribution]], tokens: tuple[int, int], speaker: str) -> None:
    """A quotation may run over several sentences: each gets its part."""
    for sentence in reading.document.sentences:
        first, last = max(sentence.first, tokens[0]), min(sentence.last, tokens[1])
        if first < last:
            found[sentence.index].append(Attribution((speaker,), first, last))


def _is_speech(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Titles of works and words quoted one by one are no speech."""
    words = [t for t in reading.document.doc[first:last] if t.is_alpha]
    if len(words) < 3:
        return False
    inside = reading.entities.within(first, last)
    return not any(m.first == first and m.last >= last - 1 for m in inside)


def _speaker(
    reading: Reading,
    sentence: Sentence,
    tokens: tuple[int, int],
    here: Sequence[Attribution],
    speakers: dict[int, str],
) -> str | None:
    covering = [a for a in here if a.first <= tokens[0] < a.last]
    if covering:
        return min(covering, key=lambda a: (abs(a.verb - tokens[1]) if a.verb >= 0 else 999, a.first)).chain[-1]
    if here:
        return here[0].chain[-1]
    same = [s.index for s in reading.document.sentences if s.paragraph == sentence.paragraph]
    for index in sorted(same, key=lambda i: (abs(i - sentence.index), i > sentence.index)):
        if index in speakers:
            return speakers[index]
    outside = [m for m in reading.mentions[sentence.index] if m.type in SPEAKING and not _in_quotation(reading, m)]
    if outside:
        before = [m for m in outside if m.last <= tokens[0]]
        return (before[-1] if before else outside[0]).entity
    alone = sentence.first >= tokens[0] - 1 and sentence.last <= tokens[1] + 2
    return speakers.get(sentence.index - 1) if alone else None
