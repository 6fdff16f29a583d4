"""The elements of a page that say something of it: ``<meta>``, microdata, ``<link>``; each looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html import unescape

from lxml.html import HtmlElement

from flows.scrape import jsonld


class Tags:
    """What a page's tags say, by name; made once a page, before anything is taken out of its tree."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.things = jsonld.things(tree)
        self.article: jsonld.Thing = jsonld.article(self.things) or {}

    def meta(self, *names: str) -> str:
        """The content of the first of these ``<meta>`` names that the page has, or ""."""
        return next((self._metas[name][0] for name in names if name in self._metas), "")

    def metas(self, *names: str) -> list[str]:
        """All contents of these names."""
        return [value for name in names for value in self._metas.get(name, [])]

    def items(self, name: str) -> list[HtmlElement]:
        """The elements with that ``itemprop``, in page order."""
        return self._items.get(name, [])

    def item(self, name: str) -> str:
        """The value of the first ``itemprop`` of that name, or ""."""
        return next((value for element in self.items(name) if (value := item_value(element))), "")

    def item_names(self, name: str) -> Iterator[tuple[str, HtmlElement]]:
        """The names of people or organizations that are the ``itemprop`` of that name, with their elements."""
        for element in self.items(name):
            inner = element.xpath(".//*[@itemprop='name']")
            if value := item_value(inner[0] if inner else element):
                yield " ".join(value.split()), element

    def links(self, relation: str) -> Iterator[HtmlElement]:
        """The ``<link>`` elements of a relation."""
        return (link for link in self.tree.iter("link") if relation in (link.get("rel") or "").lower().split())

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
            content = (element.get("content") or "").strip()
            if name and content:
                values.setdefault(name.strip().lower(), []).append(unescape(content))
        return values

    @cached_property
    def _items(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        for element in self.tree.xpath("//*[@itemprop]"):
            for name in (element.get("itemprop") or "").split():
                found.setdefault(name, []).append(element)
        return found


def item_value(element: HtmlElement) -> str:
    """What a microdata element says."""
    return str(element.get("content") or element.get("datetime") or element.text_content() or "").strip()


def first(*values: str | None) -> str:
    """The first that says anything, as one line; "" if none does."""
    return next((" ".join(value.split()) for value in values if value and value.strip()), "")
