"""Settings come from the environment and say what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import load_settings, prefect_environment, unknown_variables
from graph.errors import SettingsError


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("REELGRAPH_BATCH_SIZE", "none", "REELGRAPH_BATCH_SIZE='none'"),
        ("REELGRAPH_TIMEZONE", "Mars/Olympus", "write one like Europe/Paris"),
        ("REELGRAPH_CRON", "0 5 *", "write five fields"),
        ("REELGRAPH_FETCH_THREADS", "0", "REELGRAPH_FETCH_THREADS='0'"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(
    variable: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert told in str(error.value)


def test_a_home_that_is_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELGRAPH_HOME", "/from/environment")
    assert load_settings().home == Path("/from/environment")
    assert load_settings(Path("/given")).home == Path("/given")


def test_the_server_may_be_named_as_prefect_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    settings = load_settings()
    assert settings.prefect_api_url == "http://127.0.0.1:4200/api"
    assert prefect_environment(settings)["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"


def test_misspelt_variables_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELGRAPH_BATCHSIZE", "5")
    monkeypatch.setenv("REELGRAPH_QQQ", "5")
    assert unknown_variables() == {"REELGRAPH_BATCHSIZE": "REELGRAPH_BATCH_SIZE", "REELGRAPH_QQQ": ""}


def test_pipelines_are_named_by_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().packages == ()
    monkeypatch.setenv("REELGRAPH_PIPELINE_EN", "en_core_web_md")
    monkeypatch.setenv("REELGRAPH_PIPELINE_FR", "fr_core_news_md")
    assert load_settings().packages == (("en", "en_core_web_md"), ("fr", "fr_core_news_md"))
