"""``reelgraph schedule``: a process that runs the flow ``ingest`` when the cron of the settings says so."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.settings import Settings
from graph.errors import SettingsError

DEPLOYMENT = "scheduled"


def cron_of(settings: Settings) -> Schedule:
    """The schedule that the settings tell. Raises SettingsError."""
    try:
        return Cron(settings.cron, timezone=settings.timezone)
    except ValueError:
        raise SettingsError(
            f"REELGRAPH_CRON={settings.cron!r}: not a cron; write five fields like '0 5 * * *' (every day at five)"
        ) from None


def serve(settings: Settings, sources: Sequence[str]) -> None:
    """Create the deployment ``ingest/scheduled`` on the Prefect server of the environment and run what it schedules.

    Returns when the process is interrupted; then the schedule is paused. One run at a time, as there is one writer.
    """
    ingest.serve(
        name=DEPLOYMENT,
        schedule=cron_of(settings),
        parameters={"sources": list(sources), "home": str(settings.home.resolve())},
        description="Made by reelgraph schedule; when it runs is REELGRAPH_CRON and REELGRAPH_TIMEZONE.",
        # by its module: as a file, the flow would be loaded a second time under another name
        entrypoint_type=EntrypointType.MODULE_PATH,
        limit=1,
        print_starting_message=False,
    )
