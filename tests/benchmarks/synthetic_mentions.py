"""Mentions of made-up things, as articles have them: in company, misspelt, short, in capitals, of a wrong type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph import iri
from graph.extract.register import Register
from graph.identity import Occurrence
from graph.model import EntityType

_SYLLABLES = (
    "ba be bo bri ca cor da del dra el fa fen ga gor ha hel jo ka kel la lin "
    "lo ma mel mo na nor o per ra ren ro sa sel ta tor u va ven vi wa wil za"
).split()
_ENDS = "n r s l m nd rt sk ne la no ri ck th".split()
_NOUNS = (
    "garden winter harbour mirror engine lantern orchard signal river tower meadow canyon island letter shadow voyage"
).split()
_KINDS = (
    (EntityType.PERSON, 0.45),
    (EntityType.ORGANIZATION, 0.3),
    (EntityType.CREATIVE_WORK, 0.2),
    (EntityType.AI_SYSTEM, 0.05),
)
_COMPANY = 12  # things of one story
_IN_ARTICLE = 10
_LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class Thing:
    """A made-up thing, or one of the register."""

    number: int
    type: EntityType
    name: str
    registered: str = ""  #: IRI, if the register has it


def things(count: int, register: Register, chance: random.Random) -> list[Thing]:
    """So many things of different names, one in ten of the register."""
    entries = sorted(register.entries)
    known = [register.entries[i] for i in chance.sample(entries, count // 10)]
    found = [Thing(n, e.type, e.name, iri.registered_entity(e.id)) for n, e in enumerate(known)]
    given = (Path(__file__).resolve().parents[2] / "data" / "gazetteer" / "given-names.txt").read_text().split()
    names = {t.name for t in found}
    while len(found) < count:
        kind = chance.choices([k for k, _ in _KINDS], [w for _, w in _KINDS])[0]
        name = _name(kind, given, chance)
        if name not in names:
            names.add(name)
            found.append(Thing(len(found), kind, name))
    chance.shuffle(found)
    return found


def mentions(count: int, of: list[Thing], chance: random.Random) -> Iterator[tuple[Occurrence, int]]:
    """So many occurrences, ten an article, with the number of the thing that is meant."""
    stories = [of[i : i + _COMPANY] for i in range(0, len(of), _COMPANY)]
    for article in range(count // _IN_ARTICLE):
        story = chance.choice(stories)
        cast = chance.sample(story, min(_IN_ARTICLE - 2, len(story))) + chance.sample(of, 2)
        language = chance.choice(_LANGUAGES)
        written = {}
        for thing in cast:
            name, kind = _written(thing, chance)
            known = thing.registered if name == thing.name else ""
            written[thing.number] = (known or iri.minted_entity(kind, name), kind, name)
        everyone = sorted({entity for entity, _, _ in written.values()})
        for number, (entity, kind, name) in written.items():
            beside = tuple(e for e in everyone if e != entity)
            yield Occurrence(f"a{article}", entity, kind, name, (name,), language, beside), number


def _word(chance: random.Random) -> str:
    return ("".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))) + chance.choice(_ENDS)).capitalize()


def _name(kind: EntityType, given: list[str], chance: random.Random) -> str:
    if kind is EntityType.PERSON:
        return f"{chance.choice(given)} {_word(chance)}"
    if kind is EntityType.ORGANIZATION:
        return f"{_word(chance)} {_word(chance)} {chance.choice(('Studios', 'Pictures', 'Records', 'Games', 'Media'))}"
    if kind is EntityType.CREATIVE_WORK:
        return f"The {chance.choice(_NOUNS).capitalize()} of {_word(chance)} {_word(chance)}"
    return f"{_word(chance)}{chance.randint(1, 9)}"


def _written(thing: Thing, chance: random.Random) -> tuple[str, EntityType]:
    """As an article has it: nine in ten as it should be."""
    name, kind, lot = thing.name, thing.type, chance.random()
    if lot < 0.04:
        at = chance.randrange(2, len(name) - 1) if len(name) > 4 else 0
        if at and name[at].islower() and name[at - 1].islower():
            swapped = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
            name = chance.choice((name[:at] + name[at + 1 :], swapped))
    elif lot < 0.07:
        name = name.upper()
    elif lot < 0.08 and kind is EntityType.ORGANIZATION:
        name = name.rsplit(" ", 1)[0]
    elif lot < 0.09 and kind is EntityType.PERSON:
        name = name.split()[-1]
    elif lot < 0.1:
        kind = EntityType.ORGANIZATION if kind is EntityType.PERSON else EntityType.CREATIVE_WORK
    return name, kind
