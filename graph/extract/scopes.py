"""Which words a negator, a modal or a verb like "deny" reaches: clauses of a sentence, without a parse."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.document import Sentence
from graph.extract.reading import Reading

_BREAKS = frozenset((";", ":", "–", "—", "(", ")", "?", "!", "…"))
_ENDS_GOVERNMENT = frozenset((";", ":", "–", "—", "?", "!"))
_ASIDE = 8  # tokens between two commas that interrupt a clause without ending it


@dataclass(frozen=True, slots=True)
class Scope:
    """Where words stand that may say how sure a trigger's event is; ends are exclusive."""

    first: int  #: of the trigger
    last: int  #: of the trigger
    clause: tuple[int, ...]  #: tokens of its clause before the trigger, interruptions left out
    end: int  #: of its clause
    governed: int  #: first token from which a verb like "deny" may reach it

    @property
    def start(self) -> int:
        """First token of the clause."""
        return self.clause[0] if self.clause else self.first


def scope(reading: Reading, sentence: Sentence, first: int, last: int) -> Scope:
    """The clause of a trigger at tokens ``first`` to ``last`` and what may govern that clause."""
    rules, lower = reading.rules, reading.document.lower
    clause: list[int] = []
    at = first - 1
    while at >= sentence.first:
        word = lower[at]
        if word in _BREAKS or word in rules.clause_openers or word in rules.coordinators:
            break
        if word == ",":
            opening = _aside(lower, sentence, at)
            if opening < 0:
                break
            at = opening - 1
            continue
        clause.append(at)
        at -= 1
    start = clause[-1] if clause else first
    end = last
    while end < sentence.last:
        word = lower[end]
        if word in _BREAKS or word in rules.coordinators or word in rules.clause_openers or word == ",":
            break
        end += 1
    governed = start
    while governed > sentence.first and not _ends_government(reading, sentence, governed - 1):
        governed -= 1
    return Scope(first, last, tuple(reversed(clause)), end, governed)


def _aside(lower: tuple[str, ...], sentence: Sentence, comma: int) -> int:
    """The comma that opens an interruption which this one closes: "will, in future, be"; -1 if none does."""
    opening = comma - 1
    while opening > max(sentence.first, comma - _ASIDE) and lower[opening] != ",":
        opening -= 1
    return opening if lower[opening] == "," and opening > sentence.first else -1


def _ends_government(reading: Reading, sentence: Sentence, at: int) -> bool:
    word = reading.document.lower[at]
    return word in _ENDS_GOVERNMENT or word in reading.rules.coordinators or word in reading.rules.relatives
