"""Which IRIs stand for one thing: the outcome of judgements and automatic decisions, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph import iri


@dataclass(frozen=True, slots=True)
class Link:
    """One reason why two IRIs stand for one thing."""

    left: str  #: the smaller IRI
    right: str
    rule: str  #: what decided: a rule's name, or ``judgement``
    score: float  #: 0 to 1; 1 for a human judgement
    why: tuple[str, ...]  #: what speaks for it and against it, in words


@dataclass(frozen=True, slots=True)
class Conflict:
    """A judgement of ``same`` that cannot be followed, since its groups hold two that are judged ``different``."""

    same: tuple[str, str]
    different: tuple[str, str]


@dataclass(frozen=True)
class Identity:
    """Canonical IRIs. An IRI that it does not know stands for itself."""

    canonicals: Mapping[str, str] = field(default_factory=dict)  #: IRI or occurrence IRI to canonical; only joined ones
    links: tuple[Link, ...] = ()  #: why, sorted
    conflicts: tuple[Conflict, ...] = ()  #: between judgements
    labels: Mapping[str, str] = field(default_factory=dict)  #: usual name of canonicals that others are joined to
    types: Mapping[str, str] = field(default_factory=dict)  #: their type, by name

    def canonical(self, entity_iri: str, article_id: str = "") -> str:
        """The IRI that stands for the thing, wherever it is told.

        ``entity_iri`` is as an article's graph has it; ``article_id`` tells which article, so that what has been told
        apart in that article alone is found. Without it, the thing is the one that articles mean in general.
        """
        if article_id:
            own = self.canonicals.get(iri.occurrence(article_id, entity_iri))
            if own is not None:
                return own
        return self.canonicals.get(entity_iri, entity_iri)

    def members(self, canonical_iri: str) -> tuple[str, ...]:
        """All IRIs and occurrence IRIs that stand for the thing, itself included, sorted."""
        joined = {one for one, canonical in self.canonicals.items() if canonical == canonical_iri}
        return tuple(sorted({canonical_iri} | joined))
