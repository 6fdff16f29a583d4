"""Verbs of saying and their subjects, without a parse.

The subject is the speaking entity that the verb's words lead back to: right before it, over an apposition or a
relative clause ("X, co-CEO of Y, said"), over a coordination ("X sued and said"), or after it where the clause is
inverted. A noun that names nobody ("lawyers say") is a subject too, and makes the nearest name none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extract import cues
from graph.extract.document import Sentence
from graph.extract.located import Located
from graph.extract.reading import SPEAKING, Reading
from graph.model import EntityType

_REACH = 22  # tokens between a verb of saying and its subject, appositions included
_REACH_AFTER = 9  # tokens between a verb of saying and an inverted subject, whom it is said to in between
_CLOSE = 3  # tokens of unknown words over which a subject may still be looked for
_THAT = 5  # tokens after a verb in which "that" follows
_THATS = frozenset(("that", "que", "qu'", ":"))
_TAIL = 9  # tokens after a verb of saying that closes its sentence
_COORDINATORS = frozenset(("and", "et", "y", "e", "or", "ou"))
_QUOTES = frozenset(("»", "”", '"', "’", "'"))


def verbs_of_saying(reading: Reading, sentence: Sentence) -> Iterator[int]:
    """Tokens of verbs of saying, those within quotations left out unless they interrupt one."""
    lower, lemma, rules = reading.document.lower, reading.document.lemma, reading.rules
    phrases = {m.first for m in reading.matched(sentence, cues.SAYING)}
    for token in range(sentence.first, sentence.last):
        if token not in phrases and lemma[token] not in rules.reporting and lower[token] not in rules.reporting:
            continue
        before = lower[token - 1] if token > sentence.first else ""
        if before in rules.determiners and before not in rules.object_clitics:
            continue
        if reading.quoted(token, sentence) and not interrupts(reading, sentence, token):
            continue
        yield token


def reports(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """Whether a verb of saying reports more than that something was said: "praised the step" tells a stance alone."""
    if reading.document.lemma[verb] not in reading.rules.weak_reporting:
        return True
    lower = reading.document.lower
    if any(word in _THATS for word in lower[verb + 1 : min(verb + 1 + _THAT, sentence.last)]):
        return True
    return bool(reading.quotations[sentence.index]) or trailing(reading, sentence, verb)


def trailing(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """ "…, X told investors on Thursday." and "…, he added, …": the clause reports all that stands before it."""
    lower = reading.document.lower
    rest = lower[verb + 1 : sentence.last]
    start = verb
    while start > sentence.first and lower[start - 1] not in {",", "”", "»", '"', ";"}:
        start -= 1
    parenthetical = start > sentence.first + 3 and verb - start <= 8 and lower[start] not in reading.rules.relatives
    closed = rest[:1] == (",",) or (len(rest) <= _TAIL and "," not in rest)
    return parenthetical and closed and not any(word in _THATS for word in rest)


def interrupts(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """ "« Nobody asked us, regrette X, and nobody paid. »": an inverted clause between commas within a quotation."""
    lower = reading.document.lower
    start = verb
    while start > sentence.first and lower[start - 1] in reading.rules.auxiliaries | reading.rules.transparent:
        start -= 1
    if start <= sentence.first or lower[start - 1] not in (",", "—", "–", "?", "!"):
        return False
    after = next((m for m in reading.mentions[sentence.index] if verb < m.first <= verb + 4), None)
    if after is None or after.type not in SPEAKING or "," in lower[verb : after.first]:
        return False
    closes = any(word in (",", ".", "—", "–", ":") for word in lower[after.last : after.last + 8])
    return closes and reading.rules.code != "en"


def subject(reading: Reading, sentence: Sentence, verb: int) -> tuple[str | None, bool]:
    """The entity that is the subject of a verb of saying, and whether it stands after the verb."""
    mentions = [m for m in reading.mentions[sentence.index] if m.type in SPEAKING]
    doc, lower = reading.document.doc, reading.document.lower
    closes_quotation = any(span.end <= doc[verb].idx <= span.end + 60 for span in reading.quotations[sentence.index])
    near = [m for m in mentions if verb < m.first <= verb + _REACH_AFTER and not _in_quotation(reading, m)]
    after = next((m for m in near if not _hearer(reading, m, verb)), None)
    if after is not None and reading.rules.source_after_verb and _inverted(reading, sentence, verb, after):
        return _head_after(mentions, after, reading).entity, True
    before = [m for m in mentions if m.last <= verb and verb - m.last <= _REACH and not _in_quotation(reading, m)]
    found = _before(reading, sentence, before, verb)
    if found is not None:
        return found.entity, closes_quotation and verb + 3 >= sentence.last
    if closes_quotation and "," not in lower[verb : verb + 2] and after is not None:
        return after.entity, True
    return None, False


def unnamed_subject(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """Whether a noun that names nobody stands where the subject does."""
    at = _over_transparent(reading, sentence, verb - 1)
    if at < sentence.first:
        return False
    word = reading.document.lower[at]
    return word[:1].isalpha() and word not in reading.rules.clause_openers | _COORDINATORS | reading.rules.coordinators


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
    lower, rules = reading.document.lower, reading.rules
    if reading.document.lemma[verb] in rules.never_inverted or lower[verb].endswith(rules.gerund_endings):
        return False
    between = lower[verb + 1 : after.first]
    if between[-1:] == (",",) and any(word in rules.person_roles for word in between):
        between = between[:-1]  # "contó su director, X"
    if any(word in _THATS or word == "," for word in between):
        return False
    start = verb
    while start > sentence.first and lower[start - 1] in rules.auxiliaries:
        start -= 1
    cataphoric = start < verb and any(word in rules.object_clitics for word in lower[start:verb])
    if cataphoric and not any(m.last == start for m in reading.mentions[sentence.index]):
        return True  # "Lo contó X"
    if start == sentence.first:
        return False
    if lower[start - 1] in ("según", "comme", "como"):
        return True
    return lower[start - 1] in {",", "-", "–", "—", "?", "!", "."} | _QUOTES


def _over_transparent(reading: Reading, sentence: Sentence, at: int) -> int:
    """Step back over auxiliaries, adverbs, clitics and dates."""
    lower, rules = reading.document.lower, reading.rules
    named = {t for m in reading.mentions[sentence.index] for t in range(m.first, m.last)}
    dated = {t for time in reading.times[sentence.index] for t in range(time.first, time.last)}
    while at >= sentence.first:
        word = lower[at]
        passed = (
            word in rules.auxiliaries
            or word in rules.transparent
            or word in rules.negators
            or (len(word) > 4 and word.endswith(rules.adverb_endings))
            or at in dated
            or (at + 1 in dated and word in rules.prepositions | rules.this_words | rules.last_words)
        )
        if not passed or at in named:
            return at
        at -= 1
    return at


def _before(reading: Reading, sentence: Sentence, before: Sequence[Located], verb: int) -> Located | None:
    if not before:
        return None
    lower, rules = reading.document.lower, reading.rules
    at = _over_transparent(reading, sentence, verb - 1)
    if at < sentence.first:
        return None
    nearest = before[-1]
    if nearest.first <= at < nearest.last:
        return _head_before(reading, before, verb)
    word = lower[at]
    if word in (",", "—", "–", ")") or word in _QUOTES:
        return _head_before(reading, before, verb)
    if word in rules.relatives or word in ("that", "que"):
        return nearest if at - nearest.last <= 1 else None
    if word in _COORDINATORS or word in rules.coordinators:
        return next((m for m in before if not _governed(reading, m)), None)
    unknown = lower[nearest.last : at + 1]
    if len(unknown) <= _CLOSE and not any(_names_somebody_else(reading, nearest.last + i) for i in range(len(unknown))):
        return _head_before(reading, before, verb)
    return None


def _names_somebody_else(reading: Reading, token: int) -> bool:
    """ "studio lawyers said": a noun of people or an article makes another subject."""
    word, lemma, rules = reading.document.lower[token], reading.document.lemma[token], reading.rules
    return (
        word in rules.determiners
        or word in rules.prepositions
        or word in rules.possessives
        or lemma in rules.person_roles
        or lemma in rules.claim_nouns
        or word in rules.clause_openers
    )


def _governed(reading: Reading, mention: Located) -> bool:
    before = reading.document.lower[mention.first - 1] if mention.first else ""
    return before in reading.rules.prepositions


def _head_before(reading: Reading, before: Sequence[Located], verb: int) -> Located:
    """ "X, co-CEO of Y, said", "X, who runs Y, said": what stands between the commas is not the head."""
    nearest = before[-1]
    lower = reading.document.lower
    if "," in lower[nearest.last : verb]:
        heads = [m for m in before[:-1] if m.type is EntityType.PERSON and lower[m.last : m.last + 1] == (",",)]
        if heads:
            return heads[-1]
        opening = [m for m in before[:-1] if lower[m.last : m.last + 1] == (",",)]
        if opening and lower[opening[-1].last + 1] in reading.rules.relatives:
            return opening[-1]
    if _governed(reading, nearest):
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
