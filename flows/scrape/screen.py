"""A first look at a page of a WARC file: may it be about AI in entertainment at all?

One page in a hundred of the news is, or fewer. What this lets through is read in earnest, so it may be generous, but
must not miss. From cheap to dear: literals in the bytes, then the main text (resiliparse, ten times as fast as
trafilatura), then words of both subjects in it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from flows.scrape.charset import decode
from graph.extract.languages import SUPPORTED, rules

# looking for a literal takes 0.1 ms a page, a pattern over it as long as finding its text
_WORDS = (b"AI", b"IA", b"A.I.")
_LITERALS = (
    *(b"rtifici", b"eepfake", b"enerativ", b"OpenAI", b"Anthropic"),
    # and where AI is not named: what it does to voices and faces
    *(b"ynth", b"sint\xc3\xa9t", b"sintet", b" clon", b"hatGPT"),
)
_OFTEN = 2  # or once in the title, as the extractor has it
_INSIDE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/=%&")
_MOST_CHARACTERS = 60_000
_LEAST_CHARACTERS = 400  # of a main text that was found
_FEWEST_DOMAIN_WORDS = 2
_FEWEST_IF_SELDOM = 5  # where AI is named once
_MANY_TAGS, _DEEPEST = 2_000, 1_000
# elements that stay open until they are closed
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th)\b)[a-z]", re.IGNORECASE
)


def may_be_relevant(body: bytes, content_type: str = "") -> bool:
    """Whether a page is worth reading."""
    if not _ai_words(body):
        return False
    text = decode(body, content_type).text
    title = ""
    if "<" in text:
        try:
            tree = HTMLTree.parse(text)
            # looking for the main text is quadratic in how deep elements are nested: minutes for 50,000
            main = "" if _is_deep(text) else extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
            if len(main) < _LEAST_CHARACTERS:
                main = extract_plain_text(tree, alt_texts=False, links=False)
            title = tree.title or ""
            text = f"{title}\n{main}"
        except (ValueError, RuntimeError, AttributeError):  # what it cannot read, others may
            return True
    text = text[:_MOST_CHARACTERS]
    named = _ai_words(text.encode("utf-8", "replace"))
    if not named:
        return False
    # AI that is named once may go by a maker's name further on
    often = named >= _OFTEN or _ai_words(title.encode("utf-8", "replace"))
    fewest = _FEWEST_DOMAIN_WORDS if often else _FEWEST_IF_SELDOM
    return next(islice(_domain().finditer(text), fewest - 1, None), None) is not None


def _is_deep(text: str) -> bool:
    if text.count("<") < _MANY_TAGS:
        return False
    depth = 0
    for tag in _NESTING.finditer(text):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return True
    return False


def _ai_words(data: bytes) -> int:
    """How often AI is named, as a word of its own or in one of the words that it goes by; counted up to two."""
    found = 0
    for word in _WORDS:
        place = data.find(word)
        while place >= 0:
            end = place + len(word)
            before = data[place - 1] if place else 0
            after = data[end] if end < len(data) else 0
            if before not in _INSIDE and after not in _INSIDE:
                found += 1
                if found == _OFTEN:
                    return found
            place = data.find(word, end)
    for literal in _LITERALS:
        place = data.find(literal)
        while place >= 0:
            found += 1
            if found == _OFTEN:
                return found
            place = data.find(literal, place + 1)
    return found


@cache
def _domain() -> re.Pattern[str]:
    """The words of entertainment in all languages, by their beginnings: inflected forms count too."""
    triggers = {trigger.lower() for language in SUPPORTED for trigger in rules(language).domain_triggers}
    return re.compile(rf"\b(?:{'|'.join(map(_inflected, sorted(triggers)))})\b", re.IGNORECASE)


def _inflected(trigger: str) -> str:
    """A trigger of words side by side as a pattern, endings left open."""
    stems = ("|".join(re.escape(word.strip("=")) for word in part.split("/")) for part in trigger.split())
    return r"\s+".join(rf"(?:{alternatives})\w{{0,3}}" for alternatives in stems)
