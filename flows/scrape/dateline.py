"""The date line of an article: a short line beside its headline that names a day, as readers see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import cast

from htmldate.extractors import try_date_expr
from lxml import etree
from lxml.html import HtmlElement

from flows.scrape.vote import folded

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p section table td th tr ul".split()
)
_UNSEEN = frozenset("head noscript option script select style svg template title".split())
_LONGEST = 60  # characters; more is a sentence that mentions a day
_AFTER, _BEFORE = 8, 4  # lines
_EARLIEST = datetime(1995, 1, 1)  # noqa: DTZ001 - htmldate takes naive ones


def dateline(tree: HtmlElement, title: str, latest: date) -> date | None:
    """The day that the line nearest to the headline names, of those that name one; None if none does."""
    lines = list(_lines(tree))
    place = _headline(lines, folded(title))
    if place is None:
        return None
    near = sorted(
        (n for n in range(max(0, place - _BEFORE), min(len(lines), place + _AFTER + 1)) if n != place),
        key=lambda n: (abs(n - place), n < place),
    )
    days = (_day(lines[n][0], latest) for n in near)
    return next((found for found in days if found), None)


def _headline(lines: list[tuple[str, bool]], title: str) -> int | None:
    """Where the headline is: a heading with words of the title, else the first heading."""
    headings = [n for n, (_, heading) in enumerate(lines) if heading]
    matching = [
        n for n in headings if (words := folded(lines[n][0])) and (words in title or (title and title in words))
    ]
    return next(iter((*matching, *headings)), None)


def _day(line: str, latest: date) -> date | None:
    if len(line) > _LONGEST:
        return None
    found = try_date_expr(line, "%Y-%m-%d", True, _EARLIEST, datetime.combine(latest, time()))
    return date.fromisoformat(found) if found else None


def _lines(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """What readers see, line by line, and whether it stands in a heading of the first order."""
    words: list[str] = []
    unseen = headings = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        element = cast("HtmlElement", node)
        starts, tag = event == "start", str(element.tag)
        if tag in _BLOCKS:
            if line := " ".join("".join(words).split()):
                yield line, headings > 0
            words.clear()
        if tag in _UNSEEN:
            unseen += 1 if starts else -1
        headings += (1 if starts else -1) if tag == "h1" else 0
        if not unseen:
            words.append((element.text if starts else element.tail) or "")
    if line := " ".join("".join(words).split()):
        yield line, False
