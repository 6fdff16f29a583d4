"""The title of a page's article: a vote, since each single signal is often wrong.

Measured on real pages, og:title is exact in 54 to 69 % (it is cut or rewritten for networks), a vote over all in 77 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from flows.scrape import jsonld
from flows.scrape.tags import Tags
from flows.scrape.typography import plain_spaces
from flows.scrape.vote import Choice, Told, by_votes, folded

_SEPARATOR = re.compile(r"\s+[|–—·•»]\s+|\s+::\s+|\s+-\s+|\s*[｜|：]\s*(?=\S+$)")
_ARTICLE_WORDS = frozenset("the a le la les l die der das el los las il lo de het".split())


def read_title(tags: Tags, outlets: Iterable[str]) -> Choice[str]:
    """The title, without the names of the outlet; "" if the page has none."""
    names = {_bare(name) for name in outlets if name.strip()} - {""}
    told = [Told(title, each.signal) for each in _signals(tags) if (title := _without_outlet(each.value, names))]
    return by_votes(told, folded, "")


def _signals(tags: Tags) -> Iterator[Told[str]]:
    """What the page calls its article; among equals, the first counts."""
    headings = [heading for h in tags.tree.iter("h1") if (heading := _line(h.text_content() or ""))]
    whole = _line(next((t.text_content() or "" for t in tags.tree.iter("title")), ""))
    if len(headings) == 1:
        yield Told(headings[0], "h1")
    yield Told(_line(unescape(jsonld.text_of(tags.article.get("headline")))), "json-ld")
    yield Told(_line(tags.item("headline")), "microdata")
    yield Told(_line(tags.meta("og:title")), "opengraph")
    yield Told(_line(tags.meta("twitter:title")), "twitter")
    yield Told(_line(tags.meta("dc.title", "dcterms.title")), "dublin-core")
    yield Told(max(_SEPARATOR.split(whole), key=len, default=""), "title-element")
    yield Told(whole, "title-element")
    if len(headings) > 1:
        yield from (Told(heading, "h1") for heading in headings)


def _line(text: str) -> str:
    return plain_spaces(" ".join(re.split(r"[ \t\n\r\f\v]+", text)).strip())


def _bare(name: str) -> str:
    """An outlet's name as it is compared: "Die Tageszeitung" and "tageszeitung.de" are one."""
    name = re.sub(r"\.[a-z]{2,3}(?:\.[a-z]{2})?$", "", name.strip().lower())
    words = folded(name).split()
    while len(words) > 1 and words[0] in _ARTICLE_WORDS:
        del words[0]
    return "".join(words)


def _without_outlet(title: str, outlets: set[str]) -> str:
    if _bare(title) in outlets:
        return ""
    for match in _SEPARATOR.finditer(title):
        if _is_outlet(title[match.end() :], outlets):
            return title[: match.start()]
        if _is_outlet(title[: match.start()], outlets):
            return title[match.end() :]
    return title


def _is_outlet(part: str, outlets: set[str]) -> bool:
    bare = _bare(part)
    return bare in outlets or (
        len(bare) > 4 and any(bare.startswith(o) or o.endswith(bare) for o in outlets if len(o) > 4)
    )
