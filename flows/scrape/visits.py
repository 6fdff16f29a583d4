"""What the catalogue remembers of sites: feeds and sitemaps to visit again, pauses asked for, robots.txt."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from flows.scrape import schema
from flows.scrape.identity import normalise_url
from flows.scrape.pacing import Hold
from flows.scrape.response import Validators
from flows.scrape.revisit import Visit


class Visits:
    """The memory of sites in a catalogue's database. Thread-safe."""

    def __init__(self, database: schema.Database) -> None:
        self._database = database

    def visit(self, url: str) -> Visit | None:
        """What is known of an address that is visited again."""
        row = self._database.one(sa.select(schema.visits).where(schema.visits.c.url == normalise_url(url)))
        return _visit(row) if row else None

    def all(self) -> tuple[Visit, ...]:
        """Everything that is visited again but pages, by address."""
        query = sa.select(schema.visits).where(schema.visits.c.kind != "page").order_by(schema.visits.c.url)
        return tuple(_visit(row) for row in self._database.all(query))

    def record(self, visit: Visit) -> None:
        """What is known now."""
        self._database.upsert(
            schema.visits,
            {
                "url": normalise_url(visit.url),
                "kind": visit.kind,
                "at": visit.at,
                "due": visit.due,
                "interval_seconds": visit.interval.total_seconds(),
                "etag": visit.validators.etag,
                "last_modified": visit.validators.last_modified,
                "archive": visit.archive,
                "offset": visit.offset,
                "digest": visit.digest,
                "failures": visit.failures,
                "gone": visit.gone,
                "problem": visit.problem,
            },
        )

    def hold_of(self, site: str) -> Hold | None:
        """Until when a site is left alone."""
        row = self._database.one(sa.select(schema.holds).where(schema.holds.c.site == site))
        return Hold(row.until, row.reason, row.failures) if row else None

    def keep_hold(self, site: str, hold: Hold) -> None:
        """Remember it for the runs to come."""
        values = {"site": site, "until": hold.until, "reason": hold.reason, "failures": hold.failures}
        self._database.upsert(schema.holds, values)

    def file_of(self, url: str) -> tuple[str | None, float] | None:
        """The text of a site's robots.txt or the like (None: it has none), and when it was had."""
        row = self._database.one(sa.select(schema.site_files).where(schema.site_files.c.url == url))
        return (row.text, row.at) if row else None

    def keep_file(self, url: str, text: str | None, at: float) -> None:
        """Remember it."""
        # PostgreSQL takes no NUL in a text
        self._database.upsert(
            schema.site_files, {"url": url, "text": text.replace("\0", "") if text else text, "at": at}
        )


def _visit(row: sa.Row[tuple[object, ...]]) -> Visit:
    r = row._mapping
    return Visit(
        url=r["url"],
        kind=r["kind"],
        at=r["at"],
        due=r["due"],
        interval=timedelta(seconds=r["interval_seconds"]),
        validators=Validators(r["etag"], r["last_modified"]),
        archive=r["archive"],
        offset=r["offset"],
        digest=r["digest"],
        failures=r["failures"],
        gone=r["gone"],
        problem=r["problem"],
    )
