"""The store made anew from what is true: archive, articles, extractions, judgements. Same inputs, same hash.

The new store is made aside, and takes the place of the old one when it is whole; readers see the published snapshot
until the new one is published. The graph of runs, which tells of clocks and can be made of nothing else, is carried
over. What another edition of the extractor told is told again by this one, off-topic articles among it.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.consolidate import consolidate, diff_quads, save_diff, unsound
from flows.identify import Current, read_judgements, reading
from flows.manifest import write_text
from flows.scrape.archive import Archive
from flows.scrape.catalogue import Catalogue, StoredRow
from flows.scrape.identity import digest_id
from flows.scrape.parse import parse
from flows.settings import Settings
from graph.consolidate.changes import Diff
from graph.errors import GateError, InputError, ReelgraphError, StoreError
from graph.extract.pipeline import Extractor, default_extractor
from graph.extract.records import article_to_json, extraction_to_json
from graph.iri import RUNS_GRAPH
from graph.load import Loader
from graph.model import Article, Extraction, Source, SourceKind
from graph.store import Snapshot
from graph.store.embedded import Writer, replace_live

_FOLDER = "rebuild.partial"

Listener = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of it."""

    run: str
    articles: int
    made_again: int  #: articles that were read from the archive again, or extracted again, off-topic ones too
    failures: tuple[ReelgraphError, ...]  #: articles that could not be had; they are not in the new store
    before: Snapshot | None
    snapshot: Snapshot
    diff: Diff

    @property
    def same(self) -> bool:
        """Whether the graph is what it was."""
        return self.before is not None and self.before.digest == self.snapshot.digest


def rebuild(settings: Settings, *, extract: bool = False, on_progress: Listener = lambda done, total: None) -> Rebuilt:
    """Make the store anew and publish it; with ``extract`` every article is read from the archive and extracted again.

    Without it those are extracted again that another extractor read.
    Raises StoreLockedError while another process writes, StoreError, GateError.
    """
    now = datetime.now(UTC)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    home = settings.home
    aside = home / _FOLDER
    shutil.rmtree(aside, ignore_errors=True)
    extractor = default_extractor(settings.events, settings.packages)
    with Writer(home) as old:  # nobody writes meanwhile
        before = old.published()
        with Catalogue(home, url=settings.catalogue_url) as catalogue, Writer(aside) as new:
            rows = catalogue.done()
            loader = Loader(new, extractor.vocabulary, extractor.register)
            loader.load_vocabulary()
            had = _Had(settings, extractor, again=extract)
            failures: list[ReelgraphError] = []
            articles = 0
            for number, row in enumerate(rows):
                on_progress(number, len(rows))
                try:
                    article, extraction = had.article(row)
                    if extraction.relevant:
                        loader.load(article, extraction)
                        articles += 1
                except (InputError, GateError) as error:
                    failures += [error] if row.relevant else []  # what was off topic is missed by nobody
                    continue
                if extraction.relevant != row.relevant:
                    catalogue.record_relevance(row.id, row.version, relevant=extraction.relevant)
            new.write_run(old.quads(graph=RUNS_GRAPH))
            judgements = read_judgements(settings)
            # what is known from before is of the old store; the new one starts with none of it
            diff = consolidate(
                aside, new, extractor.vocabulary, extractor.register, judgements, full=True, articles=home
            )
            new.write_run(diff_quads(diff, run_id))
    for derived in (
        "consolidation.sqlite",
        "consolidation.sqlite-wal",
        "consolidation.sqlite-shm",
        "identity.sqlite",
        "syndication.sqlite",
    ):
        (home / derived).unlink(missing_ok=True)
        if (aside / derived).exists():
            (aside / derived).replace(home / derived)
    replace_live(home, aside)
    shutil.rmtree(aside, ignore_errors=True)
    with Writer(home) as writer:
        if (broken := unsound(writer, home, questions=True)) != ():
            raise broken[0]
        snapshot = writer.publish(run_id)
    save_diff(diff, home, run_id)
    return Rebuilt(run_id, articles, had.made_again, tuple(failures), before, snapshot, diff)


class _Had:
    """Articles and extractions of a workspace; what is missing or out of date is made again."""

    def __init__(self, settings: Settings, extractor: Extractor, *, again: bool) -> None:
        self._home = settings.home
        self._extractor = extractor
        self._again = again
        self._read = reading(settings.home)
        self.made_again = 0

    def article(self, row: StoredRow) -> tuple[Article, Extraction]:
        """Raises InputError where neither the files nor the archive have it."""
        article = None
        if not self._again:
            try:
                article, extraction = self._read(Current(row.id, row.version, ""))
            except (StoreError, InputError):
                pass  # lost or broken: the archive has it
            else:
                if extraction.extractor == self._extractor.name:
                    return article, extraction
        article = article or self._parsed(row)
        extraction = self._extractor.extract(article)
        self.made_again += 1
        for path in _places(self._home, "articles", row):
            write_text(path, article_to_json(article))
        for path in _places(self._home, "extractions", row):
            write_text(path, extraction_to_json(extraction))
        return article, extraction

    def _parsed(self, row: StoredRow) -> Article:
        with Archive(self._home) as archive:
            capture = archive.read(row.archive, row.offset)
        source = Source(row.item.source, SourceKind.PAGES, (row.item.url,), row.publisher)
        article = parse(capture, row.item, source)
        if article.version != row.version:
            raise InputError(
                f"article {row.id}: the archive gives version {article.version} now, not {row.version}; "
                "the parser reads it otherwise than it did: ingest it again",
                row.item.url,
            )
        return article


def _places(home: Path, folder: str, row: StoredRow) -> Iterator[Path]:
    """Where the file of an article version goes: to its own place, unless another article with these words has it."""
    plain = home / folder / row.version[:2] / f"{row.version}.json"
    own = plain.with_name(f"{row.version}-{digest_id(row.id)[:8]}.json")
    yield own if own.exists() else plain
