"""The body of an article: its paragraphs, without what stands around and between them.

trafilatura finds the text (best measured of the public extractors). Around it we do what it lacks: quotation marks for
``<q>``, French spacing, boxes and lists of links inside the text, labels of the page.
"""

from __future__ import annotations

import re

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from flows.scrape.charset import printable
from flows.scrape.typography import protect, restore
from flows.scrape.vote import folded
from graph.errors import ParseError

_MOST_ELEMENTS = 30_000  # libxml2's and trafilatura's time grows with the square of flat pages
_BOX_WORDS = 80
_BOX = re.compile(
    r"(?:^|[-_ ])(?:related\w*|relatedposts|read-?also|read-?more|lire-?aussi|a-?lire|te-puede-interesar|"
    r"relacionad[oa]s?|"
    r"newsletter\w*|boletin|infolettre|promo|paywall-(?:notice|prompt|message|box|banner|cta)|abonne\w*|"
    r"abonnement|subscri\w+|suscri\w+|"
    r"share|sharing|sharedaddy|partage|compartir|advert\w*|ad-slot|publicidad|publicite|outbrain|taboola|"
    r"consent\w*|opt-?in|author-?(?:bio|box|info|description)|bio|affiliate\w*|disclaimer|sr-only|visually-?hidden|"
    r"screen-?reader(?:-text)?|cookie\w*|most-?read|tags?-?list|teaser-?list|recommend\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
_BOX_TAGS = ("aside", "div", "section", "ul", "ol", "p", "nav")
_LIST_TAGS = ("ul", "ol")
_LIST_LINKS = 0.6  # share of a list's letters that are links, from which on it leads elsewhere
_SILENT = ("script", "style", "template", "svg")
_CONTROLS = re.compile(r"&#(?:0*(?:\d|[12]\d|3[01]|127)\b|x0*[01]?[0-9a-f]\b|x0*7f\b)", re.IGNORECASE)
_MARKS = {"fr": ("«\u00a0", "\u00a0»", "“", "”"), "es": ("«", "»", "“", "”"), "en": ("“", "”", "‘", "’")}
_QUOTES = "«»“”\"'‘’„‹›"
_LABEL = re.compile(
    r"\W*(?:advertisement|article content|story continues below(?: this)? ad\w*|recommended videos?|read more|"
    r"read also|see also|"
    r"related(?: articles?| stories| topics?| content)?|more on this(?: story| topic)?|most read|sign up|"
    r"share this(?: article| story)?|"
    r"publicité|(?:à )?lire aussi|à lire également|voir aussi|sur le même sujet|la suite après la publicité|"
    r"partager(?: cet article)?|"
    r"publicidad|(?:lee|leer|lea|mira|ver|te puede interesar|puedes leer) (?:también|además|más)|te puede interesar|"
    r"más información|noticias? relacionadas?|compartir|anzeige|lesen sie auch|lesen sie mehr|mehr zum thema|"
    r"weiterführende links|"
    r"empfohlener redaktioneller inhalt|hauptinhalt|ein klick für den datenschutz|bitte beachten|comments?|"
    r"commentaires|comentarios)\W*",
    re.IGNORECASE,
)
_SECTION_WORDS = 6  # of section names and the like, as they stand above a title
_QUOTED_WORDS, _QUOTED_MOST = 8, 80  # of captions and pull quotes; fewer may well stand in a text twice
_LONG_TITLE = 16
_KICKER = 50  # letters that may stand before a title that the body repeats


def read_body(tree: HtmlElement, *, language: str, title: str, source: str = "&#0;") -> tuple[str, ...]:
    """The paragraphs of a page's article in order, () if none is found. ``tree`` is changed.

    ``source`` is what the tree was parsed from: what does not occur there is not looked for. Raises ParseError for a
    page with more than 30,000 elements.
    """
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        raise ParseError(f"the page has more than {_MOST_ELEMENTS} elements; it is not read")
    titles = {_letters(title), *(_letters(h.text_content() or "") for h in tree.iter("h1"))} - {""}
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    _remove_boxes(tree)
    _mark_quotations(tree, language[:2].lower())
    _clean_text(tree, source)
    try:
        text = trafilatura.extract(tree, include_comments=False, include_tables=True) or ""
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise ParseError(f"the text of the page cannot be found: {error}") from error
    paragraphs = [p for line in text.split("\n") if (p := restore(line).strip())]
    return tuple(_without_labels(paragraphs, titles))


def _clean_text(tree: HtmlElement, source: str) -> None:
    """Protect typographic spaces, and take out what character references bring in and the source was cleaned of."""
    controls = bool(_CONTROLS.search(source))
    if not controls and source.isascii() and "&" not in source:
        return
    for element in tree.iter(etree.Element):
        if (text := element.text) and (controls or not text.isascii()):
            element.text = protect(printable(text) if controls else text)
        if (tail := element.tail) and (controls or not tail.isascii()):
            element.tail = protect(printable(tail) if controls else tail)


def _remove_boxes(tree: HtmlElement) -> None:
    boxes = [e for e in tree.iter(*_BOX_TAGS) if _is_box(e) or (e.tag in _LIST_TAGS and _leads_elsewhere(e))]
    for box in boxes:
        if box.getparent() is not None:
            box.drop_tree()


def _is_box(element: HtmlElement) -> bool:
    if element.tag != "aside":
        names = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("data-component"))))
        if not names or not _BOX.search(names):
            return False
    return len((element.text_content() or "").split()) <= _BOX_WORDS


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether a list is one of links: it tells of other articles."""
    links = sum(len((link.text_content() or "").strip()) for link in element.iter("a"))
    return links > 0 and links >= _LIST_LINKS * len("".join((element.text_content() or "").split("\n")).strip())


def _without_labels(paragraphs: list[str], titles: set[str]) -> list[str]:
    """Paragraphs without a repeated title and labels of the page."""
    start = 0
    for number, paragraph in enumerate(paragraphs[:4]):
        if _is_repeated(paragraph, titles):
            start = number + 1
    kept = []
    if not all(_is_repeated(p, titles) or len(p.split()) <= _SECTION_WORDS for p in paragraphs[:start]):
        start = 0
    for paragraph in paragraphs[start:]:
        if len(paragraph) < 60 and _LABEL.fullmatch(paragraph):
            continue
        kept.append(paragraph)
    return _without_repetitions(kept)


def _without_repetitions(paragraphs: list[str]) -> list[str]:
    """Paragraphs without captions and pull quotes that repeat what others say."""
    bare = [f" {folded(paragraph)} " for paragraph in paragraphs]
    kept: list[str] = []
    whole = "|".join(bare)
    seen: set[str] = set()
    for paragraph, words in zip(paragraphs, bare, strict=True):
        repeated = words in seen or (whole.count(words) > 1 and any(words in b and words != b for b in bare))
        seen.add(words)
        if not repeated or not _QUOTED_WORDS < words.count(" ") < _QUOTED_MOST:
            kept.append(paragraph)
    return kept


def _is_repeated(paragraph: str, titles: set[str]) -> bool:
    """Whether a paragraph is a title, with a section's name before it perhaps."""
    letters = _letters(paragraph) if len(paragraph) < 400 else ""
    return any(
        letters == t or (len(t) > _LONG_TITLE and letters.endswith(t) and len(letters) <= len(t) + _KICKER)
        for t in titles
    )


def _letters(text: str) -> str:
    return folded(text).replace(" ", "")


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
