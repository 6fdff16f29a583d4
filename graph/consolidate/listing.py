"""The conflicts of a published graph, with both pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph import iri
from graph.consolidate.conflicts import CONTRADICTS, SUPERSEDES
from graph.namespaces import RG
from graph.store import GraphReader

_CONFLICTS: Final = """
PREFIX graph: <https://w3id.org/reelgraph/graph/>
SELECT ?conflict ?side ?aspect ?rule ?explanation ?happening ?about ?claim ?article ?id ?published ?publisher ?speaker
       ?evidence
WHERE {
  GRAPH graph:consolidated {
    ?conflict a rg:Conflict ; rg:aspect ?aspect ; rg:rule ?rule ; rg:explanation ?explanation ;
              rg:onHappening ?happening ; ?side ?claim .
    FILTER(?side IN (rg:between, rg:earlier, rg:later))
    ?happening rdfs:label ?about .
    ?claim rg:reportedIn ?article .
    OPTIONAL { ?claim rg:reported ?published }
    OPTIONAL { ?claim prov:wasAttributedTo/skos:prefLabel ?speaker }
  }
  GRAPH ?article {
    ?article rg:articleId ?id .
    ?claim oa:hasTarget/oa:hasSelector/oa:exact ?evidence .
    OPTIONAL { ?article schema:publisher/schema:name ?publisher }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims."""

    article: str  #: id, as it was given
    claim: str  #: IRI
    published: str
    publisher: str
    speaker: str  #: "" for the article's own voice
    evidence: str


@dataclass(frozen=True, slots=True)
class ListedConflict:
    """A contradiction or supersession."""

    label: str  #: contradicts, supersedes
    aspect: str
    event: str  #: IRI of the happening
    about: str  #: its label
    rule: str
    explanation: str
    a: Side  #: the earlier one
    b: Side

    def record(self) -> dict[str, Any]:
        """As a JSON object: ``a`` and ``b`` are article ids, what else is known of each side has its letter."""
        record: dict[str, Any] = {"a": self.a.article, "b": self.b.article}
        record |= {key: value for key, value in asdict(self).items() if key not in ("a", "b")}
        for letter, side in (("a", self.a), ("b", self.b)):
            record |= {f"{key}_{letter}": value for key, value in asdict(side).items() if key != "article"}
        return record


def listed(reader: GraphReader) -> tuple[ListedConflict, ...]:
    """All conflicts, by happening, aspect and day. Raises StoreError."""
    rows = reader.query(_CONFLICTS)
    assert isinstance(rows, QuerySolutions)  # noqa: S101 - what a SELECT gives
    sides: dict[str, list[tuple[str, Side]]] = {}
    told: dict[str, tuple[str, str, str, str, str]] = {}
    for row in rows:
        conflict = _text(row["conflict"])
        side = Side(*(_text(row[name]) for name in ("id", "claim", "published", "publisher", "speaker", "evidence")))
        sides.setdefault(conflict, []).append((_text(row["side"]), side))
        told[conflict] = (
            iri.last_segment(_text(row["aspect"])),
            _text(row["happening"]),
            _text(row["about"]),
            _text(row["rule"]),
            _text(row["explanation"]),
        )
    found = [_listed(told[conflict], both) for conflict, both in sides.items() if len(both) == 2]
    return tuple(
        sorted(found, key=lambda c: (c.about, c.event, c.aspect, c.a.published, c.a.article, c.b.article, c.rule))
    )


def _listed(told: tuple[str, str, str, str, str], both: list[tuple[str, Side]]) -> ListedConflict:
    aspect, happening, about, rule, explanation = told
    label = CONTRADICTS if both[0][0] == RG("between").value else SUPERSEDES
    earlier, later = sorted(both, key=lambda s: (s[0] == RG("later").value, s[1].published, s[1].article, s[1].claim))
    return ListedConflict(label, aspect, happening, about, rule, explanation, earlier[1], later[1])


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def select(
    conflicts: tuple[ListedConflict, ...], *, aspect: str = "", label: str = "", about: str = "", article: str = ""
) -> Iterator[ListedConflict]:
    """Those of an aspect, a label, a happening whose label has these words, an article; "" for any."""
    for conflict in conflicts:
        if aspect and conflict.aspect != aspect:
            continue
        if label and conflict.label != label:
            continue
        if about and about.casefold() not in conflict.about.casefold() and about != conflict.event:
            continue
        if article and article not in (conflict.a.article, conflict.b.article):
            continue
        yield conflict
