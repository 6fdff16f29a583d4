"""Which names are news outlets, and which of them somebody speaks to."""

from __future__ import annotations

from graph import iri
from graph.extract.document import Sentence
from graph.extract.located import Located
from graph.extract.reading import Reading
from graph.model import EntityType

_TOLD = 4  # tokens between "told" and the outlet that was told
_MARKED = 12  # tokens between a verb of saying and an outlet with a preposition: "a fait savoir un porte-parole à X"
#: words within the names of outlets that no register knows
_OUTLET_WORDS = frozenset(
    "news times post journal magazine weekly tribune reporter gazette herald daily chronicle observer podcast "
    "review press quotidien revista diario periódico hebdo télé tv".split()
)


def is_outlet(reading: Reading, mention: Located) -> bool:
    """Whether a mention is a news outlet: by the register, by its name, or by what stands before it."""
    if mention.subtype == "outlet":
        return True
    if mention.type is not EntityType.ORGANIZATION or mention.subtype:
        return False
    named = reading.document.lower[mention.first : mention.last]
    return any(w in _OUTLET_WORDS for w in named) or _introduced(reading, mention)


def is_own(reading: Reading, mention: Located) -> bool:
    """Whether a mention is the outlet that publishes the article, which is no source of its own."""
    publisher = iri.slug(reading.document.article.publisher)
    return bool(publisher) and iri.slug(mention.span.of(reading.document.text)) == publisher


def told_to(reading: Reading, sentence: Sentence, mention: Located, verb: int) -> bool:
    """Whether an outlet is whom a verb of saying speaks to: "told X", "a déclaré à X", "a la revista X le dijo"."""
    if is_outlet(reading, mention):
        if verb < mention.first <= verb + _TOLD and reading.document.lemma[verb] in reading.rules.never_inverted:
            return True
        return marked(reading, sentence, mention, reading.rules.hearer_markers) and abs(mention.first - verb) <= _MARKED
    return is_stranger(reading, mention) and (
        _direct(reading, mention, verb)
        or (
            marked(reading, sentence, mention, reading.rules.hearer_markers)
            and 0 < mention.first - verb <= _MARKED
            and reading.document.lemma[verb] not in reading.rules.weak_reporting
        )
    )


def _introduced(reading: Reading, mention: Located) -> bool:
    """ "the trade paper X", "le site X"."""
    before = reading.document.lemma[max(0, mention.first - 1) : mention.first]
    return any(word in reading.rules.outlet_nouns for word in before)


def marked(reading: Reading, sentence: Sentence, mention: Located, markers: frozenset[str]) -> bool:
    """Whether one of these prepositions governs a mention, over articles and a noun: "a la revista X"."""
    at = mention.first - 1
    rules, lower, lemma = reading.rules, reading.document.lower, reading.document.lemma
    while at > sentence.first and (
        (lower[at] in rules.determiners and lower[at] not in markers) or lemma[at] in rules.outlet_nouns
    ):
        at -= 1
    return lower[at] in markers


def is_stranger(reading: Reading, mention: Located) -> bool:
    """An organization that no register knows and that the article names once."""
    if mention.type is not EntityType.ORGANIZATION or mention.subtype or mention.described:
        return False
    return sum(m.entity == mention.entity for m in reading.entities.located) == 1


def _direct(reading: Reading, mention: Located, verb: int) -> bool:
    """ "told X that": nothing but an article between the verb of telling and the name."""
    lower, rules = reading.document.lower, reading.rules
    between = lower[verb + 1 : mention.first]
    told = reading.document.lemma[verb] in rules.never_inverted
    return told and verb < mention.first and all(w in rules.determiners for w in between)
