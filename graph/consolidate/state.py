"""What consolidation keeps between runs, so that a new article is compared only with what it can change.

``consolidation.sqlite`` is derived: it may be deleted, and is filled again from the articles and extractions. It says
which state of the consolidated graph it belongs to; with another one it is of no use and thrown away.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from graph.errors import StoreError
from graph.identity import EventView
from graph.identity.happenings import blocks_of
from graph.model import EntityType

_FORMAT = 1  #: of the tables; another one is thrown away
_TABLES = {
    "meta": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    "article": "id TEXT PRIMARY KEY, stamp TEXT NOT NULL, version TEXT NOT NULL, views TEXT NOT NULL",
    # which IRIs an article's graph has: it is affected where they come to stand for something else
    "named": "iri TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (iri, article)",
    "name": "entity TEXT NOT NULL, article TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, "
    "PRIMARY KEY (entity, article)",
    "telling": "iri TEXT PRIMARY KEY, article TEXT NOT NULL, component TEXT NOT NULL, happening TEXT NOT NULL",
    "block": "key TEXT NOT NULL, telling TEXT NOT NULL, PRIMARY KEY (key, telling)",
}
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS named_article ON named (article)",
    "CREATE INDEX IF NOT EXISTS name_article ON name (article)",
    "CREATE INDEX IF NOT EXISTS telling_article ON telling (article)",
    "CREATE INDEX IF NOT EXISTS telling_component ON telling (component)",
    "CREATE INDEX IF NOT EXISTS telling_happening ON telling (happening)",
    "CREATE INDEX IF NOT EXISTS block_telling ON block (telling)",
)
_AT_ONCE = 500  #: values of one question


class State:
    """The tables; use as a context manager: what was changed is kept where the block ends without an error.

    Raises StoreError where the file cannot be used.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / "consolidation.sqlite"
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("BEGIN IMMEDIATE")
            if self._db.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
                self._drop()
            self._create()
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error

    # ------------------------------------------------------------------ which state it is

    def meta(self, name: str) -> str:
        """A value that was set; "" if none was."""
        rows = self._all("SELECT value FROM meta WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        self._run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget everything."""
        self._drop()
        self._create()

    # ------------------------------------------------------------------ articles

    def stamps(self) -> dict[str, str]:
        """What each article was consolidated from, by article id."""
        return dict(self._all("SELECT id, stamp FROM article"))

    def versions(self, articles: Iterable[str]) -> dict[str, str]:
        """IRIs of the versions that were consolidated."""
        return dict(self._among("SELECT id, version FROM article WHERE id IN", articles))

    def put(
        self,
        article: str,
        stamp: str,
        version: str,
        views: Sequence[EventView],
        iris: Iterable[str],
        names: Mapping[str, tuple[EntityType, str]],
    ) -> None:
        """An article with its events and what it names; what was known of it goes."""
        self.remove(article)
        self._run("INSERT INTO article VALUES (?, ?, ?, ?)", (article, stamp, version, _views_json(views)))
        self._many("INSERT OR IGNORE INTO named VALUES (?, ?)", ((one, article) for one in iris))
        rows = ((entity, article, kind.value, name) for entity, (kind, name) in names.items())
        self._many("INSERT INTO name VALUES (?, ?, ?, ?)", rows)
        self._many("INSERT INTO telling VALUES (?, ?, ?, '')", ((v.telling, article, v.telling) for v in views))
        blocks = {("\0".join(block), v.telling) for v in views for block in blocks_of(v)}
        self._many("INSERT INTO block VALUES (?, ?)", sorted(blocks))

    def remove(self, article: str) -> None:
        """Forget an article."""
        self._run("DELETE FROM block WHERE telling IN (SELECT iri FROM telling WHERE article = ?)", (article,))
        for table, column in (("telling", "article"), ("name", "article"), ("named", "article"), ("article", "id")):
            self._run(f"DELETE FROM {table} WHERE {column} = ?", (article,))  # noqa: S608 - names of ours

    def naming(self, iris: Iterable[str]) -> set[str]:
        """Ids of articles whose graphs have one of these IRIs."""
        return {row[0] for row in self._among("SELECT article FROM named WHERE iri IN", iris)}

    def views(self, articles: Iterable[str]) -> dict[str, EventView]:
        """The events of articles, by telling IRI."""
        found = {}
        for article, text in self._among("SELECT id, views FROM article WHERE id IN", articles):
            found.update({view.telling: view for view in _views(article, text)})
        return found

    # ------------------------------------------------------------------ entities

    def entities_of(self, articles: Iterable[str]) -> set[str]:
        """Canonical IRIs that articles name."""
        return {row[0] for row in self._among("SELECT entity FROM name WHERE article IN", articles)}

    def names_of(self, entities: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """Type and name of entities, as each article has them."""
        found: dict[str, list[tuple[str, str]]] = {}
        for entity, kind, name in self._among("SELECT entity, type, name FROM name WHERE entity IN", entities):
            found.setdefault(entity, []).append((kind, name))
        return found

    # ------------------------------------------------------------------ tellings

    def tellings_of(self, articles: Iterable[str]) -> list[tuple[str, str, str]]:
        """Telling, component and happening of what articles tell."""
        return self._among("SELECT iri, component, happening FROM telling WHERE article IN", articles)

    def in_components(self, components: Iterable[str]) -> list[tuple[str, str]]:
        """Telling and article of all that is in components."""
        return self._among("SELECT iri, article FROM telling WHERE component IN", components)

    def components_of(self, tellings: Iterable[str]) -> dict[str, str]:
        """Component of each telling."""
        return dict(self._among("SELECT iri, component FROM telling WHERE iri IN", tellings))

    def articles_of(self, tellings: Iterable[str]) -> dict[str, str]:
        """Article of each telling."""
        return dict(self._among("SELECT iri, article FROM telling WHERE iri IN", tellings))

    def happenings_of(self, tellings: Iterable[str]) -> dict[str, str]:
        """Happening of each telling, "" for none yet."""
        return dict(self._among("SELECT iri, happening FROM telling WHERE iri IN", tellings))

    def near(self, view: EventView) -> set[str]:
        """Tellings that an event is to be compared with; those of its own article are not among them."""
        keys = {"\0".join(block) for block in blocks_of(view)}
        found = {row[0] for row in self._among("SELECT telling FROM block WHERE key IN", keys)}
        own = {row[0] for row in self.tellings_of([view.article])}
        return found - own

    def place(self, placed: Iterable[tuple[str, str, str]]) -> None:
        """Component and happening of tellings: ``(component, happening, telling)``."""
        self._many("UPDATE telling SET component = ?, happening = ? WHERE iri = ?", placed)

    def happening_count(self) -> int:
        """How many happenings there are."""
        return int(self._all("SELECT COUNT(DISTINCT happening) FROM telling")[0][0])

    # ------------------------------------------------------------------ database

    def _create(self) -> None:
        for table, columns in _TABLES.items():
            without = "" if table == "article" else " WITHOUT ROWID"
            self._run(f"CREATE TABLE IF NOT EXISTS {table} ({columns}){without}")
        for index in _INDEXES:
            self._run(index)
        self._run(f"PRAGMA user_version = {_FORMAT}")

    def _drop(self) -> None:
        for table in _TABLES:
            self._run(f"DROP TABLE IF EXISTS {table}")

    def _among(self, sql: str, values: Iterable[str]) -> list[Any]:
        rows: list[Any] = []
        ordered = sorted(set(values))
        for start in range(0, len(ordered), _AT_ONCE):
            some = ordered[start : start + _AT_ONCE]
            rows += self._all(f"{sql} ({','.join('?' * len(some))})", some)
        return rows

    def _all(self, sql: str, values: Sequence[str] = ()) -> list[Any]:
        return self._run(sql, values).fetchall()

    def _run(self, sql: str, values: Sequence[str] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _many(self, sql: str, rows: Iterable[Sequence[str]]) -> None:
        try:
            self._db.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> StoreError:
        return StoreError(f"{self._path}: {error}; delete it, it is made again")

    def __enter__(self) -> State:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        except sqlite3.Error as error:
            raise self._broken(error) from error
        finally:
            self._db.close()


def _views_json(views: Sequence[EventView]) -> str:
    """Events of one article; what all of them share stands there once."""
    if not views:
        return ""
    first = views[0]
    return json.dumps(
        {
            "version": first.version,
            "published": first.published.isoformat() if first.published else "",
            "language": first.language,
            "title": first.title,
            "things": {thing: kind.value for thing, kind in first.things.items()},
            "events": [
                [v.iri, v.type, v.entities, v.terms, v.amounts, v.time, v.evidence, v.factuality, sorted(v.near)]
                for v in views
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _views(article: str, text: str) -> Iterator[EventView]:
    if not text:
        return
    told = json.loads(text)
    things = {thing: EntityType(kind) for thing, kind in told["things"].items()}
    for event_iri, kind, entities, terms, amounts, time, evidence, factuality, near in told["events"]:
        yield EventView(
            iri=event_iri,
            article=article,
            version=told["version"],
            type=kind,
            entities=tuple((role, value) for role, value in entities),
            terms=tuple((role, value) for role, value in terms),
            amounts=tuple((role, value) for role, value in amounts),
            time=time,
            published=date.fromisoformat(told["published"]) if told["published"] else None,
            language=told["language"],
            title=told["title"],
            evidence=tuple(evidence),
            factuality=tuple(factuality),
            near=frozenset(near),
            things=things,
        )
