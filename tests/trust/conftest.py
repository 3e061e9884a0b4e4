"""The short run of `python -m tests.trust`, begun when the tests begin: it has a processor of its own where there are two."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.trust.mill import ROOT

SHORT = pytest.StashKey[subprocess.Popen[str]]()
COMMAND = [sys.executable, "-m", "tests.trust", "--short"]
PATIENCE = 400  # seconds


def pytest_collection_finish(session: pytest.Session) -> None:
    if session.config.option.collectonly or not any(
        item.name.startswith("test_the_promise_is_kept") for item in session.items
    ):
        return
    session.config.stash[SHORT] = subprocess.Popen(
        COMMAND, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nobody waited for it: the run was broken off."""
    begun = config.stash.get(SHORT, None)
    if begun is not None and begun.poll() is None:
        begun.kill()
        begun.communicate()


@pytest.fixture(scope="session")
def lines(pytestconfig: pytest.Config) -> dict[str, str]:
    """What one short run printed, by the promise's name."""
    said, complaints = pytestconfig.stash[SHORT].communicate(timeout=PATIENCE)
    assert complaints == ""
    return {line.split("\t")[1]: line for line in said.splitlines()}
