"""Why an address was fetched or not: everything that is known of it, in the order in which a run decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from flows.scrape.archive import Archive
from flows.scrape.catalogue import Catalogue
from flows.scrape.decide import State
from flows.scrape.guard import check_url
from flows.scrape.identity import normalise_url, site_of
from flows.scrape.reservation import WELL_KNOWN, TdmRules, read_reservation
from flows.scrape.robots import KEPT, RobotsRules, origin_of, product_token
from flows.settings import Settings
from graph.errors import FetchError, StoreError
from graph.model import Item, Source


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is known."""

    subject: str
    text: str
    hinders: bool = False  #: it is why the address is not fetched now


def explain(url: str, catalogue: Catalogue, sources: Sequence[Source], settings: Settings) -> tuple[Line, ...]:
    """What is known of an address; the first line says whether the next run would fetch it, and why or why not."""
    lines = list(_known(url, catalogue, sources))
    lines += _allowed(url, settings)
    if url.startswith(("http://", "https://")):
        lines += _site(url, catalogue, settings)
    lines += _rights(url, catalogue, settings)
    lines += [
        Line("captured", f"{c.archive} at {c.offset}, {_day(c.fetched)}, status {c.status}, {c.digest}")
        for c in catalogue.captures_of(url)
    ]
    lines += [
        Line("article", f"{a.id} version {a.version}, {_fate(a.stored, a.relevant)}")
        for a in catalogue.articles_of(url)
    ]
    lines += [Line("failure", f"{_day(f.at)} run {f.run}, {f.stage}: {f.message}") for f in catalogue.failures_of(url)]
    decision = catalogue.decision(Item(url, ""))
    hindrance = next((line for line in lines if line.hinders), None)
    if not decision.fetch:
        verdict = f"left alone by the next run: {decision.reason}"
    elif hindrance:
        verdict = f"not fetched: {hindrance.text}"
    elif decision.first:
        verdict = "not fetched so far: no source has listed it; it would be fetched if one did, or if it were named"
    else:
        verdict = f"fetched by the next run: {decision.reason}"
    return (Line("verdict", verdict, bool(hindrance or not decision.fetch)), *lines)


def _known(url: str, catalogue: Catalogue, sources: Sequence[Source]) -> list[Line]:
    lines = [Line("address", normalise_url(url))]
    source = catalogue.source_of(url)
    if source:
        lines.append(Line("listed by", source))
    else:
        site = site_of(url)
        near = [s.name for s in sources if any(site_of(place) == site for place in (*s.locations, s.homepage) if place)]
        told = f"; of its site {', '.join(near)} is known" if near else ""
        lines.append(Line("listed by", f"no source so far{told}"))
    known = catalogue.known(url)
    if known:
        words = {
            State.CAPTURED: "archived, its article is not in the store yet",
            State.DONE: "done: its article is in the store, or off the subject",
            State.FAILED: f"failed {known.failures} times",
        }
        lines.append(Line("state", f"{words[known.state]}, {_day(known.at)}"))
    if skip := catalogue.skip(url):
        active = skip.until is None or skip.until > datetime.now(UTC)
        until = f"until {_day(skip.until)}" if skip.until else "for good"
        lines.append(Line(f"skip ({skip.code})", f"{skip.reason} ({_day(skip.at)}, {until})", active))
    return lines


def _allowed(url: str, settings: Settings) -> list[Line]:
    if url.startswith(("file:", "warc+")):
        return []
    try:
        check_url(url, allow_private=settings.allow_private)
    except FetchError as error:
        return [Line("refused", str(error), True)]
    return []


def _site(url: str, catalogue: Catalogue, settings: Settings) -> list[Line]:
    lines = []
    now = datetime.now(UTC)
    site = site_of(url)
    hold = catalogue.visits.hold_of(site)
    if hold and hold.until > now.timestamp():
        until = datetime.fromtimestamp(hold.until, UTC)
        lines.append(Line("site", f"{site} is left alone until {_day(until)}: {hold.reason}", True))
    agent = product_token(settings.user_agent)
    origin = origin_of(url)
    when = partial(datetime.fromtimestamp, tz=UTC)
    kept = catalogue.visits.file_of(f"{origin}/robots.txt")
    if kept is None:
        lines.append(Line("robots.txt", f"that of {origin} has not been read yet"))
    else:
        rules = RobotsRules.parse(kept[0])
        allows = rules.allows(url, agent)
        delay = rules.delay(agent)
        says = (
            "there is none"
            if kept[0] is None
            else f"{'lets' if allows else 'asks'} {agent} {'' if allows else 'not to '}fetch this"
        )
        pause = f", {delay:g} s between requests" if delay is not None else ""
        old = "" if kept[1] + KEPT > now.timestamp() else "; it will be read again"
        lines.append(Line("robots.txt", f"{says}{pause} (read {_day(when(kept[1]))}{old})", not allows))
    reserved = catalogue.visits.file_of(f"{origin}{WELL_KNOWN}")
    if reserved and reserved[0] is not None:
        reservation = TdmRules.parse(reserved[0]).of(url)
        says = "reserves text and data mining" if reservation.reserved else "does not reserve text and data mining"
        hinders = reservation.reserved and settings.honour_reservations
        lines.append(Line("tdmrep.json", f"{says} here (read {_day(when(reserved[1]))})", hinders))
    visit = catalogue.visits.visit(url)
    if visit:
        words = f"{visit.kind}, last asked {_day(visit.at)}, due {_day(visit.due)}"
        lines.append(Line("visits", f"{words}{f', {visit.problem}' if visit.problem else ''}"))
    return lines


def _rights(url: str, catalogue: Catalogue, settings: Settings) -> list[Line]:
    """What the last capture says about mining, indexing and archiving."""
    found = catalogue.captures_of(url)
    if not found:
        return []
    try:
        capture = Archive(settings.home).read(found[-1].archive, found[-1].offset)
    except StoreError as error:
        return [Line("captured", str(error))]
    said = read_reservation(capture.headers, capture.body, product_token(settings.user_agent))
    if not said.signal and not said.directives:
        return []
    mining = f"text and data mining reserved ({said.signal})" if said.reserved else "mining not reserved"
    return [Line("rights", ", ".join((mining, *said.directives)))]


def _fate(stored: datetime | None, relevant: bool | None) -> str:
    if stored:
        return f"in the store since {_day(stored)}"
    return "off the subject, not in the store" if relevant is False else "read, not in the store"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
