"""What a page says of its article in JSON-LD, read with patience: real pages break the format in known ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

Thing = dict[str, Any]

_MOST_CHARACTERS = 1_000_000
_MOST_THINGS = 2_000
_DEEPEST = 12
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def things(tree: HtmlElement) -> tuple[Thing, ...]:
    """Every object with a type in the page's JSON-LD, outer ones first, in page order. What is broken is left out."""
    found: list[Thing] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and (text := script.text_content() or ""):
            found.extend(_walk(_load(text), 0))
            if len(found) > _MOST_THINGS:
                break
    return tuple(found[:_MOST_THINGS])


def article(found: tuple[Thing, ...]) -> Thing | None:
    """The article among the things of a page: the first with a headline, else the first."""
    candidates = [thing for thing in found if any(_is_article(name) for name in types(thing))]
    return next((c for c in candidates if text_of(c.get("headline"))), candidates[0] if candidates else None)


def types(thing: Thing) -> tuple[str, ...]:
    """Names of the types of a thing, without their namespace."""
    given = thing.get("@type")
    names = given if isinstance(given, list) else [given]
    return tuple(re.split(r"[/#:]", name)[-1] for name in names if isinstance(name, str))


def text_of(value: object) -> str:
    """A text as one line; "" for what is none. Of a list, the first."""
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return " ".join(value.split(" ")).strip() if isinstance(value, str) else ""


def names_of(value: object, found: tuple[Thing, ...]) -> tuple[str, ...]:
    """Names of people or organizations that are given as texts, objects or references (``@id``) to other things."""
    names = (text_of(entry.get("name")) for entry in entries_of(value, found))
    return tuple(dict.fromkeys(name for name in names if name))


def organizations_of(value: object, found: tuple[Thing, ...]) -> tuple[str, ...]:
    """Those of the names that are given as names of organizations."""
    entries = entries_of(value, found)
    return tuple(text_of(e.get("name")) for e in entries if any(t.endswith("Organization") for t in types(e)))


def entries_of(value: object, found: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """The things that a value gives as texts (their names), objects or references (``@id``) to other things."""
    entries = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            entries.append({"name": entry})
        elif isinstance(entry, dict):
            if "name" not in entry and "@id" in entry:
                entry = next((t for t in found if t.get("@id") == entry["@id"] and "name" in t), entry)  # noqa: PLW2901
            entries.append(entry)
    return tuple(entries)


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a value that is one or a list of them."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for v in values if isinstance(v, str) and (text := v.strip()))


def _is_article(name: str) -> bool:
    return name.endswith("Article") or name in ("BlogPosting", "LiveBlogPosting", "Report", "Review")


def _load(text: str) -> object:
    if len(text) > _MOST_CHARACTERS:
        return None
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: object, depth: int) -> Iterator[Thing]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _walk(entry, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for entry in value.values():
            if isinstance(entry, dict | list):
                yield from _walk(entry, depth + 1)
