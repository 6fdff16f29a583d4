"""Where the entities of an article stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Entity, EntityType, Span


@dataclass(frozen=True, slots=True)
class Located:
    """An entity at one place of the text."""

    entity: str  #: local id
    type: EntityType
    subtype: str
    first: int
    last: int
    span: Span
    pronoun: bool = False  #: it stands for the entity in this sentence, but does not name it
    described: bool = False  #: it describes the entity, and does not name it

    @property
    def names(self) -> bool:
        """Whether the entity is named here, not described or meant by a pronoun."""
        return not (self.pronoun or self.described)


@dataclass(frozen=True)
class Entities:
    """The entities of an article and where each is mentioned, in text order."""

    all: tuple[Entity, ...]
    located: tuple[Located, ...]

    def within(self, first: int, last: int) -> list[Located]:
        """Mentions that begin within tokens ``first`` to ``last``."""
        return [m for m in self.located if first <= m.first < last]
