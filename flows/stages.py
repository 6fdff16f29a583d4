"""The stages of a run, without Prefect: plan → (fetch → extract → load) for each batch → finish.

``reelgraph ingest`` runs them one after the other in :func:`run_ingest`; the Prefect flow runs the same functions as
tasks. Those of a batch take and return the path of a manifest (:mod:`flows.manifest`). Any of them can be killed, and
the next run finishes the work: what is done is known by the catalogue and the store, not by a manifest or by Prefect.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows import manifest as manifests
from flows.consolidate import consolidated, recorded_quads
from flows.manifest import Batch, Entry, Failure, Outcome, Run, SourcePlan, Stage
from flows.outdated import outdated
from flows.planning import choose, delays, discovered, mixed, pause
from flows.provenance import run_quads
from flows.report import RunReport, SnapshotLine, Timings, count, save_report, versions
from flows.scrape.discover import capture
from flows.scrape.identity import site_of
from flows.scrape.sources import load_sources, resolve
from flows.settings import SOFTWARE, Settings, secret_settings
from flows.workshop import Workshop, workshop
from graph import iri, resources
from graph.errors import (
    ExtractionError,
    GateError,
    InputError,
    ParseError,
    ReelgraphError,
    SkippedError,
    TransientFetchError,
)
from graph.model import Capture, Item

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a run has come."""

    stage: str
    done: int
    total: int | None  #: None while it is not known


Listener = Callable[[Advance], None]


def run_ingest(settings: Settings, arguments: Sequence[str], on_progress: Listener = lambda _: None) -> RunReport:
    """One run in this process over the sources named, or all. Raises ReelgraphError where nothing could be done."""
    run = begin(settings, arguments)
    with workshop(run):
        planned = plan(run, on_progress)
        total = sum(p.new for p in manifests.run_of(planned[0]).plans) if planned else 0
        done = 0
        loaded = []
        for path in planned:
            size = len(manifests.read(Batch, path).entries)
            on_progress(Advance("fetch", done, total))
            fetched = _fetch_patiently(path)
            on_progress(Advance("extract", done, total))
            extracted = extract(fetched)
            on_progress(Advance("load", done, total))
            loaded.append(load(extracted))
            done += size
        on_progress(Advance("publish", done, total))
        return finish(run, loaded)


def begin(settings: Settings, arguments: Sequence[str]) -> Run:
    """A new run over the sources that the arguments name. Raises SettingsError for an argument that names none."""
    started = datetime.now(UTC)
    failures = []
    if not arguments:
        _, errors = load_sources(settings.sources or resources.sources())
        failures += [Failure.of(error, "settings") for error in errors]
    settings = settings.model_copy(update={"home": settings.home.resolve()})
    run = Run(
        id=f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}",
        settings=settings.model_dump(mode="json", exclude=set(secret_settings(settings))),
        sources=resolve(arguments, settings),
        started=started.isoformat(timespec="seconds"),
        # whoever names a source wants to know what it has now
        due_only=not arguments,
        failures=tuple(failures),
    )
    manifests.save_run(run)
    return run


def plan(run: Run, on_progress: Listener = lambda _: None) -> list[Path]:
    """Discover the articles of a run's sources and put the new ones into batches; returns their manifests."""
    began = time.monotonic()
    failures = list(run.failures)
    skipped: list[Failure] = []
    plans = []
    new: dict[str, Item] = {}
    with workshop(run) as shop:
        # taken before anything is done: a second run at the same time must not begin
        shop.writer.flush()
        shop.catalogue.record_run(run.id, datetime.fromisoformat(run.started))
        failures += [Failure.of(problem, "settings") for problem in shop.extractor.vocabulary.problems]
        for source in run.sources:
            found, tally = discovered(shop, source)
            for problem in (f for f in found if isinstance(f, InputError)):
                if isinstance(problem, SkippedError):
                    skipped.append(Failure.of(problem, "discover", source=source.name))
                else:
                    shop.catalogue.record_failure(run.id, "discover", problem)
                    failures.append(Failure.of(problem, "discover", source=source.name))
            items = [f for f in found if isinstance(f, Item)]
            chosen, left = choose(shop, source, items)
            before = len(new)
            for item in chosen:
                # two sources may list the same page: the first one gets it
                new.setdefault(item.url, item)
            plans.append(SourcePlan(source.name, len(items), len(new) - before, left, tally.screened))
            on_progress(Advance("discover", len(new), None))
    items = mixed(new.values())
    size = run.load_settings().batch_size
    paths = []
    for number, start in enumerate(range(0, len(items), size), 1):
        path = manifests.batch_path(run, number, Stage.PLANNED)
        entries = tuple(Entry(item) for item in items[start : start + size])
        manifests.write(Batch, Batch(run.id, number, entries), path)
        paths.append(path)
    seconds = {"discover": round(time.monotonic() - began, 3)}
    manifests.save_run(
        replace(run, plans=tuple(plans), failures=tuple(failures), skipped=tuple(skipped), seconds=seconds)
    )
    return paths


def fetch(manifest: Path, *, last_try: bool = True) -> Path:
    """Fetch, archive and parse a batch.

    Raises TransientFetchError if something could not be had this time, unless this is the last try; what could be had
    is kept, and the next call asks for the rest alone.
    """
    run = manifests.run_of(manifest)
    target = manifests.stage_path(manifest, Stage.FETCHED)
    batch = manifests.read(Batch, target if target.exists() else manifest)
    began = time.monotonic()
    with workshop(run) as shop:
        entries = list(_attempt(shop, batch.entries, last_try=last_try))
    again = [e for e in entries if e.outcome is Outcome.RETRY]
    _save(target, batch, entries, "fetch", began)
    if again:
        reason = again[0].failure.message if again[0].failure else ""
        raise TransientFetchError(
            f"{len(again)} of {len(entries)} could not be had this time, the first because {reason}", again[0].item.url
        )
    return target


def extract(manifest: Path) -> Path:
    """Read out of a batch's articles what they tell."""
    run = manifests.run_of(manifest)
    batch = manifests.read(Batch, manifest)
    began = time.monotonic()
    with workshop(run) as shop:
        entries = [_extracted(shop, e) if e.outcome is Outcome.PARSED else e for e in batch.entries]
    return _save(manifests.stage_path(manifest, Stage.EXTRACTED), batch, entries, "extract", began)


def load(manifest: Path) -> Path:
    """Commit a batch to the store, and then to the catalogue: what the catalogue calls done stands in the store."""
    run = manifests.run_of(manifest)
    batch = manifests.read(Batch, manifest)
    began = time.monotonic()
    with workshop(run) as shop:
        entries = [_loaded(shop, e) if e.outcome is Outcome.EXTRACTED else e for e in batch.entries]
        if stored := [e for e in entries if e.outcome is Outcome.STORED]:
            versions_stored = [iri.article_version(e.id, e.version) for e in stored]
            shop.writer.write_run(run_quads(run, shop.extractor.name, versions_stored))
            shop.writer.write_run(recorded_quads(versions_stored, run.started, shop.writer))
        shop.writer.flush()
        for e in entries:
            if e.outcome in (Outcome.STORED, Outcome.UNCHANGED, Outcome.IRRELEVANT):
                relevant = e.outcome is not Outcome.IRRELEVANT
                shop.catalogue.record_stored(e.item, e.id, e.version, relevant=relevant)
    return _save(manifests.stage_path(manifest, Stage.LOADED), batch, entries, "load", began)


def finish(run: Run, loaded: Sequence[Path]) -> RunReport:
    """Publish what is committed and write the report of the run."""
    run = manifests.run_of(run.folder / "run.json")
    began = time.monotonic()
    batches = [manifests.read(Batch, path) for path in loaded]
    with workshop(run) as shop:
        failures = consolidated(shop, run)
        snapshot = shop.writer.publish(run.id) if not failures else shop.writer.published()
        extractor = shop.extractor.name
        by_others = outdated(shop.writer, extractor)
        finished = datetime.now(UTC)
        shop.catalogue.record_run(run.id, datetime.fromisoformat(run.started), finished)
    entries = [e for batch in batches for e in batch.entries]
    stored = [e for e in entries if e.outcome is Outcome.STORED]
    seconds = dict(run.seconds)
    for batch in batches:
        for stage, value in batch.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + value
    seconds["publish"] = time.monotonic() - began
    report = RunReport(
        run=run.id,
        software=SOFTWARE,
        extractor=extractor,
        sources=count(run, batches),
        entities=sum(e.entities for e in stored),
        events=sum(e.events for e in stored),
        claims=sum(e.claims for e in stored),
        failures=(
            *run.failures,
            *(e.failure for e in entries if e.failure and e.outcome is not Outcome.SKIPPED),
            *failures,
        ),
        repaired=tuple(e.repaired for e in entries if e.repaired),
        snapshot=SnapshotLine(snapshot.number, snapshot.digest, snapshot.quads, snapshot.graphs) if snapshot else None,
        versions=versions(),
        timings=Timings(
            started=run.started,
            finished=finished.isoformat(timespec="seconds"),
            seconds={stage: round(value, 3) for stage, value in seconds.items()},
        ),
        skipped=(*run.skipped, *(e.failure for e in entries if e.failure and e.outcome is Outcome.SKIPPED)),
        outdated=by_others,
    )
    save_report(report, run.home)
    return report


# --------------------------------------------------------------------------- one article


def _attempt(shop: Workshop, entries: Sequence[Entry], *, last_try: bool) -> Iterator[Entry]:
    """Entries as they are after one more try to fetch those that have not been had."""
    missing = [e for e in entries if e.outcome in (Outcome.PENDING, Outcome.RETRY)]
    by_site: dict[str, list[Entry]] = {}
    for entry in missing:
        by_site.setdefault(site_of(entry.item.url), []).append(entry)

    def visit(of_site: list[Entry]) -> list[Capture | InputError]:
        return [_captured(shop, e) for e in of_site]

    # hosts side by side, the pages of one host one after the other
    with ThreadPoolExecutor(shop.settings.fetch_threads) as pool:
        visits = zip(by_site.values(), pool.map(visit, by_site.values()), strict=True)
        had = {
            e.item.url: capture for of_site, captures in visits for e, capture in zip(of_site, captures, strict=True)
        }
    for entry in entries:
        yield _parsed(shop, entry, had[entry.item.url], last_try=last_try) if entry.item.url in had else entry


def _captured(shop: Workshop, entry: Entry) -> Capture | InputError:
    try:
        source = shop.run.source(entry.item.source)
        had = capture(entry.item, shop.fetcher, shop.archive, shop.files, catalogue=shop.catalogue, delay=source.delay)
    except InputError as error:
        return error
    shop.catalogue.record_capture(entry.item, had)
    return had


def _parsed(shop: Workshop, entry: Entry, had: Capture | InputError, *, last_try: bool) -> Entry:
    if isinstance(had, TransientFetchError) and not last_try:
        failure = Failure.of(had, "fetch", where=entry.item.url, source=entry.item.source)
        return replace(entry, outcome=Outcome.RETRY, failure=failure)
    if isinstance(had, SkippedError):
        shop.catalogue.record_skips((entry.item, had))
        failure = Failure.of(had, "fetch", where=entry.item.url, source=entry.item.source)
        return replace(entry, outcome=Outcome.SKIPPED, failure=failure)
    if isinstance(had, InputError):
        return _failed(shop, entry, had, "fetch")
    entry = replace(entry, fetched=True, failure=None, capture=f"{had.archive}#offset={had.offset}")
    notes: list[InputError] = []
    try:
        article = shop.sandbox.parse(had, entry.item, shop.run.source(entry.item.source), note=notes.append)
    except ReelgraphError as error:
        return _failed(shop, entry, error, "parse")
    except Exception as error:  # noqa: BLE001 - one page must not stop a run, whatever it does to the parser
        return _failed(shop, entry, _broken(ParseError, entry, error), "parse")
    if notes:
        repaired = Failure.of(notes[0], "parse", where=entry.item.url, source=entry.item.source)
        entry = replace(entry, repaired=repaired)
    path = shop.save_article(article)
    shop.catalogue.record_article(entry.item, had, article, shop.run.id)
    return replace(
        entry,
        outcome=Outcome.PARSED,
        parsed=True,
        id=article.id,
        version=article.version,
        article=path,
    )


def _extracted(shop: Workshop, entry: Entry) -> Entry:
    try:
        extraction = shop.extractor.extract(shop.load_article(entry.article))
    except ReelgraphError as error:
        return _failed(shop, entry, error, "extract")
    except Exception as error:  # noqa: BLE001 - one article must not stop a run, whatever it does to the extractor
        return _failed(shop, entry, _broken(ExtractionError, entry, error), "extract")
    return replace(
        entry,
        outcome=Outcome.EXTRACTED if extraction.relevant else Outcome.IRRELEVANT,
        extraction=shop.save_extraction(entry.article, extraction),
        entities=len(extraction.entities),
        events=len(extraction.events),
        claims=sum(1 for _ in extraction.claims()),
    )


def _loaded(shop: Workshop, entry: Entry) -> Entry:
    try:
        done = shop.loader.load(shop.load_article(entry.article), shop.load_extraction(entry.extraction))
    except GateError as error:
        return _failed(shop, entry, error, "load")
    return replace(entry, outcome=Outcome.UNCHANGED if done == "unchanged" else Outcome.STORED)


def _failed(shop: Workshop, entry: Entry, error: ReelgraphError, stage: str) -> Entry:
    if isinstance(error, GateError | ExtractionError):
        error.where = entry.item.url  # the article's own id says little to who has to look for it
    shop.catalogue.record_failure(shop.run.id, stage, error, entry.item)
    failure = Failure.of(error, stage, where=entry.item.url, source=entry.item.source)
    return replace(entry, outcome=Outcome.FAILED, failure=failure)


def _broken(kind: type[InputError], entry: Entry, error: Exception) -> InputError:
    """An error of ours for one that a library, or a mistake of ours, let through; ``--debug`` logs where."""
    _log.debug("%s", entry.item.url, exc_info=error)
    return kind(f"the program failed on it: {type(error).__name__}: {error}", entry.item.url)


# --------------------------------------------------------------------------- waiting, saving


def _fetch_patiently(manifest: Path) -> Path:
    """:func:`fetch` with as many tries, and as long waits, as the Prefect task makes."""
    for delay in delays(manifests.run_of(manifest).load_settings()):
        try:
            return fetch(manifest, last_try=False)
        except TransientFetchError as error:
            _log.info("%s; again in %.0f s", error, delay)
            pause(delay)
    return fetch(manifest, last_try=True)


def _save(path: Path, batch: Batch, entries: Sequence[Entry], stage: str, began: float) -> Path:
    seconds = dict(batch.seconds)
    seconds[stage] = round(seconds.get(stage, 0.0) + time.monotonic() - began, 3)
    manifests.write(Batch, replace(batch, entries=tuple(entries), seconds=seconds), path)
    return path
