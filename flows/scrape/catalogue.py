"""The catalogue: what is known of each address, capture, article version and failure (SQLite).

Rows are written after what they speak of: a capture's after the archive has it, ``record_stored`` after the store has
committed the article. A process that dies in between leaves work that the next run finds unfinished, never a row that
promises what is not there. Every ``record_…`` may be called again with the same effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError

from flows.scrape.decide import Decision, Known, State, decide
from flows.scrape.duplicates import text_digest
from flows.scrape.identity import normalise_url
from graph.errors import InputError, ReelgraphError, StoreError, TransientFetchError
from graph.model import Article, Capture, Item

_FILE = "catalogue.sqlite"
_SCHEMA = 1


class _Utc(sa.types.TypeDecorator[datetime]):
    """A moment, kept as ISO 8601 text in UTC: readable, and its order is that of the text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


_metadata = sa.MetaData()
_urls = sa.Table(
    "urls",
    _metadata,
    sa.Column("url", sa.Text, primary_key=True),  # normalised
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("at", _Utc, nullable=False),
    sa.Column("lastmod", _Utc),
    sa.Column("transient", sa.Boolean, nullable=False, default=False),
    sa.Column("failures", sa.Integer, nullable=False, default=0),
    sa.Column("article", sa.Text),
)
_captures = sa.Table(
    "captures",
    _metadata,
    sa.Column("archive", sa.Text, primary_key=True),
    sa.Column("offset", sa.Integer, primary_key=True),
    sa.Column("item", sa.Text, nullable=False, index=True),  # address of the item, as discovered
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("requested", sa.Text, nullable=False),
    sa.Column("fetched", _Utc, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    # as the feed or sitemap told it; with its own time zone, since that decides the day
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("published", sa.Text, nullable=False),
)
_articles = sa.Table(
    "articles",
    _metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("text_digest", sa.Text, nullable=False, index=True),
    sa.Column("archive", sa.Text, nullable=False),
    sa.Column("offset", sa.Integer, nullable=False),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("stored", _Utc),  # null: read, but not in the store
    sa.Column("relevant", sa.Boolean),
)
_failures = sa.Table(
    "failures",
    _metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("at", _Utc, nullable=False),
)
_runs = sa.Table(
    "runs",
    _metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("started", _Utc, nullable=False),
    sa.Column("finished", _Utc),
)


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


class Catalogue:
    """The catalogue of a workspace. Thread-safe. Raises StoreError where the database cannot be used."""

    def __init__(self, home: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = home / _FILE
        self._now = now
        home.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(f"sqlite:///{self._path}", connect_args={"timeout": 30.0})
        sa.event.listen(self._engine, "connect", _on_connect)
        try:
            self._prepare()
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise self._broken(error) from error
        except StoreError:
            self._engine.dispose()
            raise

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    # ------------------------------------------------------------------- decisions

    def decision(self, item: Item) -> Decision:
        """Whether to fetch an item, and why."""
        return decide(item, self.known(item.url), self._now())

    def is_new(self, item: Item) -> bool:
        """Whether to fetch an item: it is new, changed, unfinished, or may be tried again."""
        return self.decision(item).fetch

    def known(self, url: str) -> Known | None:
        """What is known of an address."""
        row = self._one(sa.select(_urls).where(_urls.c.url == normalise_url(url)))
        return Known(State(row.state), row.at, row.lastmod, row.transient, row.failures) if row else None

    def is_page(self, url: str) -> bool:
        """Whether an address was fetched as a page before; for :func:`flows.scrape.discover.discover`."""
        known = self.known(url)
        return known is not None and known.state is not State.FAILED

    # ------------------------------------------------------------------- records

    def record_run(self, run: str, started: datetime, finished: datetime | None = None) -> None:
        """A run that began, or ended."""
        self._upsert(_runs, {"id": run, "started": started, "finished": finished})

    def record_capture(self, item: Item, capture: Capture) -> None:
        """What was fetched for an item and lies in the archive."""
        self._upsert(
            _captures,
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
        self._set_state(item, State.CAPTURED, keep=("failures",))

    def record_article(self, item: Item, capture: Capture, article: Article, run: str) -> None:
        """A version of an article that was read from a capture; it is not in the store yet."""
        self._upsert(
            _articles,
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
        self._execute(sa.update(_urls).where(_urls.c.url == url).values(article=article.id))

    def record_stored(self, item: Item, article_id: str, version: str, *, relevant: bool = True) -> None:
        """The store has committed that version, or it is off topic and will not be loaded: the item is done."""
        self._execute(
            sa.update(_articles)
            .where(_articles.c.id == article_id, _articles.c.version == version)
            .values(stored=self._now() if relevant else None, relevant=relevant)
        )
        self._set_state(item, State.DONE, {"article": article_id})

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
        self._upsert(_failures, values)
        if item:
            known = self.known(item.url)
            failures = known.failures + 1 if known else 1
            transient = isinstance(error, TransientFetchError)
            self._set_state(item, State.FAILED, {"transient": transient, "failures": failures})

    # ------------------------------------------------------------------- answers

    def failures(self, run: str) -> tuple[FailureRow, ...]:
        """The failures of a run, by stage and place."""
        query = sa.select(_failures).where(_failures.c.run == run).order_by(_failures.c.stage, _failures.c.place)
        return tuple(FailureRow(r.run, r.place, r.stage, r.code, r.message, r.at) for r in self._all(query))

    def versions(self, article_id: str) -> tuple[str, ...]:
        """The stored versions of an article, oldest first."""
        query = (
            sa.select(_articles.c.version)
            .where(_articles.c.id == article_id, _articles.c.stored.is_not(None))
            .order_by(_articles.c.stored, _articles.c.version)
        )
        return tuple(row.version for row in self._all(query))

    def is_stored(self, article_id: str, version: str) -> bool:
        """Whether a version is in the store."""
        return version in self.versions(article_id)

    def same_text(self, article: Article) -> tuple[str, ...]:
        """Ids of other articles whose body is the same text, in order."""
        query = (
            sa.select(_articles.c.id)
            .where(_articles.c.text_digest == text_digest(article), _articles.c.id != article.id)
            .distinct()
            .order_by(_articles.c.id)
        )
        return tuple(row.id for row in self._all(query))

    def captures(self) -> tuple[CaptureRow, ...]:
        """Every capture of an article, in the order of the archive: what a rebuild reads again."""
        query = sa.select(_captures).order_by(_captures.c.archive, _captures.c.offset)
        return tuple(
            CaptureRow(Item(r.item, r.source, r.title, _moment(r.published)), r.archive, r.offset)
            for r in self._all(query)
        )

    # ------------------------------------------------------------------- database

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
        self._upsert(_urls, row, keep=keep)

    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version not in (0, _SCHEMA):
                raise StoreError(f"{self._path}: written by another version of Reelgraph (format {version})")
            _metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {_SCHEMA}")

    def _upsert(self, table: sa.Table, values: dict[str, Any], keep: Iterable[str] = ()) -> None:
        """Insert a row, or bring the row with its key up to date; columns to ``keep`` stay as they were first."""
        kept = {column.name for column in table.primary_key} | set(keep)
        statement = insert(table).values(values)
        changes = {name: statement.excluded[name] for name in values if name not in kept}
        self._execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=changes))

    def _execute(self, statement: sa.Executable) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(statement)
        except SQLAlchemyError as error:
            raise self._broken(error) from error

    def _all(self, query: sa.Select[Any]) -> list[sa.Row[Any]]:
        try:
            with self._engine.connect() as connection:
                return list(connection.execute(query))
        except SQLAlchemyError as error:
            raise self._broken(error) from error

    def _one(self, query: sa.Select[Any]) -> sa.Row[Any] | None:
        return next(iter(self._all(query)), None)

    def _broken(self, error: SQLAlchemyError) -> StoreError:
        reason = getattr(error, "orig", None) or error
        return StoreError(f"{self._path}: {reason}")


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _on_connect(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()
