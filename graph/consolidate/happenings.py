"""A happening and all that is derived from its tellings, as quads of the consolidated graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.consolidate import denials
from graph.consolidate.aspects import amount, attribution, date, extent, identity, modality, polarity, scope
from graph.consolidate.conflicts import SUPERSEDES, Account, Comparison, Conflict, conflicts
from graph.consolidate.documents import ClaimView, DocumentView
from graph.consolidate.roots import Provenance, provenances
from graph.identity import Happening
from graph.model import EntityType, FillerKind
from graph.namespaces import PROV, RDFS, RG, SCHEMA, SEM, TYPE, XSD
from graph.rdf import time_literal
from graph.vocabulary import Vocabulary

COMPARISONS: Final[tuple[Comparison, ...]] = (
    extent.compare,
    polarity.compare,
    amount.compare,
    date.compare,
    identity.compare,
    modality.compare,
    scope.compare,
    attribution.compare,
)
GRAPH: Final = NamedNode(iri.CONSOLIDATED_GRAPH)
_LABELLED: Final = 4  #: fillers that a label names

Kind: TypeAlias = Callable[[str, EntityType], EntityType]
Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def accounts_of(happening: Happening, documents: Mapping[str, DocumentView]) -> tuple[Account, ...]:
    """The accounts of a happening, the first published first."""
    accounts = (
        Account(document, event, document.claims[event.iri], document.beside(event.iri))
        for event in happening.tellings
        for document in [documents[event.article]]
    )
    return tuple(sorted(accounts, key=lambda a: (a.document.order, a.event.iri)))


def happening_quads(
    happening: Happening, documents: Mapping[str, DocumentView], vocabulary: Vocabulary, kind: Kind
) -> list[Quad]:
    """All that the consolidated graph tells of one happening, but names of entities; sorted, without repetitions.

    ``kind`` tells the type of a canonical IRI, given what an article takes it for: who is of the wrong type for a role
    stays in the article's graph alone.
    """
    accounts = accounts_of(happening, documents)
    statements = set(_Writer(happening, accounts, vocabulary, kind).statements())
    return sorted((Quad(s, p, o, GRAPH) for s, p, o in statements), key=str)


def conflicts_of(accounts: Sequence[Account]) -> tuple[Conflict, ...]:
    """Contradictions and supersessions by all rules."""
    return conflicts(accounts, COMPARISONS)


class _Writer:
    def __init__(self, happening: Happening, accounts: Sequence[Account], vocabulary: Vocabulary, kind: Kind) -> None:
        self.happening = happening
        self.kind = kind
        self.node = NamedNode(happening.iri)
        self.accounts = accounts
        self.type = vocabulary.event_types[happening.type]
        self.terms = {t.slug: t for terms in vocabulary.terms.values() for t in terms}
        self.terms_of = {scheme: {t.slug: t.iri for t in terms} for scheme, terms in vocabulary.terms.items()}
        by_article: dict[str, list[Account]] = {}
        for account in accounts:
            by_article.setdefault(account.document.article, []).append(account)
        self.reports = list(by_article.values())
        self.provenances = provenances([(told[0].document, _claims(told)) for told in self.reports])

    def statements(self) -> Iterator[Statement]:
        yield from self._happening()
        for told in self.reports:
            yield from self._report(told, self.provenances[told[0].document.article])
        for origin in {
            o for p in self.provenances.values() for o in (*p.origins, *(o for c in p.claims.values() for o in c))
        }:
            root = NamedNode(iri.root(self.happening.iri, origin))
            yield root, TYPE, RG("Root")
            yield root, RG("onHappening"), self.node
            yield root, RG("origin"), NamedNode(origin)
        for conflict in conflicts_of(self.accounts):
            yield from self._conflict(conflict)
        for denial in denials.found(self.accounts):
            yield from self._denial(denial)

    # ------------------------------------------------------------------ the happening

    def _happening(self) -> Iterator[Statement]:
        node = self.node
        yield node, TYPE, RG("Happening")
        yield node, TYPE, NamedNode(self.type.iri)
        yield node, RDFS("label"), Literal(self._label(), language="en")
        for account in self.accounts:
            yield node, RG("toldAs"), NamedNode(account.event.iri)
        yield from self._roles()
        if time := self._time():
            yield node, SEM("hasTimeStamp"), time_literal(time)
        publishers = {told[0].document.publisher for told in self.reports} - {""}
        origins = {origin for p in self.provenances.values() for origin in p.origins}
        yield node, RG("documents"), Literal(len(self.reports))
        yield node, RG("publishers"), Literal(len(publishers))
        yield node, RG("roots"), Literal(len(origins))
        first = self.accounts[0].document
        yield node, RG("firstReport"), NamedNode(first.version)
        if first.published:
            yield node, RG("firstReported"), _day(first.published.isoformat())

    def _roles(self) -> Iterator[Statement]:
        for role in self.type.roles:
            told = RG(role.name)
            if role.kind is FillerKind.ENTITY:
                for account in self.accounts:
                    for name, value in account.event.entities:
                        if name == role.name and self.kind(value, account.document.names[value][0]) in role.types:
                            yield self.node, told, NamedNode(value)
            for account in self.accounts:
                if role.kind is FillerKind.TERM:
                    slugs = self.terms_of.get(role.scheme, {})
                    for name, value in account.event.terms:
                        if name == role.name and value in slugs:
                            yield self.node, told, NamedNode(slugs[value])
                elif role.kind is FillerKind.AMOUNT:
                    for name, value in account.event.amounts:
                        if name == role.name:
                            yield self.node, told, Literal(value)

    def _time(self) -> str:
        """The time that most articles tell, the more exact and then the earlier one where that is no matter."""
        votes: Counter[str] = Counter()
        times = {a.event.time for a in self.accounts} - {""}
        for account in self.accounts:
            for time in times:
                # who tells the day tells the month, too
                votes[time] += bool(account.event.time) and account.event.time.startswith(time)
        best = min(times, key=lambda t: (-votes[t], -len(t), t), default="")
        finer = [t for t in times if t.startswith(best)]
        return min(finer, key=lambda t: (-votes[t], -len(t), t)) if finer and best else best

    def _label(self) -> str:
        parts: dict[str, None] = {}
        for role in self.type.roles:
            counted: Counter[str] = Counter()
            for account in self.accounts:
                for name, value in account.event.entities:
                    if name == role.name:
                        counted[account.document.names[value][1]] += 1
                for name, value in (*account.event.terms, *account.event.amounts):
                    if name == role.name:
                        term = self.terms.get(value)
                        counted[term.labels.get("en", value) if term else value] += 1
            if counted:
                parts[min(counted, key=lambda n: (-counted[n], n))] = None
        words = ", ".join(list(parts)[:_LABELLED])
        name = self.type.labels.get("en", self.type.name)
        return f"{name}: {words}" if words else name

    # ------------------------------------------------------------------ reports and claims

    def _report(self, told: Sequence[Account], provenance: Provenance) -> Iterator[Statement]:
        document = told[0].document
        node = NamedNode(iri.report(self.happening.iri, document.article))
        yield node, TYPE, RG("Report")
        yield node, RG("onHappening"), self.node
        yield node, RG("reportedIn"), NamedNode(document.version)
        if document.publisher:
            yield node, SCHEMA("publisher"), NamedNode(document.publisher)
        if document.published:
            yield node, RG("reported"), _day(document.published.isoformat())
        for account in told:
            yield node, RG("telling"), NamedNode(account.event.iri)
        for origin in provenance.origins:
            yield node, RG("root"), NamedNode(iri.root(self.happening.iri, origin))
            if origin != document.version:
                yield node, PROV("hadPrimarySource"), NamedNode(origin)
        names = [document.publisher_name or document.article]
        for position, step in enumerate(provenance.chain, 1):
            link = NamedNode(iri.chain_step(node.value, position))
            yield node, RG("chainStep"), link
            yield link, TYPE, RG("ChainStep")
            yield link, RG("position"), Literal(position)
            yield link, RG("step"), NamedNode(step.node)
            yield link, RG("rule"), Literal(step.rule)
            name = self._name(step.node)
            if name != names[-1]:  # an outlet and its own article are told once
                names.append(name)
        yield node, RG("chain"), Literal(" ← ".join(names))
        claims = _claims(told)
        # whom it quotes by name is a source, too: anonymous is what rests on nobody else
        if any(c.anonymous for c in claims) and not any(c.source for c in claims):
            yield node, RG("anonymous"), Literal(True)
        for account in told:
            for claim in account.claims:
                mine = NamedNode(claim.iri)
                yield mine, RG("onHappening"), self.node
                yield mine, RG("inReport"), node
                yield mine, RG("reportedIn"), NamedNode(document.version)
                if claim.speaker:
                    yield mine, PROV("wasAttributedTo"), NamedNode(claim.speaker)
                if account.event.time:
                    yield mine, RG("happened"), time_literal(account.event.time)
                if document.published:
                    yield mine, RG("reported"), _day(document.published.isoformat())
                if claim.anonymous:
                    yield mine, RG("anonymous"), Literal(True)
                for origin in provenance.claims[claim.iri]:
                    yield mine, RG("root"), NamedNode(iri.root(self.happening.iri, origin))

    def _name(self, node: str) -> str:
        for account in self.accounts:
            if account.document.version == node:
                return account.document.publisher_name or account.document.article
            if node in account.document.names:
                return account.document.names[node][1]
        return iri.last_segment(node)

    # ------------------------------------------------------------------ conflicts and denials

    def _conflict(self, conflict: Conflict) -> Iterator[Statement]:
        one, other = NamedNode(conflict.one.iri), NamedNode(conflict.other.iri)
        if conflict.label == SUPERSEDES:
            node = NamedNode(iri.supersession(self.happening.iri, conflict.aspect, one.value, other.value))
            yield node, TYPE, RG("Supersession")
            yield node, RG("earlier"), one
            yield node, RG("later"), other
        else:
            node = NamedNode(iri.contradiction(self.happening.iri, conflict.aspect, one.value, other.value))
            yield node, TYPE, RG("Contradiction")
            yield node, RG("between"), one
            yield node, RG("between"), other
        yield node, TYPE, RG("Conflict")
        yield node, RG("onHappening"), self.node
        yield node, RG("aspect"), NamedNode(iri.term(conflict.aspect))
        yield node, RG("rule"), Literal(conflict.rule)
        yield node, RG("explanation"), Literal(conflict.explanation)

    def _denial(self, denial: denials.Denial) -> Iterator[Statement]:
        node = NamedNode(denial.claim.iri)
        if denial.direct:
            yield node, RG("directKnowledge"), Literal(True)
        for claim in denial.denied:
            yield node, RG("denies"), NamedNode(claim.iri)
        if denial.direct:
            for claim in denial.repeated:
                yield NamedNode(claim.iri), RG("repeatedAfter"), node


def _claims(told: Sequence[Account]) -> tuple[ClaimView, ...]:
    return tuple(claim for account in told for claim in account.claims)


def _day(text: str) -> Literal:
    return Literal(text, datatype=XSD("date"))
