"""Heads and paths in a tree made by hand: "Harbour , maker of Brush , sued Ana"."""

from __future__ import annotations

from graph.extract.located import Located
from graph.extract.syntax import Tree, pair_syntax
from graph.model import EntityType, Span

WORDS = "harbour films , maker of brush , sued ana".split()
#        0       1     2 3     4  5     6 7    8
HEADS = (1, 7, 3, 1, 5, 3, 7, 7, 7)
LABELS = ("compound", "nsubj", "punct", "appos", "case", "nmod", "punct", "ROOT", "obj")
TREE = Tree(10, HEADS, LABELS, tuple(WORDS))


def mention(first: int, last: int) -> Located:
    return Located("x", EntityType.ORGANIZATION, "", first + 10, last + 10, Span(0, 1))


def test_the_head_of_a_phrase_hangs_outside_it() -> None:
    assert TREE.head_of(10, 12) == 11
    assert TREE.head_of(18, 19) == 18


def test_the_path_goes_up_to_where_it_turns_and_down_again() -> None:
    assert TREE.path(11, 18) == ("<nsubj^>obj", 17)
    assert TREE.path(11, 15) == ("^>appos>nmod", 11)


def test_what_lies_far_apart_has_no_path() -> None:
    chain = Tree(0, (0, *range(9)), ("ROOT", *["nmod"] * 9), tuple("abcdefghij"))
    assert chain.path(0, 9) is None
    assert list(pair_syntax(chain, mention(-10, -9), mention(-1, 0))) == ["path=far"]


def test_a_pair_shows_what_it_is_joined_by() -> None:
    found = set(pair_syntax(TREE, mention(0, 2), mention(5, 6)))
    assert {"path=^>appos>nmod", "via=maker"} <= found
