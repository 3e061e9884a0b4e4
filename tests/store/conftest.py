from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.store.ledger import Ledger


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that isn't there yet."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger(url) as opened:
        yield opened
