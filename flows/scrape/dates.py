"""When a page's article was published, and when it was changed: two facts, kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from htmldate import find_date
from lxml.html import HtmlElement

from flows.scrape import jsonld
from flows.scrape.tags import Tags
from flows.scrape.vote import Choice, Told, by_rank

_EARLIEST = date(1995, 1, 1)
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_NEAR_MIDNIGHT = re.compile(r"T(1[89]|2[0-3]|0[0-8]):\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)$")
_NAMES = (
    "dc.date.issued dcterms.created dcterms.issued dc.date date pubdate publishdate publish-date parsely-pub-date "
    "sailthru.date article.published datepublished cxenseparse:recs:publishtime"
).split()


def read_published(tags: Tags, url: str, latest: date) -> Choice[date | None]:
    """The day of publication by the most reliable signal; None if nothing tells it."""
    told: list[Told[date | None]] = []
    for each in _published(tags, url):
        if found := day(each.value, latest):
            told.append(Told(_local(found, each.value, tags, url, latest) if not told else found, each.signal))
    return by_rank(told, lambda a, b: a == b, None)


def _local(found: date, text: str, tags: Tags, url: str, latest: date) -> date:
    """The day where the outlet is, of a time near midnight that is told in UTC.

    The address or a time shown to readers tells it; without them, the day in UTC stays.
    """
    match = _NEAR_MIDNIGHT.search(text)
    if match is None:
        return found
    other = found + timedelta(days=1 if int(match.group(1)) > 12 else -1)
    shown = {day(element.get("datetime") or "", latest) for element in tags.tree.iter("time")}
    shown.add(day("-".join(m.groups()), latest) if (m := _URL_DATE.search(url)) else None)
    return other if other in shown and found not in shown else found


def read_modified(tags: Tags, latest: date) -> Choice[date | None]:
    """The day of the last change by the most reliable signal; None if nothing tells it."""
    signals = (
        Told(jsonld.text_of(tags.article.get("dateModified")), "json-ld"),
        Told(tags.meta("article:modified_time"), "opengraph"),
        Told(tags.meta("og:updated_time"), "opengraph"),
        Told(tags.meta("dcterms.modified"), "dublin-core"),
        Told(tags.item("dateModified"), "microdata"),
    )
    told: list[Told[date | None]] = [Told(found, s.signal) for s in signals if (found := day(s.value, latest))]
    return by_rank(told, lambda a, b: a == b, None)


def guess_day(tree: HtmlElement, url: str, latest: date) -> date | None:
    """The day that the words of a page suggest: the last resort, right in nine of ten cases."""
    try:
        found = find_date(tree, url=url or None, original_date=True, extensive_search=True, max_date=latest.isoformat())
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return day(found or "", latest)


def day(text: str, latest: date) -> date | None:
    """The day that an ISO 8601 date or time names, in its own time zone; None if there is none up to ``latest``."""
    text = text.strip()
    match = re.match(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", text) or re.match(r"(\d{4})(\d\d)(\d\d)(?!\d)", text)
    try:
        found = date(*map(int, match.groups())) if match else datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return found if _EARLIEST <= found <= latest else None


def _published(tags: Tags, url: str) -> Iterator[Told[str]]:
    yield Told(jsonld.text_of(tags.article.get("datePublished")), "json-ld")
    yield Told(tags.meta("article:published_time", "og:article:published_time"), "opengraph")
    yield Told(tags.item("datePublished"), "microdata")
    for element in tags.tree.iter("time"):
        if element.get("pubdate") is not None:
            yield Told(element.get("datetime") or "", "time-element")
    if match := _URL_DATE.search(url):
        yield Told("-".join(match.groups()), "url")
    for value in tags.metas(*_NAMES):
        yield Told(value, "meta")
