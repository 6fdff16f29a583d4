"""How far a decision reaches, in words of three languages: limits that exclude each other, and all against a part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_CLAUSE: Final = 70  #: characters before a word in which its negation stands
_TURNED: Final = re.compile(
    r"\b(?:not|never|no|non|nor|without|neither|n[’']\w+|ne|ni|sans|sin|jamais|nunca|tampoco)\b|\w+n[’']t\b",
    re.IGNORECASE,
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})" for p in patterns), re.IGNORECASE)


#: Limits that exclude each other, by what they limit; of each the wider or stricter one first.
LIMITS: Final[Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "duty": (
        _any(r"mandatory\b", r"compulsory\b", r"legally binding\b", r"obligatoires?\b", r"contraignante?s?\b",
             r"obligatori[oa]s?\b", r"vinculantes?\b"),
        _any(r"voluntary\b", r"non-?binding\b", r"optional\b", r"volontaires?\b", r"facultati(?:f|ve)s?\b",
             r"non contraignante?s?\b", r"voluntari[oa]s?\b", r"no vinculantes?\b", r"opcional(?:es)?\b"),
    ),
    "duration": (
        _any(r"permanent(?:ly)?\b", r"in perpetuity\b", r"perpetual\b", r"for good\b", r"permanente?s?\b",
             r"à perpétuité\b", r"perpétuel(?:le)?s?\b", r"permanentemente\b", r"perpetu[oa]s?\b",
             r"a perpetuidad\b"),
        _any(r"temporar(?:y|ily)\b", r"temporaires?\b", r"temporairement\b", r"temporal(?:es|mente)?\b",
             r"time-limited\b", r"durée limitée\b", r"tiempo limitado\b"),
    ),
    "territory": (
        _any(r"worldwide\b", r"in every country\b", r"globally\b", r"dans le monde entier\b", r"en todo el mundo\b",
             r"mondiale?ment\b", r"mundialmente\b"),
        _any(r"(?:only|solely|exclusively) in\b", r"(?:uniquement|seulement) (?:en|au|aux)\b",
             r"(?:solo|sólo|solamente|únicamente) en\b"),
    ),
    "consent": (
        _any(r"opt(?:s|ed|ing)?[- ]in\b", r"prior consent\b", r"consentement préalable\b", r"consentimiento previo\b"),
        _any(r"opt(?:s|ed|ing)?[- ]out\b", r"unless (?:they|rights? holders?) (?:object|refuse)",
             r"sauf opposition\b", r"salvo oposición\b"),
    ),
    "exclusivity": (
        _any(r"exclusive(?:ly)?\b", r"exclusi(?:f|ve)s?\b", r"exclusivité\b", r"exclusiv[oa]s?\b", r"exclusividad\b"),
        _any(r"non-?exclusive\b", r"non exclusi(?:f|ve)s?\b", r"no exclusiv[oa]s?\b",
             r"sin exclusividad\b", r"sans exclusivité\b", r"not exclusive\b"),
    ),
}  # fmt: skip
#: What may be meant as a whole or in part, as three languages call it.
COUNTABLE: Final[Mapping[str, str]] = {
    "members": r"(?:members|adhérents|membres|miembros|afiliados)",
    "performers": r"(?:actors|performers|comédiens|acteurs|artistes-interprètes|actores|intérpretes)",
    "writers": r"(?:authors|writers|auteurs|écrivains|autores|escritores|guionistas|scénaristes)",
    "works": r"(?:books|titles|works|livres|titres|œuvres|libros|títulos|obras)",
    "songs": r"(?:songs|tracks|chansons|morceaux|canciones|temas)",
    "games": r"(?:games|jeux|juegos|videojuegos)",
    "films": r"(?:films|movies|shows|series|séries|películas)",
    "studios": r"(?:studios|companies|publishers|entreprises|éditeurs|sociétés|estudios|empresas|editoriales)",
    "users": r"(?:users|subscribers|utilisateurs|abonnés|usuarios|suscriptores)",
    "characters": r"(?:characters|personnages|personajes)",
    "workers": r"(?:employees|workers|salariés|empleados|trabajadores)",
}  # fmt: skip
_ALL_OF: Final = (
    r"(?:all(?: of)?(?: the| its| their| \d[\d.,]*)?|every one of (?:the|its|their)|tou(?:te)?s (?:les|ses|leurs)"
    r"|l[’']ensemble des|l[’']intégralité des|tod[oa]s (?:los|las|sus)|la totalidad de (?:los|las|sus))"
)
_SOME_OF: Final = (
    r"(?:only (?:some|a few|certain|part)(?: of)?(?: the| its| their)?"
    r"|some of (?:the|its|their)|half (?:of )?(?:the|its|their)"
    r"|a (?:handful|fraction|minority) of (?:the |its |their )?|certain(?:e)?s|une partie des|la moitié des|quelques"
    r"|algun[oa]s(?: de (?:los|las|sus))?|ciert[oa]s|parte de (?:los|las|sus)|la mitad de (?:los|las|sus))"
)


_PARTS: Final = {
    f"all {unit}": (_any(rf"{_ALL_OF} (?:[\w’'-]+ )?{words}\b"), _any(rf"{_SOME_OF} (?:[\w’'-]+ )?{words}\b"))
    for unit, words in COUNTABLE.items()
}
_EVERY: Final = {**LIMITS, **_PARTS}


@lru_cache(maxsize=1 << 15)
def told(sentence: str) -> frozenset[tuple[str, bool]]:
    """Limits that a sentence sets: by name, and whether it sets the first, wider one of its two."""
    return frozenset(
        (name, wider)
        for name, pair in _EVERY.items()
        for cues, wider in zip(pair, (True, False), strict=True)
        if any(_holds(sentence, match) for match in cues.finditer(sentence))
    )


def _holds(sentence: str, match: re.Match[str]) -> bool:
    """Whether nothing in the clause before a match turns it round."""
    return not _TURNED.search(re.split(r"[.;:]", sentence[max(0, match.start() - _CLAUSE) : match.start()])[-1])
