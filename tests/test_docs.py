"""The generated documentation says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.document import PAGES

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    """`python -m tools.document` was run after the last change of a command, an error, a table or a query."""
    assert (ROOT / name).read_text("utf-8") == PAGES[name]()
