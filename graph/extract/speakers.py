"""Who speaks between quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extract.document import Sentence
from graph.extract.reading import SPEAKING, Reading
from graph.extract.statements import Attribution
from graph.model import EntityType, Span

_FEWEST_WORDS = 3  # of speech; fewer are a title or a word that somebody keeps at a distance
_PLATFORMS = frozenset(("outlet", "platform", "social-network", "streamer"))  # where others speak
_SAID = 6  # tokens between a verb of saying and a short quotation that is speech all the same


def quotes(
    reading: Reading, found: dict[int, list[Attribution]], speakers: dict[int, str]
) -> Iterator[tuple[str | None, Span]]:
    """Direct speech with its speaker, in text order.

    Gives attributions (``found``, by sentence) and speakers to quotations whose sentence names none.
    """
    document = reading.document
    for sentence in document.sentences:
        for span in reading.quotations[sentence.index]:
            tokens = document.tokens_of(span)
            if tokens is None or not _is_speech(reading, tokens, found[sentence.index]):
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


def _is_speech(reading: Reading, tokens: tuple[int, int], here: Sequence[Attribution]) -> bool:
    """Titles of works and words quoted one by one are no speech, unless a verb of saying stands right beside."""
    first, last = tokens
    words = [t for t in reading.document.doc[first:last] if t.is_alpha]
    inside = reading.entities.within(first, last)
    if any(m.first == first and m.last >= last - 1 for m in inside):
        return False
    if len(words) >= _FEWEST_WORDS:
        return True
    closes = reading.document.lower[last - 1] in (".", ",", "!", "?")
    said = any(0 <= first - a.verb <= _SAID or 0 <= a.verb - last <= _SAID for a in here if a.verb >= 0)
    return bool(words) and closes and said


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
    outside = [
        m
        for m in reading.mentions[sentence.index]
        if m.type in SPEAKING and not reading.quoted(m.first, reading.document.sentence_at(m.first))
    ]
    same = [s.index for s in reading.document.sentences if s.paragraph == sentence.paragraph]
    outside = [m for m in outside if m.type is EntityType.PERSON or m.subtype not in _PLATFORMS]
    for index in sorted(same, key=lambda i: (abs(i - sentence.index), i > sentence.index)):
        if index in speakers:
            return speakers[index]
    if outside:
        before = [m for m in outside if m.last <= tokens[0]]
        return (before[-1] if before else outside[0]).entity
    alone = sentence.first >= tokens[0] - 1 and sentence.last <= tokens[1] + 2
    if not alone:
        return None
    return speakers.get(sentence.index - 1) or _named_before(reading, sentence)


def _named_before(reading: Reading, sentence: Sentence) -> str | None:
    """ "X was the first to speak. “…”": who the sentence before is about."""
    previous = sentence.index - 1
    if previous < 0 or reading.document.sentences[previous].paragraph != sentence.paragraph:
        return None
    people = (m for m in reading.mentions[previous] if m.type is EntityType.PERSON)
    first = next(people, None)
    return first.entity if first is not None else None
