"""The product's extractor, built once for all tests."""

from __future__ import annotations

import pytest

from graph.extract.pipeline import Extractor, default_extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return default_extractor()
