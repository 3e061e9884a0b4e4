"""A Prefect server of its own process, started once for all tests of the flows."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.flows.programs import ask, program, wait_for


@dataclass(frozen=True, slots=True)
class Server:
    """Where its API is, and the environment of programs that use it."""

    api: str
    environment: dict[str, str]


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with a database of its own."""
    folder = tmp_path_factory.mktemp("prefect")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    api = f"http://127.0.0.1:{port}/api"
    environment = os.environ | {
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    where = ("server", "start", "--host", "127.0.0.1", "--port", port)
    with program("prefect", folder / "server.log", environment, *where):
        wait_for(lambda: ask(f"{api}/health"), folder / "server.log")
        yield Server(api, environment | {"PREFECT_API_URL": api})
