"""Joining what belongs together, with walls between what must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Partition:
    """Groups of names that grow by joining; two names with a wall between them never come into one group."""

    def __init__(self, walls: Iterable[tuple[str, str]] = ()) -> None:
        self._group: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._walls: dict[str, set[str]] = defaultdict(set)
        for one, other in walls:
            self._walls[one].add(other)
            self._walls[other].add(one)

    def group(self, name: str) -> str:
        """The name that stands for its group for the time being."""
        return self._group.get(name, name)

    def members(self, name: str) -> list[str]:
        """All names of its group."""
        return self._members.get(self.group(name), [name])

    def wall(self, one: str, other: str) -> tuple[str, str] | None:
        """The first pair, one name of each group, that must stay apart."""
        ours, theirs = self.members(one), set(self.members(other))
        return min(((a, b) for a in ours for b in self._walls.get(a, ()) if b in theirs), default=None)

    def together(self, one: str, other: str) -> bool:
        """Whether the two are in one group."""
        return self.group(one) == self.group(other)

    def join(self, one: str, other: str) -> bool:
        """Make their groups one, unless a wall stands between them; whether they are one now."""
        if self.together(one, other):
            return True
        if self.wall(one, other) is not None:
            return False
        lost, kept = sorted((self.group(one), self.group(other)), key=lambda g: (len(self.members(g)), g))
        moved = self._members.pop(lost, [lost])
        self._members.setdefault(kept, [kept]).extend(moved)
        for name in moved:
            self._group[name] = kept
        return True

    def groups(self) -> Iterator[tuple[str, ...]]:
        """All groups of more than one name, each sorted."""
        for members in self._members.values():
            yield tuple(sorted(members))
