"""The seams of the code: who may import what, and how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(p for package in ("graph", "flows") for p in (ROOT / package).rglob("*.py"))
LONGEST = 400


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path, *, when_loaded: bool = False) -> Iterator[str]:
    """Full names that a module imports; ``when_loaded``: only those that loading it imports."""

    def visit(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: relative import"
                for alias in child.names:
                    inner = f"{child.module}.{alias.name}"
                    yield inner if inner in NAMES else str(child.module)
            elif when_loaded and (isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or type_checking(child)):
                continue
            else:
                yield from visit(child)

    yield from visit(ast.parse(path.read_text(encoding="utf-8")))


def type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def top(name: str) -> str:
    return name.partition(".")[0]


def test_graph_never_imports_flows() -> None:
    assert [
        name_of(p) for p in MODULES if name_of(p).startswith("graph") for i in imports(p) if top(i) == "flows"
    ] == []


def test_prefect_stays_in_the_modules_of_the_flows() -> None:
    users = {name_of(p) for p in MODULES if any(top(i) == "prefect" for i in imports(p))}
    elsewhere = {u for u in users if top(u) != "flows" or u.startswith("flows.scrape") or u == "flows.settings"}
    assert elsewhere == set()


def test_only_the_settings_read_the_environment() -> None:
    def reads(path: Path) -> bool:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv", "getenvb"):
                return True
            if isinstance(node, ast.ImportFrom) and node.module == "os":
                return any(alias.name in ("environ", "getenv") for alias in node.names)
        return False

    assert {name_of(p) for p in MODULES if reads(p)} <= {"flows.settings"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {}
    for path in MODULES:
        own = name_of(path)
        used = {name for name in imports(path, when_loaded=True) if name in NAMES}
        graph[own] = used - {own, own.rpartition(".")[0]}  # a package is loaded before its modules
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("module", ["graph.query", "graph.store.embedded"])
def test_asking_a_question_does_not_pay_for_what_only_others_need(module: str) -> None:
    code = f"import sys, {module}; print(*{{m.partition('.')[0] for m in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"prefect", "spacy", "networkx", "trafilatura", "pyshacl", "requests", "sqlalchemy", "pydantic", "flows"}
    assert heavy & set(loaded.stdout.split()) == set()


def test_modules_are_named_by_what_they_hold() -> None:
    assert not [n for n in NAMES if n.rpartition(".")[2] in ("utils", "util", "helpers", "common", "manager", "misc")]
