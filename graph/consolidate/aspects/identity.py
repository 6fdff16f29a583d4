"""With which tool: two accounts of one use that name different systems and none in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph import iri
from graph.consolidate.conflicts import CONTRADICTS, Account, Conflict
from graph.consolidate.documents import ClaimView

_TOOLS: Final = ("system", "vendor")
_USE: Final = "AIUse"


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """Different tools, where neither belongs to, or bears the name of, one of the other's."""
    if one is other or one.event.type != _USE:
        return
    ours, theirs = _tools(one), _tools(other)
    if not ours or not theirs or ours & theirs:
        return
    for document in (one.document, other.document):
        for subject, _, whole in document.relations:
            if {subject, whole} & ours and {subject, whole} & theirs:
                return
    names = [{word for tool in tools for word in _name(tool).split("-")} for tools in (ours, theirs)]
    if names[0] & names[1]:
        return
    a, b = min(ours), min(theirs)
    said = f"{_name(a)} against {_name(b)}"
    yield Conflict(CONTRADICTS, "identity", _naming(one, a), _naming(other, b), "other-tool", said)


def _tools(account: Account) -> set[str]:
    return {value for role, value in account.event.entities if role in _TOOLS}


def _name(tool: str) -> str:
    return iri.last_segment(tool)


def _naming(account: Account, tool: str) -> ClaimView:
    _, name = account.document.names.get(tool, (None, _name(tool)))
    return next((c for c in account.claims if name in c.evidence), account.claims[0])
