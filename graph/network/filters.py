"""What of the graph a network, an analysis or an export is drawn from."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from graph.errors import QueryError
from graph.model import EntityType


@dataclass(frozen=True, slots=True)
class Filters:
    """All must hold; an empty one holds always. Raises QueryError for values that cannot be."""

    projection: str = "co-mention"  #: of the formats for networks
    since: date | None = None  #: published on that day or later; articles without a date are left out
    until: date | None = None  #: published on that day or earlier; articles without a date are left out
    languages: tuple[str, ...] = ()  #: ISO 639-1
    publishers: tuple[str, ...] = ()  #: names in any case, or IRIs
    event_types: tuple[str, ...] = ()  #: names of event types: articles that tell one; where edges are events, those
    entity_types: tuple[str, ...] = ()  #: names of entity types: other nodes are left out
    min_weight: int = 1  #: lighter edges are left out

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"nothing is both since {self.since} and until {self.until}: swap the two")
        known = [t.value for t in EntityType]
        for name in self.entity_types:
            if name not in known:
                raise QueryError(f"no entity type {name!r}{near(name, known)}")
        if self.min_weight < 1:
            raise QueryError(f"the least weight is {self.min_weight}: weights count from 1")

    @property
    def chooses_articles(self) -> bool:
        """Whether some articles are left out."""
        return bool(self.since or self.until or self.languages or self.publishers or self.event_types)

    def described(self) -> dict[str, str | int | list[str]]:
        """Those that are set, by name, as JSON can hold them."""
        described: dict[str, str | int | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "projection" and value != field.default:
                described[field.name] = value.isoformat() if isinstance(value, date) else value
                if isinstance(value, tuple):
                    described[field.name] = list(value)
        return described


def near(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: what was perhaps meant, and what there is."""
    choices = sorted(known)
    folded = {c.casefold(): c for c in choices}
    close = difflib.get_close_matches(name.casefold(), folded, n=3)
    meant = f"; did you mean {' or '.join(folded[c] for c in close)}?" if close else ""
    return f"{meant} (there are: {', '.join(choices)})"
