"""Sentence boundaries of a news paragraph.

spaCy's sentencizer finds 605 of the 703 evidence sentences of the development articles: it cuts at "Warner Bros.",
inside quotations and before their closing marks. These rules know abbreviations and quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extract.quotations import find_quotations
from graph.model import Span

# never begun within a run of marks: a page of dots is read once, not once for every dot. No possessive quantifiers:
# Python 3.11.2, which Debian 12 has, gets them wrong and cuts nowhere
_END = re.compile(r"(?<![.!?…])[.!?…]+(?:[\s\u00a0\u202f]*[»”\"’')\]]+(?=[\s\u00a0\u202f]))?(?=[\s\u00a0\u202f])")
_BEFORE_NAMES = frozenset(
    "mr mrs ms dr prof sr st vs gen sen rep gov mt ft hon rev mm mme mmes mlle av bd ed éd env cf ee "
    "sra srta dra lic ing avda e.g i.e".split()
)
_TITLES_IN_CAPITALS = frozenset(("M", "Me"))  # French; "me" is an English word
_BEFORE_NUMBERS = frozenset(
    "no vol art chap p pp núm pág jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic "
    "janv févr avr juil déc".split()
)
_MAY_END = frozenset("jr etc inc corp co ltd bros cie uu ee.uu".split())
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_OPENERS = re.compile(
    r"(?:The|An?|It|He|She|They|We|You|This|That|These|Those|But|And|If|In|On|As|At|When|While|After|Before|His|Her|"
    r"Their|Its|There|Le|La|Les|Il|Elle|Ils|Elles|Ce|Cette|Ces|Mais|Et|Dans|En|Pour|Selon|Son|Sa|Ses|Leur|"
    r"El|Los|Las|Una?|Este|Esta|Su|Sus|Se|Pero|Y|Para|Según)(?=[\s\u00a0\u202f])"
)  # words that begin sentences and no names: after an abbreviation they tell that it also ends one
_LONGEST_SENTENCE = 2000  # characters
_LONGEST_UNDIVIDED = 400  # characters of a quotation that stays in one piece with its reporting clause


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences of one paragraph, without surrounding blanks."""
    # one cut within a quotation would part it from who says it
    kept = [q for q in find_quotations(text, start, end) if q.end - q.start <= _LONGEST_UNDIVIDED]
    spans: list[Span] = []
    first = start
    for match in _END.finditer(text, start, end):
        cut = match.end()
        if any(q.start <= match.start() < q.end for q in kept) and not _ends_quotation(text, match, kept):
            continue
        if not _starts_sentence(text, cut, end) or _abbreviated(text, first, match, end):
            continue
        spans.append(_trimmed(text, first, cut))
        first = cut
    spans.append(_trimmed(text, first, end))
    return [piece for s in spans if s.start < s.end for piece in _bounded(text, s)]


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """A text without full stops is cut at blanks: what follows costs more than linear time in a sentence's length."""
    while span.end - span.start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", span.start + 1, span.start + _LONGEST_SENTENCE)
        cut = cut if cut > span.start else span.start + _LONGEST_SENTENCE
        head = _trimmed(text, span.start, cut)
        if head.start < head.end:
            yield head
        span = _trimmed(text, cut, span.end)
    if span.start < span.end:
        yield span


def _ends_quotation(text: str, match: re.Match[str], kept: list[Span]) -> bool:
    return any(match.start() < q.end <= match.end() for q in kept)


def _starts_sentence(text: str, at: int, end: int) -> bool:
    following = text[at:end].lstrip()
    head = following.lstrip("«“\"‘'([¿¡—–- \u00a0\u202f")
    return bool(head) and (head[0].isupper() or head[0].isdigit() or following[0] in '«“"¿¡—')


def _abbreviated(text: str, first: int, match: re.Match[str], end: int) -> bool:
    if match.group() != ".":
        return False
    word = re.search(r"[^\s\u00a0\u202f(«“\"']*$", text[first : match.start()])
    token = word.group() if word else ""
    if token.lower() in _BEFORE_NAMES or token in _TITLES_IN_CAPITALS:
        return True
    following = text[match.end() : end].lstrip()
    if token.lower() in _BEFORE_NUMBERS:
        return following[:1].isdigit()
    initials = bool(_INITIALS.fullmatch(token)) and (len(token) > 1 or token.isupper())
    return (initials or token.lower() in _MAY_END) and not _OPENERS.match(following)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
