"""Which step of an affair happened when: the dates of a sentence, each with the step that its clause tells."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from graph.consolidate.periods import Period

_MONTHS: Final = (
    "january|janvier|enero", "february|février|febrero", "march|mars|marzo", "april|avril|abril", "may|mai|mayo",
    "june|juin|junio", "july|juillet|julio", "august|août|agosto", "september|septembre|septiembre|setiembre",
    "october|octobre|octubre", "november|novembre|noviembre", "december|décembre|diciembre",
)  # fmt: skip
_MONTH_OF: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_SHORT: Final = {name[:3]: number for name, number in _MONTH_OF.items() if number in (1, 2, 8, 9, 10, 11, 12)}
_MONTH: Final = "|".join(sorted(_MONTH_OF, key=lambda n: (-len(n), n)))
_SHORT_MONTH: Final = "|".join(rf"{short}\." for short in sorted(_SHORT))
_OF: Final = r"(?:\s+(?:de\s+|del\s+)?|,\s*)"
_DATE: Final = re.compile(
    rf"\b(?:(?P<day>[0-3]?\d)(?:er|º|st|nd|rd|th)?{_OF}(?:of\s+)?)?(?P<month>{_MONTH}|{_SHORT_MONTH})(?!\w)"
    rf"(?:\s+(?P<after>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.,]?\d))?(?:{_OF}(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:in|since|of|en|depuis|desde|de)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
# English months that are words, too: they are months after a preposition, or with a day or a year
_WORDS_TOO: Final = frozenset(("may", "march"))
_CLAUSES: Final = re.compile(
    r"[;:()—–]|,\s+(?:and|but|while|after|before|then|mais|tandis|après|avant|puis|pero|mientras|tras|luego)\b"
    r"|\s(?:after|before|après|avant|tras|después|antes|until|jusqu[’']|hasta)\b",
    re.IGNORECASE,
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})" for p in patterns), re.IGNORECASE)


#: What happens once to one affair. A sentence that tells of it and a date in one clause dates it.
_STEPS: Final = {
    "began": _any(
        r"beg[au]n\b", r"start(?:ed|s)?\b", r"walk(?:ed|ing)? (?:out|off)\b", r"went on strike", r"since\b",
        r"commenc\w+", r"début(?:é|ée|a|er|ait)\b", r"entam\w+", r"démarr\w+", r"depuis\b", r"lancée?s?\b",
        r"empez\w+", r"empiez\w+", r"comenz\w+", r"comienz\w+", r"inici(?:ó|ad\w+|aron|ar)\b", r"arranc\w+", r"desde\b",
    ),
    "ended": _any(
        r"end(?:ed|s|ing)\b", r"conclud\w+", r"came to an end", r"suspend\w+", r"call(?:ed|s) off", r"lift(?:ed|s)\b",
        r"termin(?:é|ée|a|er|ait|ó|ad[oa]|aron)\b", r"achev\w+", r"pris fin\b", r"prend fin\b", r"finaliz\w+",
        r"concluy\w+", r"lev(?:é|ée|antó|antaron)\b",
    ),
    "voted": _any(
        r"ratif\w+", r"vot(?:ed|es|é|ée|ó|aron|a)\b", r"approv(?:ed|es)\b", r"adopt(?:ed|s|é|ée|ó|ad[oa]|aron)\b",
        r"pass(?:ed|es)\b", r"approuv(?:é|ée|e)\b", r"aprob(?:ó|ad[oa]|aron)\b", r"unanim\w+",
    ),
    "filed": _any(
        r"fil(?:ed|es)\b", r"lodged\b", r"sued\b", r"tabled\b", r"introduced\b", r"dépos(?:é|ée|e|ait)\b",
        r"port(?:é|e) plainte", r"assigné\w*", r"interpus\w+", r"demand(?:ó|aron)\b", r"registr(?:ó|ad[oa])\b",
        r"presentó (?:una )?(?:demanda|iniciativa|proposición)", r"introduite?\b",
    ),
    "signed": _any(r"signed\b", r"signée?s?\b", r"firm(?:ó|ad[oa]s?|aron)\b", r"struck\b", r"inked\b", r"conclue?\b"),
    "announced": _any(
        r"announc(?:ed|es)\b", r"unveil(?:ed|s)\b", r"annonc(?:é|ée|e|ait)\b", r"dévoil(?:é|ée|e)\b",
        r"anunci(?:ó|ad[oa]|aron)\b", r"present(?:ó|aron)\b", r"reveal(?:ed|s)\b",
    ),
    "in force": _any(
        r"(?:takes?|took|taking) effect", r"(?:came|comes?|entered|enters?|coming) into (?:force|effect)",
        r"effective (?:from|on|as of)\b", r"appl(?:y|ies) from\b", r"entr\w+ en vigueur", r"s[’']appliqu\w+",
        r"entr\w+ en vigor", r"(?:será|es) obligatori[oa]", r"rigen?\b", r"regirá\w*",
    ),
    "expires": _any(
        r"expir\w+", r"runs? (?:out|until|through)\b", r"valid until\b", r"jusqu[’'](?:au|en|à)\b",
        r"arriv\w+ à échéance",
        r"venc(?:e|erá|ió)\b", r"caduc\w+", r"hasta\b", r"until\b",
    ),
    "released": _any(
        r"releas(?:ed?|es)\b", r"premier(?:ed?|es)\b", r"c[ao]me(?:s)? out\b", r"went live\b", r"debut(?:ed|s)\b",
        r"hit(?:s)? (?:theaters|cinemas|screens|stores|shelves)", r"roll(?:ed|s) out\b", r"launch(?:ed|es)\b",
        r"sorti(?:e|s|es)?\b", r"sort(?:ira)?\b", r"sortie\b", r"par(?:u|ue|aît)\b", r"diffusée?s?\b",
        r"estren(?:ó|ad[oa]|ar\w*|o)\b", r"lanz(?:ó|ad[oa]|aron|amiento)\b", r"publi(?:ée?|cad[oa]|có|shed)\b",
    ),
    "heard": _any(r"hearing\b", r"trial\b", r"audience\b", r"procès\b", r"audiencia\b", r"juicio\b"),
    "withdrawn": _any(
        r"withdr[ae]w\w*", r"rescind\w+", r"revok\w+", r"pull(?:ed|s)\b", r"strip(?:ped|s)\b",
        r"shut(?:s|ting)? down\b",
        r"retir(?:é|ée|és|e|ó|ad[oa]s?|aron)\b", r"revoc\w+", r"révoqu\w+", r"annul\w+", r"anul\w+",
        r"clos(?:ed|es|ing)\b",
        r"ferm(?:é|e|era)\b", r"cerr(?:ó|ará|ad[oa])\b", r"discontinu\w+",
    ),
    "sent": _any(r"sent\b", r"envoy(?:é|ée|ait)\b", r"adress(?:é|ée|e)\b", r"envi(?:ó|ad[oa]|aron)\b", r"remiti\w+"),
    "ruled": _any(
        r"ruled\b", r"handed down\b", r"sided\b", r"jugé\b", r"tranché\b", r"rendu(?:e)?\b", r"fall(?:ó|ado)\b",
        r"dictamin\w+", r"dict(?:ó|ad[oa])\b", r"sentenci\w+",
    ),
    "invested": _any(
        r"rais(?:ed|es)\b", r"clos(?:ed|es) (?:a|its)\b", r"invested\b", r"acquir(?:ed|es)\b", r"bought\b",
        r"lev(?:é|ée|ait)\b", r"investi(?:e)?\b", r"acquis(?:e)?\b", r"rachet\w+", r"recaud\w+", r"invirti\w+",
        r"adquiri\w+", r"compr(?:ó|ad[oa])\b",
    ),
    "won": _any(r"w[io]ns?\b", r"award(?:ed|s)\b", r"remport\w+", r"décern\w+", r"gan(?:ó|ad[oa]|aron)\b", r"otorg\w+"),
}  # fmt: skip
#: What a step is of, where one affair has several: a strike begins, and so do the talks that end it.
_THINGS: Final = {
    "strike": _any(r"strik\w+", r"walkout\b", r"stoppage\b", r"grève\w*", r"huelg\w+", r"par[oó]s?\b", r"picket\w*"),
    "talks": _any(r"talks?\b", r"negotiat\w+", r"bargain\w+", r"négoci\w+", r"pourparlers\b", r"negocia\w+"),
    "deal": _any(r"deal\b", r"agreement\b", r"contract\w*", r"accords?\b", r"contrats?\b", r"convenio\b",
                 r"acuerdos?\b"),
    "suit": _any(r"lawsuit\b", r"suit\b", r"complaint\b", r"plainte\b", r"demanda\b", r"querella\b"),
    "bill": _any(r"bill\b", r"law\b", r"act\b", r"loi\b", r"texte\b", r"proposition\b", r"ley\b", r"iniciativa\b"),
    "letter": _any(r"letters?\b", r"lettre\w*", r"courrier\b", r"cartas?\b", r"mise en demeure", r"petition\b",
                   r"pétition\b", r"petición\b", r"tribune\b", r"manifiesto\b"),
}  # fmt: skip
#: Who takes a step that several bodies take one after the other.
_BODIES: Final = {
    "upper": _any(r"senat\w+", r"sénat\w*", r"senad\w+", r"upper house", r"lords\b"),
    "lower": _any(r"assembl\w+", r"députés?\b", r"diputados?\b", r"house of representatives", r"commons\b",
                  r"bundestag\b",
                  r"congress\w*", r"congreso\b", r"lower house", r"asamblea\b"),
    "committee": _any(r"committee\b", r"commission\b", r"comisión\b", r"comité\b", r"board\b", r"panel\b"),
    "government": _any(r"government\b", r"gouvernement\b", r"gobierno\b", r"cabinet\b", r"ministers?\b",
                       r"ministres?\b"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """When one step of an affair was taken."""

    step: str
    thing: str  #: what began, was signed …; "" where the clause does not tell
    bodies: frozenset[str]  #: kinds of bodies that the sentence names
    period: Period
    dated: bool = True  #: the words tell the year; else it is the nearest one

    def agrees(self, other: Moment) -> bool:
        """Whether both can be true; where a year is not told, in any year."""
        if self.dated and other.dated:
            return self.period.agrees(other.period)
        one, another = self.period, other.period
        if not one.exact or not another.exact:
            return True
        return (one.first.month, one.first.day) <= (another.last.month, another.last.day) and (
            another.first.month,
            another.first.day,
        ) <= (one.last.month, one.last.day)

    def same_step(self, other: Moment) -> bool:
        """Whether both can only be meant of one step: same step of the same thing, by no different bodies."""
        if self.step != other.step or self.thing != other.thing:
            return False
        return not self.bodies or not other.bodies or self.bodies == other.bodies


@lru_cache(maxsize=1 << 14)
def moments(sentence: str, published: date | None) -> tuple[Moment, ...]:
    """Steps with their dates, in the order of the sentence; a year not told is the nearest one."""
    return tuple(_found(sentence, published))


@lru_cache(maxsize=1 << 14)
def steps_of(sentence: str, default: str = "") -> frozenset[tuple[str, str]]:
    """Steps that a sentence tells of at all, with the thing that it names; ``default`` where it names none.

    Where it names several, the thing is "".
    """
    things = [name for name, cues in _THINGS.items() if cues.search(sentence)]
    thing = (things or [default])[0] if len(things) < 2 else ""
    return frozenset((name, thing) for name, cues in _STEPS.items() if cues.search(sentence))


@lru_cache(maxsize=1 << 14)
def bodies_of(sentence: str) -> frozenset[str]:
    """Kinds of bodies that a sentence names."""
    return frozenset(name for name, cues in _BODIES.items() if cues.search(sentence))


def _found(sentence: str, published: date | None) -> Iterator[Moment]:
    bodies = bodies_of(sentence)
    dates = list(_periods(sentence, published))
    for at, end, period, dated in dates:
        start, stop = _clause(sentence, at, end, [(a, e) for a, e, *_ in dates if a != at])
        clause = sentence[start:stop]
        steps = {
            (_distance(m, at - start, end - start), name) for name, c in _STEPS.items() for m in c.finditer(clause)
        }
        if not steps:
            continue
        (_, step) = min(steps)
        things = {(_distance(m, at - start, end - start), n) for n, c in _THINGS.items() for m in c.finditer(clause)}
        yield Moment(step, min(things)[1] if things else "", bodies, period, dated)


def _distance(match: re.Match[str], at: int, end: int) -> int:
    return at - match.end() if match.end() <= at else match.start() - end + 1


def _clause(sentence: str, at: int, end: int, others: list[tuple[int, int]]) -> tuple[int, int]:
    """The clause around a date, cut off where another date stands."""
    cuts = [m.start() for m in _CLAUSES.finditer(sentence)]
    start = max([0, *(c for c in cuts if c < at), *(e for _, e in others if e <= at)])
    stop = min([len(sentence), *(c for c in cuts if c >= end), *(a for a, _ in others if a >= end)])
    return start, stop


def _periods(sentence: str, published: date | None) -> Iterator[tuple[int, int, Period, bool]]:
    taken: list[tuple[int, int]] = []
    for match in _DATE.finditer(sentence):
        period = _calendar(match, published)
        if period and not (
            _is_word(match) and not re.search(r"\b(?:in|last|of|since|by|until)\s$", sentence[: match.start()])
        ):
            taken.append(match.span())
            yield *match.span(), period, bool(match["year"])
    for match in _YEAR.finditer(sentence):
        if not any(a < match.end() and match.start() < e for a, e in taken):
            year = int(match["year"])
            yield *match.span(), Period(date(year, 1, 1), date(year, 12, 31), match["year"]), True


def _is_word(match: re.Match[str]) -> bool:
    return match["month"].lower() in _WORDS_TOO and not (match["day"] or match["after"] or match["year"])


def _calendar(match: re.Match[str], published: date | None) -> Period | None:
    name = match["month"].lower()
    month = _MONTH_OF.get(name) or _SHORT[name[:3]]
    day = int(match["day"] or match["after"] or 0)
    years = [int(match["year"])] if match["year"] else _years(published)
    found = [p for year in years if (p := _days(year, month, day, match.group()))]
    if not found:
        return None
    return min(found, key=lambda p: (abs(p.first - published) if published else timedelta(), p.first))


def _years(published: date | None) -> list[int]:
    return [published.year - 1, published.year, published.year + 1] if published else []


def _days(year: int, month: int, day: int, words: str) -> Period | None:
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return None
    words = " ".join(words.split())
    return Period(date(year, month, day or 1), date(year, month, day or last), words)
