"""What one stage hands to the next: batches of articles as JSON files, so that a task takes and returns a path.

::

    runs/<run-id>.json                       the report
    runs/<run-id>/run.json                   what the run was asked to do (Run)
    runs/<run-id>/batch-0001.planned.json    one batch before and after each stage (Batch)
    runs/<run-id>/batch-0001.fetched.json
    runs/<run-id>/batch-0001.extracted.json
    runs/<run-id>/batch-0001.loaded.json
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from flows.settings import Settings
from graph.errors import ReelgraphError, StoreError
from graph.model import Item, Source

_T = TypeVar("_T")


class Stage(StrEnum):
    """The stages of a batch, in order; each is the name of the file it leaves."""

    PLANNED = "planned"
    FETCHED = "fetched"
    EXTRACTED = "extracted"
    LOADED = "loaded"


class Outcome(StrEnum):
    """Where an article stands."""

    PENDING = "pending"  #: not fetched yet
    RETRY = "retry"  #: could not be had this time
    PARSED = "parsed"
    EXTRACTED = "extracted"
    IRRELEVANT = "irrelevant"  #: read, not about AI in entertainment: catalogued, not stored
    UNCHANGED = "unchanged"  #: this version stands in the store already
    STORED = "stored"
    SKIPPED = "skipped"  #: left alone by choice: robots.txt, a reservation, a site that asks for a pause
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could not be done."""

    code: str  #: :attr:`ReelgraphError.code`
    where: str  #: URL, path or file
    message: str
    stage: str = ""  #: settings, discover, fetch, parse, extract, load
    source: str = ""  #: :attr:`Source.name`, "" where none is to blame

    @classmethod
    def of(cls, error: ReelgraphError, stage: str, *, where: str = "", source: str = "") -> Failure:
        """The failure that an error tells."""
        return cls(error.code, str(getattr(error, "where", "") or where), str(error), stage, source)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article on its way through a batch."""

    item: Item
    outcome: Outcome = Outcome.PENDING
    fetched: bool = False
    parsed: bool = False
    capture: str = ""  #: ``archive/….warc.gz#offset=N``
    id: str = ""  #: :attr:`Article.id`
    version: str = ""  #: :attr:`Article.version`
    article: str = ""  #: path of the Article's JSON, relative to the workspace
    extraction: str = ""  #: path of the Extraction's JSON, relative to the workspace
    entities: int = 0
    events: int = 0
    claims: int = 0
    failure: Failure | None = None
    repaired: Failure | None = None  #: what had to be repaired before it could be read


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that travel together."""

    run: str
    number: int  #: from 1
    entries: tuple[Entry, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)  #: by stage


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """What discovery found at one source."""

    source: str
    discovered: int = 0
    new: int = 0
    skipped: int = 0  #: left alone by choice before anything was asked
    screened: int = 0  #: pages of WARC files that are not about the subject


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its sources, the settings it goes by and what is known before the first batch."""

    id: str
    settings: Mapping[str, Any]  #: :class:`Settings` in JSON; the address of the Prefect server is left out
    sources: tuple[Source, ...]
    started: str  #: UTC, ISO 8601
    plans: tuple[SourcePlan, ...] = ()
    failures: tuple[Failure, ...] = field(default=())  #: before the first batch: settings, vocabulary, discovery
    seconds: Mapping[str, float] = field(default_factory=dict)  #: by stage
    skipped: tuple[Failure, ...] = ()  #: feeds and sitemaps that were left alone by choice
    due_only: bool = False  #: feeds and sitemaps that are not due are not asked

    def load_settings(self) -> Settings:
        """The settings of the run, on whatever machine a task of it runs."""
        return Settings.model_validate(dict(self.settings))

    @property
    def home(self) -> Path:
        """The workspace."""
        return Path(str(self.settings["home"]))

    @property
    def folder(self) -> Path:
        """Where the run's manifests lie."""
        return self.home / "runs" / self.id

    def source(self, name: str) -> Source:
        """A source of the run. Raises KeyError."""
        for source in self.sources:
            if source.name == name:
                return source
        raise KeyError(name)


def batch_path(run: Run, number: int, stage: Stage) -> Path:
    """Where a batch stands after a stage."""
    return run.folder / f"batch-{number:04}.{stage.value}.json"


def stage_path(manifest: Path, stage: Stage) -> Path:
    """Where the batch of that manifest stands after another stage."""
    return manifest.with_name(re.sub(r"\.[a-z]+\.json$", f".{stage.value}.json", manifest.name))


def batch_name(manifest: Path) -> str:
    """``batch-0001``."""
    return manifest.name.partition(".")[0]


def run_of(manifest: Path) -> Run:
    """The run that a manifest belongs to. Raises StoreError."""
    return read(Run, manifest.parent / "run.json")


def save_run(run: Run) -> None:
    """Write what a run knows before its first batch."""
    write(Run, run, run.folder / "run.json")


def read(kind: type[_T], path: Path) -> _T:
    """A manifest. Raises StoreError where it is missing or damaged."""
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); run reelgraph ingest again") from None
    except ValidationError as error:
        raise StoreError(f"{path}: damaged ({error.errors()[0]['msg']}); run reelgraph ingest again") from None


def write(kind: type[_T], value: _T, path: Path) -> None:
    """Write a manifest whole or not at all."""
    document = TypeAdapter(kind).dump_python(value, mode="json")
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a file of the workspace so that a kill leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
