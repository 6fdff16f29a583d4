"""A Prefect server to talk to: the one that runs already, or one of our own on loopback that ends with us.

A local server keeps its database and its log in ``<home>/prefect``. It is a child that watches its standard input: when
we end, however we end, the pipe closes and it stops, so that no run leaves a server behind.
"""

from __future__ import annotations

import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from flows.settings import Settings, child_environment, prefect_environment
from graph.errors import SettingsError, StoreError

# a cold start migrates the database: 20 to 60 s on two busy cores
STARTUP_SECONDS = 240.0
_STOP_SECONDS = 30.0
_PROBE_SECONDS = 0.25
_LOOPBACK = "127.0.0.1"


@contextmanager
def prefect_api(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """The address of a Prefect API, for as long as the block runs; ``say`` is told what a user should know.

    Raises SettingsError if the server that the settings name does not answer, StoreError if none can be started.
    """
    if settings.prefect_api_url:
        if problem := unreachable(settings.prefect_api_url):
            raise SettingsError(
                f"PREFECT_API_URL={settings.prefect_api_url}: {problem}; start that server, or unset the variable and "
                "a local one is started"
            )
        say(f"Prefect: {_page(settings.prefect_api_url)}")
        yield settings.prefect_api_url
        return
    say("Prefect: starting a local server (the first start takes up to a minute)")
    port = _free_port()
    url = f"http://{_LOOPBACK}:{port}/api"
    log = settings.prefect_home / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(port)],
            stdin=subprocess.PIPE,
            stdout=lines,
            stderr=subprocess.STDOUT,
            env=child_environment(prefect_environment(settings)),
            # Ctrl-C is for us; we stop the server when the flow has ended
            start_new_session=True,
        )
        try:
            _await(process, url, log)
            say(f"Prefect: {_page(url)} (until this command ends)")
            yield url
        finally:
            _stop(process)


def unreachable(url: str) -> str:
    """Why a Prefect API does not answer, "" if it does."""
    try:
        answer = requests.get(f"{url.rstrip('/')}/health", timeout=10)
    except requests.RequestException as error:
        return f"no answer ({type(error).__name__})"
    return "" if answer.ok else f"answers with status {answer.status_code}"


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    limit = time.monotonic() + STARTUP_SECONDS
    while unreachable(url):
        if process.poll() is not None:
            raise StoreError(f"the Prefect server stopped at once; the end of {log}:\n{_tail(log)}")
        if time.monotonic() > limit:
            raise StoreError(f"the Prefect server did not answer within {STARTUP_SECONDS:.0f} s; see {log}")
        time.sleep(_PROBE_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tail(log: Path) -> str:
    with log.open(encoding="utf-8", errors="replace") as lines:
        return "".join(deque(lines, 8)).rstrip()


def _page(url: str) -> str:
    return url.rstrip("/").removesuffix("/api")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
    # a server that hangs in its shutdown would outlive us
    time.sleep(_STOP_SECONDS / 2)
    os._exit(1)


def _serve(port: str) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["prefect", "server", "start", "--host", _LOOPBACK, "--port", port]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
