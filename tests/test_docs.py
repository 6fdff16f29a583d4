"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from flows.cli import app
from flows.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert re.search(rf"Example: `[^`]*\breelgraph {name}\b", command.help or "")
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named_in_the_readme(name: str) -> None:
    assert f"reelgraph {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_of_flows_lists_the_settings_as_they_are() -> None:
    text = (ROOT / "flows" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*?) \| (?:`(.*?)` )?\|$", text, re.MULTILINE)
    told = {name.lower(): (description, default) for name, description, default in rows}
    fields = Settings.model_fields
    assert told == {
        name: (field.description, "" if field.default in (None, "") else str(field.default))
        for name, field in fields.items()
    }


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert sorted(re.findall(r"^([a-z]+):.*?## ", makefile, re.MULTILINE)) == sorted(phony.split())


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_versions_and_no_addresses(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"#.*|[a-z0-9-]+==[A-Za-z0-9.+!]+", line) for line in lines)
    assert "://" not in "".join(lines)
