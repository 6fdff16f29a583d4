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

# a pattern over the whole page would be slower than finding its text
_LITERALS = tuple(
    literal.encode()
    for literal in (
        *(
            f"{before}{word}"
            for word in ("AI", "IA")
            for before in (" ", ">", "(", "-", '"', "'", "’", "“", "«", "\u00a0")
        ),
        *("OpenAI", "GenAI", "A.I.", "I.A.", "GPT", "LLM", "rtificial", "rtificiel", "RTIFICI", "eepfake", "hypertruc"),
        *(
            "enerativ",
            "énérati",
            "idjourney",
            "lgorit",
            "chatbot",
            "Chatbot",
            "achine learning",
            "loned",
            "lonad",
            "loné",
        ),
        *("lonación", "lonage", "ynthetic voice", "igital replica", "igital double", "oix synth", "oz sint"),
    )
)
_MOST_CHARACTERS = 60_000
_FEWEST_DOMAIN_WORDS = 2
_AI = re.compile(
    r"\b(?:AI|IA|A\.I|I\.A|GenAI|OpenAI|ChatGPT|GPT-?\d?|Midjourney|LLMs?)\b|(?i:artificial|artificiel|deepfake|hypertrucage|"
    r"generativ|générati|machine learning|chatbot|algor[iy]t|\bclon(?:ed?|ing|age|é|ad[oa]|ación)\b|"
    r"synth[eé]ti|sint[eé]tic|digital (?:replica|double)|(?:réplique|double) numérique|(?:réplica|doble) digital)"
)


def may_be_relevant(body: bytes, content_type: str = "") -> bool:
    """Whether a page is worth reading."""
    if not any(literal in body for literal in _LITERALS):
        return False
    text = decode(body, content_type).text
    if "<" in text:
        try:
            tree = HTMLTree.parse(text)
            title = tree.title or ""
            main = extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
        except (ValueError, RuntimeError, AttributeError):  # what it cannot read, others may
            return True
        text = f"{title}\n{main}" if len(main) > 400 else text
    text = text[:_MOST_CHARACTERS]
    if not _AI.search(text):
        return False
    return next(islice(_domain().finditer(text), _FEWEST_DOMAIN_WORDS - 1, None), None) is not None


@cache
def _domain() -> re.Pattern[str]:
    """The words of entertainment in all languages, by their beginnings: inflected forms count too."""
    words: set[str] = set()
    for language in SUPPORTED:
        for trigger in rules(language).domain_triggers:
            words |= {word for part in trigger.split() for word in part.strip("=~").split("/") if word}
    stems = sorted({word.lower() for word in words})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})\w{{0,3}}\b", re.IGNORECASE)
