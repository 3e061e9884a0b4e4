"""Processes that share a ledger take turns with each host, as one process does by itself."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fetch.hostile import answer, open_server, says
from tests.postgres import Server

from claimcheck.desk import Options, open_desk
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.model.evidence import Outcome
from claimcheck.settings import Settings
from claimcheck.store.ledger import Ledger

PAGES = 4  # asked for by each of two workers
PAUSE = 0.15


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return Settings(db=f"sqlite:///{tmp_path / 'ledger.db'}", timeout=5)
    server: Server = request.getfixturevalue("postgres")
    return Settings(db=server.create(request.getfixturevalue("migrated_template")), timeout=5)


def work(settings: Settings, url: str, neighbourly: bool, outcomes: list[Outcome]) -> None:
    """A worker with a desk, a loop and a client of its own, which therefore knows of no other."""

    async def run() -> None:
        with open_desk(settings, Options(allow_private=True)) as desk:
            assert desk.ledger.list_runs() == ()
            policy = desk.policy if neighbourly else replace(desk.policy, neighbours=None)
            async with open_client(policy) as client:
                pages = (fetch_capture(f"{url}{n}", client, policy) for n in range(PAGES))
                outcomes.extend(one.capture.outcome for one in await asyncio.gather(*pages))

    asyncio.run(run())


@contextmanager
def open_host() -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """A slow host that asks for a pause between pages; when it began and ended to answer each."""
    times: list[tuple[float, float]] = []

    def behaviour(stream: object, head: bytes) -> None:
        began = time.monotonic()
        time.sleep(0.05)
        times.append((began, time.monotonic()))
        stream.sendall(answer())  # type: ignore[attr-defined]

    rules = says(body=f"User-agent: *\nCrawl-delay: {PAUSE}".encode(), kind="text/plain")
    with open_server(behaviour, robots=rules) as server:
        yield server.url, times


@pytest.mark.parametrize("neighbourly", [True, False])
def test_two_workers_keep_one_pause(settings: Settings, neighbourly: bool) -> None:
    """No page is asked for while another worker waits for its own, nor before the pause is over. Without the ledger
    between them, two workers come twice as often."""
    Ledger(settings.db).close()
    outcomes: list[Outcome] = []
    with open_host() as (url, times):
        workers = [
            threading.Thread(target=work, args=(settings, url, neighbourly, outcomes)) for _ in range(2)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert outcomes == [Outcome.OK] * 2 * PAGES
    gaps = [later[0] - sooner[1] for sooner, later in itertools.pairwise(sorted(times))]
    assert (min(gaps) >= PAUSE - 0.01) == neighbourly


def test_a_turn_lapses(settings: Settings) -> None:
    """A worker that was killed keeps its host for a while only; one that comes back late takes nothing away."""
    with Ledger(settings.db) as ledger:
        assert ledger.take_turn("a.example", "one", 0.2) == (0.0, True)
        left, taken = ledger.take_turn("a.example", "two", 0.2)
        assert 0 < left <= 0.2 and taken
        assert ledger.take_turn("b.example", "two", 0.2) == (0.0, True)
        time.sleep(0.2)
        assert ledger.take_turn("a.example", "two", 30) == (0.0, True)
        ledger.leave_turn("a.example", "one", 0)
        assert ledger.take_turn("a.example", "one", 30)[0] > 20


def test_a_host_that_wants_to_be_left_alone_is_closed_to_all(settings: Settings) -> None:
    """Also to a worker that did not hear it say so, until its time is over."""
    with Ledger(settings.db) as ledger:
        ledger.take_turn("a.example", "one", 30)
        ledger.close_host("a.example", 3600)
        ledger.leave_turn("a.example", "one", 0)
        left, taken = ledger.take_turn("a.example", "two", 30)
    assert left > 3000 and not taken
