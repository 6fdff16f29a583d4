"""The catalogue: what is known of each address, capture, article version and failure.

Rows are written after what they speak of: a capture's after the archive has it, ``record_stored`` after the store has
committed the article. A process that dies in between leaves work that the next run finds unfinished, never a row that
promises what is not there. Every ``record_…`` may be called again with the same effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

import sqlalchemy as sa

from flows.scrape import schema
from flows.scrape.decide import Decision, Known, Skip, State, changed, decide, skip_until
from flows.scrape.duplicates import text_digest
from flows.scrape.identity import normalise_url
from flows.scrape.visits import Visits
from graph.errors import InputError, ReelgraphError, SkippedError, TransientFetchError
from graph.model import Article, Capture, Item

_AT_ONCE = 500  # addresses a query asks for
RETRACTED = "retracted"  #: code of the skip that a retraction leaves


@dataclass(frozen=True, slots=True)
class FailureRow:
    """One failure of a run."""

    run: str
    where: str
    stage: str
    code: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """Where an archived response stands, and the item that it was fetched for."""

    item: Item
    archive: str
    offset: int


@dataclass(frozen=True, slots=True)
class StoredRow:
    """An article version that was read to the end, and the archived response that it was read from."""

    id: str
    version: str
    publisher: str
    item: Item
    archive: str
    offset: int
    relevant: bool = True  #: in the store; else off the subject


class Catalogue:
    """The catalogue of a workspace. Thread-safe. Raises StoreError where the database cannot be used."""

    def __init__(
        self,
        home: Path,
        *,
        url: str = "",
        overruled: Iterable[str] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``url`` names a database other than the workspace's own; skips with ``overruled`` codes do not count."""
        self._now = now
        self._overruled = frozenset(overruled)
        self._database = schema.Database(home, url)
        self.visits = Visits(self._database)

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    # ------------------------------------------------------------------- decisions

    def decisions(self, items: Sequence[Item]) -> list[Decision]:
        """Whether to fetch each item, and why."""
        now = self._now()
        found = []
        for start in range(0, len(items), _AT_ONCE):
            some = items[start : start + _AT_ONCE]
            urls = {normalise_url(item.url) for item in some}
            rows = self._database.all(sa.select(schema.urls).where(schema.urls.c.url.in_(urls)))
            known = {row.url: _known(row) for row in rows}
            skips = {
                row.url: _skip(row)
                for row in self._database.all(sa.select(schema.skips).where(schema.skips.c.url.in_(urls)))
                if row.code not in self._overruled
            }
            for item in some:
                url = normalise_url(item.url)
                found.append(decide(item, known.get(url), now, skips.get(url)))
        return found

    def decision(self, item: Item) -> Decision:
        """Whether to fetch an item, and why."""
        return self.decisions([item])[0]

    def is_new(self, item: Item) -> bool:
        """Whether to fetch an item: it is new, changed, unfinished, or may be tried again."""
        return self.decision(item).fetch

    def known(self, url: str) -> Known | None:
        """What is known of an address."""
        row = self._database.one(sa.select(schema.urls).where(schema.urls.c.url == normalise_url(url)))
        return _known(row) if row else None

    def skip(self, url: str) -> Skip | None:
        """Why an address is, or was, left alone by choice."""
        row = self._database.one(sa.select(schema.skips).where(schema.skips.c.url == normalise_url(url)))
        return _skip(row) if row else None

    def unfinished(self, item: Item) -> tuple[str, int] | None:
        """File and offset of the capture that a run which did not end has left of an item, None if there is none."""
        known = self.known(item.url)
        if known is None or known.state is not State.CAPTURED or changed(item, known):
            return None
        query = (
            sa.select(schema.captures.c.archive, schema.captures.c.offset)
            .where(schema.captures.c.item == item.url)
            .order_by(schema.captures.c.archive.desc(), schema.captures.c.offset.desc())
        )
        row = self._database.one(query)
        return (row.archive, row.offset) if row else None

    def is_page(self, url: str) -> bool:
        """Whether an address was fetched as a page before; for :func:`flows.scrape.discover.discover`."""
        known = self.known(url)
        return known is not None and known.state is not State.FAILED

    # ------------------------------------------------------------------- records

    def record_run(self, run: str, started: datetime, finished: datetime | None = None) -> None:
        """A run that began, or ended."""
        self._database.upsert(schema.runs, {"id": run, "started": started, "finished": finished})

    def record_capture(self, item: Item, capture: Capture) -> None:
        """What was fetched for an item and lies in the archive."""
        self._database.upsert(
            schema.captures,
            {
                "archive": capture.archive,
                "offset": capture.offset,
                "item": item.url,
                "source": item.source,
                "url": capture.url,
                "requested": capture.requested,
                "fetched": capture.fetched,
                "status": capture.status,
                "digest": capture.digest,
                "title": item.title,
                "published": item.published.isoformat() if item.published else "",
            },
        )
        self._database.execute(sa.delete(schema.skips).where(schema.skips.c.url == normalise_url(item.url)))
        self._set_state(item, State.CAPTURED, keep=("failures",))

    def record_skips(self, *skipped: tuple[Item, SkippedError]) -> None:
        """Items that are left alone by choice."""
        now = self._now()
        # a statement must not meet a row twice
        rows = {
            normalise_url(item.url): {
                "url": normalise_url(item.url),
                "source": item.source,
                "code": error.code,
                "reason": str(error),
                "at": now,
                "until": error.until or skip_until(error.code, now),
            }
            for item, error in skipped
        }
        self._database.upsert(schema.skips, *rows.values())

    def record_article(self, item: Item, capture: Capture, article: Article, run: str) -> None:
        """A version of an article that was read from a capture; it is not in the store yet."""
        self._database.upsert(
            schema.articles,
            {
                "id": article.id,
                "version": article.version,
                "url": article.url,
                "title": article.title,
                "publisher": article.publisher,
                "language": article.language,
                "text_digest": text_digest(article),
                "archive": capture.archive,
                "offset": capture.offset,
                "run": run,
            },
            keep=("run",),
        )
        url = normalise_url(item.url)
        self._database.execute(sa.update(schema.urls).where(schema.urls.c.url == url).values(article=article.id))

    def record_stored(self, item: Item, article_id: str, version: str, *, relevant: bool = True) -> None:
        """The store has committed that version, or it is off topic and will not be loaded: the item is done."""
        self.record_relevance(article_id, version, relevant=relevant)
        self._set_state(item, State.DONE, {"article": article_id})

    def record_relevance(self, article_id: str, version: str, *, relevant: bool) -> None:
        """Whether that version is in the store, or off topic."""
        self._database.execute(
            sa.update(schema.articles)
            .where(schema.articles.c.id == article_id, schema.articles.c.version == version)
            .values(stored=self._now() if relevant else None, relevant=relevant)
        )

    def record_failure(self, run: str, stage: str, error: ReelgraphError, item: Item | None = None) -> None:
        """What failed; of the item, if it was about one."""
        where = (error.where if isinstance(error, InputError) else getattr(error, "where", "")) or (
            item.url if item else ""
        )
        values = {
            "run": run,
            "place": where,
            "stage": stage,
            "code": error.code,
            "message": str(error),
            "at": self._now(),
        }
        self._database.upsert(schema.failures, values)
        if item:
            known = self.known(item.url)
            failures = known.failures + 1 if known else 1
            transient = isinstance(error, TransientFetchError)
            self._set_state(item, State.FAILED, {"transient": transient, "failures": failures})

    def record_retraction(self, article_id: str, reason: str) -> tuple[str, ...]:
        """An article is taken out of the store: its addresses, which are returned, are left alone until asked for."""
        rows = self._database.all(sa.select(schema.urls).where(schema.urls.c.article == article_id))
        now = self._now()
        self._database.upsert(
            schema.skips,
            *(
                {"url": r.url, "source": r.source, "code": RETRACTED, "reason": reason, "at": now, "until": None}
                for r in rows
            ),
        )
        # as if never met, so that who asks for it by name gets it again
        self._database.execute(sa.delete(schema.urls).where(schema.urls.c.article == article_id))
        own = schema.articles.c.id == article_id
        self._database.execute(sa.update(schema.articles).where(own).values(stored=None, relevant=None))
        return tuple(sorted(r.url for r in rows))

    # ------------------------------------------------------------------- answers

    def failures(self, run: str) -> tuple[FailureRow, ...]:
        """The failures of a run, by stage and place."""
        query = (
            sa.select(schema.failures)
            .where(schema.failures.c.run == run)
            .order_by(schema.failures.c.stage, schema.failures.c.place)
        )
        return tuple(FailureRow(r.run, r.place, r.stage, r.code, r.message, r.at) for r in self._database.all(query))

    def versions(self, article_id: str) -> tuple[str, ...]:
        """The stored versions of an article, oldest first."""
        query = (
            sa.select(schema.articles.c.version)
            .where(schema.articles.c.id == article_id, schema.articles.c.stored.is_not(None))
            .order_by(schema.articles.c.stored, schema.articles.c.version)
        )
        return tuple(row.version for row in self._database.all(query))

    def is_stored(self, article_id: str, version: str) -> bool:
        """Whether a version is in the store."""
        return version in self.versions(article_id)

    def same_text(self, article: Article) -> tuple[str, ...]:
        """Ids of other articles whose body is the same text, in order."""
        query = (
            sa.select(schema.articles.c.id)
            .where(schema.articles.c.text_digest == text_digest(article), schema.articles.c.id != article.id)
            .distinct()
            .order_by(schema.articles.c.id)
        )
        return tuple(row.id for row in self._database.all(query))

    def source_of(self, url: str) -> str:
        """The source that listed an address last, "" if none did."""
        for table in (schema.urls, schema.skips):
            if row := self._database.one(sa.select(table.c.source).where(table.c.url == normalise_url(url))):
                return str(row.source)
        return ""

    def captures_of(self, url: str) -> list[sa.Row[Any]]:
        """The captures of an address (archive, offset, fetched, status, digest), oldest first."""
        table = schema.captures
        query = sa.select(table).where(table.c.item == url).order_by(table.c.archive, table.c.offset)
        return self._database.all(query)

    def articles_of(self, url: str) -> list[sa.Row[Any]]:
        """The article versions read from an address (id, version, stored, relevant), in order."""
        row = self._database.one(sa.select(schema.urls.c.article).where(schema.urls.c.url == normalise_url(url)))
        if row is None or row.article is None:
            return []
        table = schema.articles
        return self._database.all(sa.select(table).where(table.c.id == row.article).order_by(table.c.version))

    def failures_of(self, url: str) -> tuple[FailureRow, ...]:
        """The last ten failures of an address, the newest first."""
        table = schema.failures
        query = sa.select(table).where(table.c.place == url).order_by(table.c.at.desc()).limit(10)
        return tuple(FailureRow(r.run, r.place, r.stage, r.code, r.message, r.at) for r in self._database.all(query))

    def captures(self) -> tuple[CaptureRow, ...]:
        """Every capture of an article, in the order of the archive: what a rebuild reads again."""
        query = sa.select(schema.captures).order_by(schema.captures.c.archive, schema.captures.c.offset)
        return tuple(
            CaptureRow(Item(r.item, r.source, r.title, _moment(r.published)), r.archive, r.offset)
            for r in self._database.all(query)
        )

    def done(self) -> tuple[StoredRow, ...]:
        """Every article version that was read to the end: those off topic, then those in the store, as they came there.

        What was retracted is not among them.
        """
        articles, captures = schema.articles, schema.captures
        at_capture = sa.and_(articles.c.archive == captures.c.archive, articles.c.offset == captures.c.offset)
        query = (
            sa.select(
                articles, captures.c.item, captures.c.source, captures.c.title.label("told"), captures.c.published
            )
            .join(captures, at_capture, isouter=True)
            .where(sa.or_(articles.c.stored.is_not(None), articles.c.relevant.is_(False)))
            .order_by(articles.c.relevant, articles.c.stored, articles.c.id, articles.c.version)
        )
        return tuple(
            StoredRow(
                r.id,
                r.version,
                r.publisher,
                Item(r.item or r.url, r.source or "", r.told or "", _moment(r.published or "")),
                r.archive,
                r.offset,
                r.stored is not None,
            )
            for r in self._database.all(query)
        )

    def _set_state(
        self, item: Item, state: State, values: Mapping[str, Any] = MappingProxyType({}), keep: Iterable[str] = ()
    ) -> None:
        row = {
            "url": normalise_url(item.url),
            "source": item.source,
            "state": state.value,
            "at": self._now(),
            "lastmod": item.lastmod,
            "transient": False,
            "failures": 0,
            **values,
        }
        self._database.upsert(schema.urls, row, keep=keep)


def _known(row: sa.Row[Any]) -> Known:
    return Known(State(row.state), row.at, row.lastmod, row.transient, row.failures)


def _skip(row: sa.Row[Any]) -> Skip:
    return Skip(row.code, row.reason, row.at, row.until)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
