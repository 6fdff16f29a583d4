"""What a run changed in the consolidated graph, and why: happenings and claims added, changed, withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.namespaces import RDFS, RG

ADDED: Final = "added"
CHANGED: Final = "changed"
WITHDRAWN: Final = "withdrawn"

NEW_ARTICLE: Final = "new article"
CHANGED_ARTICLE: Final = "changed article"
RETRACTED_ARTICLE: Final = "retracted article"
IDENTITY: Final = "who is who"
BY_NEIGHBOURS: Final = "tellings were joined or parted"

_IN_REPORT: Final = RG("inReport")


@dataclass(frozen=True, slots=True)
class Reason:
    """What caused a change: an article and what became of it, or who stands for whom in it."""

    what: str
    article: str = ""  #: id
    version: str = ""  #: IRI; of a retracted article the last one


@dataclass(frozen=True, slots=True)
class Change:
    """A happening or claim that a run added, changed or withdrew."""

    change: str  #: added, changed, withdrawn
    iri: str
    label: str
    why: tuple[Reason, ...]
    quads_added: int
    quads_removed: int


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes of one run, by IRI."""

    happenings: tuple[Change, ...] = ()
    claims: tuple[Change, ...] = ()
    full: bool = False  #: everything was made anew, and compared with what was there
    articles: int = 0  #: read for it
    seconds: float = 0.0

    def count(self, change: str) -> tuple[int, int]:
        """How many happenings and claims were added, changed or withdrawn."""
        return (sum(c.change == change for c in self.happenings), sum(c.change == change for c in self.claims))


def compare(
    happening: str, old: Iterable[Quad], new: Iterable[Quad], why: Iterable[Reason]
) -> tuple[Change | None, tuple[Change, ...]]:
    """The change of one happening and of the claims on it; None where nothing changed."""
    before, after = set(old), set(new)
    reasons = tuple(sorted(set(why), key=lambda r: (r.article, r.what)))
    added, removed = after - before, before - after
    if not added and not removed:
        return None, ()
    whole = _change(happening, before, after, reasons)
    by_claim: dict[str, tuple[set[Quad], set[Quad]]] = {}
    for side, quads in enumerate((before, after)):
        subjects = {q.subject for q in quads if q.predicate == _IN_REPORT}
        for quad in quads:
            if quad.subject in subjects and isinstance(quad.subject, NamedNode):
                by_claim.setdefault(quad.subject.value, (set(), set()))[side].add(quad)
    changed = ((claim, sides) for claim, sides in sorted(by_claim.items()) if sides[0] != sides[1])
    return whole, tuple(_change(claim, *sides, reasons) for claim, sides in changed)


def _change(subject: str, before: set[Quad], after: set[Quad], why: tuple[Reason, ...]) -> Change:
    kind = CHANGED if before and after else ADDED if after else WITHDRAWN
    node, label = NamedNode(subject), RDFS("label")
    labels = [
        q.object.value
        for q in after or before
        if q.predicate == label and q.subject == node and isinstance(q.object, Literal)
    ]
    return Change(kind, subject, min(labels, default=""), why, len(after - before), len(before - after))


def diff_json(diff: Diff) -> str:
    """The diff as indented JSON."""
    return json.dumps(asdict(diff), ensure_ascii=False, indent=1)


def diff_from_json(text: str) -> Diff:
    """Inverse of :func:`diff_json`."""
    told = json.loads(text)

    def change(row: Mapping[str, object]) -> Change:
        why = tuple(Reason(**reason) for reason in row["why"])  # type: ignore[attr-defined]
        return Change(**{**row, "why": why})  # type: ignore[arg-type]

    told["happenings"] = tuple(change(c) for c in told["happenings"])
    told["claims"] = tuple(change(c) for c in told["claims"])
    return Diff(**told)
