"""Identity: which names stand for one thing, and which tellings for one event.

It is kept apart from what it joins. Article graphs keep the IRIs that their articles gave; who stands for whom is told
in the graph ``https://w3id.org/reelgraph/graph/identity`` alone, so every merge can be undone.

For consumers of identity (consolidation, ``reelgraph extract``, exports)::

    from graph.identity import Identity, occurrences, resolve            # entities
    from graph.identity import EventView, Happening, event_views, happenings   # events

    identity = resolve(occurrences of all articles, judgements, register)   # pure, order of input does not count
    identity.canonical(entity_iri, article_id)   # canonical IRI of an entity as an article's graph has it
    views = event_views(article, extraction, identity)                    # its events with canonical fillers
    found = happenings(all views, vocabulary, judgements)                 # tuple[Happening, ...], sorted by IRI

- ``Happening.iri`` is made of the first telling (by day of publication, article id): it stays when others join.
  ``Happening.tellings`` are EventViews, the first told first; ``.iri`` of each is the event's in its article graph.
- Give only the newest version of each article; all functions are pure, and the result depends on the set alone.
- Incremental use: :class:`Resolver` (``add(occurrences)``, ``remove(article_id)``, ``identity(judgements)``) and
  :class:`HappeningIndex` (``add(views)``, ``remove(article_id)``, ``happenings()``) compares a new
  event only with those of its blocks and gives, at any time, exactly what ``happenings(all)`` gives.
"""

from __future__ import annotations

from graph.identity.across import identified, with_identity
from graph.identity.events import EventView, event_views
from graph.identity.happenings import Happening, HappeningIndex, happenings
from graph.identity.identity import Conflict, Identity, Link
from graph.identity.judgements import Judgement, Judgements, Undo, Verdict
from graph.identity.occurrences import Occurrence, occurrences
from graph.identity.resolver import Resolver, resolve

__all__ = [
    "Conflict",
    "EventView",
    "Happening",
    "HappeningIndex",
    "Identity",
    "Judgement",
    "Judgements",
    "Link",
    "Occurrence",
    "Resolver",
    "Undo",
    "Verdict",
    "event_views",
    "happenings",
    "identified",
    "occurrences",
    "resolve",
    "with_identity",
]
