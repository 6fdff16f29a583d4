"""How sure: denial, possibility and plan, read from the words that govern an event's trigger.

A negated or denied event is never left as plainly asserted (FactBank's CT-); hearsay moods, modals, conditions,
questions and allegation make it possible, intention and future planned. A negator and a modal reach what stands in
their own clause; "deny", "accuse", "plan" also the clause that they govern.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract import cues
from graph.extract.document import Sentence
from graph.extract.matcher import Match
from graph.extract.reading import Reading
from graph.extract.scopes import scope
from graph.extract.times import nearest
from graph.extract.verbs import Mood, mood, past
from graph.model import Factuality, Segment

_NEGATION_REACH = 6  # tokens from a negator to what it negates, unless it negates the subject
_BEFORE = 9  # tokens from a modal to the trigger
_GOVERNED = 14  # tokens from "deny" to the verb of what is denied
_GOVERNED_NOUN = 8  # to its noun
_AFTER = 2  # tokens after a verb in which a modal still belongs to it
_AFTER_NOUN = 8  # tokens after a noun in which its verb stands
_FORMS = 8  # tokens before a trigger among which its finite verb is
_UNDONE = 12  # tokens from an event to "was called off"
_FLIP = 3  # tokens before "deny" in which a negator turns it round
_NOUN_PHRASE = 4  # tokens before a noun among which its determiner stands: "the first series entirely by AI"
_UNTIL = 6  # tokens after a trigger in which "until" belongs to it
_COORDINATORS = frozenset(("and", "et", "y", "e"))
_DOUBTS = frozenset((cues.DENIAL, cues.UNDONE, cues.ALLEGED, cues.POSSIBLE, cues.CONDITION))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure, and whether words of the sentence say so or nothing in it speaks against it."""

    value: Factuality
    marked: bool


def factuality(reading: Reading, sentence: Sentence, first: int, last: int, *, nominal: bool = False) -> Factuality:
    """Factuality of what the trigger at tokens ``first`` to ``last`` tells; ``nominal``: it is a noun."""
    return verdict(reading, sentence, first, last, nominal=nominal).value


def verdict(
    reading: Reading, sentence: Sentence, first: int, last: int, *, nominal: bool = False, said: bool = False
) -> Verdict:
    """The same with its grounds; ``said``: to say it is to do it, as with a stance or a legal threat."""
    return _Judge(reading, sentence, first, last, nominal, said).verdict()


class _Judge:
    """Looks at one trigger."""

    def __init__(self, reading: Reading, sentence: Sentence, first: int, last: int, nominal: bool, said: bool) -> None:
        self._reading, self._sentence, self._said = reading, sentence, said
        self._rules, self._lower, self._lemma = reading.rules, reading.document.lower, reading.document.lemma
        self._scope = scope(reading, sentence, first, last)
        before = self._lower[first - 1] if first > sentence.first else ""
        self._nominal = nominal or before in self._rules.determiners
        self._subject = self._nominal and not self._complement()
        self._modifier = not self._nominal and self._reduced()
        self._focused = False  # "not only": a negator that does not negate

    def verdict(self) -> Verdict:
        """Denial before doubt, doubt before plan."""
        if self._asked():
            return Verdict(Factuality.POSSIBLE, True)
        flipped = self._flipped()
        if flipped is not None:
            return Verdict(flipped, True)
        if self._governing(cues.DENIAL) or self._undone() or self._negated():
            return Verdict(Factuality.DENIED, True)
        moods = set(self._moods())
        if self._doubted() or Mood.CONDITIONAL in moods:
            return Verdict(Factuality.PLANNED if self._future_of_the_past(moods) else Factuality.POSSIBLE, True)
        intended = not self._modifier and bool(self._governing(cues.INTENDED))
        if Mood.FUTURE in moods or self._modal(cues.PLANNED) or intended or self._to_come():
            return Verdict(Factuality.POSSIBLE if self._conditions() else Factuality.PLANNED, True)
        return Verdict(Factuality.ASSERTED, self._focused or self._speaks_of_others())

    # ------------------------------------------------------------------ the trigger

    def _complement(self) -> bool:
        """ "the terms of the deal": what is said of the terms is not said of the deal."""
        at = self._scope.first - 1
        while at > self._sentence.first and self._lower[at] in self._rules.determiners - self._rules.prepositions:
            at -= 1
        return at >= self._sentence.first and self._lower[at] in self._rules.prepositions

    def _reduced(self) -> bool:
        """ "songs made with AI": a participle without an auxiliary says of a thing how it is, not what is done."""
        first, last, rules = self._scope.first, self._scope.last, self._rules
        if not self._lower[first].endswith(rules.participle_endings) or self._lower[first] == self._lemma[first]:
            return False
        before = self._lower[max(self._sentence.first, first - 3) : first]
        if any(w in rules.past_words or w in rules.auxiliaries for w in before) or not before:
            return False
        if any(self._lemma[t] in rules.passive_auxiliaries for t in range(max(0, first - 3), first)):
            return False
        beside = self._lower[first + 1 : min(last + 1, self._sentence.last)]
        return any(w in rules.agent_markers or w in rules.tool_markers for w in beside)

    # ------------------------------------------------------------------ negation

    def _flipped(self) -> Factuality | None:
        """ "does not deny", "no plans to": a negator before what governs turns it round."""
        for group, turned in (
            (cues.DENIAL, Factuality.POSSIBLE),
            (cues.INTENDED, Factuality.DENIED),
            (cues.ALLEGED, Factuality.DENIED),
        ):
            for match in self._governing(group):
                if self._lower[match.last - 1] in ("whether", "si"):
                    continue  # "it is not known whether"
                before = range(max(self._sentence.first, match.first - _FLIP), match.first)
                if any(self._negates(t) for t in before) and not any(self._lower[t] == "," for t in before):
                    return turned
        return None

    def _negates(self, token: int) -> bool:
        rules, lower, end = self._rules, self._lower, self._sentence.last
        if lower[token] not in rules.negators:
            return False
        if lower[token] == "no" and lower[token + 1 : token + 2] in (("fakes",), ("doubt",)):
            return False
        ahead = range(token + 1, min(token + 4, end))
        focus = any(lower[t] in rules.focus_words and lower[t - 1] not in rules.determiners for t in ahead)
        if focus or any(self._lemma[t] in rules.concealing for t in ahead):
            self._focused = True
            return False
        after = lower[self._scope.last : min(self._scope.last + _UNTIL, end)]
        return not any(word in rules.until_words for word in after)

    def _negated(self) -> bool:
        reach, rules, lower = self._scope, self._rules, self._lower
        for token in reach.clause:
            word = lower[token]
            far = reach.first - token > _NEGATION_REACH or self._coordinated(token)
            of_subject = word in rules.subject_negators or token == reach.start  # "not a single frame was"
            if (not far or of_subject) and self._negates(token):
                return True
        inside = range(reach.first, reach.last)
        if any(lower[token + 1] not in rules.livelihoods and self._negates(token) for token in inside[:-1]):
            return True
        after = range(reach.last, min(reach.last + _AFTER, reach.end))
        if any(lower[token] in rules.post_negators and self._negates(token) for token in after):
            return True
        after = range(reach.last, min(reach.last + _AFTER_NOUN, reach.end))
        return self._subject and any(lower[t] in rules.verb_negators and self._negates(t) for t in after)

    def _coordinated(self, negator: int) -> bool:
        """ "does not breathe and has angered": a second verb is not negated with the first."""
        return any(word in _COORDINATORS for word in self._lower[negator + 2 : self._scope.first])

    def _undone(self) -> bool:
        """ "the strike was called off", "the claim that AI was used is untrue"."""
        reach = self._scope
        claimed = any(self._lemma[t] in self._rules.claim_nouns for t in range(reach.governed, reach.first))
        if not self._subject and not claimed:
            return False
        end = self._sentence.last if claimed else min(reach.last + _UNDONE, self._sentence.last)
        return any(
            reach.last <= match.first < end
            and not any(self._lower[t] in self._rules.coordinators for t in range(reach.last, match.first))
            for match in self._matches(cues.UNDONE)
        )

    # ------------------------------------------------------------------ possibility

    def _doubted(self) -> bool:
        alleged = not self._modifier and bool(self._governing(cues.ALLEGED))
        threat = not self._said and any(
            self._lemma[t] in self._rules.threats for t in range(self._scope.first, self._scope.last)
        )
        return alleged or threat or self._in_condition() or bool(self._modal(cues.POSSIBLE))

    def _asked(self) -> bool:
        """A question that can be answered by yes or no; what "why" or "the series" asks about is so."""
        lower, reach, rules = self._lower, self._scope, self._rules
        ends = ("?", ".", "!", "»", "”", ";")
        mark = next((t for t in range(reach.last, self._sentence.last) if lower[t] in ends), -1)
        if mark < 0 or lower[mark] != "?":
            return False
        start = reach.first
        while start > self._sentence.first and lower[start - 1] not in (":", "«", "“", '"', "¿", *ends):
            start -= 1
        definite = self._nominal and any(
            w in rules.determiners for w in lower[max(start, reach.first - _NOUN_PHRASE) : reach.first]
        )
        return not definite and not any(word in rules.question_words for word in lower[start : start + 2])

    def _conditions(self) -> list[Match[str]]:
        first, lower = self._sentence.first, self._lower
        return [
            match
            for match in self._matches(cues.CONDITION)
            if match.first == first or lower[match.first - 1] not in self._rules.not_conditions
        ]

    def _in_condition(self) -> bool:
        """The trigger stands in the clause that "if" opens."""
        reach = self._scope
        return any(
            match.first < reach.first and match.last >= reach.start and "," not in self._lower[match.last : reach.first]
            for match in self._conditions()
        )

    def _future_of_the_past(self, moods: set[Mood]) -> bool:
        """ "announced that it would use": the conditional after a verb of announcing tells a plan."""
        reach, rules = self._scope, self._rules
        words = {self._lower[t] for t in (*reach.clause, *range(reach.first, reach.last))}
        plain = words & rules.future_in_past or (Mood.CONDITIONAL in moods and not words & rules.hearsay_auxiliaries)
        announced = any(self._lemma[t] in rules.announcing for t in range(reach.governed, reach.first))
        if not plain or not announced or self._conditions():
            return False
        return not self._governing(cues.ALLEGED) and all(
            self._lower[m.first] in rules.future_in_past for m in self._modal(cues.POSSIBLE)
        )

    # ------------------------------------------------------------------ future

    def _moods(self) -> Iterator[Mood]:
        """Of the finite verb before the trigger, of the trigger, and of the verb whose subject it is."""
        reach = self._scope
        end = min(reach.last + _AFTER_NOUN, reach.end) if self._subject else reach.last
        before = () if self._modifier else (t for t in reach.clause if t >= reach.first - _FORMS)
        for token in (*before, *range(reach.first, end)):
            found = mood(self._lower[token], self._lemma[token], self._rules)
            if found is not None:
                yield found

    def _to_come(self) -> bool:
        """A date after publication, or a headline's "to": "Netflix to launch"."""
        reach, reading, first = self._scope, self._reading, self._scope.first
        published = reading.document.article.published
        time = nearest(list(reading.times[self._sentence.index]), reading.document, first, reach.last)
        if not self._said and published is not None and time > published.isoformat()[: len(time)] and time:
            before = self._lower[max(self._sentence.first, first - 2) : first]
            if not past(before, self._lower[first], self._lemma[first], self._rules):
                return True
        if self._rules.code != "en" or self._sentence.segment is not Segment.TITLE:
            return False
        marker = first - 2 if self._lower[first - 1] == "be" else first - 1
        return (
            marker > self._sentence.first
            and self._lower[marker] == "to"
            and any(m.last == marker for m in reading.mentions[self._sentence.index])
        )

    # ------------------------------------------------------------------ cues

    def _matches(self, group: str) -> list[Match[str]]:
        reach = self._scope
        return [
            m
            for m in self._reading.matches[self._sentence.index]
            if m.key == group and not reach.first <= m.first < reach.last
        ]

    def _governing(self, group: str) -> list[Match[str]]:
        """Matches of a group that reach the trigger from before it."""
        if self._said:
            return []
        reach = self._scope
        far = _GOVERNED_NOUN if self._nominal else _GOVERNED
        return [
            m
            for m in self._matches(group)
            if reach.governed <= m.first < reach.first
            and reach.first - m.last <= far
            and not self._parted(m.last, reach.first)
        ]

    def _parted(self, start: int, end: int) -> bool:
        """A comma that begins a new clause stands between; those of lists and interruptions do not part."""
        commas = [t for t in range(start, end) if self._lower[t] == ","]
        if len(commas) != 1 or self._listed(commas[0], end):
            return False
        begins = self._lower[commas[0] + 1] in self._rules.clause_openers | _COORDINATORS
        return begins or commas[0] - start > 1 or end - commas[0] > _BEFORE

    def _listed(self, comma: int, end: int) -> bool:
        return any(word in ("and", "or", "et", "ou", "y", "o") for word in self._lower[comma + 2 : min(comma + 6, end)])

    def _modal(self, group: str) -> list[Match[str]]:
        """Matches of a group in the trigger's own clause."""
        reach = self._scope
        after = _AFTER_NOUN if self._subject else _AFTER
        own = {t for t in reach.clause if t >= reach.first - _BEFORE}
        if self._modifier:
            own = {t for t in own if t >= reach.first - 1}
        own.update(range(reach.last, min(reach.last + after, reach.end)))
        opening = self._sentence.first  # "Allegedly, …"
        return [
            m
            for m in self._matches(group)
            if m.first in own or (m.first == opening and self._lower[m.last : m.last + 1] == (",",))
        ]

    def _speaks_of_others(self) -> bool:
        """The sentence has words of denial or doubt, and none of them reaches the trigger."""
        negators = any(word in self._rules.negators for word in self._lower[self._sentence.first : self._sentence.last])
        return negators or any(m.key in _DOUBTS for m in self._reading.matches[self._sentence.index])
