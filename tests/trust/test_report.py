"""The report of an article that is full of markup, in the browser that people open it with."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from tests.report.test_browser import CHROMIUM, QUIET, open_report
from tests.web.test_browser import build_payload_run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]


def test_fifty_payloads_are_only_words_in_the_report(tmp_path: Path) -> None:
    """Nothing of theirs runs, and nothing is asked of anyone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        _, said, asked = open_report(browser, build_payload_run(), tmp_path, 1280)
        browser.close()
    assert said == []
    assert asked == []
