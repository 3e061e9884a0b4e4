"""Fixtures that are dear to make: finished runs over the three seeds, each made once a test session."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.postgres import Server, serve_postgres
from tests.site import SEEDS, open_site

from claimcheck.desk import Desk, Options, open_desk
from claimcheck.model.run import Run
from claimcheck.settings import Settings
from claimcheck.steps import check
from claimcheck.store.database import upgrade

YOUNG = 5_000  # new objects that are looked through for garbage together


def pytest_collection_finish() -> None:
    """Thousands of collected tests are no garbage: looking through them again and again takes a good part of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


@dataclass(frozen=True)
class Checked:
    """A finished run, the desk it was made at, and the article's path."""

    run: Run
    desk: Desk
    article: Path


def check_seed(name: str, folder: Path) -> Iterator[Checked]:
    """A seed checked for real: the first one offline from its digests, the others over HTTP on loopback."""
    settings = Settings(db=f"sqlite:///{folder / 'ledger.db'}")
    if not (SEEDS / name / "site").is_dir():
        article = SEEDS / name / "article.txt"
        with open_desk(settings, Options(offline=True)) as desk:
            yield Checked(asyncio.run(check(desk, str(article))), desk, article)
        return
    with open_site(name, folder) as site, open_desk(settings, Options(allow_private=True)) as desk:
        assert site.article is not None
        yield Checked(asyncio.run(check(desk, str(site.article))), desk, site.article)


@pytest.fixture(scope="session")
def meta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """The real article, offline, from its digests."""
    yield from check_seed("meta-superintelligence", tmp_path_factory.mktemp("meta"))


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """The plain-text case, its site served on loopback while the tests run."""
    yield from check_seed("harbour-bridge", tmp_path_factory.mktemp("bridge"))


@pytest.fixture(scope="session")
def vaccine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """The HTML case with inline links, its site served on loopback while the tests run."""
    yield from check_seed("vaccine-cold-chain", tmp_path_factory.mktemp("vaccine"))


@pytest.fixture(params=["meta", "bridge", "vaccine"])
def checked(request: pytest.FixtureRequest) -> Checked:
    """Each of the three finished runs in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Checked)
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server, started once a test session. Without its programs the test fails and says so."""
    with serve_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgres: Server) -> str:
    """The name of a database with an empty ledger, to be copied."""
    url = postgres.create()
    upgrade(url)
    return url.rpartition("/")[2]
