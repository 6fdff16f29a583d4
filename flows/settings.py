"""Settings: the only module that reads the environment, and the environment that Prefect is given.

Every setting is a variable ``REELGRAPH_<NAME>``; the table in ``flows/README.md`` is made from the descriptions here.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import SettingsError

PREFIX = "REELGRAPH_"
SOFTWARE = f"reelgraph {version('reelgraph')}"


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("not a time zone; write one like Europe/Paris") from None
    return name


def _cron(text: str) -> str:
    # Prefect checks the fields, once it is imported and its server runs: the common slip should not wait for that
    if len(text.split()) != 5:
        raise ValueError("not a cron; write five fields like '0 5 * * *' (every day at five)")
    return text


class Settings(BaseSettings):
    """What a user may set; :func:`load_settings` reads it from the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, populate_by_name=True)

    home: Path = Field(default=Path("workspace"), description="the folder that holds all state")
    sources: Path | None = Field(default=None, description="folder of outlet files, instead of `data/sources/`")
    events: Path | None = Field(default=None, description="folder of further event types, beside `ontologies/events/`")
    pipeline_en: str = Field(default="", description="installed spaCy pipeline for English, instead of ours")
    pipeline_fr: str = Field(default="", description="installed spaCy pipeline for French, instead of ours")
    pipeline_es: str = Field(default="", description="installed spaCy pipeline for Spanish, instead of ours")
    user_agent: str = Field(
        default=f"Reelgraph/{version('reelgraph')} (+https://w3id.org/reelgraph)",
        min_length=3,
        description="how requests introduce themselves; put an address in it that reaches you",
    )
    delay_seconds: float = Field(default=5.0, ge=0, le=3600, description="pause between two requests to one site")
    allow_private: bool = Field(default=False, description="fetch from loopback and private addresses too")
    fetch_threads: int = Field(default=4, ge=1, le=32, description="sites that are fetched from at the same time")
    retry_cap_seconds: float = Field(
        default=60.0, ge=0, le=3600, description="longest wait within a run for a site that asks for one; else the next"
    )
    honour_reservations: bool = Field(
        default=True, description="leave pages alone whose publisher reserves text and data mining"
    )
    catalogue_url: str = Field(
        default="",
        description="database of the catalogue (`postgresql+psycopg://…`), instead of SQLite in the workspace",
    )
    batch_size: int = Field(default=50, ge=1, le=1000, description="articles a batch, which is a task in Prefect")
    cron: Annotated[str, AfterValidator(_cron)] = Field(
        default="0 5 * * *", description="when `reelgraph schedule` runs, in cron's five fields"
    )
    timezone: Annotated[str, AfterValidator(_time_zone)] = Field(default="UTC", description="time zone of the cron")
    prefect_api_url: str = Field(
        default="",
        validation_alias=AliasChoices(f"{PREFIX}PREFECT_API_URL", "PREFECT_API_URL"),
        description="API of a Prefect server that runs already; `PREFECT_API_URL` does too",
    )

    @property
    def packages(self) -> tuple[tuple[str, str], ...]:
        """Language and installed spaCy pipeline, where one is to be used instead of ours."""
        named = (("en", self.pipeline_en), ("es", self.pipeline_es), ("fr", self.pipeline_fr))
        return tuple((language, package) for language, package in named if package)

    @property
    def prefect_home(self) -> Path:
        """Where Prefect keeps its database and the local server its log."""
        return self.home.resolve() / "prefect"


def load_settings(home: Path | None = None) -> Settings:
    """Settings from the environment, with another ``home`` if given. Raises SettingsError, which names the variable."""
    try:
        return Settings() if home is None else Settings(home=home)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else PREFIX + name.upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{variable}={first['input']!r}: {reason}") from None


def secret_settings(settings: Settings) -> tuple[str, ...]:
    """Settings that are not written down with a run: those that hold, or may hold, a password.

    Whoever runs a task of that run has them in the environment.
    """
    password = urlsplit(settings.catalogue_url).password
    return ("prefect_api_url", "catalogue_url") if password else ("prefect_api_url",)


def unknown_variables() -> dict[str, str]:
    """Variables ``REELGRAPH_…`` that are no setting, each with the setting that it resembles or ""."""
    known = [name.upper() for name in Settings.model_fields]
    # compared without the prefix, which makes everything alike
    given = sorted(name.removeprefix(PREFIX) for name in os.environ if name.startswith(PREFIX))
    near = {name: difflib.get_close_matches(name, known, 1) for name in given if name not in known}
    return {PREFIX + name: PREFIX + found[0] if found else "" for name, found in near.items()}


def prefect_environment(settings: Settings) -> dict[str, str]:
    """What Prefect must find in the environment before it is imported, server and client alike."""
    environment = {
        "PREFECT_HOME": str(settings.prefect_home),
        # a server that starts itself inside a client times out on a cold machine: we start one ourselves
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        # nothing is reported to anyone
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # the defaults of 1 cost the server 45 ms of CPU a task run, these 10
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "200",
        # the default forgets events alone, and the database grows 20 kB a task run
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",
        # our own lines and those of flows, not two lines a task
        "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,graph",
        "PREFECT_LOGGING_ROOT_LEVEL": "WARNING",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",
    }
    if settings.prefect_api_url:
        environment["PREFECT_API_URL"] = settings.prefect_api_url
    return environment


def child_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child process: ours, with ``extra`` where the user has not set it."""
    return {**extra, **os.environ}


def apply_environment(extra: Mapping[str, str]) -> None:
    """Put ``extra`` into our own environment; what the user has set stays."""
    for name, value in extra.items():
        os.environ.setdefault(name, value)
