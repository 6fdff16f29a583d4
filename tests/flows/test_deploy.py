"""deploy/ says the same as the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows.settings import Settings, prefect_environment

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture(scope="module")
def deployment() -> dict[str, object]:
    document = yaml.safe_load((DEPLOY / "prefect.yaml").read_text(encoding="utf-8"))
    (only,) = document["deployments"]
    return only


def assignments(path: Path) -> dict[str, str]:
    lines = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {name: value for name, _, value in lines}


def test_prefect_env_holds_what_the_program_gives_prefect() -> None:
    written = assignments(DEPLOY / "prefect.env")
    settings = Settings(home=Path(written["REELGRAPH_HOME"]), prefect_api_url=written["PREFECT_API_URL"])
    own = {"REELGRAPH_HOME": written["REELGRAPH_HOME"]}
    assert written == own | prefect_environment(settings)


def test_the_schedule_of_prefect_yaml_is_that_of_the_settings(deployment: dict[str, object]) -> None:
    (schedule,) = deployment["schedules"]
    defaults = Settings.model_fields
    assert (schedule["cron"], schedule["timezone"]) == (defaults["cron"].default, defaults["timezone"].default)


def test_a_run_that_falls_due_during_another_waits_for_it(deployment: dict[str, object]) -> None:
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}


def test_the_deployment_of_prefect_yaml_names_the_flow_and_its_parameters(
    deployment: dict[str, object], tmp_path: Path
) -> None:
    # in a process of its own: Prefect reads its settings from the environment when it is imported
    code = (
        "import importlib, inspect, json, sys\n"
        "module, _, name = sys.argv[1].rpartition('.')\n"
        "flow = getattr(importlib.import_module(module), name)\n"
        "from flows.schedule import DEPLOYMENT\n"
        "defaults = {n: p.default for n, p in inspect.signature(flow.fn).parameters.items()}\n"
        "print(json.dumps([flow.name, DEPLOYMENT, defaults]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(deployment["entrypoint"])],
        env=dict(os.environ) | prefect_environment(Settings(home=tmp_path)),
        capture_output=True,
        text=True,
        check=True,
    )
    flow, name, parameters = yaml.safe_load(done.stdout.splitlines()[-1])
    assert flow == "ingest"
    assert deployment["name"] == name
    given = deployment["parameters"]
    assert {n: v or parameters[n] for n, v in given.items()} == parameters


def test_the_version_of_prefect_yaml_is_the_locked_one() -> None:
    document = yaml.safe_load((DEPLOY / "prefect.yaml").read_text(encoding="utf-8"))
    locked = dict(
        line.split("==")
        for line in (DEPLOY.parent / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    )
    assert document["prefect-version"] == locked["prefect"]


def test_the_units_read_the_environment_file_that_is_there() -> None:
    for unit in sorted((DEPLOY / "systemd").glob("*.service")):
        assert "EnvironmentFile=/opt/reelgraph/deploy/prefect.env" in unit.read_text(encoding="utf-8"), unit.name
