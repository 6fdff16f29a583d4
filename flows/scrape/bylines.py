"""Who wrote an article: names from data, tags and bylines, in the order of how often each is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from flows.scrape import jsonld
from flows.scrape.tags import Tags
from flows.scrape.vote import Choice, Told, by_rank, folded
from graph.model import AuthorLink

Names = tuple[str, ...]

_BY = (
    r"by|par|por|von|vom|di|da|door|av|af|od|przez|text(?:e|o)?(?:\s+(?:by|von|de|di))?|words(?:\s+by)?|interview|"
    r"written\s+by|posted\s+by|published\s+by|reported\s+by|story\s+by|escrito\s+por|publicado\s+por|redigido\s+por|"
    r"propos\s+recueillis\s+par|(?:publié|écrit|rédigé|proposé)\s+par|(?:geschrieben|erstellt|verfasst|"
    r"veröffentlicht|ein\s+\w+)\s+von|"
    r"scritto\s+da|auth?or(?:in)?(?:\(?en\)?|es|s)?|autor[ae]?s?|aut(?:eur|rice)s?|redak(?:tion|cja|teur)|redacción|"
    r"(?:view|see)\s+all\s+posts\s+by|(?:zeige\s+)?alle\s+beiträge\s+(?:von|anzeigen)|mehr\s+(?:über|von)|"
    r"(?:voir\s+)?tous\s+les\s+articles\s+(?:de|par)|ver\s+todas\s+las\s+entradas\s+de|über"
)
_LEAD = re.compile(rf"^\W*(?:{_BY})\b\s*(?:/\s*autor(?:in)?)?\s*:?\s+(?=\S)|^\W*(?:{_BY})\s*:\s*", re.IGNORECASE)
_BY_LINE = re.compile(r"\s*(?:by|par|por|von|di|door|av|af)\s*:?\s+(\S.{2,70})", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\||·|•|\band\b|\bund\b|\bet\b|\by\b|\bog\b|\boch\b|&)\s*")
_ASIDE = re.compile(r"\s*\([^()]{0,60}\)")
_TAIL = re.compile(r"\s*(?:→|»|…|\.\.\.|\bon\s*$|\bam\s*$|\ble\s*$|\bel\s*$).*$")
_DATE = re.compile(
    r"\s*(?:[-–|,/]\s*)?(?:\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}:\d\d\b).*$"
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^\W*$|^\w+\.? \d{1,2}$|"
    r"\b(?:posted|comments?|kommentar\w*|log-?in|link|uncategorized|posts?|profil\w*|"
    r"artikel\w*|"
    r"follow|join|permanent\w*|abonn\w*|newsletter|subscribe|beitr[aä]g\w*|updated?|published|aktualisiert|stand|uhr|"
    r"minutes?|min|dezember|december|diciembre|décembre|november|noviembre|novembre|octubre|october|octobre|"
    r"septiembre|septembre|"
    r"september|february|février|february|februar|juillet|julio|enero|febrero)\b",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[a-z0-9._-]+|[Aa]dmin\w*|[Rr]oot|[Ww]ebmaster|[Ss]taff|[Ee]ditor|[Rr]eda(?:ktion|ction|cción)")
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+[\w.'’-]+){1,4}")
_NOBODY = frozenset(
    "author authors autor autoren autores autora auteur auteurs follow facebook twitter email e-mail mehr more "
    "comments kommentare contact kontakt "
    "unknown anonymous gastautor guest share teilen".split()
)
_AUTHOR_PAGE = re.compile(
    r"/(?:auth?ors?|autor(?:in|en|es|a)?|auteurs?|redakteur(?:e|in)?|reporters?|journalist[ae]?s?|contributors?|people|"
    r"profil[es]?|creators?|by|staff|equipe|firmas|user|users)/[^/?#]+/?(?:index\.html)?$|[?&]author=\d+$",
    re.IGNORECASE,
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:by-?line\w*|authors?|autor(?:es|en|in|a)?|auteurs?|author-?(?:name|link|url|list|info|title|"
    r"header)s?|"
    r"(?:article|post|entry|story|meta|document|news)-?(?:author|byline)\w*|writers?|wrote[-_]by|written[-_]by|"
    r"vcard|by-?author|"
    r"signature|firma|username|submitted|author(?:box|line))(?:$|[-_ ])|[a-z](?:Author|Byline|ByLine)(?:s|Name|"
    r"List)?(?:$|[-_ A-Z])",
)
_CAMEL = re.compile(r"authorline|Byline|ByLine")
_ELSEWHERE = re.compile(
    r"comment|kommentar|related|recent|sidebar|widget|teaser|promo|footer|recommend|carousel|caption|"
    r"media-?(?:info|rights)|copyright|share|newsletter",
    re.IGNORECASE,
)
_MOST = 12  # names; a page with more lists its staff
_NEAR = 400  # elements after the title in which a bare "By …" is a byline

_CANDIDATES = (
    "//*[contains(@class,'uthor') or contains(@class,'utor') or contains(@class,'yline') or "
    "contains(@class,'yLine') or "
    "contains(@class,'uteur') or contains(@class,'riter') or contains(@class,'vcard') or contains(@class,'wr') or "
    "contains(@class,'username') or contains(@class,'submitted') or contains(@class,'signature') or "
    "contains(@class,'firma') or "
    "contains(@id,'uthor') or contains(@id,'yline')]"
)


def read_authors(tags: Tags, outlets: Iterable[str]) -> Choice[Names]:
    """The people or desks who wrote the article, () if nobody is named.

    An outlet is an author only where no signal names anybody else.
    """
    own = {folded(name) for name in outlets} - {""}
    told: list[Told[Names]] = []
    doubtful: list[Told[Names]] = []
    desks = {folded(name) for name in jsonld.organizations_of(tags.article.get("author"), tags.things)}
    for signal in _declared(tags):
        _sort(signal, own | desks, told, doubtful)
    if not told:
        named = bool(doubtful)
        for signal in _shown(tags):
            _sort(signal, own | desks, told, doubtful)
            if told and named and not all(_FULL_NAME.fullmatch(name) for name in told[0].value):
                told.clear()
            if told:
                break
    return by_rank(told or doubtful, _share, ())


def author_links(tags: Tags, names: Names, url: str) -> tuple[AuthorLink, ...]:
    """The addresses that the page gives for these authors, http(s) alone, in their order."""
    wanted = {folded(name): name for name in names}
    found: dict[tuple[str, str], None] = {}
    for entry in jsonld.entries_of(tags.article.get("author"), tags.things):
        for name in people(jsonld.text_of(entry.get("name"))):
            if folded(name) in wanted:
                for link in (*jsonld.texts_of(entry.get("sameAs")), *jsonld.texts_of(entry.get("url"))):
                    found[wanted[folded(name)], link] = None
    for element in tags.tree.iter("a"):
        if "author" in (element.get("rel") or "").lower().split() or _AUTHOR_PAGE.search(element.get("href") or ""):
            text = element.text_content() or ""
            for name in people(text) if len(text) < 100 else ():
                if folded(name) in wanted:
                    found[wanted[folded(name)], element.get("href") or ""] = None
    links = (AuthorLink(name, _absolute(link, url)) for name, link in found)
    order = {name: n for n, name in enumerate(names)}
    return tuple(sorted(dict.fromkeys(a for a in links if a.url), key=lambda a: order[a.name]))


def people(byline: str) -> list[str]:
    """The names in a byline."""
    byline = " ".join(unescape(byline).split())
    while (shorter := _LEAD.sub("", byline)) != byline and shorter:
        byline = shorter
    byline = _DATE.sub("", _ASIDE.sub("", byline))
    names = []
    for part in _AND.split(byline):
        name = _TAIL.sub("", _LEAD.sub("", part)).strip(" .:/|–-\u200b")
        if part.rstrip().endswith(".") and re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", part.rstrip()):
            name += "."
        if 1 < len(name) <= 60 and not _NO_NAME.search(name) and name.lower() not in _NOBODY:
            names.append(name)
    # "Ana Díaz, RADIO NORTE": where she is from
    return [n for n in names if not n.isupper()] or names


def _sort(signal: Told[list[str]], own: set[str], told: list[Told[Names]], doubtful: list[Told[Names]]) -> None:
    """Put what a signal tells with what is believed, or with what is better than nothing."""
    names = tuple(dict.fromkeys(name for text in signal.value for name in people(text)))[:_MOST]
    strangers = tuple(name for name in names if folded(name) not in own)
    good = tuple(name for name in strangers if not _LOGIN.fullmatch(name))
    if good:
        told.append(Told(good, signal.signal))
    elif names:
        doubtful.append(Told(strangers or names, signal.signal))


def _share(some: Names, others: Names) -> bool:
    return not {folded(n) for n in some}.isdisjoint(folded(n) for n in others)


# --------------------------------------------------------------------------- signals


def _declared(tags: Tags) -> Iterator[Told[list[str]]]:
    """What is marked up as the author."""
    yield Told(list(jsonld.names_of(tags.article.get("author"), tags.things)), "json-ld")
    yield Told(tags.metas("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"), "meta")
    yield Told([name for name, element in tags.item_names("author") if not _elsewhere(element)][:3], "microdata")
    links = (a for a in tags.tree.iter("a") if "author" in (a.get("rel") or "").lower().split() and not _elsewhere(a))
    yield Told([text for a in links if (text := _short(a))][:5], "rel-author")


def _shown(tags: Tags) -> Iterator[Told[list[str]]]:
    """What a reader takes for the author; looked for only where nothing is marked up."""
    marked = [e for e in tags.tree.xpath(_CANDIDATES) if _is_byline(e) and not _elsewhere(e)]
    for element in marked[:6]:
        inner = element.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), ' fn ')] | .//a")
        texts = [t for e in inner if (t := _short(e)) and not _elsewhere(e)]
        if texts and people(texts[0]):
            yield Told([t for t in texts if _AUTHOR_PAGE.search(_href(inner, t))] or texts[:1], "byline")
        if text := _pieces(element):
            yield Told([text], "byline")
    links = [a for a in tags.tree.iter("a") if _AUTHOR_PAGE.search(a.get("href") or "") and not _elsewhere(a)]
    yield Told([text for a in links if (text := _short(a))][:1], "author-page")
    yield Told(list(_lines(tags))[:1], "byline")


def _lines(tags: Tags) -> Iterator[str]:
    """Lines after the title that begin with "By"."""
    title = next(tags.tree.iter("h1"), None)
    if title is None:
        return
    for number, element in enumerate(title.xpath("following::*")):
        if number > _NEAR:
            return
        if isinstance(element.tag, str) and len(element) <= 3 and (text := _short(element)):
            match = _BY_LINE.fullmatch(text)
            if match and match.group(1)[0].isupper() and len(match.group(1).split()) <= 8 and not _elsewhere(element):
                yield match.group(1)


def _href(elements: list[HtmlElement], text: str) -> str:
    return next((e.get("href") or "" for e in elements if _short(e) == text), "")


def _is_byline(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_BYLINE_CLASS.search(names) or _CAMEL.search(names))


def _elsewhere(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is about other articles, or about readers."""
    for up in (element, *element.iterancestors()):
        if up.tag in ("aside", "nav", "footer", "figcaption") and up.tag != "article":
            return not (up.tag == "footer" and up.getparent() is not None and up.getparent().tag == "article")
        if up.tag in ("article", "main", "body"):
            return False
        if _ELSEWHERE.search(f"{up.get('class') or ''} {up.get('id') or ''}"):
            return True
    return False


def _short(element: HtmlElement) -> str:
    text = " ".join((element.get("content") or element.text_content() or "").split())
    return text if 1 < len(text) <= 120 else ""


def _pieces(element: HtmlElement) -> str:
    """The text of an element, with what its markup sets apart set apart."""
    text = " | ".join(piece for t in element.itertext() if (piece := " ".join(t.split())))
    return text if 1 < len(text) <= 160 else ""


def _absolute(link: str, base: str) -> str:
    try:
        link = urljoin(base, link.strip())
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.hostname else ""
