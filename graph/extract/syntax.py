"""What a parse says of a sentence: heads, functions and paths between names, by Universal Dependencies.

Everything that uses it works without: where no model of a language parses, there are no trees, and the features and
rules that ask for one find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.extract.document import Document, Sentence
from graph.extract.located import Located

_LONGEST_PATH = 5  # steps; what lies farther apart is unrelated as far as a tree can say
_WIDEST = 80  # tokens; what a list or a run-on sentence parses into is not worth its time
_LISTED = frozenset(("conj", "appos", "flat", "flat:name", "compound", "flat:foreign"))
_SUBJECTS = frozenset(("nsubj", "csubj"))


@dataclass(frozen=True, eq=False)
class Tree:
    """One sentence's parse; tokens are counted as in the document."""

    first: int  #: the sentence's first token
    heads: tuple[int, ...]  #: the root is its own head
    labels: tuple[str, ...]
    lemmas: tuple[str, ...]  #: lower-cased forms, by which features name governors

    @cached_property
    def _children(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for token, head in enumerate(self.heads):
            if head != token:
                found.setdefault(head, []).append(token)
        return {head: tuple(tokens) for head, tokens in found.items()}

    def head_of(self, first: int, last: int) -> int:
        """The token of a phrase on which its others hang: that whose head lies outside."""
        tokens = range(max(first - self.first, 0), min(last - self.first, len(self.heads)))
        for token in tokens:
            if self.heads[token] not in tokens or self.heads[token] == token:
                return token + self.first
        return max(first, self.first)

    def label(self, token: int) -> str:
        """The relation to its head, without what its subtype adds, save for passives and agents."""
        return self.labels[token - self.first]

    def part(self, token: int) -> tuple[str, int]:
        """The function of a name and its governor, as those of the list or apposition that it stands in."""
        at = token - self.first
        for _ in range(_LONGEST_PATH):
            if self.labels[at] not in _LISTED or self.heads[at] == at:
                break
            at = self.heads[at]
        return self.labels[at], self.heads[at] + self.first

    def case(self, token: int) -> str:
        """The preposition of a name, "" if it has none."""
        at = token - self.first
        for child in self._children.get(at, ()):
            if self.labels[child] == "case" and child < at:
                return self.lemmas[child]
        return ""

    def up(self, token: int) -> Iterator[int]:
        """A token, its head, the head's head…"""
        at = token - self.first
        for _ in range(len(self.heads)):
            yield at + self.first
            if self.heads[at] == at:
                return
            at = self.heads[at]

    def path(self, one: int, other: int) -> tuple[str, int] | None:
        """Labels up from one token and down to the other, with the token where the way turns; None where far apart."""
        ups, downs = list(self.up(one)), list(self.up(other))
        turn = next((t for t in ups if t in set(downs)), None)
        if turn is None:
            return None
        rising, falling = ups[: ups.index(turn)], downs[: downs.index(turn)]
        if len(rising) + len(falling) > _LONGEST_PATH:
            return None
        up = "".join(f"<{self.label(t)}" for t in rising)
        down = "".join(f">{self.label(t)}" for t in reversed(falling))
        return up + "^" + down, turn


def trees(document: Document, sentences: Iterable[Sentence]) -> dict[int, Tree]:
    """Trees of sentences by index; empty where no model of the language parses."""
    asked = [s for s in sentences if s.last - s.first <= _WIDEST]
    parsed = document.pipeline.parse([document.doc[s.first : s.last] for s in asked]) if asked else None
    if parsed is None:
        return {}
    return {
        sentence.index: Tree(
            sentence.first,
            tuple(t.head.i for t in doc),
            tuple(_plain(t.dep_) for t in doc),
            document.lower[sentence.first : sentence.last],
        )
        for sentence, doc in zip(asked, parsed, strict=True)
    }


def _plain(label: str) -> str:
    head, _, subtype = label.partition(":")
    return label if subtype in {"pass", "agent"} else head


def mention_syntax(tree: Tree, mention: Located, trigger: tuple[int, int] | None) -> Iterator[str]:
    """Features of a mention's part in its sentence, and of the way to a trigger."""
    head = tree.head_of(mention.first, mention.last)
    function, governor = tree.part(head)
    yield f"fn={function}"
    yield f"fn={function}&case={tree.case(head)}"
    yield f"fn={function}&gov={tree.lemmas[governor - tree.first]}"
    if trigger is not None:
        inside = [t for t in range(*trigger) if tree.first <= t < tree.first + len(tree.heads)]
        if inside:
            at = tree.head_of(inside[0], inside[-1] + 1)
            found = tree.path(at, head)
            yield f"path={found[0] if found else 'far'}"
            yield f"governed={governor in inside}"
            yield f"governed={governor in inside}&fn={function}&case={tree.case(head)}"


def pair_syntax(tree: Tree, left: Located, right: Located) -> Iterator[str]:
    """Features of the way between two mentions."""
    one, other = tree.head_of(left.first, left.last), tree.head_of(right.first, right.last)
    found = tree.path(one, other)
    if found is None:
        yield "path=far"
        return
    path, turn = found
    yield f"path={path}"
    yield f"path={path}&turn={tree.lemmas[turn - tree.first]}"
    between = [t for t in (*tree.up(one), *tree.up(other)) if t not in {one, other}]
    for token in dict.fromkeys(t for t in between if tree.label(t) != "ROOT" or t == turn):
        yield f"via={tree.lemmas[token - tree.first]}"


def subjects(tree: Tree, verb: int) -> Sequence[int]:
    """Tokens that are a verb's subjects."""
    at = verb - tree.first
    return [
        t + tree.first
        for t, head in enumerate(tree.heads)
        if head == at and tree.labels[t].partition(":")[0] in _SUBJECTS
    ]
