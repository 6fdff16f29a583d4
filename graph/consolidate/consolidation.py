"""From the articles of a store to its consolidated graph, at the cost of what changed.

What is done for one new article is what would be done for all: its events are placed among those that they may be one
with, the happenings that this touches are written anew, and only the difference goes into the store. The result equals,
quad by quad, what all articles at once give; a test holds it to that.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from graph import edition, gates, iri
from graph.consolidate import changes
from graph.consolidate.changes import Change, Diff, Reason
from graph.consolidate.documents import DocumentView, document_view
from graph.consolidate.entities import Entities
from graph.consolidate.happenings import happening_quads
from graph.consolidate.neighbourhood import Neighbourhood
from graph.consolidate.silences import silence_quads
from graph.consolidate.state import State
from graph.consolidate.stored import StoredUnits
from graph.extract.register import Register
from graph.identity import EventView, Happening, Identity, Judgements, event_views
from graph.model import Article, Extraction
from graph.store import GraphWriter
from graph.vocabulary import Vocabulary

_VALIDATED_AT_ONCE = 400  #: happenings
_WRITTEN_AT_ONCE = 100_000  #: quads, where everything is made anew

Read = Callable[[str], tuple[Article, Extraction]]


@dataclass(frozen=True, slots=True)
class _Touched:
    """What this run has to look at."""

    articles: set[str]  #: read again
    gone: set[str]
    why: Mapping[str, Reason]  #: by article
    old_tellings: Mapping[str, tuple[str, str]]  #: component and happening of what they told
    old_versions: Mapping[str, str]
    old_entities: set[str]
    everything: bool


class Consolidator:
    """Writes the consolidated graph of one workspace."""

    def __init__(
        self, home: Path, writer: GraphWriter, vocabulary: Vocabulary, register: Register, judgements: Judgements
    ) -> None:
        self._home = home
        self._writer = writer
        self._vocabulary = vocabulary
        self._register = register
        self._judgements = judgements

    def run(self, current: Mapping[str, str], read: Read, identity: Identity, *, full: bool = False) -> Diff:
        """Bring the graph in line with these articles.

        ``current`` maps article ids to a stamp that changes with version and extractor; ``read`` gives their newest
        versions. With ``full`` nothing that is known from earlier runs is used. Raises GateError where the graph would
        break a shape (nothing is written then), StoreError, and what ``read`` raises.
        """
        began = time.monotonic()
        with State(self._home) as state:
            work = _Work(self, state, read, identity)
            diff = work.run(current, full=full)
        return Diff(diff.happenings, diff.claims, diff.full, diff.articles, round(time.monotonic() - began, 3))

    @property
    def fingerprint(self) -> str:
        """Changes where everything has to be made anew: rules, vocabulary, register, judgements on tellings."""
        rules = edition.digest(edition.CONSOLIDATION)
        told = [j for j in self._judgements.in_force() if "/event/" in j.left]
        judged = [f"{j.left} {j.right} {j.verdict}" for j in told]
        return json.dumps([rules, self._vocabulary.digest, self._register.digest, sorted(judged)])


class _Work:
    """One run."""

    def __init__(self, shop: Consolidator, state: State, read: Read, identity: Identity) -> None:
        self._fingerprint = shop.fingerprint
        self._writer = shop._writer
        self._vocabulary = shop._vocabulary
        self._register = shop._register
        self._judgements = shop._judgements
        self._state = state
        self._read = read
        self._identity = identity
        self._entities = Entities(state, identity, shop._register)
        self._stored = StoredUnits(shop._writer)
        self._documents: dict[str, DocumentView] = {}

    def run(self, current: Mapping[str, str], *, full: bool) -> Diff:
        touched = self._touched(current, full=full)
        if not (touched.articles or touched.gone or touched.everything):
            return Diff()
        views = dict(self._put(touched, current))
        for article in sorted(touched.gone):
            self._state.remove(article)
        place = Neighbourhood(self._state, self._vocabulary, self._judgements)
        found, components = place.happenings(views, touched.old_tellings, everything=touched.everything)
        removed, added, diff = self._difference(touched, found)
        self._writer.patch(iri.CONSOLIDATED_GRAPH, removed, added)  # of one article: one transaction
        self._state.place(
            (components[view.telling], happening.iri, view.telling)
            for happening in found
            for view in happening.tellings
        )
        self._state.set_meta("canonicals", json.dumps(dict(sorted(self._identity.canonicals.items()))))
        self._state.set_meta("kinds", json.dumps(dict(sorted(self._identity.types.items()))))
        self._state.set_meta("fingerprint", self._fingerprint)
        self._state.set_meta("digest", self._writer.graph_digest(iri.CONSOLIDATED_GRAPH))
        return diff

    # ------------------------------------------------------------------ what is touched

    def _touched(self, current: Mapping[str, str], *, full: bool) -> _Touched:
        state = self._state
        known = state.meta("fingerprint") == self._fingerprint
        whole = state.meta("digest") == self._writer.graph_digest(iri.CONSOLIDATED_GRAPH)
        everything = full or not known or not whole
        if everything:
            state.clear()
        had = state.stamps()
        gone = had.keys() - current.keys()
        fresh = {article for article, stamp in current.items() if had.get(article) != stamp}
        moved = set() if everything else state.naming(self._moved()) & current.keys() - fresh
        articles = fresh | moved
        versions = state.versions(articles | gone)
        why: dict[str, Reason] = {}
        for article in sorted(gone):
            why[article] = Reason(changes.RETRACTED_ARTICLE, article, versions.get(article, ""))
        for article in sorted(articles):
            what = (
                changes.IDENTITY
                if article in moved
                else changes.CHANGED_ARTICLE
                if article in had
                else changes.NEW_ARTICLE
            )
            why[article] = Reason(what, article)
        tellings = {t: (component, happening) for t, component, happening in state.tellings_of(articles | gone)}
        return _Touched(articles, gone, why, tellings, versions, state.entities_of(articles | gone), everything)

    def _moved(self) -> set[str]:
        """IRIs of article graphs that came to stand for something else since, or whose kind is told anew."""
        before = json.loads(self._state.meta("canonicals") or "{}")
        now = self._identity.canonicals
        moved = {one for one in before.keys() | now.keys() if before.get(one) != now.get(one)}
        kinds = json.loads(self._state.meta("kinds") or "{}")
        types = self._identity.types
        retyped = {one for one in kinds.keys() | types.keys() if kinds.get(one) != types.get(one)}
        retyped |= {one for one, canonical in now.items() if canonical in retyped}
        return {iri.entity_of_occurrence(one) or one for one in moved | retyped}

    def _put(self, touched: _Touched, current: Mapping[str, str]) -> Iterator[tuple[str, EventView]]:
        """Read what is touched and keep it; its events by telling."""
        for article_id in sorted(touched.articles):
            article, extraction = self._read(article_id)
            document = document_view(article, extraction, self._identity, self._register)
            views = tuple(event_views(article, extraction, self._identity))
            iris = {e.iri for e in extraction.entities} | document.outlets
            self._documents[article_id] = document
            self._state.put(article_id, current[article_id], document.version, views, iris, document.names)
            yield from ((view.telling, view) for view in views)

    # ------------------------------------------------------------------ what comes of it

    def _difference(self, touched: _Touched, found: Iterable[Happening]) -> tuple[list[Quad], list[Quad], Diff]:
        before = {happening for _, happening in touched.old_tellings.values()} - {""}
        if touched.everything:
            before |= self._stored.happenings()
        from_nothing = touched.everything and not before
        old_sets = self._told_before(touched, found)
        before |= old_sets.keys()
        removed: set[Quad] = set()
        added: set[Quad] = set()
        whole: list[Change] = []
        claims: list[Change] = []
        batch: list[Quad] = []
        asked = touched.old_entities | self._state.entities_of(touched.articles)
        if touched.everything:
            asked |= self._stored.named()
        written: dict[str, Happening] = {}
        for happening in found:
            written[happening.iri] = happening
            articles = {view.article for view in happening.tellings}
            same = old_sets.get(happening.iri) == {view.telling for view in happening.tellings}
            if same and not articles & touched.articles and not touched.everything:
                continue
            new = happening_quads(happening, self._views_of(articles), self._vocabulary, self._entities.kind)
            batch += new
            if len(batch) > 100 * _VALIDATED_AT_ONCE:
                self._validate(batch)
                batch = []
            self._compare(happening.iri, new, self._why(touched, happening, old_sets), removed, added, whole, claims)
            if from_nothing and not batch and len(added) > _WRITTEN_AT_ONCE:
                # memory must not hold all; who is killed here finds another digest next time, and begins anew
                self._write(removed, added)
        for gone in sorted(before - written.keys()):
            reasons = self._why_gone(touched, gone, old_sets)
            self._compare(gone, [], reasons, removed, added, whole, claims)
        removed_silences, added_silences = self._silences(touched)
        removed |= removed_silences - added_silences
        added |= added_silences - removed_silences
        removed_names, added_names = self._entities.difference(asked, removed, added, self._stored)
        self._validate([*batch, *added_silences])
        diff = Diff(
            tuple(sorted(whole, key=lambda c: c.iri)),
            tuple(sorted(claims, key=lambda c: c.iri)),
            touched.everything,
            len(self._documents),
        )
        # a claim that goes from one happening to another leaves with one and comes with the other
        stays = removed & added
        return sorted((removed - stays) | removed_names, key=str), sorted((added - stays) | added_names, key=str), diff

    def _write(self, removed: set[Quad], added: set[Quad]) -> None:
        """Put what has been validated into the store. What it refers to, the articles read name."""
        self._writer.patch(iri.CONSOLIDATED_GRAPH, sorted(removed, key=str), sorted(added, key=str))
        removed.clear()
        added.clear()

    def _told_before(self, touched: _Touched, found: Iterable[Happening]) -> dict[str, set[str]]:
        """The tellings of each happening as it was before, of those in which anything may have changed."""
        tellings = [view.telling for happening in found for view in happening.tellings]
        sets: dict[str, set[str]] = {}
        for telling, happening in self._state.happenings_of(tellings).items():
            if happening and telling not in touched.old_tellings:
                sets.setdefault(happening, set()).add(telling)
        for telling, (_, happening) in touched.old_tellings.items():
            if happening:
                sets.setdefault(happening, set()).add(telling)
        return sets

    def _compare(
        self,
        happening: str,
        new: list[Quad],
        why: Iterable[Reason],
        removed: set[Quad],
        added: set[Quad],
        whole: list[Change],
        claims: list[Change],
    ) -> None:
        old = self._stored.happening(happening)
        change, of_claims = changes.compare(happening, old, new, why)
        if change is not None:
            whole.append(change)
            claims.extend(of_claims)
            removed |= set(old) - set(new)
            added |= set(new) - set(old)

    def _why(self, touched: _Touched, happening: Happening, old_sets: Mapping[str, set[str]]) -> list[Reason]:
        left = set(old_sets.get(happening.iri, ())) - {v.telling for v in happening.tellings}
        articles = {v.article for v in happening.tellings} | {iri.article_of_telling(t) for t in left}
        reasons = [touched.why[a] for a in sorted(articles) if a in touched.why]
        return reasons or [Reason(changes.BY_NEIGHBOURS)]

    @staticmethod
    def _why_gone(touched: _Touched, happening: str, old_sets: Mapping[str, set[str]]) -> list[Reason]:
        articles = {iri.article_of_telling(t) for t in old_sets.get(happening, ())}
        reasons = [touched.why[a] for a in sorted(articles) if a in touched.why]
        return reasons or [Reason(changes.BY_NEIGHBOURS)]

    def _views_of(self, articles: Iterable[str]) -> Mapping[str, DocumentView]:
        for article_id in articles:
            if article_id not in self._documents:
                article, extraction = self._read(article_id)
                self._documents[article_id] = document_view(article, extraction, self._identity, self._register)
        return self._documents

    def _silences(self, touched: _Touched) -> tuple[set[Quad], set[Quad]]:
        old = self._stored.silences(None if touched.everything else touched.old_versions.values())
        new = {quad for article in touched.articles for quad in silence_quads(self._documents[article])}
        return old, new

    def _validate(self, quads: list[Quad]) -> None:
        """Raises GateError where quads that are to come break a shape."""
        graph = NamedNode(iri.CONSOLIDATED_GRAPH)
        named = {q.object.value for q in quads if isinstance(q.object, NamedNode)}
        names = [Quad(s, p, o, graph) for s, p, o in self._entities.statements(named)]
        gates.validate_consolidated([*quads, *names], self._vocabulary)
