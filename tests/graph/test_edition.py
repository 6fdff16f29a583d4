"""The edition of the rules: it changes with the code that decides, and with nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph import edition
from graph.edition import CONSOLIDATION, EXTRACTION, Edition, digest, files
from tests.graph.test_architecture import NAMES, ROOT, imports

GRAPH = ROOT / "graph"
#: what editions import without its deciding anything: errors, places of files, shapes that check what is made
PLAIN = {"graph", "graph.errors", "graph.resources", "graph.ontology_shapes", "graph.edition", "graph.gates"}
#: other people's results, which have editions of their own, and where things are kept
HANDED_OVER = {"graph.store", "graph.extract.records", "graph.extract.register", "graph.extract.rules", "graph.rdf"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package in another folder."""
    target = tmp_path / "elsewhere" / "graph"
    shutil.copytree(GRAPH, target, ignore=shutil.ignore_patterns("__pycache__"))
    return target


@pytest.mark.parametrize("one", [EXTRACTION, CONSOLIDATION], ids=["extraction", "consolidation"])
def test_it_is_the_same_in_another_place_and_with_other_ends_of_lines(one: Edition, copy: Path) -> None:
    here = digest(one)
    assert digest(one, copy) == here
    for path in files(one, copy):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    cache = copy / "extract" / "__pycache__"
    cache.mkdir(exist_ok=True)
    (cache / "pipeline.cpython-399.pyc").write_bytes(b"compiled")
    digest.cache_clear()
    assert digest(one, copy) == here


@pytest.mark.parametrize(
    "part", ["extract/times.py", "extract/languages/fr.py", "extract/learned/features.py", "iri.py", "model.py"]
)
def test_a_rule_changed_added_or_taken_away_is_another_edition(copy: Path, part: str) -> None:
    seen = {digest(EXTRACTION, copy)}
    rule = copy / part
    rule.write_text(rule.read_text(encoding="utf-8") + "\n_LIMIT = 7\n", encoding="utf-8")
    digest.cache_clear()
    seen.add(digest(EXTRACTION, copy))
    (rule.parent / "words.txt").write_text("une règle", encoding="utf-8")
    digest.cache_clear()
    with_words = digest(EXTRACTION, copy)
    assert (with_words in seen) is (rule.parent == copy)  # beside the package nothing but what is named counts
    seen.add(with_words)
    rule.unlink()
    digest.cache_clear()
    assert digest(EXTRACTION, copy) not in seen


def test_what_does_not_decide_does_not_count(copy: Path) -> None:
    before = digest(EXTRACTION, copy), digest(CONSOLIDATION, copy)
    for part in ("store/embedded.py", "query.py", "errors.py", "export/csv.py", "extract/README.md"):
        path = copy / part
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n# more\n", encoding="utf-8")
    digest.cache_clear()
    assert (digest(EXTRACTION, copy), digest(CONSOLIDATION, copy)) == before


def test_a_library_with_other_tables_is_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(EXTRACTION)
    monkeypatch.setattr(edition, "version", lambda library: "99")
    digest.cache_clear()
    try:
        assert digest(EXTRACTION) != before
    finally:
        digest.cache_clear()


def outside(one: Edition) -> set[str]:
    """Modules that the files of an edition import and that do not belong to it."""
    own = [p for p in files(one) if p.suffix == ".py"]
    names = {"graph." + ".".join(p.relative_to(GRAPH).with_suffix("").parts).removesuffix(".__init__") for p in own}
    return within(i for p in own for i in imports(p)) - names


def within(names: Iterable[str]) -> set[str]:
    """Those that are modules of the package."""
    return {name for name in names if name in NAMES and name.partition(".")[0] == "graph"}


def test_all_that_extraction_imports_counts_but_what_decides_nothing() -> None:
    assert outside(EXTRACTION) <= PLAIN | {"graph.iri"}


def test_all_that_consolidation_imports_counts_but_what_decides_nothing() -> None:
    assert outside(CONSOLIDATION) <= PLAIN | HANDED_OVER
