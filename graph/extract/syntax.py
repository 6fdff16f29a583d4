"""What a parse says of a sentence: heads, functions and paths between names, by Universal Dependencies.

Everything that uses it works without: where no model of a language parses, there are no trees, and the features and
rules that ask for one find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.extract.document import Document, Sentence
from graph.extract.located import Located

_LONGEST_PATH = 5  # steps; what lies farther apart is unrelated as far as a tree can say
_WIDEST = 80  # tokens; what a list or a run-on sentence parses into is not worth its time


@dataclass(frozen=True, eq=False)
class Tree:
    """One sentence's parse; tokens are counted as in the document."""

    first: int  #: the sentence's first token
    heads: tuple[int, ...]  #: the root is its own head
    labels: tuple[str, ...]
    lemmas: tuple[str, ...]  #: lower-cased forms, by which features name governors

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
