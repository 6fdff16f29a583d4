"""How sure: denial, possibility and plan, read from the cues around an event's trigger.

A negated or denied event is never left as plainly asserted (FactBank's CT-); hearsay moods, modals and allegation make
it possible, intention and future planned. Scope runs from a clause border to the trigger and a little beyond.
"""

from __future__ import annotations

from graph.extract import cues
from graph.extract.document import Sentence
from graph.extract.reading import Reading
from graph.model import Factuality

_NEGATION_REACH = 5  # tokens from a negator to what it negates
_BEFORE = 9  # tokens from a modal or a plan to the trigger
_AFTER = 2  # tokens after a trigger in which a modal still belongs to it
_BORDERS = frozenset((";", ":", "–", "—", "but", "mais", "pero", "although", "though", "while", "alors", "aunque"))


def factuality(reading: Reading, sentence: Sentence, first: int, last: int) -> Factuality:
    """Factuality of what the trigger at tokens ``first`` to ``last`` tells."""
    start, end = _scope(reading, sentence, first, last)
    if _denied(reading, sentence, first, last, start):
        return Factuality.DENIED
    lower = reading.document.lower
    near = [m for m in reading.matches[sentence.index] if start <= m.first < end and not first <= m.first < last]
    possible = any(m.key == cues.POSSIBLE and m.first >= first - _BEFORE and m.first < last + _AFTER for m in near)
    if possible or _ends(lower[max(start, first - 4) : last], reading.rules.conditional_endings, _CONDITIONAL_STOP):
        return Factuality.POSSIBLE
    planned = any(m.key == cues.PLANNED and m.first >= first - _BEFORE and m.first < last + _AFTER for m in near)
    if planned or _ends(lower[max(start, first - 3) : last], reading.rules.future_endings, _FUTURE_STOP):
        return Factuality.PLANNED
    return Factuality.ASSERTED


# words that end like verb forms and are none
_CONDITIONAL_STOP = frozenset(
    "portrait trait retrait extrait attrait abstrait distrait soustrait mayoría teoría galería".split()
)
_FUTURE_STOP = frozenset("opéra caméra extra ultra panorama para contra cobra sierra infra supra era".split())


def _ends(words: tuple[str, ...], endings: tuple[str, ...], stop: frozenset[str]) -> bool:
    return bool(endings) and any(len(w) > 3 and w.endswith(endings) and w not in stop for w in words)


def _scope(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    lower = reading.document.lower
    start = first
    while start > sentence.first and lower[start - 1] not in _BORDERS:
        start -= 1
    end = last
    while end < sentence.last and lower[end] not in _BORDERS and lower[end] != ",":
        end += 1
    return start, end


def _denied(reading: Reading, sentence: Sentence, first: int, last: int, start: int) -> bool:
    rules, lower = reading.rules, reading.document.lower
    for match in reading.matched(sentence, cues.DENIAL):
        if match.first < last and first - match.last <= _BEFORE and match.first >= start:
            return True
    window = range(max(start, first - _NEGATION_REACH), min(last + 2, sentence.last))
    for token in window:
        word = lower[token]
        if word not in rules.negators or any(lower[t] == "," for t in range(token + 1, first)):
            continue
        # "not only" adds; French "ne … que" restricts
        following = lower[token + 1] if token + 1 < sentence.last else ""
        if following in rules.focus_words or any(w in rules.focus_words for w in lower[token + 1 : token + 4]):
            continue
        if token >= last and lower[token] not in rules.post_negators:
            continue
        return True
    return False
