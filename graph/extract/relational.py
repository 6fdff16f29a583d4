"""Relations that a noun states: "Netflix co-CEO X", "X, head of Y at Z", "the film's leads, A and B", "its parent X".

A relational noun has a bearer, whom it stands beside, and somebody or something it is of: before it ("Y's director"),
after it ("the director of Y"), or meant by a possessive ("its director"). Where a noun of office or of craft stands
alone ("director X said"), what the article is about may be meant, if only one thing can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.extract.document import Sentence
from graph.extract.located import Located
from graph.extract.noun_rules import NounRules, Relational
from graph.extract.pipelines import pipeline
from graph.extract.reading import Reading
from graph.extract.relations import Proposed
from graph.extract.roles import coordinated
from graph.model import EntityType, Predicate, Segment

_BEFORE_BEARER = 3  # tokens between a noun and a name after it: "director and producer X"
_AFTER_BEARER = 6  # tokens between a name and its noun in apposition
_COMPLEMENT = 7  # tokens from a noun to what it is of
_BEFORE_NOUN = 3  # tokens before a noun in which "former" is looked for
_POSSESSOR = 5  # tokens between a possessive and the noun
_BACK = 2  # sentences in which the possessor of "its" is looked for
_GENITIVE = 4  # tokens between two names that a genitive joins
_LASTING = frozenset((Predicate.WORKS_FOR, Predicate.MEMBER_OF, Predicate.OWNED_BY))  # until they end
_PLAIN = frozenset(("before", "after"))  # where the noun has what it is of beside it
_PERSONAL = frozenset((EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER))  # those who are "she"
_TRUSTED_ALONE = frozenset(("founder", "maker-of-work", "lead", "publisher", "music"))  # of the one thing it can be
_MARKS = frozenset(("“", "”", '"', "«", "»", "‘", "’", ","))
_T, _P = EntityType, Predicate
#: what "Y's X" means, by the types of X and Y
GENITIVES: Mapping[tuple[EntityType, EntityType], tuple[Predicate, ...]] = {
    (_T.CREATIVE_WORK, _T.PERSON): (_P.CREATED_BY,),
    (_T.CREATIVE_WORK, _T.ORGANIZATION): (_P.PRODUCED_BY,),
    (_T.CREATIVE_WORK, _T.SYNTHETIC_PERFORMER): (_P.PERFORMED_BY,),
    (_T.SYNTHETIC_PERFORMER, _T.PERSON): (_P.CREATED_BY,),
    (_T.SYNTHETIC_PERFORMER, _T.ORGANIZATION): (_P.CREATED_BY,),
    (_T.AI_SYSTEM, _T.ORGANIZATION): (_P.DEVELOPED_BY,),
    (_T.PERSON, _T.ORGANIZATION): (_P.WORKS_FOR,),
    (_T.ORGANIZATION, _T.ORGANIZATION): (_P.OWNED_BY,),
}
#: those of an English "'s" that mean nothing else: "Ana Keller's Salt Road"
_PLAIN_GENITIVES = frozenset(
    ((_T.CREATIVE_WORK, _T.PERSON), (_T.AI_SYSTEM, _T.ORGANIZATION), (_T.CREATIVE_WORK, _T.ORGANIZATION))
)


@dataclass(frozen=True)
class RelationalNouns:
    """Finds what the relational nouns of one language state."""

    language: str
    rules: NounRules

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[tuple[str, ...], Relational]]]:
        make = pipeline(self.language).make_doc
        found: dict[str, list[tuple[tuple[str, ...], Relational]]] = {}
        for relational in self.rules.relational:
            for noun in relational.nouns:
                words = tuple(t.lower_ for t in make(noun))
                found.setdefault(words[0], []).append((words, relational))
        return found

    def proposed(self, reading: Reading, sentence: Sentence) -> Iterator[Proposed]:
        """What the nouns, genitives and brackets of a sentence say; the same may come twice."""
        mentions = reading.mentions[sentence.index]
        for first, last, relational in self._nouns(reading, sentence):
            for bearers in self._bearers(reading, mentions, first, last, relational):
                target, kind = self._target(reading, sentence, mentions, first, last, bearers[0], relational)
                if target is not None and not _titled(reading, bearers[0], last, relational, kind):
                    for bearer in bearers:
                        yield from _proposed(bearer, target, relational, kind)
        yield from self._owned(reading, mentions)
        yield from self._bracketed(reading, mentions)

    def _nouns(self, reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, Relational]]:
        lower = reading.document.lower
        inside = {t for m in reading.mentions[sentence.index] if not m.described for t in range(m.first, m.last)}
        for token in range(sentence.first, sentence.last):
            if token in inside:
                continue
            here = [
                (token + len(words), relational)
                for words, relational in self._by_word.get(lower[token], ())
                if lower[token : token + len(words)] == words
            ]
            longest = max((last for last, _ in here), default=0)
            for last, relational in here:
                if last == longest and not self._bygone(reading, token, relational):
                    yield token, last, relational

    def _bygone(self, reading: Reading, first: int, relational: Relational) -> bool:
        """ "X, a former executive of Y": whoever was a director once has directed, but works there no more."""
        before = reading.document.lower[max(0, first - _BEFORE_NOUN) : first]
        return relational.predicates[0] in _LASTING and any(word in self.rules.bygone for word in before)

    # ------------------------------------------------------------------ whom the noun stands beside

    def _bearers(
        self,
        reading: Reading,
        mentions: Sequence[Located],
        first: int,
        last: int,
        relational: Relational,
    ) -> Iterator[tuple[Located, ...]]:
        sides = (
            self._after(reading, mentions, last, relational),
            self._before(reading, mentions, first, relational),
        )
        # "X, a member of Y": who is one stands before, "members X and Y" aside
        found = next((m for m in (reversed(sides) if relational.frame == "member" else sides) if m is not None), None)
        if found is None:
            return
        if relational.plural or reading.document.lower[last - 1].endswith("s"):
            yield (found, *coordinated(reading, found, tuple(mentions)))
        else:
            yield (found,)

    def _after(
        self, reading: Reading, mentions: Sequence[Located], last: int, relational: Relational
    ) -> Located | None:
        """ "director X", "its co-CEO, X", "director and producer X"."""
        for mention in mentions:
            if mention.first < last or mention.described or mention.pronoun:
                continue
            between = reading.document.lower[last : mention.first]
            if len(between) > _BEFORE_BEARER or mention.type not in relational.bearers:
                return None
            if all(w == "," or self._adjectival(reading, w) for w in between):
                return mention
            return None
        return None

    def _before(
        self, reading: Reading, mentions: Sequence[Located], first: int, relational: Relational
    ) -> Located | None:
        """ "X, the French director", "X, Netflix's co-CEO", "X is the founder", "X, who is the founder"."""
        lower = reading.document.lower
        passed: list[Located] = []
        for mention in reversed(mentions):
            if mention.last > first or mention.described:
                continue
            between = lower[mention.last : first]
            if len(between) > _AFTER_BEARER:
                return None
            named = {t for m in passed for t in range(m.first, m.last)}
            words = [lower[t] for t in range(mention.last, first) if t not in named]
            linked = bool(words) and (words[0] in {",", "(", "–", "—"} or words[0] in self.rules.copulas)
            if (
                linked
                and mention.type in relational.bearers
                and all(w in self.rules.copulas or w == "'s" or self._adjectival(reading, w) for w in words[1:])
            ):
                return mention
            if len(passed) > 0:
                return None
            passed.append(mention)
        return None

    def _adjectival(self, reading: Reading, word: str) -> bool:
        rules = reading.rules
        return (
            word in {"and", "et", "y", "e", "-", "'"}
            or word in rules.determiners
            or (
                word[:1].isalpha()
                and word not in rules.prepositions
                and word not in self.rules.clause_words
                and word not in rules.reporting
                and word not in rules.auxiliaries
            )
        )

    # ------------------------------------------------------------------ whom or what it is of

    def _target(
        self,
        reading: Reading,
        sentence: Sentence,
        mentions: Sequence[Located],
        first: int,
        last: int,
        bearer: Located,
        relational: Relational,
    ) -> tuple[Located | None, str]:
        others = [m for m in mentions if m.entity != bearer.entity and not m.pronoun]
        before = self._genitive(reading, others, first, relational)
        if before is not None:
            return before, "before"
        after = self._complement(reading, others, last, bearer, relational)
        if after is not None:
            return after, "after"
        lower = reading.document.lower
        window = range(max(sentence.first, first - _POSSESSOR), first)
        possessives = reading.rules.possessives - {"'s"}
        if EntityType.ORGANIZATION not in relational.targets:
            possessives |= self.rules.personal  # "her lawyer" works for her
        if any(lower[t] in possessives for t in window):
            return self._possessor(reading, sentence, first, bearer, relational), "possessive"
        definite = any(lower[t] in self.rules.definites for t in window[-2:])
        return self._meant(reading, sentence, bearer, relational), "the" if definite else "alone"

    def _genitive(
        self, reading: Reading, others: Sequence[Located], first: int, relational: Relational
    ) -> Located | None:
        """ "Netflix co-CEO", "Netflix's new co-CEO", "the film's leads"."""
        lower = reading.document.lower
        for mention in reversed(others):
            if mention.last > first or mention.type not in relational.targets:
                continue
            between = lower[mention.last : first]
            apart = "'s" in between or "'" in between[:1]
            if len(between) <= (3 if apart else 1) and all(
                w in {"'s", "'"} or (self._adjectival(reading, w) and w not in {"and", "et", "y"}) for w in between
            ):
                return mention if self.rules.noun_adjuncts or apart else None
            return None
        return None

    def _complement(
        self, reading: Reading, others: Sequence[Located], last: int, bearer: Located, relational: Relational
    ) -> Located | None:
        """ "head of content at X", "founder of the company X": the first fitting name after a marker."""
        lower = reading.document.lower
        start = bearer.last if last <= bearer.first else last
        for begin in dict.fromkeys((last, start)):
            marked = False
            apart = begin != last  # "director X of Y": nothing but the name lies between
            for token in range(begin, min(begin + _COMPLEMENT, len(lower))):
                here = next((m for m in others if m.first == token), None)
                beside = token == last and relational.frame == "member"  # "déléguée CGT"
                if here is not None and (marked or beside) and here.type in relational.targets:
                    return here
                if lower[token] in self.rules.complements:
                    marked = True
                    continue
                if token == bearer.first or (here is not None and not marked) or (apart and not marked):
                    break
                if lower[token] in {";", ":", "(", ")"} or lower[token] in self.rules.clause_words - {"and", "et", "y"}:
                    break
                if lower[token] == "," or lower[token] in reading.rules.auxiliaries:
                    break
        return None

    def _possessor(
        self, reading: Reading, sentence: Sentence, first: int, bearer: Located, relational: Relational
    ) -> Located | None:
        """ "its co-CEO": what was first spoken of in the sentence, else in those before."""
        before = reading.document.lower[max(sentence.first, first - _POSSESSOR) : first]
        personal = _PERSONAL & relational.targets if any(w in self.rules.personal for w in before) else frozenset()
        for back in range(_BACK + 1):
            for mention in reading.mentions.get(sentence.index - back, ()):
                near = back > 0 or mention.last <= first
                fits = _may_be(mention, relational) and (not personal or mention.type in personal)
                if near and fits and mention.entity != bearer.entity:
                    return mention
        return None

    def _meant(self, reading: Reading, sentence: Sentence, bearer: Located, relational: Relational) -> Located | None:
        """ "director X said": the one thing of its kind that the article is about."""
        if not relational.alone or sentence.segment is Segment.TITLE:
            return None
        return _topic(reading, relational, bearer)

    # ------------------------------------------------------------------ genitives without a noun

    def _owned(self, reading: Reading, mentions: Sequence[Located]) -> Iterator[Proposed]:
        """ "Y's X", "X by Y", "X, de Y": two names and a genitive, whose types tell what it means."""
        lower = reading.document.lower
        for left, right in pairwise(m for m in mentions if not m.pronoun):
            between = [w for w in lower[left.last : right.first] if w not in _MARKS]
            if not between or len(between) > _GENITIVE:
                continue
            if between[0] == "'s" and all(self._adjectival(reading, w) for w in between[1:]):
                possessed, owner = right, left
            elif between[0] in self.rules.complements and all(w in reading.rules.determiners for w in between[1:]):
                possessed, owner = left, right
            else:
                continue
            markers = self.rules.complement_markers | reading.rules.agent_markers | {"'s", "'"}
            if owner.type is EntityType.PERSON and between[0] not in markers:
                continue  # "with X": who plays in it
            for predicate in GENITIVES.get((possessed.type, owner.type), ()):
                plain = between == ["'s"] and (possessed.type, owner.type) in _PLAIN_GENITIVES
                yield Proposed(possessed, predicate, owner, f"genitive {between[0]}", plain)

    # ------------------------------------------------------------------ works in brackets

    def _bracketed(self, reading: Reading, mentions: Sequence[Located]) -> Iterator[Proposed]:
        """ "Melissa Barrera (Scream, Abigail)": works in brackets after a name are what it is known for."""
        doc = reading.document.doc
        for place, mention in enumerate(mentions):
            if mention.type is not EntityType.PERSON or mention.last >= len(doc) or doc[mention.last].text != "(":
                continue
            at = mention.last + 1
            for work in mentions[place + 1 :]:
                between = [doc[t].text for t in range(at, work.first)]
                if work.type is not EntityType.CREATIVE_WORK or any(
                    w not in {",", "«", "»", "“", "”", '"'} for w in between
                ):
                    break
                yield Proposed(work, self.rules.known_for, mention, "brackets", sure=True)
                at = work.last


def _may_be(mention: Located, relational: Relational) -> bool:
    return mention.type in relational.targets and mention.subtype not in relational.never


def _titled(reading: Reading, bearer: Located, last: int, relational: Relational, kind: str) -> bool:
    """ "the publisher X" says what X is; "the publisher, X" whose."""
    return relational.frame == "publisher" and kind not in _PLAIN and last == bearer.first


def _topic(reading: Reading, relational: Relational, bearer: Located) -> Located | None:
    """The entity of the target's type in the headline, if there is one alone, else the one most often named."""
    fitting = [m for m in reading.entities.located if m.entity != bearer.entity and _may_be(m, relational)]
    if not fitting:
        return None
    title = {m.entity for m in fitting if m.first < reading.document.sentences[0].last}
    if len(title) == 1:
        return next(m for m in fitting if m.entity in title)
    counts = Counter(m.entity for m in fitting)
    (top, often), *rest = counts.most_common(2)
    if (title and top not in title) or (rest and rest[0][1] * 2 > often):
        return None
    return next(m for m in fitting if m.entity == top)


def _proposed(bearer: Located, target: Located, relational: Relational, kind: str) -> Iterator[Proposed]:
    subject, object_ = (bearer, target) if relational.bearer_is_subject else (target, bearer)
    meant = kind in {"the", "alone"} and relational.frame in _TRUSTED_ALONE
    sure = kind in _PLAIN or meant or relational.frame == "progenitor"
    for predicate in relational.predicates:
        one = Proposed(subject, predicate, object_, f"{relational.frame} {kind}", sure)
        if one.fits and _may_be(target, relational):
            yield one
            return
