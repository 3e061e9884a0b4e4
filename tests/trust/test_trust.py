"""The promises of docs/trust.md in their short form; `make trust` shows them at full length."""

from __future__ import annotations

import pytest
from tests.trust.__main__ import PROMISES
from tests.trust.promise import NOT_TRIED

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", [promise.name for promise in PROMISES if promise.short])
def test_the_promise_is_kept(lines: dict[str, str], name: str) -> None:
    """A few tries of each find nothing; what can't be tried here is skipped and says why."""
    if lines[name].startswith(NOT_TRIED):
        pytest.skip(lines[name])
    assert lines[name].startswith("ok\t"), lines[name]
