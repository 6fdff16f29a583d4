"""Names made comparable: scripts, accents, articles, legal forms and punctuation set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from anyascii import anyascii

from graph import resources

_ARTICLES: Final = frozenset(("the", "le", "la", "les", "l", "el", "los", "las"))
_LEGAL_FORMS: Final = frozenset(
    """inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa sas sarl sl slu srl spa nv bv
    ab""".split()
)
_AND: Final = frozenset(("and", "et", "y", "e", "und"))
# words that a company's short name leaves out
GENERIC: Final = frozenset(
    """entertainment studio studios estudio estudios production productions producciones pictures films film media group
    groupe grupo records music games game interactive technologies technology tech labs lab ai software publishing
    television network networks international global worldwide holdings""".split()
)
_SMALL_WORDS: Final = (
    _ARTICLES | _AND | frozenset("of for in on at to de des du d del al a au aux para por con und von".split())
)
_NUMERALS: Final = frozenset("ii iii iv v vi vii viii ix x xi xii".split())
_ACRONYM: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&\-]{1,9}")
_WORD: Final = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """Lower-case ASCII words of a name, whatever its script; apostrophes part words, dots within acronyms do not."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("&", " and "))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    ascii_ = anyascii(re.sub(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)", "", plain)).casefold()
    return tuple(_WORD.findall(ascii_))


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> tuple[str, ...]:
    """The words that tell a name from others: no leading article, no legal form at its end, "and" in one language."""
    found = ["and" if word in _AND else word for word in words(name)]
    while len(found) > 1 and found[0] in _ARTICLES:
        del found[0]
    while len(found) > 1 and found[-1] in _LEGAL_FORMS:
        del found[-1]
    return tuple(found)


def key(name: str) -> str:
    """Two names with one key are one name: "Studio 4" and "Studio4", "The Eternaut" and "Eternaut"."""
    return "".join(folded(name))


def initials(name: str) -> str:
    """First letters of the words that acronyms count: "Writers Guild of America" gives "wga"."""
    return "".join(word[0] for word in words(name) if word not in _SMALL_WORDS)


def is_acronym(name: str) -> bool:
    """Whether a name is written as letters that stand for words."""
    return bool(_ACRONYM.fullmatch(name.replace(".", "")))


def numbers(name: str) -> frozenset[str]:
    """Figures and Roman numerals: what tells a sequel from the first."""
    found = folded(name)
    return frozenset(
        figure
        for i, word in enumerate(found)
        for figure in re.findall(r"\d+", word) or [word] * (i > 0 and word in _NUMERALS)
    )


@cache
def given_names() -> frozenset[str]:
    """Given names of many nations, folded."""
    text = (resources.gazetteer() / "given-names.txt").read_text(encoding="utf-8")
    return frozenset("".join(words(line)) for line in text.splitlines() if line.strip())
