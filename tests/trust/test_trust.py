"""The promises of docs/trust.md in their short form; `make trust` shows them at full length."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.trust.__main__ import PROMISES
from tests.trust.mill import ROOT
from tests.trust.promise import NOT_TRIED

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lines() -> dict[str, str]:
    """What one short run printed, by the promise's name."""
    command = [sys.executable, "-m", "tests.trust", "--short"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert ran.stderr == ""
    return {line.split("\t")[1]: line for line in ran.stdout.splitlines()}


@pytest.mark.parametrize("name", [promise.name for promise in PROMISES if promise.short])
def test_the_promise_is_kept(lines: dict[str, str], name: str) -> None:
    """A few tries of each find nothing; what can't be tried here is skipped and says why."""
    if lines[name].startswith(NOT_TRIED):
        pytest.skip(lines[name])
    assert lines[name].startswith("ok\t"), lines[name]
