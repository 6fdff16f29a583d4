"""What the linear models see of a sentence, of a mention's part in an event, of a pair of mentions.

Names are masked by their types, so that a model learns how things are told and not of whom. Features are plain strings;
training and extraction make them by the same functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from graph.extract import cues
from graph.extract.amounts import find_amounts
from graph.extract.document import Sentence
from graph.extract.entities import Located
from graph.extract.matcher import Match
from graph.extract.reading import Reading
from graph.extract.syntax import Tree, pair_syntax
from graph.extract.terms import ShownTerm
from graph.model import Segment

_WINDOW = 7  # tokens on either side of a mention that tell of its part
_BETWEEN = 12  # tokens between two mentions that are looked at
_SHORT = {
    "Person": "PER", "Organization": "ORG", "CreativeWork": "WORK", "AISystem": "AI", "SyntheticPerformer": "SYN",
    "LegalInstrument": "LAW", "Occasion": "OCC", "Place": "LOC",
}  # fmt: skip
_REACH = 3  # mentions to the right that a relation may join


class SentenceView:
    """A sentence with names masked, as every feature function reads it."""

    def __init__(
        self,
        reading: Reading,
        sentence: Sentence,
        triggers: Mapping[str, Match[tuple[str, bool]]],
        terms: tuple[ShownTerm, ...],
        before: SentenceView | None = None,
        title: SentenceView | None = None,
        tree: Tree | None = None,
    ) -> None:
        self.reading = reading
        self.sentence = sentence
        self.triggers = triggers  #: the best trigger in the sentence, by event type
        self.terms = terms
        self.before = before  #: the sentence before this one
        self.title = title
        self.tree = tree  #: its parse, if it has one
        self.mentions = reading.mentions[sentence.index]
        self.words: list[str] = []
        self.forms: list[str] = []
        self.at: dict[int, int] = {}  #: token to position in ``words``
        starts = {m.first: m for m in self.mentions}
        token = sentence.first
        while token < sentence.last:
            mention = starts.get(token)
            self.at[token] = len(self.words)
            if mention is not None:
                self.words.append(_SHORT[mention.type])
                self.forms.append(_SHORT[mention.type])
                for inside in range(token, min(mention.last, sentence.last)):
                    self.at[inside] = len(self.words) - 1
                token = max(mention.last, token + 1)
                continue
            lower = reading.document.lower[token]
            number = lower[:1].isdigit()
            self.words.append("0" if number else reading.document.lemma[token])
            self.forms.append("0" if number else lower)
            token += 1

    def sentence_features(self) -> list[str]:
        """For which events a sentence tells, how surely, to what extent."""
        words, title = self.words, self.sentence.segment is Segment.TITLE
        found = [f"u={w}" for w in words]
        found += [f"f={f}" for f, w in zip(self.forms, words, strict=True) if f != w]
        found += [f"b={a}_{b}" for a, b in pairwise(words)]
        types = sorted({_SHORT[m.type] for m in self.mentions})
        found += [f"e={t}" for t in types]
        found += [f"es={s}" for s in sorted({m.subtype for m in self.mentions if m.subtype})]
        found += [f"t={t}" for t in sorted(self.triggers)]
        ai = bool(self.reading.matched(self.sentence, cues.AI)) or "AI" in types or "SYN" in types
        found += [f"ai={ai}", f"title={title}"]
        found += [f"t={t}&ai={ai}" for t in sorted(self.triggers)]
        found += [f"t={t}&e={e}" for t in sorted(self.triggers) for e in types]
        found += [f"x={t.scheme}:{t.slug}" for t in self.terms]
        groups = sorted({m.key for m in self.reading.matches[self.sentence.index]})
        found += [f"c={g}" for g in groups]
        if self.reading.quotations[self.sentence.index]:
            found.append("quote")
        amounts = find_amounts(self.reading.document, self.sentence, self.reading.rules)
        found += [f"amount={'money' if a.money else 'count'}" for a in amounts]
        found += [f"end={f[-4:]}" for f in self.forms if len(f) > 5]
        for name, view in (("p", self.before), ("h", self.title)):
            if view is not None:
                found += [f"{name}:t={t}" for t in sorted(view.triggers)]
                found += [f"{name}:t={t}&t" for t in sorted(view.triggers) if t in self.triggers]
        return found

    def mention_features(self, kind: str, mention: Located, trigger: tuple[int, int] | None) -> list[str]:
        """For which role a mention has in an event of type ``kind``."""
        found = list(self._around(mention))
        found += [f"m={_SHORT[mention.type]}", f"ms={mention.subtype}", *self._order(mention)]
        if trigger is not None:
            side = "before" if mention.last <= trigger[0] else "after"
            found.append(f"side={side}")
            found.append(f"side={side}&m={_SHORT[mention.type]}")
        crossed = [f"{kind}&{f}" for f in found]
        return [f"k={kind}", *found, *crossed]

    def speaker_features(self, mention: Located, chain: tuple[str, ...]) -> list[str]:
        """For whether what the sentence tells is said by a mention; ``chain`` is what the rules think."""
        by_rule = "inner" if chain and chain[-1] == mention.entity else "outer" if mention.entity in chain else "no"
        found = [f"rule={by_rule}", f"rule={by_rule}&m={_SHORT[mention.type]}", f"ms={mention.subtype}"]
        found += self._around(mention)
        found += self._order(mention)
        found += [f"verb={w}" for w in self.words if w in self.reading.rules.reporting]
        found.append(f"quote={bool(self.reading.quotations[self.sentence.index])}")
        return found

    def pair_features(self, left: Located, right: Located, proposed: Collection[str] = ()) -> list[str]:
        """For which relation joins two mentions, ``left`` being the first; ``proposed`` is what rules say."""
        start, end = self.at[left.first] + 1, self.at[right.first]
        types = f"{_SHORT[left.type]}>{_SHORT[right.type]}"
        between = self.words[start:end][:_BETWEEN]
        before = self.words[max(0, start - 3) : start - 1]
        after = self.words[end + 1 : end + 3]
        found = [f"p={types}", f"ls={left.subtype}", f"rs={right.subtype}", f"d={min(len(between), 8)}"]
        found += [f"i={w}" for w in between]
        found += [f"ib={a}_{b}" for a, b in pairwise(["<", *between, ">"])]
        found += [f"l={w}" for w in before] + [f"r={w}" for w in after]
        if len(between) <= 3:
            found.append("all=" + "_".join(between))
        found += [
            f"{end}={'described' if m.described else 'pronoun'}"
            for end, m in (("L", left), ("R", right))
            if not m.names
        ]
        found += [f"rule={p}" for p in proposed]
        found += [f"rules={'+'.join(sorted(proposed))}"]
        if self.tree is not None:
            found += pair_syntax(self.tree, left, right)
        crossed = [f"{types}&{f}" for f in found]
        return [*found, *crossed]

    def _around(self, mention: Located) -> Iterator[str]:
        at, words = self.at[mention.first], self.words
        for distance in (1, 2, 3):
            left = words[at - distance] if at >= distance else "^"
            right = words[at + distance] if at + distance < len(words) else "$"
            yield f"w-{distance}={left}"
            yield f"w+{distance}={right}"
        yield f"w-21={'_'.join(words[max(0, at - 2) : at])}"
        yield f"w+12={'_'.join(words[at + 1 : at + 3])}"
        for word in words[max(0, at - _WINDOW) : at]:
            yield f"L={word}"
        for word in words[at + 1 : at + 1 + _WINDOW]:
            yield f"R={word}"
        for word in words[at + 1 + _WINDOW : at + 20]:
            yield f"RR={word}"
        for word in words[max(0, at - 20) : max(0, at - _WINDOW)]:
            yield f"LL={word}"
        yield f"quoted={self.reading.quoted(mention.first, self.sentence)}"

    def _order(self, mention: Located) -> Iterator[str]:
        same = [m for m in self.mentions if m.type is mention.type]
        yield f"n={min(same.index(mention), 3)}/{min(len(same), 4)}"
        yield f"first={self.mentions[0] is mention}"
        yield f"title={self.sentence.segment is Segment.TITLE}"
        yield f"others={'-'.join(sorted({_SHORT[m.type] for m in self.mentions if m is not mention}))}"


def _form(mention: Located) -> str:
    return "name" if mention.names else "described" if mention.described else "pronoun"


def far_features(left: Located, right: Located, proposed: Collection[str]) -> list[str]:
    """For whether rules are right that join two mentions of different sentences."""
    types = f"{_SHORT[left.type]}>{_SHORT[right.type]}"
    found = ["far", f"p={types}", f"ls={left.subtype}", f"rs={right.subtype}"]
    found += [f"rule={p}" for p in proposed]
    found += [f"far&{p}" for p in proposed]
    return found


def neighbours(view: SentenceView) -> Iterator[tuple[Located, Located]]:
    """Pairs of mentions of different entities that stand near each other, the left one first."""
    named = view.mentions
    for i, left in enumerate(named):
        for right in named[i + 1 : i + 1 + _REACH]:
            if left.entity != right.entity:
                yield left, right
