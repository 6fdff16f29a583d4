"""A workspace with published articles, shared by all tests of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.load import Loader
from graph.store.embedded import Reader, Writer, open_reader
from graph.vocabulary import Vocabulary, load_vocabulary
from tests.graph import made


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    """A workspace with a published snapshot of the articles of made.py; tests only read it."""
    folder = tmp_path_factory.mktemp("workspace")
    with Writer(folder) as writer:
        loader = Loader(writer, vocabulary)
        loader.load_vocabulary()
        for article, extraction in made.articles():
            loader.load(article, extraction)
        made.consolidate(folder, writer, vocabulary)
        writer.publish("made")
    return folder


@pytest.fixture
def reader(home: Path) -> Iterator[Reader]:
    with open_reader(home) as opened:
        yield opened
