"""Where new tellings belong: among those that they may be one with, and whatever those are linked to."""

from __future__ import annotations

from collections.abc import Mapping

from graph.consolidate.state import State
from graph.identity import EventView, Happening, HappeningIndex, Judgements, Verdict
from graph.identity.partition import Partition
from graph.identity.tellings import log_odds
from graph.vocabulary import Vocabulary


class Neighbourhood:
    """Decides anew of every telling that is linked to a new one, and of no other.

    Tellings are linked where they are one by the evidence of the two alone, or by a judgement. What becomes of a
    telling depends on what it is linked to, directly or through others: on its component.
    """

    def __init__(self, state: State, vocabulary: Vocabulary, judgements: Judgements) -> None:
        self._state = state
        self._vocabulary = vocabulary
        self._judgements = judgements

    def happenings(
        self, new: Mapping[str, EventView], old: Mapping[str, tuple[str, str]], *, everything: bool
    ) -> tuple[tuple[Happening, ...], Mapping[str, str]]:
        """The happenings of all components that new and old tellings touch, and the component of each telling.

        ``new`` are events by telling, in the state already; ``old`` are component and happening of tellings that were
        there before, and are gone or told anew.
        """
        views = dict(new)
        if not everything:
            components = {component for component, _ in old.values()} | self._linked(new)
            members = {t: a for t, a in self._state.in_components(components) if t not in new}
            known = self._state.views(set(members.values()))
            views.update({telling: known[telling] for telling in members})
        index = HappeningIndex(self._vocabulary, self._judgements)
        index.add(views[telling] for telling in sorted(views))
        links = Partition()
        for one, other in index.joined():
            links.join(one, other)
        smallest = {telling: min(group) for group in links.groups() for telling in group}
        return index.happenings(), {telling: smallest.get(telling, telling) for telling in views}

    def _linked(self, new: Mapping[str, EventView]) -> set[str]:
        """Components of what new tellings are linked to."""
        types = self._vocabulary.event_types
        found: set[str] = set()
        known: dict[str, EventView] = {}
        for view in new.values():
            near = self._state.near(view) - new.keys()
            components = self._state.components_of(near)
            near = {telling for telling in near if components[telling] not in found}
            articles = self._state.articles_of(near - known.keys())
            known.update(self._state.views(articles.values()))
            for telling in sorted(near):
                if components[telling] not in found and log_odds(view, known[telling], types[view.type]) > 0:
                    found.add(components[telling])
        judged = {
            telling
            for judgement in self._judgements.in_force()
            if judgement.verdict is Verdict.SAME and (judgement.left in new or judgement.right in new)
            for telling in judgement.pair
        }
        return found | set(self._state.components_of(judged - new.keys()).values())
