"""The flow on a real Prefect server: a run that is observed, one that the schedule starts, a deployment from a file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from flows.report import load_report
from flows.server import prefect_api, unreachable
from flows.settings import Settings, prefect_environment
from graph.store.embedded import open_reader

from .conftest import Page, Site

pytestmark = pytest.mark.prefect

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ARTICLES = ("eternauta-en-01", "brutalist-en-01", "eternauta-fr-01")
# a schedule counts in whole minutes, and its runner looks every ten seconds
SCHEDULED_WITHIN = 150


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests of this file, started as ``--prefect`` starts it."""
    with prefect_api(Settings(home=tmp_path_factory.mktemp("server"))) as url:
        yield url
    assert unreachable(url)


@pytest.fixture
def environment(api: str, tmp_path: Path) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "REELGRAPH_"))}
    own = {"REELGRAPH_ALLOW_PRIVATE": "1", "REELGRAPH_DELAY_SECONDS": "0", "REELGRAPH_RETRY_CAP_SECONDS": "0"}
    return inherited | own | {"PREFECT_API_URL": api, "REELGRAPH_HOME": str(tmp_path / "home")}


def ask(api: str, path: str, **body: Any) -> Any:
    answer = requests.post(f"{api}/{path}", json=body, timeout=30)
    answer.raise_for_status()
    return answer.json()


def runs(api: str, **flow_runs: Any) -> list[dict[str, Any]]:
    found = ask(api, "flow_runs/filter", flow_runs=flow_runs)
    return found if isinstance(found, list) else []


def eventually(look: Callable[[], Any], *, seconds: float = 60, enough: Callable[[Any], bool] = bool) -> Any:
    """What ``look`` finds once it is enough: a server writes down what happened a little later."""
    limit = time.monotonic() + seconds
    while not enough(found := look()) and time.monotonic() < limit:
        time.sleep(0.5)
    return found


def task_runs(api: str, flow_run: str, expected: int) -> list[dict[str, Any]]:
    def look() -> list[dict[str, Any]]:
        return ask(api, "task_runs/filter", flow_runs={"id": {"any_": [flow_run]}})

    def enough(found: list[dict[str, Any]]) -> bool:
        return len([t for t in found if t["state_type"] == "COMPLETED"]) >= expected

    return eventually(look, enough=enough)


def test_ingest_can_be_observed_as_a_flow_run(
    api: str, environment: dict[str, str], jsonl: Callable[..., Path], tmp_path: Path
) -> None:
    environment["REELGRAPH_BATCH_SIZE"] = "2"
    done = subprocess.run(
        [BIN / "reelgraph", "ingest", jsonl(*ARTICLES), "--prefect"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (report_file,) = (f for f in (tmp_path / "home" / "runs").glob("*.json") if not f.name.endswith(".diff.json"))
    report = load_report(report_file)
    assert report.total.stored == 3
    (run,) = [r for r in runs(api) if r["parameters"]["home"] == str(tmp_path / "home")]
    assert run["state"]["type"] == "COMPLETED"
    tasks = task_runs(api, run["id"], 6)
    stages = ("fetch", "extract", "load")
    assert sorted(t["name"] for t in tasks) == sorted(f"{s} batch-000{n}" for n in (1, 2) for s in stages)
    artifacts = ask(api, "artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    assert any(report.run in str(a["data"]) for a in artifacts)


def test_a_task_is_tried_again_for_passing_reasons_alone(
    api: str, environment: dict[str, str], site: Site, sample_page: Callable[[str], bytes]
) -> None:
    busy = [Page(b"busy", 503), Page(b"busy", 503)]
    page = Page(sample_page(ARTICLES[0]))
    items = "".join(f"<item><link>{site.url}/{name}.html</link></item>" for name in ("a", "gone"))
    site.pages["/feed.xml"] = Page(
        f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), media_type="text/xml"
    )
    site.pages["/a.html"] = lambda: busy.pop() if busy else page
    done = subprocess.run(
        [BIN / "reelgraph", "ingest", f"{site.url}/feed.xml", "--prefect", "--quiet"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{site.url}/gone.html" in done.stderr
    assert (site.asked.count("/a.html"), site.asked.count("/gone.html")) == (3, 1)
    (run,) = [r for r in runs(api) if r["parameters"]["sources"] == [f"{site.url}/feed.xml"]]
    tasks = task_runs(api, run["id"], 3)
    assert {t["name"].split()[0]: t["run_count"] for t in tasks} == {"fetch": 3, "extract": 1, "load": 1}


def test_the_schedule_starts_a_run_that_completes(
    api: str, environment: dict[str, str], jsonl: Callable[..., Path], tmp_path: Path
) -> None:
    environment |= {"REELGRAPH_CRON": "* * * * *", "REELGRAPH_TIMEZONE": "Europe/Paris"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [BIN / "reelgraph", "schedule", jsonl(ARTICLES[0])], env=environment, stdout=log, stderr=log
        )
    try:
        scheduled = eventually(
            lambda: [r for r in runs(api, state={"type": {"any_": ["COMPLETED"]}}) if r["auto_scheduled"]],
            seconds=SCHEDULED_WITHIN,
            enough=lambda found: bool(found) or process.poll() is not None,
        )
        assert scheduled, (tmp_path / "log").read_text(encoding="utf-8")[-3000:]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    (deployment,) = ask(api, "deployments/filter", deployments={"name": {"any_": ["scheduled"]}})
    (schedule,) = deployment["schedules"]
    assert schedule["schedule"]["cron"] == "* * * * *"
    assert schedule["schedule"]["timezone"] == "Europe/Paris"
    with open_reader(tmp_path / "home") as reader:
        assert reader.snapshot.graphs > 1


def test_prefect_yaml_can_be_deployed_and_its_schedule_creates_runs(
    api: str, environment: dict[str, str], tmp_path: Path
) -> None:
    environment |= prefect_environment(Settings(home=tmp_path / "home", prefect_api_url=api))
    shutil.copy(ROOT / "deploy" / "prefect.yaml", tmp_path)
    for arguments in (
        ["work-pool", "create", "--type", "process", "reelgraph"],
        ["--no-prompt", "deploy", "--all", "--prefect-file", "prefect.yaml"],
    ):
        done = subprocess.run(
            [BIN / "prefect", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    deployments = ask(api, "deployments/filter", work_pools={"name": {"any_": ["reelgraph"]}})
    (deployment,) = deployments
    assert (deployment["name"], deployment["entrypoint"]) == ("scheduled", "flows.ingest.ingest")
    due = eventually(
        lambda: runs(api, deployment_id={"any_": [deployment["id"]]}, state={"type": {"any_": ["SCHEDULED"]}})
    )
    assert due
    assert json.dumps(deployment["concurrency_options"]).count("ENQUEUE") == 1
