"""From the text of an article back to the page: where its words stand in the decoded source.

Letters and digits alone are compared, so that spaces, hyphens, quotation marks and markup in between do not matter.
The scan is linear in the page and knows nothing of libxml2, so it also tells how much text a parser should have found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from graph.model import Article, Span

_RUN = re.compile(">([^<]+)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_SILENT = frozenset({"script", "style", "template", "svg", "iframe", "textarea", "title"})
_CLOSING = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _SILENT}
_HIDDEN = re.compile(rf"<(?:!--|({'|'.join(sorted(_SILENT))})\b)", re.IGNORECASE)
_OTHERS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W_]")
_ANCHOR = 32  # letters at each end of a paragraph that are enough to find it by
_EDGE = re.compile(r"[^\w\s<>&]{1,3}")
NOWHERE = (-1, -1)


class PageText:
    """The letters of a page with where each stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._firsts: list[int] = []  # of each run: number of its first letter
        self._runs: list[tuple[int, int]] = []
        letters: list[str] = []
        count = 0
        for start, end in _runs(source):
            text = source[start:end]
            folded = _OTHERS.sub("", unescape(text) if text[0] == "&" else text)
            if folded:
                self._firsts.append(count)
                self._runs.append((start, end))
                letters.append(folded)
                count += len(folded)
        self._letters = "".join(letters)

    def __len__(self) -> int:
        return len(self._letters)

    def places(self, paragraphs: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Start and end of each paragraph in the source, :data:`NOWHERE` for one that is not found."""
        found = []
        after = 0
        for paragraph in paragraphs:
            first, last = self._find(_OTHERS.sub("", paragraph), after)
            if first < 0:
                found.append(NOWHERE)
                continue
            after = last
            found.append((self._start(first), self._end(last - 1)))
        return tuple(found)

    def place(self, article: Article, span: Span) -> tuple[int, int]:
        """Where a stretch of an article's full text stands in the source; :data:`NOWHERE` if it is not found."""
        begin = article.body_start
        for paragraph, (start, end) in zip(
            article.paragraphs, article.page.places if article.page else (), strict=False
        ):
            if begin <= span.start and span.end <= begin + len(paragraph) and start >= 0:
                before = len(_OTHERS.sub("", paragraph[: span.start - begin]))
                words = _OTHERS.sub("", span.of(article.full_text))
                first = self._letters.find(words, self._number(start) + max(0, before - 1)) if words else -1
                if first < 0 or self._end(first + len(words) - 1) > end + len(paragraph):
                    return NOWHERE
                return self._start(first), self._end(first + len(words) - 1)
            begin += len(paragraph) + 2
        return NOWHERE

    def _find(self, letters: str, after: int) -> tuple[int, int]:
        if not letters:
            return NOWHERE
        for start in (after, 0):
            if (first := self._letters.find(letters, start)) >= 0:
                return first, first + len(letters)
        if len(letters) < 2 * _ANCHOR:
            return NOWHERE
        # something stands inside it that was left out of the text, or was put together otherwise
        first = self._letters.find(letters[:_ANCHOR], after)
        last = self._letters.find(letters[-_ANCHOR:], first) + _ANCHOR
        return (first, last) if 0 <= first < last - _ANCHOR and last - first < 2 * len(letters) else NOWHERE

    def _start(self, letter: int) -> int:
        at = self._position(letter)
        # an opening quotation mark belongs to the words
        edge = _EDGE.search(self.source, max(0, at - 3), at)
        return edge.start() if edge and edge.end() == at else at

    def _end(self, letter: int) -> int:
        run = bisect_right(self._firsts, letter) - 1
        start, end = self._runs[run]
        at = end if self.source[start] == "&" else self._position(letter) + 1
        edge = _EDGE.match(self.source, at)
        return edge.end() if edge else at

    def _position(self, letter: int) -> int:
        run = bisect_right(self._firsts, letter) - 1
        start, end = self._runs[run]
        if self.source[start] == "&":
            return start
        for number, match in enumerate(_LETTER.finditer(self.source, start, end), self._firsts[run]):
            if number == letter:
                return match.start()
        return start

    def _number(self, position: int) -> int:
        """The number of the first letter at or after a position of the source."""
        run = bisect_right(self._runs, (position, len(self.source))) - 1
        if run < 0:
            return 0
        start, end = self._runs[run]
        return self._firsts[run] + sum(1 for _ in _LETTER.finditer(self.source, start, min(position, end)))


def _runs(source: str) -> Iterator[tuple[int, int]]:
    """The visible text of a page, run by run, character references apart."""
    head = source.find("<")
    if head and source:
        yield from _pieces(source, 0, head if head > 0 else len(source))
    if head < 0:  # no tags: all of it has been shown
        return
    for start, end in _shown(source, head):
        for match in _RUN.finditer(source, start, end):
            if not match[1].isspace():
                yield from _pieces(source, *match.span(1))


def _shown(source: str, at: int) -> Iterator[tuple[int, int]]:
    """The stretches of a page between comments, scripts and the like; each begins with the end of a tag."""
    unclosed: set[str] = set()
    start = at
    while match := _HIDDEN.search(source, at):
        name = (match[1] or "").lower()
        at = match.end()
        if name in unclosed:
            continue
        closing = _CLOSING[name].search(source, at) if name else None
        end = source.find(">" if closing else "-->", closing.end() if closing else at) if closing or not name else -1
        if end < 0:
            unclosed.add(name)  # looked for once, else the time would grow with the square of the page
            continue
        yield start, match.start()
        start = at = end if closing else end + 2
    yield start, len(source)


def _pieces(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if source.find("&", start, end) < 0:
        yield start, end
        return
    for match in _ENTITY.finditer(source, start, end):
        if match.start() > start:
            yield start, match.start()
        yield match.span()
        start = match.end()
    if start < end:
        yield start, end
