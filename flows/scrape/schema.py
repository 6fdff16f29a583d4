"""The tables of the catalogue and the database they stand in: SQLite in the workspace, or any that SQLAlchemy knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from graph.errors import SettingsError, StoreError

_FILE = "catalogue.sqlite"
_FORMAT = 2
_UPGRADED = ("1",)  # formats that lack tables, nothing else


class Utc(sa.types.TypeDecorator[datetime]):
    """A moment, kept as ISO 8601 text in UTC: readable, and its order is that of the text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        """To the database."""
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        """From the database."""
        return datetime.fromisoformat(value) if value else None


metadata = sa.MetaData()
urls = sa.Table(
    "urls",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),  # normalised
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("lastmod", Utc),
    sa.Column("transient", sa.Boolean, nullable=False, default=False),
    sa.Column("failures", sa.Integer, nullable=False, default=0),
    sa.Column("article", sa.Text),
)
captures = sa.Table(
    "captures",
    metadata,
    sa.Column("archive", sa.Text, primary_key=True),
    sa.Column("offset", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("item", sa.Text, nullable=False, index=True),  # address of the item, as discovered
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("requested", sa.Text, nullable=False),
    sa.Column("fetched", Utc, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    # as the feed or sitemap told it; with its own time zone, since that decides the day
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("published", sa.Text, nullable=False),
)
articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("text_digest", sa.Text, nullable=False, index=True),
    sa.Column("archive", sa.Text, nullable=False),
    sa.Column("offset", sa.BigInteger, nullable=False),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("stored", Utc),  # null: read, but not in the store
    sa.Column("relevant", sa.Boolean),
)
failures = sa.Table(
    "failures",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
)
runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("started", Utc, nullable=False),
    sa.Column("finished", Utc),
)
# what is left alone by choice, and until when; null: for good
skips = sa.Table(
    "skips",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),  # normalised
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("until", Utc),
)
# addresses that are asked again: feeds, sitemaps, pages
visits = sa.Table(
    "visits",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),  # normalised
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("due", Utc, nullable=False),
    sa.Column("interval_seconds", sa.Float, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("last_modified", sa.Text, nullable=False),
    sa.Column("archive", sa.Text, nullable=False),
    sa.Column("offset", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("gone", Utc),
    sa.Column("problem", sa.Text, nullable=False),
)
holds = sa.Table(
    "holds",
    metadata,
    sa.Column("site", sa.Text, primary_key=True),
    sa.Column("until", sa.Float, nullable=False),  # seconds since 1970
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
)
site_files = sa.Table(
    "site_files",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("text", sa.Text),  # null: the site has none
    sa.Column("at", sa.Float, nullable=False),
)
_format = sa.Table("format", metadata, sa.Column("format", sa.Text, primary_key=True))


class Database:
    """The database of a catalogue. Thread-safe. Raises StoreError where it cannot be used."""

    def __init__(self, home: Path, url: str = "") -> None:
        self.name = _shown(url) if url else str(home / _FILE)
        try:
            if url:
                self._engine = sa.create_engine(url, pool_pre_ping=True)
            else:
                home.mkdir(parents=True, exist_ok=True)
                self._engine = sa.create_engine(f"sqlite:///{home / _FILE}", connect_args={"timeout": 30.0})
        except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
            raise SettingsError(f"REELGRAPH_CATALOGUE_URL: {self.name}: {error}") from None
        # the two have `ON CONFLICT` in the same words, SQLAlchemy no common type for it
        dialects: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
        if self._engine.dialect.name not in dialects:
            raise SettingsError(f"REELGRAPH_CATALOGUE_URL: {self.name}: SQLite and PostgreSQL are supported")
        self._insert: Callable[[sa.Table], Any] = dialects[self._engine.dialect.name]
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _on_connect)
        try:
            self._prepare()
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise self.broken(error) from error
        except StoreError:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def upsert(self, table: sa.Table, *rows: dict[str, Any], keep: Iterable[str] = ()) -> None:
        """Insert rows of like columns, or bring those with their keys up to date; ``keep`` stay as they were first."""
        if not rows:
            return
        kept = {column.name for column in table.primary_key} | set(keep)
        statement = self._insert(table)
        changes = {name: statement.excluded[name] for name in rows[0] if name not in kept}
        key = list(table.primary_key)
        if changes:
            statement = statement.on_conflict_do_update(index_elements=key, set_=changes)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=key)
        self.execute(statement, list(rows))

    def execute(self, statement: sa.Executable, rows: list[dict[str, Any]] | None = None) -> None:
        """One transaction."""
        try:
            with self._engine.begin() as connection:
                connection.execute(statement, rows)
        except SQLAlchemyError as error:
            raise self.broken(error) from error

    def all(self, query: sa.Select[Any]) -> list[sa.Row[Any]]:
        """What a query finds."""
        try:
            with self._engine.connect() as connection:
                return list(connection.execute(query))
        except SQLAlchemyError as error:
            raise self.broken(error) from error

    def one(self, query: sa.Select[Any]) -> sa.Row[Any] | None:
        """The first of what a query finds."""
        return next(iter(self.all(query.limit(1))), None)

    def broken(self, error: SQLAlchemyError) -> StoreError:
        """The error that tells of one of the database."""
        reason = getattr(error, "orig", None) or error
        return StoreError(f"{self.name}: {' '.join(str(reason).split())}")

    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            if sa.inspect(connection).has_table("format"):
                found = connection.execute(sa.select(_format.c.format)).scalars().first() or ""
            elif self._engine.dialect.name == "sqlite":
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                found = str(version) if version else ""
            else:
                found = ""
            if found not in ("", str(_FORMAT), *_UPGRADED):
                raise StoreError(f"{self.name}: written by another version of Reelgraph (format {found})")
            metadata.create_all(connection)
            if found != str(_FORMAT):
                connection.execute(_format.delete())
                # two processes may come here at the same time
                statement = self._insert(_format).values(format=str(_FORMAT))
                connection.execute(statement.on_conflict_do_nothing(index_elements=["format"]))


def _on_connect(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _shown(url: str) -> str:
    """An address of a database without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "the address"
