"""The occurrences of all articles of a workspace, kept so that a run need not read every extraction again.

``identity.sqlite`` is derived: it may be deleted, and is filled again from the articles and extractions.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from graph.errors import StoreError
from graph.identity.occurrences import Occurrence
from graph.model import EntityType

_FORMAT = 2  #: of the rows; another one is thrown away
_SCHEMA = "CREATE TABLE IF NOT EXISTS occurrences (article TEXT PRIMARY KEY, stamp TEXT NOT NULL, things TEXT NOT NULL)"


class OccurrenceLedger:
    """A table with a row an article; use as a context manager. Raises StoreError where the file cannot be used."""

    def __init__(self, home: Path) -> None:
        self._path = home / "identity.sqlite"
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path)
            if self._db.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
                self._db.execute("DROP TABLE IF EXISTS occurrences")
                self._db.execute(f"PRAGMA user_version = {_FORMAT}")
            self._db.execute(_SCHEMA)
            self._db.commit()
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error

    def stamps(self) -> Mapping[str, str]:
        """What each article's row was made of, by article id."""
        return dict(self._run("SELECT article, stamp FROM occurrences"))

    def put(self, article_id: str, stamp: str, found: Iterable[Occurrence]) -> None:
        """The things that an article names; ``stamp`` tells its version and whose rules found them."""
        things = list(found)
        everyone = sorted(one.iri for one in things)
        rows = json.dumps([_row(one, everyone) for one in things], ensure_ascii=False, separators=(",", ":"))
        self._run("INSERT OR REPLACE INTO occurrences VALUES (?, ?, ?)", (article_id, stamp, rows))

    def remove(self, article_id: str) -> None:
        """Forget an article."""
        self._run("DELETE FROM occurrences WHERE article = ?", (article_id,))

    def occurrences(self) -> Iterator[Occurrence]:
        """Those of all articles, by article id."""
        for article_id, rows in self._run("SELECT article, things FROM occurrences ORDER BY article"):
            things = json.loads(rows)
            everyone = sorted(row[0] for row in things)
            for row in things:
                yield _occurrence(article_id, row, everyone)

    def _run(self, sql: str, values: tuple[str, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> StoreError:
        return StoreError(f"{self._path}: {error}; delete it, it is made again")

    def __enter__(self) -> OccurrenceLedger:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()


def _row(one: Occurrence, everyone: Sequence[str]) -> list[object]:
    """One occurrence; that all others of its article are beside it is not written out."""
    beside = None if one.beside == _others(one.iri, everyone) else one.beside
    return [one.iri, one.type.value, one.name, one.surfaces, one.language, beside, one.related, one.glossed, one.kinds]


def _others(entity_iri: str, everyone: Sequence[str]) -> tuple[str, ...]:
    return tuple(other for other in everyone if other != entity_iri)


def _occurrence(article_id: str, row: list[Any], everyone: Sequence[str]) -> Occurrence:
    entity_iri, kind, name, surfaces, language, beside, related, glossed, kinds = row
    return Occurrence(
        article=article_id,
        iri=entity_iri,
        type=EntityType(kind),
        name=name,
        surfaces=tuple(surfaces),
        language=language,
        beside=_others(entity_iri, everyone) if beside is None else tuple(beside),
        related=tuple((predicate, other) for predicate, other in related),
        glossed=tuple(glossed),
        kinds=tuple(kinds),
    )
