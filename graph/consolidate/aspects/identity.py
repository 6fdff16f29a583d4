"""Who, and with which tool: roles that one party fills, filled by another one in the other account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from graph import iri
from graph.consolidate.conflicts import CONTRADICTS, Account, Conflict
from graph.consolidate.documents import ClaimView

#: Of each type the roles that one party alone can fill; those in one group stand for each other.
_ONE_PARTY: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "AIUse": (("system", "vendor"),),
    "Lawsuit": (("court",),),
    "Ruling": (("court",),),
    "Legislation": (("authority",),),
    "RuleChange": (("authority",),),
    "Study": (("author",),),
    "Withdrawal": (("actor",),),
    "Acquisition": (("acquirer",), ("target",)),
    "Investment": (("recipient",),),
    "Launch": (("provider",),),
    "LegalThreat": (("sender",), ("recipient",)),
    "Recognition": (("authority",),),
}


def compare(one: Account, other: Account) -> Iterator[Conflict]:
    """Different parties, where neither belongs to, or bears the name of, one of the other's."""
    if one is other:
        return
    for roles in _ONE_PARTY.get(one.event.type, ()):
        ours, theirs = _parties(one, roles), _parties(other, roles)
        if not ours or not theirs or _may_be_one(one, other, ours, theirs):
            continue
        a, b = min(ours), min(theirs)
        said = f"{_name(one, a)} against {_name(other, b)}"
        rule = f"other-{roles[0]}"
        yield Conflict(CONTRADICTS, "identity", _naming(one, a), _naming(other, b), rule, said)
        return


def _parties(account: Account, roles: tuple[str, ...]) -> set[str]:
    return {value for role, value in account.event.entities if role in roles}


def _may_be_one(one: Account, other: Account, ours: set[str], theirs: set[str]) -> bool:
    if ours & theirs or any(one.related(other, a, b) for a in ours for b in theirs):
        return True
    # a person acts for a body, a chamber for a state: what is of another kind may be meant along with it
    kinds = [
        {account.document.names[party][0] for party in parties} for account, parties in ((one, ours), (other, theirs))
    ]
    if not kinds[0] & kinds[1]:
        return True
    words = [{w for p in parties for w in iri.last_segment(p).split("-")} for parties in (ours, theirs)]
    if words[0] & words[1]:
        return True
    # who is named in the other account, too, though in no role, is known to it
    return any(p in other.event.near for p in ours) or any(p in one.event.near for p in theirs)


def _name(account: Account, party: str) -> str:
    return account.document.names[party][1]


def _naming(account: Account, party: str) -> ClaimView:
    name = _name(account, party)
    return next((c for c in account.claims if name in c.evidence), account.claims[0])
