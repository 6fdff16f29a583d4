"""The stages as Prefect tasks: one task run a stage and batch, from manifest path to manifest path.

Results are neither cached nor persisted: a task that runs again finds in the catalogue and the store what is done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import task_run
from prefect.tasks import Task

from flows import planning, stages
from graph.errors import TransientFetchError


async def _transient(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only what is declared transient is tried again."""
    return isinstance(await state.aresult(raise_on_failure=False), TransientFetchError)


@task(
    cache_policy=NO_CACHE,
    retries=planning.RETRIES,
    retry_jitter_factor=planning.JITTER,
    retry_condition_fn=_transient,
)
def fetch(manifest: str) -> str:
    """Fetch, archive and parse a batch; what could not be had this time is tried again with the task."""
    tries = int(task_run.run_count or 1)
    return str(stages.fetch(Path(manifest), last_try=tries > planning.RETRIES))


@task(cache_policy=NO_CACHE)
def extract(manifest: str) -> str:
    """Read out of a batch's articles what they tell."""
    return str(stages.extract(Path(manifest)))


@task(cache_policy=NO_CACHE)
def load(manifest: str) -> str:
    """Commit a batch to the store and then to the catalogue."""
    return str(stages.load(Path(manifest)))
