"""The rules of the layout that a reader relies on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(p.relative_to(ROOT) for package in ("flows", "graph") for p in (ROOT / package).rglob("*.py"))
PREFECT = {Path("flows") / f"{name}.py" for name in ("ingest", "tasks", "schedule")}
LONGEST = 400
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_keeps_to_its_place(module: Path) -> None:
    roots = {name.partition(".")[0] for name in imports(module)}
    if module.parts[0] == "graph":
        assert "flows" not in roots, "graph/ never imports flows/"
    assert "prefect" not in roots or module in PREFECT, "Prefect is imported in the flow modules alone"
    source = (ROOT / module).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST
    assert module.stem not in NAMELESS
    if module != Path("flows/settings.py"):
        assert "os.environ" not in source, "flows/settings.py alone reads the environment"
        assert "getenv" not in source, "flows/settings.py alone reads the environment"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_pattern_uses_what_an_early_python_311_gets_wrong(module: Path) -> None:
    # possessive quantifiers and atomic groups match otherwise in Debian 12's Python 3.11.2
    strings = (n.value for n in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))) if is_text(n))
    assert not [s for s in strings if re.search(r"[\])}\w]\+\+|[\])}\w.]\*\+|[\])}]\?\+|\(\?>", s)]


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
