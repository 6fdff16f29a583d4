"""How extraction does on short invented sentences, phenomenon by phenomenon: ``python -m scripts.phenomena``.

The sentences stand in ``tests/graph/extract/phenomena/<language>.jsonl``. What failed of half of each phenomenon's was
looked at while rules were written ("build"), of the other half ("held") totals alone. ``--wrong`` lists what fails
among the first; ``--pin`` writes the floor that ``tests/graph/extract/test_phenomena.py`` asks for.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.extract.pipeline import Extractor, default_extractor
from graph.model import Article, Claim, Extraction, Factuality, Segment

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "graph" / "extract" / "phenomena"
FLOOR = FOLDER / "floor.json"
PUBLISHED = date(2025, 7, 17)  #: of every sentence; a Thursday
LANGUAGES = ("en", "fr", "es")
PARTS = ("build", "held")
MARGIN = 0.04  #: below what was measured: a retrained model may lose a sentence or two
NEGATED = frozenset(("negation", "denial"))
_ASIDE = {"en": ("In brief", "More soon."), "fr": ("En bref", "Suite à venir."), "es": ("En breve", "Habrá más.")}
_ARTICLES = ("the ", "la ", "le ", "les ", "l'", "el ", "los ", "las ")


@dataclass(frozen=True)
class Case:
    """A sentence and what extraction must tell of it; what is None is not asked."""

    id: str
    language: str
    part: str  #: "build" or "held"
    phenomenon: str
    text: str
    event: str | None = None  #: name of the event type
    factuality: Factuality | None = None
    source: tuple[str, ...] | None = None  #: names, outermost first
    speaker: str | None = None  #: of every quotation
    time: str | None = None  #: "" where none is told
    headline: bool = False

    @property
    def article(self) -> Article:
        """The sentence as an article: its title, or its only paragraph."""
        aside_title, aside_text = _ASIDE[self.language]
        title, body = (self.text, aside_text) if self.headline else (aside_title, self.text)
        return Article(self.id, title, (body,), self.language, published=PUBLISHED)


@dataclass(frozen=True)
class Verdict:
    """How extraction did on one case."""

    case: Case
    right: bool
    missed: bool  #: no event of the type, or no quotation, was found at all
    asserted: bool  #: something of the event's type was told as plainly so
    told: str  #: what extraction told, in short


def cases() -> Iterator[Case]:
    """All sentences, by language."""
    for language in LANGUAGES:
        for line in (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            told["factuality"] = Factuality(told["factuality"]) if "factuality" in told else None
            told["source"] = tuple(told["source"]) if "source" in told else None
            yield Case(language=language, **told)


def judge(case: Case, extraction: Extraction) -> Verdict:
    """Compare what was extracted with what a sentence tells."""
    if case.speaker is not None:
        wanted = case.speaker
        speakers = [_names(extraction, quote.speaker, case.article) for quote in extraction.quotes]
        told = "; ".join(extraction.entity(quote.speaker).name for quote in extraction.quotes)
        right = bool(speakers) and all(_plain(wanted) in names for names in speakers)
        return Verdict(case, right, not speakers, False, told)
    events = [event for event in extraction.events if event.type == case.event]
    segment = Segment.TITLE if case.headline else Segment.BODY
    claims = [claim for event in events for claim in event.claims if claim.segment is segment]
    asserted = any(claim.factuality is Factuality.ASSERTED for claim in claims)
    right = bool(claims) and all(_fits(case, claim, extraction) for claim in claims)
    if case.time is not None:
        right = right and any(event.time == case.time for event in events)
    told = "; ".join(
        f"{claim.factuality} by [{', '.join(extraction.entity(step).name for step in claim.source)}]"
        for claim in claims
    )
    return Verdict(case, right, not claims, asserted, told + "".join(f" at {e.time}" for e in events if e.time))


def run(extractor: Extractor) -> list[Verdict]:
    """Judge every sentence."""
    return [judge(case, extractor.extract(case.article)) for case in cases()]


def rates(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Share of sentences right, by phenomenon."""
    of: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in verdicts:
        of[verdict.case.phenomenon] += 1
        right[verdict.case.phenomenon] += verdict.right
    return {phenomenon: right[phenomenon] / of[phenomenon] for phenomenon in of}


def table(verdicts: list[Verdict]) -> str:
    """Right of all by phenomenon, language and part; and how many of the wrong ones were not found at all."""
    columns = [(language, part) for language in LANGUAGES for part in PARTS]
    lines = [
        f"{'':18s}"
        + "".join(f"{language + ' ' + part:>11s}" for language, part in columns)
        + f"{'all':>12s}{'missed':>8s}"
    ]
    for phenomenon in (*dict.fromkeys(v.case.phenomenon for v in verdicts), ""):
        of = [v for v in verdicts if phenomenon in ("", v.case.phenomenon)]
        cells = [_share([v for v in of if (v.case.language, v.case.part) == column]) for column in columns]
        missed = sum(v.missed for v in of)
        lines.append(
            f"{phenomenon or 'all':18s}" + "".join(f"{c:>11s}" for c in cells) + f"{_share(of):>12s}{missed:>8d}"
        )
    negated = [v for v in verdicts if v.case.phenomenon in NEGATED]
    lines.append(f"negated sentences told as plainly so: {sum(v.asserted for v in negated)} of {len(negated)}")
    return "\n".join(lines)


def pinned() -> Mapping[str, float]:
    """The least share a phenomenon may have."""
    found: dict[str, float] = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    return found


def _share(verdicts: list[Verdict]) -> str:
    return f"{sum(v.right for v in verdicts)}/{len(verdicts)}"


def _fits(case: Case, claim: Claim, extraction: Extraction) -> bool:
    if case.factuality not in (None, claim.factuality):
        return False
    if case.source is None:
        return True
    told = [_names(extraction, step, case.article) for step in claim.source]
    return len(told) == len(case.source) and all(
        _plain(name) in names for name, names in zip(case.source, told, strict=True)
    )


def _names(extraction: Extraction, entity_id: str, article: Article) -> set[str]:
    entity = extraction.entity(entity_id)
    return {_plain(entity.name), *(_plain(span.of(article.full_text)) for span in entity.mentions)}


def _plain(name: str) -> str:
    folded = name.lower().replace("’", "'")
    return next((folded.removeprefix(a) for a in _ARTICLES if folded.startswith(a)), folded)


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="list what fails of the sentences rules were written by")
    parser.add_argument("--pin", action="store_true", help=f"write the floor, {MARGIN} below what was measured")
    parser.add_argument("--allow-regression", action="store_true", help="pin lower shares too")
    given = parser.parse_args(arguments)
    verdicts = run(default_extractor())
    for verdict in verdicts:
        if given.wrong and not verdict.right and verdict.case.part == "build":
            wanted = [verdict.case.event, verdict.case.factuality, verdict.case.source, verdict.case.speaker]
            asked = [str(w) for w in (*wanted, verdict.case.time) if w is not None]
            print(f"{verdict.case.id}: {verdict.case.text}\n    not {' '.join(asked)} but {verdict.told or 'nothing'}")
    print(table(verdicts))
    if not given.pin:
        return 0
    floor = {phenomenon: round(max(rate - MARGIN, 0.0), 3) for phenomenon, rate in rates(verdicts).items()}
    fallen = {name: (least, floor.get(name, 0.0)) for name, least in pinned().items() if floor.get(name, 0.0) < least}
    if fallen and not given.allow_regression:
        print(
            f"not pinned, for these would fall: {fallen}; give --allow-regression to pin all the same", file=sys.stderr
        )
        return 1
    FLOOR.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
