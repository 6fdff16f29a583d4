"""What figures of sentences are of: a valuation or a round, the length of a deal or of a strike, who voted in favour.

Two articles seldom call one figure by one name, but what stands around it tells what it measures. Only figures of one
measure are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from graph.consolidate.quantities import Quantity, quantities

_AROUND: Final = 50  #: characters before and after a figure in which the words stand that tell its measure
_BREAK: Final = re.compile(r"[.;:!?()](?=\s|$)|—|–|,\s+(?:and|but|while|et|mais|tandis|y|pero|mientras)\s")
_MONEY: Final = frozenset(("USD", "EUR", "GBP", "CNY", "JPY", "KRW", "INR", "peso"))
_MONTHS_IN: Final = {"years": 12.0, "months": 1.0, "weeks": 12 / 52}


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{p})" for p in patterns), re.IGNORECASE)


_EACH: Final = _any(
    r"per (?:work|title|book|song|track|author|artist|actor|day|hour|month|year|user|film|episode|minute)\b", r"each\b",
    r"apiece\b", r"a (?:month|year|day|head)\b", r"par (?:œuvre|titre|livre|auteur|artiste|an|mois|jour|heure|tête)\b",
    r"chacune?\b", r"por (?:obra|título|libro|autor|artista|año|mes|día|hora|persona)\b", r"cada un[oa]\b",
    r"al (?:mes|año|día)\b", r"annual\w*", r"annuel\w*", r"anual\w*", r"mensu\w*", r"monthly\b", r"yearly\b",
)  # fmt: skip
_OF_MONEY: Final = {
    "valuation": _any(r"valu(?:ed|ation|ing|es)\b", r"worth\b", r"valoris\w+", r"valorad\w+", r"valoración\b",
                      r"valuación\b"),
    "round": _any(r"funding\b", r"financing\b", r"financement\b", r"financiación\b", r"rais(?:ed?|es|ing)\b",
                  r"(?:funding|financing|investment) round", r"invest(?:s|ed|ing|ment)?\b",
                  r"series [a-h]\b", r"lev(?:é|ée|er|ait|ant)\b", r"levée de fonds", r"tour de table", r"investi\w*",
                  r"ronda\b", r"recaud\w+", r"invert\w+", r"invirti\w+", r"inversión\b", r"stake\b"),
    "price": _any(r"acquir\w+", r"bought\b", r"buy(?:s|ing)?\b", r"purchas\w+", r"rachet\w+", r"acquis\w*",
                  r"adquiri\w+",
                  r"compr(?:ó|a|ad[oa]|ar)\b"),
    "settlement": _any(r"settle\w*", r"pay(?:s|ing|out)?\b", r"paid\b", r"vers(?:er|é|era|e)\b", r"pag(?:ó|ar|ará|o)\b",
                       r"indemni\w+", r"damages\b", r"dommages\b", r"daños\b", r"acuerdo\b", r"règlement\b"),
    "fine": _any(r"fine[ds]?\b", r"penalt\w+", r"amende\w*", r"multa\w*", r"sanci\w+"),
    "budget": _any(r"budget\w*", r"cost(?:s|ing)?\b", r"coût\w*", r"presupuesto\w*", r"costó\b", r"coste\b"),
    "revenue": _any(r"revenue\w*", r"sales\b", r"chiffre d[’']affaires", r"recettes\b", r"ingresos\b", r"ventas\b",
                    r"gross\w+"),
}  # fmt: skip
_OF_SHARES: Final = {
    "in favour": _any(r"in favou?r", r"approv\w+", r"ratif\w+", r"vot\w+ (?:yes|for)", r"yes\b", r"backed\b", r"pour\b",
                      r"approuv\w+", r"a favor\b", r"aprob\w+", r"favorable\w*"),
    "stake": _any(r"stake\b", r"part(?:s)? du capital", r"participación\b", r"equity\b", r"capital\b"),
    "rise": _any(r"ris(?:e|es|ing)\b", r"rose\b", r"increas\w+", r"hausse\b", r"augment\w+", r"aument\w+",
                 r"subi(?:da|ó)\b",
                 r"raises?\b"),
    "fall": _any(r"fall(?:s|en)?\b", r"fell\b", r"drop\w*", r"declin\w+", r"baisse\w*", r"chut\w+", r"ca[ií]da?\b",
                 r"cay[óe]\w*", r"recul\w*", r"lose\b", r"loss\b", r"perte\w*", r"pérdida\w*"),
    "turnout": _any(r"turnout\b", r"participation\b"),
}  # fmt: skip
_OF_TIME: Final = {
    "strike": _any(r"strik\w+", r"walkout\b", r"stoppage\b", r"grève\w*", r"huelg\w+"),
    "term": _any(r"deal\b", r"licen[cs]\w+", r"agreement\b", r"contract\w*", r"partnership\b", r"pact\b", r"term\b",
                 r"accord\b", r"contrat\w*", r"partenariat\b", r"acuerdo\b", r"alianza\b", r"convenio\b",
                 r"licencia\w*"),
    "exclusivity": _any(r"exclusiv\w*"),
    "protection": _any(r"protect\w*", r"copyright\b", r"ban(?:s|ned)?\b", r"moratori\w*", r"protég\w+", r"protege\w*"),
    "sentence": _any(r"prison\b", r"jail\b", r"cárcel\b", r"prisión\b"),
}  # fmt: skip
_AGO: Final = _any(r"ago\b", r"il y a\b", r"hace\b", r"old\b", r"aged?\b", r"âgé\w*", r"earlier\b", r"later\b",
                   r"plus tard\b",
                   r"después\b", r"after\b", r"tras\b", r"après\b", r"ans d[’']", r"first\b", r"last\b",
                   r"past\b")  # fmt: skip
_VOTES: Final = re.compile(
    r"(?<![\d.,])(?P<votes>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})*)[\s\u00a0](?:votes?|voix|votos)[\s\u00a0]"
    r"(?:to|for|in favou?r|pour|contre|a favor|frente|por)\b",
    re.IGNORECASE,
)
_ONE_YEAR: Final = re.compile(
    r"\b(?:(?P<fewer>nearly|almost|close to|près d[’']|presque|casi|cerca de)"
    r"|(?P<more>more than|over|plus d[’']|más de))?"
    r"\s?\b(?:(?:a|one) year\b(?!-old)|year-long\b|un an\b|un año\b)",
    re.IGNORECASE,
)
_YEAR_OF: Final = {"": (11.0, 13.0), "fewer": (9.0, 12.5), "more": (11.5, 17.0)}  #: months
_COUNTED: Final = {
    "jobs": _any(r"(?:jobs?|positions?|roles?|emplois?|postes?|empleos?|puestos?)\b"),
    "performers": _any(r"(?:actors?|performers?|comédien\w*|acteurs?|actrices?|actores|locutores|artist\w*)\b"),
    "members": _any(r"(?:members?|adhérents?|miembros?)\b"),
    "staff": _any(r"(?:workers?|employees?|salarié\w*|trabajador\w*)\b"),
    "writers": _any(r"(?:authors?|writers?|auteurs?|autor(?:es)?|escritor\w*)\b"),
    "signers": _any(r"(?:signator\w*|signatures?|signataires?|firmas?|firmantes?)\b"),
    "marchers": _any(r"(?:demonstrators?|protesters?|manifestants?|manifestantes?)\b"),
}  # fmt: skip
_OTHERS: Final = frozenset(("works", "songs", "companies", "games", "films", "countries", "votes", "characters"))


@lru_cache(maxsize=1 << 14)
def figures(sentence: str) -> tuple[tuple[str, Quantity], ...]:
    """Figures of a sentence with what they measure; those that nothing around tells the measure of are left out."""
    return tuple(_found(sentence))


def _found(sentence: str) -> Iterator[tuple[str, Quantity]]:
    told = (*quantities(sentence), *_one_year(sentence))
    for match in _VOTES.finditer(sentence):
        votes = float(re.sub(r"\D", "", match["votes"]))
        yield "votes in favour", Quantity(votes, votes, "votes", match.group())
    places = {q: sentence.find(q.words) for q in told}
    for quantity in told:
        at = places[quantity]
        end = at + len(quantity.words)
        # what stands beyond the next figure of the unit belongs to that one
        rivals = [p for q, p in places.items() if q != quantity and _kind(q) == _kind(quantity)]
        measure = _measure(quantity, *_around(sentence, at, end, rivals))
        if measure:
            yield measure, _in_months(quantity)


def _one_year(sentence: str) -> Iterator[Quantity]:
    """A year told without a numeral."""
    for match in _ONE_YEAR.finditer(sentence):
        hedge = "fewer" if match["fewer"] else "more" if match["more"] else ""
        low, high = _YEAR_OF[hedge]
        yield Quantity(low, high, "months", match.group())


def _kind(quantity: Quantity) -> str:
    return "time" if quantity.unit in _MONTHS_IN else "money" if quantity.unit in _MONEY else quantity.unit


def _around(sentence: str, at: int, end: int, rivals: list[int]) -> tuple[str, str]:
    before = sentence[max([0, at - _AROUND, *(p for p in rivals if p < at)]) : at]
    after = sentence[end : min([end + _AROUND, *(p for p in rivals if p > at)])]
    return _BREAK.split(before)[-1], _BREAK.split(after)[0]


def _measure(quantity: Quantity, before: str, after: str) -> str:
    around = f"{before}|{after}"
    if quantity.unit in _MONEY:
        kind = _nearest(_OF_MONEY, before, after)
        return f"{quantity.unit} {kind}{' each' if _EACH.search(quantity.words + ' ' + after) else ''}" if kind else ""
    if quantity.unit == "%":
        kind = _nearest(_OF_SHARES, before, after)
        return f"% {kind}" if kind else ""
    if quantity.unit in _MONTHS_IN:
        kind = "" if _AGO.search(around) else _nearest(_OF_TIME, before, after)
        return f"length of {kind}" if kind else ""
    if quantity.unit == "people":
        return next((name for name, cues in _COUNTED.items() if cues.search(quantity.words)), "")
    return quantity.unit if quantity.unit in _OTHERS else ""


def _nearest(measures: dict[str, re.Pattern[str]], before: str, after: str) -> str:
    """The measure whose words stand nearest to the figure."""
    places = [(len(before) - m.end(), name) for name, cues in measures.items() for m in cues.finditer(before)]
    places += [(m.start(), name) for name, cues in measures.items() for m in cues.finditer(after)]
    return min(places)[1] if places else ""


def _in_months(quantity: Quantity) -> Quantity:
    """Lengths of time in one unit."""
    times = _MONTHS_IN.get(quantity.unit)
    if times is None:
        return quantity
    return replace(quantity, low=quantity.low * times, high=quantity.high * times, unit="months")
