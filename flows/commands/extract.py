"""``reelgraph extract``: articles in, extractions out, no graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from flows.identify import read_judgements
from flows.scrape.discover import discover
from flows.scrape.fetch import Fetcher
from flows.scrape.local import LocalFiles
from flows.scrape.sandbox import shared_sandbox
from flows.settings import Settings
from graph.errors import ExportError, InputError
from graph.extract.pipeline import default_extractor
from graph.extract.records import to_record
from graph.identity.across import with_identity
from graph.model import Article, Capture, Extraction, Source, SourceKind


def extract_files(files: Sequence[Path], output: Path, settings: Settings, *, quiet: bool) -> int:
    """Write one record an article to ``output`` (``-`` is standard output); returns the exit status.

    What cannot be used is named on standard error and left out. Raises ExportError where the output cannot be written.
    """
    extractor = default_extractor(settings.events, settings.packages)
    errors: list[Exception] = list(extractor.vocabulary.problems)
    judgements = read_judgements(settings)
    written = 0
    err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    progress = Progress(SpinnerColumn(), TextColumn("{task.description}"), console=err, transient=True, disable=quiet)
    with _opened(output) as out, progress:
        bar = progress.add_task("reading")

        def extracted() -> Iterator[tuple[Article, Extraction]]:
            read = 0
            for found in articles(files, settings):
                try:
                    if isinstance(found, InputError):
                        raise found
                    extraction = extractor.extract(found)
                except InputError as error:
                    errors.append(error)
                    continue
                read += 1
                progress.update(bar, description=f"{read} articles")
                yield found, extraction

        for article, extraction in with_identity(extracted(), extractor.vocabulary, judgements, extractor.register):
            out.write(json.dumps(to_record(article, extraction), ensure_ascii=False) + "\n")
            written += 1
    for problem in errors:
        where = getattr(problem, "where", "")
        err.print(f"error: {where}: {problem}" if where else f"error: {problem}")
    if not quiet:
        err.print(f"{written} articles extracted, {len(errors)} failed")
    return int(bool(errors) or not written)


def articles(files: Sequence[Path], settings: Settings) -> Iterator[Article | InputError]:
    """The articles of local files in order; one that cannot be read comes as the error that says why."""
    source = Source("extract", SourceKind.FILES, tuple(str(f) for f in files))
    local = LocalFiles()
    for item in discover(source, Fetcher(settings)):
        if isinstance(item, InputError):
            yield item
            continue
        try:
            r = local.read(item.url)
            capture = Capture(
                r.url, r.requested, r.fetched, r.status, r.headers, r.body, digest="", archive="", offset=0
            )
            yield shared_sandbox().parse(capture, item, source)
        except InputError as error:
            error.where = error.where or item.url
            yield error


@contextmanager
def _opened(output: Path) -> Iterator[TextIO]:
    if str(output) == "-":
        yield sys.stdout
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        out = output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{output}: cannot be written ({error.strerror})") from None
    with out:
        yield out
