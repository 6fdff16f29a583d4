"""The tools of a run, opened when first used: fetcher, archive, catalogue, extractor, writer.

A run holds one workshop open from beginning to end, so that its stages share what is known of robots.txt, the pace of
each host and the one writer; a stage that runs alone, in a task on another machine, opens its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property

from flows.manifest import Run, write_text
from flows.scrape.archive import Archive
from flows.scrape.catalogue import RETRACTED, Catalogue
from flows.scrape.fetch import Fetcher
from flows.scrape.identity import digest_id
from flows.scrape.local import LocalFiles
from flows.scrape.sandbox import Sandbox, shared_sandbox
from flows.settings import Settings
from graph.errors import StoreError
from graph.extract.pipeline import Extractor, default_extractor
from graph.extract.records import article_from_json, article_to_json, extraction_from_json, extraction_to_json
from graph.load import Loader
from graph.model import Article, Extraction, SourceKind
from graph.store.embedded import Writer

# by run id: stages are functions of a path, so that they can be tasks
_open: dict[str, Workshop] = {}


class Workshop:
    """The tools of one run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.settings: Settings = run.load_settings()
        self._stack = ExitStack()

    @cached_property
    def fetcher(self) -> Fetcher:
        """For http(s); what it meets on its way goes to the archive, what sites ask for to the catalogue."""
        return Fetcher(
            self.settings,
            memory=self.catalogue.visits,
            witness=self.archive.witness,
            chance=random.Random(self.run.id),  # noqa: S311 - spreads load, keeps no secret
        )

    @cached_property
    def files(self) -> LocalFiles:
        """For ``file:``."""
        return LocalFiles()

    @cached_property
    def archive(self) -> Archive:
        """Where every response goes first."""
        return self._stack.enter_context(Archive(self.run.home))

    @cached_property
    def sandbox(self) -> Sandbox:
        """Where pages are read."""
        return shared_sandbox()

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is known from earlier runs."""
        overruled = [] if self.settings.honour_reservations else ["reserved"]
        if all(source.kind in (SourceKind.FILES, SourceKind.PAGES) for source in self.run.sources):
            overruled.append(RETRACTED)  # whoever names an article wants it again
        return self._stack.enter_context(Catalogue(self.run.home, url=self.settings.catalogue_url, overruled=overruled))

    @cached_property
    def extractor(self) -> Extractor:
        """The extractor with the event types and pipelines of the settings."""
        return default_extractor(self.settings.events, self.settings.packages)

    @cached_property
    def writer(self) -> Writer:
        """The one writer; taking it raises StoreLockedError while another run lasts."""
        return self._stack.enter_context(Writer(self.run.home))

    @cached_property
    def loader(self) -> Loader:
        """Loads with the writer; the vocabulary goes in before the first article."""
        loader = Loader(self.writer, self.extractor.vocabulary, self.extractor.register)
        loader.load_vocabulary()
        return loader

    def save_article(self, article: Article) -> str:
        """Write an article into the workspace; returns its path there."""
        path = f"articles/{article.version[:2]}/{article.version}.json"
        text = article_to_json(article)
        if (self.run.home / path).exists() and self.load_article(path).id != article.id:
            # two articles with the same words: an agency's text under two addresses
            path = f"articles/{article.version[:2]}/{article.version}-{digest_id(article.id)[:8]}.json"
        write_text(self.run.home / path, text)
        return path

    def load_article(self, path: str) -> Article:
        """An article of the workspace. Raises InputError, StoreError."""
        return article_from_json(self._text(path))

    def save_extraction(self, article_path: str, extraction: Extraction) -> str:
        """Write an extraction beside its article; returns its path in the workspace."""
        path = "extractions/" + article_path.removeprefix("articles/")
        write_text(self.run.home / path, extraction_to_json(extraction))
        return path

    def load_extraction(self, path: str) -> Extraction:
        """An extraction of the workspace. Raises InputError, StoreError."""
        return extraction_from_json(self._text(path))

    def _text(self, path: str) -> str:
        try:
            return (self.run.home / path).read_text(encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{self.run.home / path}: cannot be read ({error.strerror}); run it again") from None

    def close(self) -> None:
        """Close what was opened, the last first."""
        self._stack.close()


@contextmanager
def workshop(run: Run) -> Iterator[Workshop]:
    """The workshop that the run has open in this process, else one for this block."""
    if run.id in _open:
        yield _open[run.id]
        return
    shop = _open[run.id] = Workshop(run)
    try:
        yield shop
    finally:
        del _open[run.id]
        shop.close()
