"""Is a page one article? Lists of articles, error pages and notices are told apart from what is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from flows.scrape.metadata import Metadata

_ERROR = re.compile(
    r"\b(?:404|410|500|503)\b.{0,40}(?:error|not found|introuvable|page)|\berror\s*(?:404|410|500|503)\b|"
    r"^\W*(?:404|403)\W*$|"
    r"page (?:not found|introuvable|non trouvée|can(?:no|')t be found|doesn.t exist|does not exist|unavailable)|"
    r"(?:page|article|contenu) (?:que vous (?:cherchez|recherchez|demandez)|demandée?) (?:n.existe|n.est|"
    r"est introuvable)|"
    r"(?:this|the) (?:page|article|story) (?:is no longer available|has been removed|you.{0,30}(?:does not|"
    r"doesn.t) exist)|"
    r"página (?:no (?:encontrada|existe|disponible)|que (?:buscas|busca) no)|(?:esta|la) página no (?:existe|"
    r"está disponible)|"
    r"access denied|accès refusé|acceso denegado|just a moment\.\.\.|are you a robot|enable javascript|"
    r"checking your browser",
    re.IGNORECASE,
)
_LISTS = frozenset(("CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage", "og:profile"))
_FEW_WORDS = 20
_ENOUGH_WORDS = 100  # of a page that nothing else shows to be an article
_ERROR_WORDS = 250  # an article about errors is longer
_BARE_TITLE = 6  # words; a headline that speaks of errors says more
_LINKED_HEADINGS = 8  # as many as no article has beside itself, if its own text is short
_SENTENCES = re.compile(r"[.!?…»”\"]\s*$")


def why_not(metadata: Metadata, paragraphs: tuple[str, ...], linked_headings: int, url: str) -> str:
    """What shows that a page is not one article; "" if nothing does."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    start = " ".join((metadata.title, *paragraphs[:2]))[:400]
    bare = len(metadata.title.split()) <= _BARE_TITLE and _ERROR.search(metadata.title)
    if words < _ERROR_WORDS and (bare or (words < _ENOUGH_WORDS and _ERROR.search(start))):
        return "it is an error page or a notice"
    if words < _FEW_WORDS:
        return f"{words} words of running text are found"
    if is_article(metadata):
        return ""
    if metadata.types & _LISTS:
        return "it says that it is a list"
    if words < _ENOUGH_WORDS:
        return f"{words} words of text, and nothing says that they are one"
    prose = sum(len(p.split()) for p in paragraphs if len(p) > 120 and _SENTENCES.search(p))
    if linked_headings >= _LINKED_HEADINGS and (prose < words / 2 or (_is_section(url) and prose < words * 0.8)):
        return "it is a list of articles"
    return ""


def is_article(metadata: Metadata) -> bool:
    """Whether the page says that it is an article."""
    return any(
        name.endswith(("Article", "article", "Posting")) or name in ("Report", "Review") for name in metadata.types
    )


def linked_headings(tree: HtmlElement) -> int:
    """Headings that are links to other pages: lists have many, articles few."""
    return int(
        tree.xpath("count(//h2[.//a[@href] or parent::a] | //h3[.//a[@href] or parent::a] | //article[.//a[@href]])")
    )


def _is_section(url: str) -> bool:
    """Whether an address looks like that of a front page or section: short, without a number or a long name."""
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return False
    return len(parts) <= 3 and not any(re.search(r"\d{4,}|\.html?$|(?:\w+-){3}", part) for part in parts)
