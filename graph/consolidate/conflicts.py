"""Contradictions and supersessions among the accounts of one happening."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.consolidate.documents import ClaimView, DocumentView
from graph.identity import EventView

CONTRADICTS: Final = "contradicts"
SUPERSEDES: Final = "supersedes"

#: Accounts that are compared each with each; of more, each is compared with the first to say otherwise.
MOST_COMPARED: Final = 40


@dataclass(frozen=True, slots=True)
class Account:
    """A happening as one article tells it."""

    document: DocumentView
    event: EventView
    claims: tuple[ClaimView, ...]  #: at least one
    beside: tuple[
        ClaimView, ...
    ] = ()  #: of other events of the article that tell of the same use of AI in the same work

    @property
    def every_claim(self) -> tuple[ClaimView, ...]:
        """Those of the event, then those beside it."""
        return self.claims + self.beside

    def before(self, other: Account) -> bool:
        """Whether it was published on an earlier day."""
        first, second = self.document.published, other.document.published
        return bool(first and second and first < second)

    def related(self, other: Account, one: str, another: str) -> bool:
        """Whether either article relates two things: who works for whom, owns what, made what."""
        relations = (*self.document.relations, *other.document.relations)
        return one == another or any({one, another} == {subject, whole} for subject, _, whole in relations)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that differ, with the rule that found it."""

    label: str  #: ``contradicts`` or ``supersedes``
    aspect: str  #: slug of a term of the scheme ``aspect``
    one: ClaimView  #: the earlier one of a supersession
    other: ClaimView
    rule: str
    explanation: str


#: Compares two accounts, the earlier published one first.
Comparison = Callable[[Account, Account], Iterator[Conflict]]


def conflicts(accounts: Sequence[Account], comparisons: Sequence[Comparison]) -> tuple[Conflict, ...]:
    """Everything in which accounts of one happening differ: for two articles and an aspect, one conflict at most.

    Accounts are given the first published first.
    """
    found: dict[tuple[str, str, str], Conflict] = {}
    for one, other in _pairs(accounts):
        for compare in comparisons:
            for conflict in compare(one, other):
                key = (one.document.article, other.document.article, conflict.aspect)
                known = found.get(key)
                # what has changed since explains the difference: it is no contradiction
                if known is None or (known.label == CONTRADICTS and conflict.label == SUPERSEDES):
                    found[key] = conflict
    return tuple(found.values())


def _pairs(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    if len(accounts) <= MOST_COMPARED:
        for number, one in enumerate(accounts):
            yield one, one
            for other in accounts[number + 1 :]:
                yield one, other
        return
    said: dict[object, int] = {}
    for number, account in enumerate(accounts):
        if len(said) < MOST_COMPARED:
            said.setdefault(what_is_said(account), number)
    firsts = sorted(said.values())
    for number, account in enumerate(accounts):
        yield account, account
        for first in firsts:
            # two firsts meet once; whoever came before a first meets it, too
            if first < number:
                yield accounts[first], account
            elif first > number and number not in firsts:
                yield account, accounts[first]


def what_is_said(account: Account) -> object:
    """What distinguishes accounts for all comparisons, roughly: two that say the same need not be compared."""
    return (
        account.event.time,
        account.event.amounts,
        frozenset((c.factuality, c.extent, c.speaker) for c in account.claims),
        frozenset(value for role, value in account.event.entities if role in ("system", "vendor")),
    )
