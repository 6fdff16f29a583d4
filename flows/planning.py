"""What a run is going to do: what its sources have, which of it is taken, in which order; and how long it waits."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import zip_longest

from flows.scrape.decide import too_old
from flows.scrape.discover import Discovery, find
from flows.scrape.documents import Documents
from flows.scrape.identity import site_of
from flows.scrape.response import Response
from flows.scrape.screen import may_be_relevant
from flows.scrape.warc_source import Tally
from flows.settings import Settings
from flows.workshop import Workshop
from graph.errors import InputError, SkippedError, TransientFetchError
from graph.model import Item, Source

RETRIES = 3
JITTER = (
    0.5  #: share of a delay that chance may add to Prefect's, so that runs that failed together do not return together
)


def discovered(shop: Workshop, source: Source) -> tuple[list[Item | InputError], Tally]:
    """What a source has; looked for again while its feed or sitemap cannot be had for a passing reason."""

    def keep(item: Item, response: Response) -> None:
        if shop.catalogue.is_new(item) and not shop.catalogue.unfinished(item):
            shop.catalogue.record_capture(item, shop.archive.write(response))

    documents = Documents(shop.fetcher, shop.archive, shop.catalogue.visits, due_only=shop.run.due_only)
    for delay in (*delays(shop.settings), None):
        discovery = Discovery(documents, shop.catalogue.is_page, screen=may_be_relevant, keep=keep)
        found = list(find(source, discovery))
        if delay is None or not any(isinstance(f, TransientFetchError) for f in found):
            break
        pause(delay)
    return found, discovery.tally


def choose(shop: Workshop, source: Source, items: Sequence[Item]) -> tuple[list[Item], int]:
    """The items to fetch, and how many are left alone by choice."""
    now = datetime.now(UTC)
    chosen, old, left = [], [], 0
    for item, decision in zip(items, shop.catalogue.decisions(items), strict=True):
        if not decision.fetch:
            left += decision.skipped
        elif decision.first and (reason := too_old(item, source.max_age_days, now)):
            old.append((item, SkippedError(reason, item.url, "too-old")))
        else:
            chosen.append(item)
    shop.catalogue.record_skips(*old)
    return chosen, left + len(old)


def mixed(items: Iterable[Item]) -> list[Item]:
    """Items in turns, one of each site, so that the sites of a batch can be asked side by side."""
    by_site: dict[str, list[Item]] = {}
    for item in items:
        by_site.setdefault(site_of(item.url), []).append(item)
    rounds = zip_longest(*by_site.values())
    return [item for one_of_each in rounds for item in one_of_each if item is not None]


def delays(settings: Settings) -> list[float]:
    """Seconds to wait before each further try: doubled every time, the cap of the settings at most."""
    return [min(settings.retry_cap_seconds, 2.0 * 2**n) for n in range(RETRIES)]


def pause(delay: float) -> None:
    """Wait for ``delay`` seconds at most: full jitter."""
    time.sleep(random.uniform(0.0, delay))  # noqa: S311 - full jitter spreads load, keeps no secret
