"""Who denies what, who of them must know, and who said it again after the denial was out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.consolidate.aspects.polarity import affirmations, denials
from graph.consolidate.conflicts import Account
from graph.consolidate.documents import ClaimView

#: Claims that one denial is linked to; the first published ones.
_MOST_DENIED: Final = 40


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that it is not so."""

    claim: ClaimView
    direct: bool  #: the speaker takes part in it, made what does, or works for it
    denied: tuple[ClaimView, ...]  #: claims of others that it says are not so
    repeated: tuple[ClaimView, ...]  #: of them, those published after it


def found(accounts: Sequence[Account]) -> Iterator[Denial]:
    """The denials among the accounts of one happening, the first published first."""
    insiders = _insiders(accounts)
    affirmed = [(account.document, claim) for account in accounts for claim in affirmations(account)]
    for account in accounts:
        day = account.document.published
        for denial in denials(account):
            others = [(d, c) for d, c in affirmed if not (denial.speaker and c.speaker == denial.speaker)]
            repeated = [c for d, c in others if day and d.published and d.published > day]
            yield Denial(
                denial,
                bool(denial.speaker) and denial.speaker in insiders,
                tuple(c for _, c in others[:_MOST_DENIED]),
                tuple(repeated),
            )


def _insiders(accounts: Sequence[Account]) -> frozenset[str]:
    """Those who fill a role, and those whom any of the articles relates to one who does."""
    parts = {value for account in accounts for _, value in account.event.entities}
    near = {
        end
        for account in accounts
        for subject, _, whole in account.document.relations
        for end, other in ((subject, whole), (whole, subject))
        if other in parts
    }
    return frozenset(parts | near)
