"""The Prefect flow ``ingest``: the stages of :mod:`flows.stages`, observed.

Importing this module imports Prefect (three seconds), which reads its settings from the environment at once: callers
put :func:`flows.settings.prefect_environment` there first. Prefect's states are for looking at; nothing is decided by
them.
"""

from __future__ import annotations

import logging
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows import planning, stages, tasks
from flows.manifest import batch_name
from flows.report import markdown, report_path
from flows.settings import load_settings
from flows.workshop import workshop

# our own lines are shown from here on; those of the libraries, a line for every request among them, are not
for _ours in ("flows", "graph"):
    logging.getLogger(_ours).setLevel(logging.INFO)


@flow(name="ingest")
def ingest(sources: list[str] | None = None, home: str = "") -> str:
    """Read articles from sources, extract what they tell, load it into the graph, publish a snapshot.

    ``sources`` are what ``reelgraph ingest`` takes: names, URLs, files, folders, WARC files; none = all outlets of the
    sources folder. ``home`` is the workspace, "" = that of the settings. Returns the path of the run's report. Articles
    that fail are named there; the flow fails where nothing could be done at all.
    """
    settings = load_settings(Path(home) if home else None)
    run = stages.begin(settings, sources or [])
    fetch = tasks.fetch.with_options(retry_delay_seconds=planning.delays(settings))
    loaded = []
    with workshop(run):
        for path in stages.plan(run):
            name = batch_name(path)
            fetched = fetch.with_options(task_run_name=f"fetch {name}")(str(path))
            extracted = tasks.extract.with_options(task_run_name=f"extract {name}")(fetched)
            loaded.append(Path(tasks.load.with_options(task_run_name=f"load {name}")(extracted)))
        report = stages.finish(run, loaded)
    create_markdown_artifact(key="run-report", markdown=markdown(report), description=f"Report of run {report.run}")
    return str(report_path(run.home, run.id))
