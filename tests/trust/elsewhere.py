"""Promises that tests elsewhere in this folder show already: they are run here, and counted."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from tests.fetch.test_guard import ALLOWED, CHAINS, REFUSED
from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown
from tests.web.payloads import PAYLOADS
from tests.web.test_guard import list_posts


def run_tests(tries: str, *paths: str) -> Shown:
    """How the tests at ``paths`` ended. One that was skipped has shown nothing."""
    with tempfile.TemporaryDirectory(prefix="trust-") as folder:
        told = Path(folder) / "told.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--junitxml={told}",
            *paths,
        ]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        suite = ElementTree.parse(told).getroot()[0]  # our own pytest wrote it
    run, failed, skipped = (
        int(suite.attrib["tests"]),
        int(suite.attrib["failures"]) + int(suite.attrib["errors"]),
        int(suite.attrib["skipped"]),
    )
    return Shown(
        tries, f"{run} tests: {failed} failed, {skipped} skipped", run > 0 and not failed and not skipped
    )


def show_addresses(full: bool) -> Shown:
    tries = f"{len(REFUSED)} refused and {len(ALLOWED)} allowed URL forms, {len(CHAINS)} redirect chains, rebinding"
    return run_tests(tries, "tests/fetch/test_guard.py")


def show_pages(full: bool) -> Shown:
    tries = f"{len(PAYLOADS)} payloads through every field, in Chromium: review site and report"
    return run_tests(
        tries, "tests/web/test_browser.py", "tests/report/test_browser.py", "tests/trust/test_report.py"
    )


def show_requests(full: bool) -> Shown:
    tries = f"{len(list_posts())} routes that change something, walked with what is not ours"
    return run_tests(tries, "tests/web/test_guard.py", "tests/web/test_access.py")


PROMISES = (
    Promise("addresses", "nothing but a public address is ever dialled", show_addresses, short=False),
    Promise("show", "nothing from outside runs where it is shown", show_pages, short=False),
    Promise("requests", "a request that isn't ours is refused", show_requests, short=False),
)
