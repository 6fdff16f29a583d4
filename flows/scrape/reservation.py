"""Rights reserved against text and data mining: what a page, or its site, says in a way that machines can read.

Signals: ``tdm-reservation`` (W3C TDM Reservation Protocol, 2024) in a header, a ``<meta>`` or the site's
``/.well-known/tdmrep.json``; ``noai`` and ``noimageai`` in ``X-Robots-Tag`` or ``<meta name="robots">`` (DeviantArt's
convention, 2022). In the European Union they are the opt-out of Article 4(3), Directive 2019/790.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flows.scrape.head_tags import head_tags
from flows.scrape.response import Headers
from graph.errors import SkippedError

WELL_KNOWN = "/.well-known/tdmrep.json"
_MOST_RULES = 1000
_NOTED = frozenset({"noai", "noimageai", "noindex", "noarchive", "nosnippet"})


@dataclass(frozen=True, slots=True)
class Reservation:
    """What is said about mining a page."""

    reserved: bool  #: the text may not be mined
    signal: str  #: where that is said, as ``header tdm-reservation``; "" where nothing is
    policy: str = ""  #: address of the licence that is offered
    directives: tuple[str, ...] = ()  #: of noai, noimageai, noindex, noarchive, nosnippet: those that were met, sorted


NOTHING = Reservation(False, "")


def read_reservation(headers: Headers, body: bytes, agent: str) -> Reservation:
    """What the answer to a request says: its headers, then its page, which may take back what they say."""
    found = [("header X-Robots-Tag", directive) for directive in _robots_tag(headers, agent)]
    tdm, policy, where = "", "", ""
    for name, value in headers:
        if name == "tdm-reservation" and value.strip() in ("0", "1"):
            tdm, where = value.strip(), "header tdm-reservation"
        elif name == "tdm-policy":
            policy = value.strip()
    for tag in head_tags(body, "meta"):
        name, content = tag.get("name", "").lower(), tag.get("content", "")
        if name == "tdm-reservation" and content in ("0", "1"):
            tdm, where = content, "meta tdm-reservation"
        elif name == "tdm-policy":
            policy = content
        elif name in ("robots", agent.lower()):
            found += [(f"meta {name}", directive) for directive in _directives(content)]
    noai = next((f"{place}: noai" for place, directive in found if directive == "noai"), "")
    directives = tuple(sorted({directive for _, directive in found} & _NOTED))
    if tdm == "1":
        return Reservation(True, where, policy, directives)
    return Reservation(bool(noai), noai, policy, directives)


@dataclass(frozen=True, slots=True)
class TdmRules:
    """A site's ``tdmrep.json``."""

    rules: tuple[tuple[str, bool, str], ...]  #: location, reserved, policy

    @classmethod
    def parse(cls, text: str | None) -> TdmRules:
        """The rules of a text; what is not to be understood says nothing."""
        try:
            entries = json.loads(text) if text else []
        except (ValueError, RecursionError):
            entries = []
        found = []
        for entry in entries[:_MOST_RULES] if isinstance(entries, list) else ():
            if not isinstance(entry, dict):
                continue
            location, reserved = entry.get("location"), entry.get("tdm-reservation")
            if isinstance(location, str) and str(reserved) in ("0", "1"):
                policy = entry.get("tdm-policy")
                found.append((location, str(reserved) == "1", policy if isinstance(policy, str) else ""))
        return cls(tuple(found))

    def of(self, url: str) -> Reservation:
        """What it says about an address: the first rule that fits counts."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        for location, reserved, policy in self.rules:
            if _fits(location, path):
                return Reservation(reserved, WELL_KNOWN if reserved else "", policy)
        return NOTHING


def refuse_reserved(reservation: Reservation, url: str) -> None:
    """Raise SkippedError, code ``reserved``, where a page may not be mined."""
    if reservation.reserved:
        offered = f"; its licence: {reservation.policy}" if reservation.policy else ""
        raise SkippedError(
            f"the publisher reserves text and data mining ({reservation.signal}){offered}", url, "reserved"
        )


def _robots_tag(headers: Headers, agent: str) -> Iterator[str]:
    for name, value in headers:
        if name != "x-robots-tag":
            continue
        meant = True  # until a name says for whom the rest of the line is
        for part in value.split(","):
            prefix, colon, rest = part.partition(":")
            if colon and not prefix.strip().lower().startswith(("max-", "unavailable_after")):
                meant = prefix.strip().lower() in ("*", agent.lower())
                part = rest  # noqa: PLW2901 - what follows the name
            if meant:
                yield from _directives(part)


def _directives(text: str) -> Iterable[str]:
    return (word.strip().lower() for word in text.split(",") if word.strip())


def _fits(location: str, path: str) -> bool:
    """``*`` stands for anything and ``$`` for the end, as in robots.txt; the rest for itself, from the beginning."""
    first, *pieces = location.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for piece in pieces:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if not location.endswith("$"):
        return True
    # the last piece may stand once more, at the end
    return path.endswith(pieces[-1]) if pieces else place == len(path)
