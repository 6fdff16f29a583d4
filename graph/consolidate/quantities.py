"""Quantities that sentences tell, as ranges: what "about 30,000 people" may be, and what it surely is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_DIGITS: Final = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SMALL: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "deux": 2, "trois": 3,
    "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "vingt": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "veinte": 20, "treinta": 30, "cuarenta": 40,
    "cincuenta": 50, "sesenta": 60,
}  # fmt: skip
_SCALES: Final = {
    "hundred": 100, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "cent": 100, "cents": 100, "mille": 1e3, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "md": 1e9, "mds": 1e9,
    "mil": 1e3, "millón": 1e6, "millones": 1e6,
}  # fmt: skip
_VAGUE: Final = {
    "dozens": (24, 99), "hundreds": (200, 999), "thousands": (2000, 9999), "a hundred": (80, 150),
    "dizaines": (20, 99), "une centaine": (80, 150), "centaines": (200, 999), "un millier": (800, 1500),
    "une dizaine": (8, 15), "une vingtaine": (17, 25), "une trentaine": (26, 35), "une quarantaine": (36, 45),
    "une cinquantaine": (45, 60), "milliers": (2000, 9999), "decenas": (20, 99), "un centenar": (80, 150),
    "una decena": (8, 15), "una veintena": (17, 25), "una treintena": (26, 35), "cientos": (200, 999),
    "centenares": (200, 999), "miles": (2000, 9999), "un millar": (800, 1500),
}  # fmt: skip
_MORE: Final = (
    r"more than|over|upwards of|at least|plus d[e’']|au moins|dépass\w*(?: déjà)?(?: les)?|más de|al menos"
    r"|supera\w*(?: los| las)?"
)
_FEWER: Final = r"nearly|almost|close to|près d[e’']|presque|casi|cerca de|up to|jusqu[’']à|hasta"
_ABOUT: Final = (
    r"about|around|roughly|some|approximately|environ|quelque|autour d[e’']|unos|unas|alrededor de|aproximadamente"
)

_NOUNS: Final = {
    "people": r"jobs?|workers?|people|persons?|employees?|actors?|performers?|artists?|members?|signator\w*|signatures?"
    r"|roles?|positions?|demonstrators?|protesters?|emplois?|postes?|personnes?|comédien\w*|salarié\w*|professionnels?"
    r"|signataires?|manifestants?|acteurs?|actrices?|artistes?|adhérents?|voix|empleos?|puestos?|personas?"
    r"|trabajador\w*"
    r"|actores|actrices|artistas|locutores|firmas?|firmantes?|manifestantes?|miembros?|profesionales|authors?"
    r"|writers?|auteurs?|autor(?:es)?|escritor\w*",
    "works": r"titles?|books?|works?|titres?|livres?|œuvres?|ouvrages?|títulos?|libros?|obras?",
    "songs": r"songs?|tracks?|recordings?|chansons?|morceaux|canciones|canción|pistas?",
    "listeners": r"listeners?|streams?|subscribers?|followers?|users?|auditeurs?|écoutes?|abonnés?"
    r"|utilisateurs?|oyentes"
    r"|reproducciones|suscriptores|usuarios",
    "companies": r"companies|studios?|firms?|publishers?|entreprises?|sociétés?|éditeurs?|empresas?|estudios?"
    r"|compañías?",
    "games": r"games?|jeux|juegos?|videojuegos?",
    "films": r"films?|movies?|series|séries?|películas?|shows?",
    "years": r"years?|ans|années?|años?",
    "months": r"months?|mois|mes(?:es)?",
    "weeks": r"weeks?|semaines?|semanas?",
    "countries": r"countries|pays|países",
    "votes": r"votes?|senators?|sénateurs?|députés?|senadores|diputados|votos",
    "characters": r"characters?|personnages?|personajes?",
}  # fmt: skip
_CURRENCIES: Final = {
    "USD": r"(?:us)?\$|u\.?s\.? dollars?|dollars?|dólares|dólar|usd",
    "EUR": r"€|euros?|eur",
    "GBP": r"£|pounds?|livres? sterling|libras?",
    "CNY": r"yuans?|rmb|renminbi",
    "JPY": r"yens?|yenes",
    "KRW": r"wons?",
    "INR": r"rupees?|roupies?|rupias?",
    "peso": r"pesos?",
}  # fmt: skip
_NUMBER_WORD: Final = "|".join(sorted(_SMALL, key=lambda w: (-len(w), w)))
_SCALE_WORD: Final = "|".join(sorted(_SCALES, key=lambda w: (-len(w), w)))
_NUMBER: Final = re.compile(
    rf"(?:\b(?P<hedge>{_MORE}|{_FEWER}|{_ABOUT})[\s\u00a0]*)?(?P<money>(?:US)?\$|€|£)?[\s\u00a0]?"
    rf"(?<![\w.,])(?:(?P<digits>{_DIGITS})"
    rf"|\b(?P<word>{_NUMBER_WORD})\b)(?P<scales>(?:[\s\u00a0\u202f-]?(?:{_SCALE_WORD})\b)*)"
    rf"(?P<share>[\s\u00a0\u202f]?(?:%|per ?cent|pour cent|por ciento))?",
    re.IGNORECASE,
)
_BARE_SCALE: Final = re.compile(
    rf"(?:\b(?P<hedge>{_MORE}|{_FEWER}|{_ABOUT})\s*)?\b(?P<scale>mil|mille|cent)\b(?=\s)", re.IGNORECASE
)
_VAGUE_RE: Final = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, _VAGUE), key=lambda w: (-len(w), w)))})\b", re.IGNORECASE
)
_MONEY_AFTER: Final = {
    code: re.compile(rf"[\s\u00a0\u202f]*(?:de |d[’'])?(?:{words})(?!\w)", re.IGNORECASE)
    for code, words in _CURRENCIES.items()
}
_COUNTED: Final = {
    kind: re.compile(
        rf"[\s\u00a0\u202f-]+(?:(?:of|de|d[’'])\s?)?(?:(?:the|les|los"
        rf"|las)\s)?(?:[^\W\d]+(?:[-’'][^\W\d]+)*\s){{0,2}}?(?:{nouns})\b",
        re.IGNORECASE,
    )
    for kind, nouns in _NOUNS.items()
}
_YEARS: Final = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text tells, as a range."""

    low: float
    high: float
    unit: str  #: a currency's code, ``%``, what is counted; "" where the words do not tell
    words: str

    def agrees(self, other: Quantity) -> bool:
        """Whether both can be true of one thing."""
        return self.low <= other.high and other.low <= self.high

    def comparable(self, other: Quantity) -> bool:
        """Whether the two are of one unit; a bare number is of any unit but money and shares."""
        if self.unit == other.unit:
            return True
        return "" in (self.unit, other.unit) and not {self.unit, other.unit} & ({"%"} | _CURRENCIES.keys())


@lru_cache(maxsize=1 << 15)
def quantities(text: str, *, bare: bool = False) -> tuple[Quantity, ...]:
    """Quantities of a text in its order. Numbers that count nothing known are left out, unless ``bare``."""
    return tuple(sorted(_found(text, bare=bare), key=lambda q: text.find(q.words)))


def _found(text: str, *, bare: bool) -> Iterator[Quantity]:
    for match in _VAGUE_RE.finditer(text):
        low, high = _VAGUE[match.group(1).lower()]
        unit = _unit(text, match.end())
        if unit:
            yield Quantity(low, high, unit, _words(text, match.start(), match.end()))
    numbers = list(_NUMBER.finditer(text))
    scales = (
        s for s in _BARE_SCALE.finditer(text) if not any(n.start() < s.end() and s.start() < n.end() for n in numbers)
    )
    for match in (*numbers, *scales):
        yield from _numeral(text, match, bare=bare)


def _numeral(text: str, match: re.Match[str], *, bare: bool) -> Iterator[Quantity]:
    groups = match.groupdict()
    if "scale" in groups:
        value, rounding = _SCALES[groups["scale"].lower()], 0.05
    else:
        digits = groups["digits"]
        value, step = _value(digits) if digits else (float(_SMALL[groups["word"].lower()]), 1.0)
        for scale in re.findall(rf"{_SCALE_WORD}", (groups["scales"] or "").lower()):
            value, step = value * _SCALES[scale], step * _SCALES[scale]
        rounding = min(max(step / 2 / value, 0.005), 0.05) if value else 0.0
    unit = (
        "%" if groups.get("share") else {"$": "USD", "€": "EUR", "£": "GBP"}.get((groups.get("money") or "")[-1:], "")
    )
    unit = unit or _unit(text, match.end())
    is_year = value in _YEARS and not (groups.get("scales") or unit)
    if is_year or not (unit or bare) or not value:
        return
    low, high = value * (1 - rounding), value * (1 + rounding)
    hedge = (groups["hedge"] or "").lower()
    if re.fullmatch(_MORE, hedge):
        low, high = value * 0.98, value * (1.25 if _figures(value) > 1 else 1.4)
    elif re.fullmatch(_FEWER, hedge):
        low, high = value * 0.85, value * 1.05
    elif hedge:
        low, high = value * 0.9, value * 1.1
    yield Quantity(low, high, unit, _words(text, match.start(), match.end()))


def _value(digits: str) -> tuple[float, float]:
    """A number and the step it is rounded to: that of its last digit that is not a trailing zero."""
    plain = re.sub(r"[\u00a0\u202f ]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    else:
        head, mark, tail = re.match(r"(.*?)(?:([.,])(\d{1,2}|\d{4,}))?$", plain).groups()  # type: ignore[union-attr]
        plain = re.sub(r"[.,]", "", head) + (f".{tail}" if mark else "")
    value = float(plain)
    if "." in plain:
        return value, 10.0 ** -len(plain.partition(".")[2])
    zeros = len(plain) - len(plain.rstrip("0"))
    return value, 10.0 ** min(zeros, max(len(plain) - 2, 0))


def _figures(value: float) -> int:
    """How many figures of a number are not trailing zeros."""
    return len(f"{value:.0f}".rstrip("0"))


def _unit(text: str, at: int) -> str:
    for code, cue in _MONEY_AFTER.items():
        if cue.match(text, at):
            return code
    return next((kind for kind, cue in _COUNTED.items() if cue.match(text, at)), "")


def _words(text: str, start: int, end: int) -> str:
    """The number with what it counts, as the text has it."""
    ends = [m.end() for cue in (*_MONEY_AFTER.values(), *_COUNTED.values()) if (m := cue.match(text, end))]
    return text[start : min(ends, default=end)].strip()


def disagree(ours: Iterable[Quantity], theirs: Iterable[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The first two quantities of one unit that cannot both be true, where no two of that unit agree."""
    ours, theirs = tuple(ours), tuple(theirs)
    pairs = [(a, b) for a in ours for b in theirs if a.comparable(b)]
    settled = {unit for a, b in pairs if a.agrees(b) for unit in (a.unit, b.unit)}
    return next(((a, b) for a, b in pairs if not {a.unit, b.unit} & settled), None)
