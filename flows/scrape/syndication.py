"""What is compared of every article of a workspace, and which of them are one text (``syndication.sqlite``).

The file is derived: it may be deleted, and is filled again from the articles. An article is compared with those alone
that share grams with it, so adding one to 20,000 takes as long as adding one to 1,000.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from flows.scrape.duplicates import SHARED, Cluster, Pair, Text, clusters, is_copy
from graph.errors import StoreError

FILE = "syndication.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (
  number INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, version TEXT NOT NULL, language TEXT NOT NULL,
  published TEXT NOT NULL, publisher TEXT NOT NULL, agency TEXT NOT NULL, prints INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS prints (print INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (print, number))
  STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS prints_of ON prints (number);
CREATE TABLE IF NOT EXISTS pairs (
  one TEXT NOT NULL, other TEXT NOT NULL, shared INTEGER NOT NULL, PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
"""


class SyndicationLedger:
    """The ledger of a workspace; use as a context manager, which commits. Raises StoreError."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self._path, timeout=30)
            self._base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path}: {error}; delete it, it is made again") from error

    def __enter__(self) -> SyndicationLedger:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._told():
            if kind is None:
                self._base.commit()
        self._base.close()

    def versions(self) -> dict[str, str]:
        """The version that is compared of each article, by article id."""
        with self._told():
            return dict(self._base.execute("SELECT article, version FROM texts"))

    def put(self, text: Text) -> None:
        """Compare this version of its article, and no other, with all the rest."""
        self.remove(text.article)
        with self._told():
            shared = self._shared(text)
            near = [(self._text(number), count) for number, count in shared.items() if count >= SHARED]
            published = text.published.isoformat() if text.published else ""
            cursor = self._base.execute(
                "INSERT INTO texts (article, version, language, published, publisher, agency, prints)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    text.article,
                    text.version,
                    text.language,
                    published,
                    text.publisher,
                    text.agency,
                    len(text.prints),
                ),
            )
            rows = ((each, cursor.lastrowid) for each in sorted(text.prints))
            self._base.executemany("INSERT INTO prints (print, number) VALUES (?, ?)", rows)
            for other, count in near:
                if is_copy(text, other, count):
                    pair = sorted((text.article, other.article))
                    self._base.execute("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?)", (*pair, count))

    def remove(self, article: str) -> None:
        """Forget an article."""
        with self._told():
            row = self._base.execute("SELECT number FROM texts WHERE article = ?", (article,)).fetchone()
            if row:
                self._base.execute("DELETE FROM prints WHERE number = ?", row)
                self._base.execute("DELETE FROM texts WHERE number = ?", row)
                self._base.execute("DELETE FROM pairs WHERE one = ? OR other = ?", (article, article))

    def clusters(self) -> tuple[Cluster, ...]:
        """The articles that are one text, sorted."""
        pairs = self.pairs()
        with self._told():
            texts = {name: self._text(self._number(name)) for pair in pairs for name in (pair.one, pair.other)}
        return clusters(texts, pairs)

    def pairs(self) -> tuple[Pair, ...]:
        """The articles that are one text two by two, sorted."""
        with self._told():
            rows = self._base.execute("SELECT one, other, shared FROM pairs ORDER BY one, other").fetchall()
            return tuple(Pair(*row) for row in rows)

    def _number(self, article: str) -> int:
        row = self._base.execute("SELECT number FROM texts WHERE article = ?", (article,)).fetchone()
        return int(row[0])

    def _shared(self, text: Text) -> Counter[int]:
        """How many grams each known text shares with this one."""
        shared: Counter[int] = Counter()
        for each in sorted(text.prints):
            found = self._base.execute("SELECT number FROM prints WHERE print = ?", (each,))
            shared.update(number for (number,) in found)
        return shared

    def _text(self, number: int) -> Text:
        row = self._base.execute(
            "SELECT article, version, language, published, publisher, agency FROM texts WHERE number = ?", (number,)
        ).fetchone()
        prints = self._base.execute("SELECT print FROM prints WHERE number = ?", (number,))
        article, version, language, published, publisher, agency = row
        day = date.fromisoformat(published) if published else None
        return Text(article, version, language, day, publisher, agency, frozenset(each for (each,) in prints))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: {error}; delete it, it is made again") from error
