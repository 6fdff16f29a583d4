"""Stretches between quotation marks, in the conventions of the three languages."""

from __future__ import annotations

import re

from graph.model import Span

# opener → closers; the straight marks open after a blank and close before one
# "»" opens in German, and where a page has lost the right mark
_PAIRS = {"«": "»", "“": "”", "‘": "’", '"': '"', "'": "'", "„": "“”", "»": "«»"}
_OPENS_AFTER = re.compile(r"[\s\u00a0\u202f(\[«“‘\"—–:'-]")
_BLANKS = " \t\u00a0\u202f"
_GOES_ON = re.compile(r"[ \u00a0][^\W\d_]")
_CLOSES_SPEECH = re.compile(r"[,.!?…][’'](?!\w)")
_SINGLE_OPENER = re.compile(r"‘|(?<=[\s(])'(?=\w)")
_LONGEST = 1500  # characters; an opener without its closer must not swallow a page


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans between outermost quotation marks of ``text[start:end]``, marks and inner blanks left out.

    An apostrophe is no quotation mark: a single mark closes only where no letter follows. Paragraphs are read
    one by one by callers, since a quotation left open ends with its paragraph.
    """
    end = len(text) if end is None else end
    found: list[Span] = []
    at = start
    while at < end:
        closers = _PAIRS.get(text[at])
        if closers is None or not _opens(text, at, start, end):
            at += 1
            continue
        close = _closing(text, at, closers, min(end, at + _LONGEST))
        if close < 0:
            at += 1
            continue
        inner = Span(*_stripped(text, at + 1, close))
        if inner.start < inner.end:
            found.append(inner)
        at = close + 1
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = text[at]
    if mark in "«“„":
        return True
    before_ok = at == start or bool(_OPENS_AFTER.match(text[at - 1]))
    after_ok = at + 1 < end and not text[at + 1].isspace()
    return before_ok and after_ok


def _closing(text: str, opener: int, closers: str, end: int) -> int:
    depth = 0
    for at in range(opener + 1, end):
        mark = text[at]
        if mark == text[opener] and mark not in closers:
            depth += 1
        elif mark in closers:
            if mark in "’'" and (text[at + 1 : at + 2].isalnum() or _possessive(text, at, end)):
                continue
            if mark == '"' and text[at - 1].isspace():
                continue
            if depth == 0:
                return at
            depth -= 1
    return -1


def _possessive(text: str, at: int, end: int) -> bool:
    """ "The studios’ plan is fine,’": speech closes with its punctuation, and an "s" before a mark is a plural."""
    if text[at - 1] != "s" or not _GOES_ON.match(text, at + 1, end):
        return False
    closing = _CLOSES_SPEECH.search(text, at + 1, end)
    return closing is not None and not _SINGLE_OPENER.search(text, at + 1, closing.start())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end
