"""Independent roots: where the reports of a happening come from, and by which way.

A claim goes back to whom it is attributed to. A report goes back to the roots of its claims; an outlet among them is a
step on the way where the report also names who spoke, or where the outlet's own report is at hand. A report that names
nobody goes back to the outlet, document or agency that it cites, else to the earlier report whose quotation or passage
it shares, else to nobody but itself. A company and who speaks for it are one root.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.consolidate import overlap
from graph.consolidate.documents import ClaimView, DocumentView
from graph.model import Predicate

CITES = "cites"
SPEAKER = "attributed-to"
QUOTATION = "shared-quotation"
PASSAGE = "near-duplicate-passage"
REPORT = "report-of-cited-outlet"

_BELONGS = (Predicate.WORKS_FOR, Predicate.MEMBER_OF, Predicate.FOUNDED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step back: an article version, an outlet or document, or a speaker, and the rule that found it."""

    node: str
    rule: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one report comes from."""

    origins: tuple[str, ...]  #: roots, sorted; the article version itself where it names nobody
    chain: tuple[Step, ...]  #: from the report back; empty where it is its own root
    claims: Mapping[str, tuple[str, ...]]  #: by claim IRI: the roots of each


def provenances(reports: Sequence[tuple[DocumentView, tuple[ClaimView, ...]]]) -> dict[str, Provenance]:
    """Where each report of one happening comes from, by article; reports are given the first published first."""
    return _Roots(reports).found


class _Roots:
    def __init__(self, reports: Sequence[tuple[DocumentView, tuple[ClaimView, ...]]]) -> None:
        self._reports = reports
        self._party = _parties(reports)
        self._by_outlet: dict[str, list[int]] = {}
        for number, (document, _) in enumerate(reports):
            if document.publisher:
                self._by_outlet.setdefault(document.publisher, []).append(number)
        self.found: dict[str, Provenance] = {}
        for number in range(len(reports)):
            document, claims = reports[number]
            self.found[document.article] = self._provenance(number, document, claims)

    def _provenance(self, number: int, document: DocumentView, claims: tuple[ClaimView, ...]) -> Provenance:
        attributed = [c for c in claims if c.source]
        spoken = [c for c in attributed if c.speaker not in document.outlets]
        if spoken:
            chain = self._way_to_speaker(document, spoken[0])
            origins = {self._party.get(c.speaker, c.speaker) for c in spoken}
        else:
            outlets = [step for c in attributed for step in c.source] + list(document.cites)
            chain, origins = self._way_to_outlet(number, outlets)
            if not origins:
                chain, origins = self._way_to_copied(number, document, claims)
        if not origins:
            origins = {document.version}
        roots = tuple(sorted(origins))
        return Provenance(roots, tuple(chain), {c.iri: self._claim(c, spoken, roots, document) for c in claims})

    def _claim(
        self, claim: ClaimView, spoken: Sequence[ClaimView], roots: tuple[str, ...], document: DocumentView
    ) -> tuple[str, ...]:
        """A claim's own roots: its speaker; in the article's own voice, what a speaker of it says or nobody."""
        if claim.source and claim.speaker not in document.outlets:
            return (self._party.get(claim.speaker, claim.speaker),)
        if claim.source or not spoken:
            return roots
        backed = {
            self._party.get(c.speaker, c.speaker)
            for c in spoken
            if c.factuality is claim.factuality and claim.extent in (None, c.extent)
        }
        return tuple(sorted(backed)) or (document.version,)

    @staticmethod
    def _way_to_speaker(document: DocumentView, claim: ClaimView) -> list[Step]:
        between = list(claim.source[:-1])
        if not between and len(document.cites) == 1 and document.cites[0] != claim.speaker:
            between = list(document.cites)
        return [*(Step(outlet, CITES) for outlet in between), Step(claim.speaker, SPEAKER)]

    def _way_to_outlet(self, number: int, outlets: Iterable[str]) -> tuple[list[Step], set[str]]:
        way: list[Step] = []
        origins: set[str] = set()
        for outlet in dict.fromkeys(outlets):
            own = next((n for n in self._by_outlet.get(outlet, ()) if n < number), None)
            if own is None:
                origins.add(outlet)
                way = way or [Step(outlet, CITES)]
                continue
            told, _ = self._reports[own]
            before = self.found[told.article]
            origins.update(before.origins)
            way = way or [Step(outlet, CITES), Step(told.version, REPORT), *before.chain]
        return way, origins

    def _way_to_copied(
        self, number: int, document: DocumentView, claims: tuple[ClaimView, ...]
    ) -> tuple[list[Step], set[str]]:
        sentences = [c.evidence for c in claims]
        quoted = _quoted(document, claims)
        for earlier in self._sharing(number, document.language, (*sentences, *quoted)):
            told, others = self._reports[earlier]
            if quoted and overlap.same_quotation(quoted, _quoted(told, others)):
                rule = QUOTATION
            elif overlap.same_passage(sentences, [c.evidence for c in others]):
                rule = PASSAGE
            else:
                continue
            before = self.found[told.article]
            return [Step(told.version, rule), *before.chain], set(before.origins)
        return [], set()

    def _sharing(self, number: int, language: str, texts: Iterable[str]) -> list[int]:
        """Earlier reports in the language that have any run of words of these texts: all others copied nothing."""
        found = {n for text in texts for gram in overlap.grams(text) for n in self._by_gram.get((language, gram), ())}
        return sorted(n for n in found if n < number)

    @cached_property
    def _by_gram(self) -> Mapping[tuple[str, tuple[str, ...]], list[int]]:
        found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for number, (document, claims) in enumerate(self._reports):
            texts = [*(c.evidence for c in claims), *_quoted(document, claims)]
            for gram in sorted({gram for text in texts for gram in overlap.grams(text)}):
                found.setdefault((document.language, gram), []).append(number)
        return found


def _quoted(document: DocumentView, claims: Iterable[ClaimView]) -> list[str]:
    """Direct speech within the evidence of these claims."""
    sentences = [c.evidence for c in claims]
    return [q.text for q in document.quotes if any(q.text in s or s in q.text for s in sentences)]


def _parties(reports: Sequence[tuple[DocumentView, tuple[ClaimView, ...]]]) -> dict[str, str]:
    """Who speaks for whom, among those who speak here: a person to the company that speaks too."""
    speakers = {c.speaker for _, claims in reports for c in claims if c.source}
    belongs: dict[str, str] = {}
    for document, _ in reports:
        for subject, predicate, whole in document.relations:
            if predicate in _BELONGS and subject in speakers and whole in speakers and subject != whole:
                belongs[subject] = min(whole, belongs.get(subject, whole))
    return {one: whole for one, whole in belongs.items() if whole not in belongs}
