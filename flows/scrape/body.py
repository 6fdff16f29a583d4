"""The body of an article: its paragraphs, without what stands around and between them.

trafilatura finds the text (best measured of the public extractors). Around it we do what it lacks: quotation marks for
``<q>``, French spacing, boxes inside the text.
"""

from __future__ import annotations

import re

import trafilatura
from lxml.html import HtmlElement

from flows.scrape.charset import printable
from flows.scrape.typography import protect, restore
from graph.errors import ParseError

_MOST_ELEMENTS = 30_000  # libxml2's and trafilatura's time grows with the square of flat pages
_BOX_WORDS = 60
_BOX = re.compile(
    r"(?:^|[-_ ])(?:related\w*|relatedposts|read-?also|lire-?aussi|a-?lire|te-puede-interesar|relacionad[oa]s?|"
    r"newsletter\w*|boletin|infolettre|promo|paywall-(?:notice|prompt|message|box|banner|cta)|abonne\w*|abonnement|subscri\w+|suscri\w+|"
    r"share|sharing|sharedaddy|partage|compartir|advert\w*|ad-slot|publicidad|publicite|outbrain|taboola)(?:$|[-_ ])",
    re.IGNORECASE,
)
_BOX_TAGS = frozenset({"aside", "div", "section", "ul", "ol", "p", "nav"})
_MARKS = {"fr": ("«\u00a0", "\u00a0»", "“", "”"), "es": ("«", "»", "“", "”"), "en": ("“", "”", "‘", "’")}
_QUOTES = "«»“”\"'‘’„‹›"


def read_body(tree: HtmlElement, *, language: str, title: str) -> tuple[str, ...]:
    """The paragraphs of a page's article in order, () if none is found. ``tree`` is changed.

    Raises ParseError for a page with more than 30,000 elements.
    """
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise ParseError(f"the page has more than {_MOST_ELEMENTS} elements; it is not read")
    _remove_boxes(tree)
    _mark_quotations(tree, language[:2].lower())
    for element in tree.iter():
        if isinstance(element.tag, str):
            # character references bring in what the text itself was cleaned of
            if element.text:
                element.text = protect(printable(element.text))
            if element.tail:
                element.tail = protect(printable(element.tail))
    try:
        text = trafilatura.extract(tree, include_comments=False, include_tables=True) or ""
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise ParseError(f"the text of the page cannot be found: {error}") from error
    paragraphs = [restore(line).strip() for line in text.split("\n")]
    paragraphs = [p for p in paragraphs if p]
    while paragraphs and _folded(paragraphs[0]) == _folded(title):
        del paragraphs[0]
    return tuple(paragraphs)


def _remove_boxes(tree: HtmlElement) -> None:
    boxes = [e for e in tree.iter(*_BOX_TAGS) if _is_box(e)]
    for box in boxes:
        if box.getparent() is not None:
            box.drop_tree()


def _is_box(element: HtmlElement) -> bool:
    names = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("data-component"))))
    if element.tag != "aside" and not _BOX.search(names):
        return False
    return len((element.text_content() or "").split()) <= _BOX_WORDS


def _mark_quotations(tree: HtmlElement, language: str) -> None:
    """Put into the text the quotation marks that browsers draw around ``<q>``."""
    marks = _MARKS.get(language, _MARKS["en"])
    for quotation in list(tree.iter("q")):
        said = (quotation.text_content() or "").strip()
        if not said:
            continue
        inner = any(True for _ in quotation.iterancestors("q"))
        opening, closing = marks[2:] if inner else marks[:2]
        if said[0] not in _QUOTES or said[-1] not in _QUOTES:
            quotation.text = opening + printable(quotation.text or "").lstrip()
            if len(quotation):
                quotation[-1].tail = printable(quotation[-1].tail or "").rstrip() + closing
            else:
                quotation.text = quotation.text.rstrip() + closing
    for quotation in list(tree.iter("q")):
        quotation.tag = "span"


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
