"""The tools of a run, opened when first used: fetcher, archive, catalogue, extractor, writer.

A run holds one workshop open from beginning to end, so that its stages share connections, what is known of robots.txt and
the one writer; a stage that runs alone, in a task on another machine, opens its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property

from flows.manifest import Run
from flows.scrape.archive import Archive
from flows.scrape.catalogue import Catalogue
from flows.scrape.fetch import Fetcher
from flows.scrape.local import LocalFiles
from flows.settings import Settings
from graph.extract.pipeline import Extractor, default_extractor
from graph.load import Loader
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
        """For http(s)."""
        return Fetcher(self.settings)

    @cached_property
    def files(self) -> LocalFiles:
        """For ``file:``."""
        return LocalFiles()

    @cached_property
    def archive(self) -> Archive:
        """Where every response goes first."""
        return self._stack.enter_context(Archive(self.run.home))

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is known from earlier runs."""
        return self._stack.enter_context(Catalogue(self.run.home))

    @cached_property
    def extractor(self) -> Extractor:
        """The extractor with the event types of the settings."""
        return default_extractor(self.settings.events)

    @cached_property
    def writer(self) -> Writer:
        """The one writer; taking it raises StoreLockedError while another run lasts."""
        return self._stack.enter_context(Writer(self.run.home))

    @cached_property
    def loader(self) -> Loader:
        """Loads with the writer; the vocabulary goes in before the first article."""
        loader = Loader(self.writer, self.extractor.vocabulary)
        loader.load_vocabulary()
        return loader

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
