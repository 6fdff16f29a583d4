"""``reelgraph extract``: articles in, extractions out, no graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer
from rich.console import Console

from flows.scrape import sources
from flows.settings import Settings
from graph.errors import ExportError, InputError
from graph.extract.pipeline import Extractor, default_extractor
from graph.extract.records import to_record
from graph.model import Article


def extract_files(files: Sequence[Path], output: Path, settings: Settings, *, quiet: bool) -> int:
    """Write one record an article to ``output`` (``-`` is standard output); returns the exit status.

    What cannot be used is named on standard error and left out. Raises ExportError where the output cannot be written.
    """
    extractor = default_extractor(settings.events)
