"""Are two profiles one thing? A rule about names, then what speaks for and against it, added up and explained."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph import iri
from graph.extract.register import Register
from graph.identity.candidates import core
from graph.identity.events import SPECIFICITY
from graph.identity.names import folded, given_names, initials, is_acronym, key, numbers, words
from graph.identity.profiles import Profile, type_of
from graph.model import EntityType

AUTOMATIC: Final = 0.9  #: joined without being asked
DOUBTFUL: Final = 0.3  #: asked about from here on

# Rules whose short name may be that of several things: where two fit, none is taken.
AMBIGUOUS_RULES: Final = frozenset(("acronym", "core", "surname"))

# Log-odds. A rule's weight is what it is worth without any company; each was set on the names that extraction finds in
# the storylines for tuning, the samples and real pages, so that what is above AUTOMATIC was right by eye.
_SAME_NAME: Final = 4.0
_SAME_SHORT_NAME: Final = 3.0  # one word
_SAME_BUT_FOR_ARTICLE: Final = 2.0  # one word, and "L'ADN" need not be ADN
_SHORT_FOR_BOTH: Final = -0.5  # both have full names, which are not alike: "UE" is short for much
_SPELLING: Final = 2.6
_SPELLING_TWO: Final = 1.6  # two letters
_SPELLING_SINGLE: Final = 0.8  # a name of one word
_PLURAL: Final = 2.0
_ENDING: Final = -1.5  # "South Korean" is no slip for "South Korea"
_ACRONYM: Final = {3: -0.5, 4: 0.6}
_LONG_ACRONYM: Final = 1.5
_CORE: Final = -0.3
_SURNAME: Final = -0.9  # nothing, without company
_AUTHORS: Final = -4.2
_SHARED_AUTHOR: Final = 1.7
_GLOSSED: Final = 3.0  # with names that are alike or initials
_GLOSSED_UNLIKE: Final = 0.8  # what is in brackets may as well be its owner

_OTHER_TYPE: Final = -0.9
_FAR_TYPE: Final = -3.0
_COMPANY: Final = 0.5  # for each unit of specificity that both are seen beside
_MOST_COMPANY: Final = 2.5
_LITTLE_COMPANY: Final = 1.4  # where names differ in a word, or types do: sisters keep the same company
_NO_COMPANY: Final = -1.0  # both often seen, never in like company
_TWO_IN_ONE: Final = -3.5  # an article names both: it tells them apart
_SPELT_OUT: Final = 2.8  # … unless one is short for the other, which is then said once
_SAME_ARTICLE: Final = 0.5  # company that says little, for it is one article's
_TWO_GIVEN_NAMES: Final = -4.0
_OFTEN: Final = 3  # articles
_LIKE_TITLES: Final = 60  # of 100

_TRANSLATED_ALIKE: Final = 1.5  # for titles, times the likeness of their words
_NEAR_TYPES: Final = (
    frozenset((EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER)),
    frozenset((EntityType.PERSON, EntityType.ORGANIZATION)),
    frozenset((EntityType.CREATIVE_WORK, EntityType.ORGANIZATION)),
    frozenset((EntityType.CREATIVE_WORK, EntityType.SYNTHETIC_PERFORMER)),
    frozenset((EntityType.ORGANIZATION, EntityType.OCCASION)),
    frozenset((EntityType.ORGANIZATION, EntityType.LEGAL_INSTRUMENT)),
    frozenset((EntityType.ORGANIZATION, EntityType.SYNTHETIC_PERFORMER)),
    frozenset((EntityType.AI_SYSTEM, EntityType.SYNTHETIC_PERFORMER)),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """How sure it is that two are one, and why."""

    rule: str
    log_odds: float
    why: tuple[str, ...]
    short: str = ""  #: IRI of the one with the short name, where the rule is one of AMBIGUOUS_RULES

    @property
    def score(self) -> float:
        """0 to 1."""
        return round(1 / (1 + math.exp(-self.log_odds)), 3)


_Likeness = tuple[float, str, str]  # weight, rule, words


def decide(one: Profile, other: Profile, register: Register) -> Decision | None:
    """Compare two profiles; None where no rule speaks for them. Symmetric; depends on the two alone."""
    one, other = sorted((one, other), key=lambda p: p.iri)
    likeness = max(_likenesses(one, other), default=None, key=lambda found: (found[0], found[1], found[2]))
    if likeness is None:
        return None
    weight, rule, told = likeness
    parts = [(weight, told), *_against_type(one, other, rule), *_company(one, other, register, rule)]
    total = sum(value for value, _ in parts)
    why = tuple(f"{value:+.1f} {text}" for value, text in parts if value)
    return Decision(rule, round(total, 4), why, _short(one, other) if rule in AMBIGUOUS_RULES else "")


def _short(one: Profile, other: Profile) -> str:
    def longest(profile: Profile) -> int:
        return max(len(key(name)) for name in profile.full_names)

    return min((one, other), key=lambda p: (longest(p), p.iri)).iri


def _likenesses(one: Profile, other: Profile) -> Iterator[_Likeness]:
    for a in one.full_names:
        for b in other.full_names:
            for weight, rule, told in _names_alike(a, b, one.type, other.type):
                if rule == "same-name" and _short_for_both(a, one, b, other):
                    yield _SHORT_FOR_BOTH, "acronym", f"{told}, but short for unlike ones"
                else:
                    yield weight, rule, told
    if other.iri in one.glossed or one.iri in other.glossed:
        alike = _gloss_fits(one, other) or _gloss_fits(other, one)
        yield _GLOSSED if alike else _GLOSSED_UNLIKE, "gloss", "one stands in brackets after the other"
    if one.type is other.type is EntityType.CREATIVE_WORK:
        yield from _authors_alike(one, other)


def _names_alike(a: str, b: str, one: EntityType, other: EntityType) -> Iterator[_Likeness]:
    quoted = f"{a!r} and {b!r}"
    ours, theirs = folded(a), folded(b)
    if not ours or not theirs:
        return
    if key(a) == key(b):
        weight = _SAME_NAME
        if len(ours) == len(theirs) == 1:
            weight = _SAME_SHORT_NAME if words(a) == words(b) or len(ours[0]) > 5 else _SAME_BUT_FOR_ARTICLE
        yield weight, "same-name", f"{quoted} are one name"
        return
    if numbers(a) != numbers(b):
        return
    if (slip := _misspelt(ours, theirs)) is not None:
        yield slip, "spelling", f"{quoted} differ by a slip"
    if one is other is EntityType.ORGANIZATION and "".join(core(ours)) == "".join(core(theirs)):
        yield _CORE, "core", f"{quoted} differ in generic words"
    for short, full in ((a, b), (b, a)):
        letters = key(short)
        if is_acronym(short) and len(letters) >= 3 and len(folded(full)) > 1 and initials(full) == letters:
            yield _ACRONYM.get(len(letters), _LONG_ACRONYM), "acronym", f"{short!r} are the initials of {full!r}"
    people = one in (EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER) and one is other
    for short_, full_ in ((ours, theirs), (theirs, ours)):
        if people and len(short_) == 1 and len(full_) > 1 and full_[-1] == short_[0]:
            yield _SURNAME, "surname", f"{quoted} share a surname"


def _misspelt(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float | None:
    """The weight of one word written differently, None where more differs than a slip of the pen can."""
    if len(ours) != len(theirs):
        return None
    differing = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if len(differing) != 1:
        return None
    a, b = differing[0]
    if a.rstrip("s") == b.rstrip("s") and len(a) > 3:
        return _PLURAL if len(ours) > 1 else _PLURAL - 1
    if a.startswith(b) or b.startswith(a):
        return _ENDING
    slips = OSA.distance(a, b, score_cutoff=2)
    shortest = min(len(a), len(b))
    if a[0] != b[0] or shortest < 4 or slips > 2 or (slips == 2 and shortest < 7):
        return None
    if {a, b} <= given_names():
        return _SPELLING + _TWO_GIVEN_NAMES
    if len(ours) == 1:
        return _SPELLING_SINGLE if slips == 1 and shortest >= 6 else None
    return _SPELLING if slips == 1 else _SPELLING_TWO


def _authors_alike(one: Profile, other: Profile) -> Iterator[_Likeness]:
    """A title in another language: the same people had a hand in both, and no article names both."""
    if set(one.languages) & set(other.languages) or not one.languages or not other.languages:
        return
    shared = sorted(pair for pair in one.related.keys() & other.related.keys() if not pair[0].startswith("^"))
    if len(shared) < 2:
        return
    alike = max(
        fuzz.token_set_ratio(" ".join(folded(a)), " ".join(folded(b))) for a in one.full_names for b in other.full_names
    )
    weight = _AUTHORS + _SHARED_AUTHOR * len(shared) + _TRANSLATED_ALIKE * alike / 100
    hands = ", ".join(f"{predicate} {iri.last_segment(target)}" for predicate, target in shared[:4])
    yield weight, "translation", f"in different languages, both {hands}"


def _against_type(one: Profile, other: Profile, rule: str) -> Iterator[tuple[float, str]]:
    a, b = one.type, other.type
    if a is b:
        return
    near = frozenset((a, b)) in _NEAR_TYPES
    told = f"{a.value} or {b.value}"
    if not near:
        yield _FAR_TYPE, told
    elif rule == "same-name":
        yield _OTHER_TYPE, told
    else:
        yield 2 * _OTHER_TYPE, told


def _short_for_both(a: str, one: Profile, b: str, other: Profile) -> bool:
    """Whether a shared short name is short for full names that are not alike."""
    if len(folded(a)) > 1 or len(folded(b)) > 1:
        return False
    ours = [name for name in one.full_names if len(folded(name)) > 1]
    theirs = [name for name in other.full_names if len(folded(name)) > 1]
    return bool(ours and theirs) and not any(_like_titles(x, y) for x in ours for y in theirs)


def _gloss_fits(short: Profile, full: Profile) -> bool:
    """Whether one glosses the other: its initials, or alike as titles of related languages are.

    What has a full name in the register is not whatever else its initials may stand for.
    """
    if any(_like_titles(a, b) for a in short.full_names for b in full.full_names):
        return True
    known = short.entry is not None and any(len(folded(name)) > 1 for name in short.full_names)
    if short.entry is not None and not known:
        return False
    return not known and any(
        is_acronym(a) and len(key(a)) > 1 and len(folded(b)) > 1 and key(a)[0] == initials(b)[:1]
        for a in short.full_names
        for b in full.full_names
    )


def _like_titles(a: str, b: str) -> bool:
    return fuzz.ratio(" ".join(folded(a)), " ".join(folded(b))) >= _LIKE_TITLES


def _company(one: Profile, other: Profile, register: Register, rule: str) -> Iterator[tuple[float, str]]:
    """The things both are seen beside, and whether they are seen side by side."""
    if rule == "gloss":
        return  # one article names both, so their company is one
    together = one.iri in other.beside or other.iri in one.beside
    if together and rule == "acronym":
        yield _SPELT_OUT, "an article has both, the one spelling out the other"
    elif together:
        yield _TWO_IN_ONE, "an article names both"
    ours = set(one.beside) | {target for _, target in one.related}
    theirs = set(other.beside) | {target for _, target in other.related}
    shared = ours & theirs
    if shared:
        size = math.fsum(SPECIFICITY[type_of(thing, register)] for thing in shared)
        names = sorted(iri.last_segment(thing) for thing in shared)
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        far = one.type is not other.type and frozenset((one.type, other.type)) not in _NEAR_TYPES
        most = _LITTLE_COMPANY if far or rule == "core" else _MOST_COMPANY
        most = _SAME_ARTICLE if together and rule == "acronym" else most
        yield min(_COMPANY * size, most), f"both beside {', '.join(names[:4])}{more}"
    elif min(one.articles, other.articles) >= _OFTEN:
        yield _NO_COMPANY, "never in like company"
