from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.report.test_browser import CHROMIUM, QUIET
from tests.runs import build_hostile_run, build_run
from tests.store.recorded import record
from tests.web.serving import Stage, Visitor, serve

from claimcheck.model.run import Run
from claimcheck.store.ledger import Ledger
from claimcheck.web.app import build_app
from claimcheck.web.site import Person, Role, Site

RUN = "20260314-120000-skerry"
HOSTILE_RUN = "20260314-120000-hostile"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one run in it, made once; each test takes a copy."""
    path = tmp_path_factory.mktemp("web") / "ledger.db"
    with Ledger(f"sqlite:///{path}") as ledger:
        record(ledger, build_run(), run_id=RUN)
    return path


@pytest.fixture
def ledger(prepared: Path, tmp_path: Path) -> Iterator[Ledger]:
    for file in prepared.parent.glob("ledger.db*"):
        shutil.copy(file, tmp_path / file.name)
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture(scope="session")
def shelf(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that tests only look at."""
    path = tmp_path_factory.mktemp("shelf")
    for file in prepared.parent.glob("ledger.db*"):
        shutil.copy(file, path / file.name)
    with Ledger(f"sqlite:///{path / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture(scope="session")
def reader(shelf: Ledger) -> Iterator[Visitor]:
    """A visitor of a site whose ledger stays as it is."""
    with serve(build_app(Site(shelf, Person("Ida", Role.REVIEWER)))) as address:
        opened = Visitor(address)
        yield opened
        opened.close()


@pytest.fixture
def hostile(ledger: Ledger) -> Run:
    """The hostile run, in the same ledger."""
    run = build_hostile_run()
    return record(ledger, replace(run, finished=run.started), run_id=HOSTILE_RUN)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """One server for all tests; each puts its own site on it."""
    opened = Stage()
    with serve(opened) as opened.address:
        yield opened


@pytest.fixture
def address(ledger: Ledger, stage: Stage) -> str:
    """The site, open to whoever sits at this computer."""
    stage.app = build_app(Site(ledger, Person("Ida", Role.REVIEWER)))
    return stage.address


@pytest.fixture
def visitor(address: str) -> Iterator[Visitor]:
    opened = Visitor(address)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: while it is open, nothing else in this thread may use asyncio."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()
