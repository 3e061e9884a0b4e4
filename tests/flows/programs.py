"""Python programs that tests run in the background, and how to ask a server that may not be there yet."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds


@contextmanager
def program(
    name: str, log: Path, environment: dict[str, str], *arguments: str, inside: Sequence[str] = ()
) -> Iterator[int]:
    """A Python module run in the background with all that it starts, ended with all of it: the session's number.
    ``inside`` begins the command, where it is to be run on another host."""
    with log.open("w") as out:
        started = subprocess.Popen(
            [*inside, sys.executable, "-m", name, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            yield started.pid
        finally:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def ask(url: str, body: object = None) -> Any:
    """The server's answer in JSON, None while there is no server."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None


def wait_for(what: Callable[[], Any], log: Path) -> Any:
    """What came, as soon as there is something."""
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, log.read_text()[-2000:]
        time.sleep(0.3)
    return found
