"""kill -9 at any moment, and running again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.postgres import serve_postgres
from tests.site import open_site
from tests.trust.mill import CASE, Mill, open_mill, open_mill_desk, tell
from tests.trust.promise import Promise, Shown, count

from claimcheck import steps
from claimcheck.corpus import Fate, check_articles
from claimcheck.model.run import RunState
from claimcheck.store.database import upgrade
from claimcheck.store.ledger import Ledger

KILLS = {True: 200, False: 3}
KILLS_POSTGRES = 40

type Place = Path | str
"""A database file, or a database URL."""

AGAIN = {True: 10, False: 2}


def check_corpus(mill: Mill, db: Place) -> None:
    """The article as one of a corpus: a run that was left unfinished is taken up."""
    with open_mill_desk(db) as desk:
        while any(done.fate is Fate.HELD for done in asyncio.run(check_articles(desk, str(mill.folder)))):
            time.sleep(0.05)


def check_once(mill: Mill, db: Place) -> None:
    """The article as `claimcheck check` does it: another run begins."""
    with open_mill_desk(db) as desk:
        asyncio.run(steps.check(desk, str(mill.article)))


def start(work: Callable[[Mill, Place], None], mill: Mill, db: Place) -> int:
    """``work`` in a process of its own, which has the models already; gives its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work(mill, db)
        code = 0
    finally:
        os._exit(code)


def finish(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Tally(Counter[str]):
    """What went wrong, and where the kills fell."""

    def compare(self, db: Place, whole: Path) -> None:
        """The database after the re-run beside that of an unbroken run."""
        with open_mill_desk(db) as desk, open_mill_desk(whole) as unbroken:
            done = [line for line in desk.ledger.list_runs() if line.state is RunState.FINISHED]
            rows = [one.ledger.count_rows("verdict") for one in (desk, unbroken)]
            self["duplicate verdicts"] += max(0, rows[0] - rows[1])
            self["lost verdicts"] += max(0, rows[1] - rows[0])
            self["faults found by verify"] += len(desk.ledger.verify())
            (reference,) = unbroken.ledger.list_runs()
            same = bool(done) and tell(desk, done[0].id) == tell(unbroken, reference.id)
            self["exports that differ"] += not same

    def look(self, db: Path) -> None:
        """The database as the kill left it."""
        if not db.exists() or db.stat().st_size == 0:
            self["before anything was stored"] += 1
            return
        with sqlite3.connect(db) as connection:
            self["corrupt databases"] += connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            ended = "run" in tables and connection.execute("SELECT count(finished) FROM run").fetchone()[0]
        connection.close()
        self["after the end" if ended else "in the middle"] += 1

    def look_remotely(self, url: str) -> None:
        """The same in a database server, which a killed client can't corrupt."""
        with Ledger(url) as ledger:
            lines = ledger.list_runs()
        ended = any(line.finished for line in lines)
        self["after the end" if ended else "in the middle" if lines else "before anything was stored"] += 1


FAULTS = (
    "corrupt databases",
    "duplicate verdicts",
    "lost verdicts",
    "faults found by verify",
    "exports that differ",
    "re-runs that failed",
)


def show_kills(full: bool) -> Shown:
    with open_mill() as mill:
        return kill_often(mill, [mill.scratch / f"{number}.db" for number in range(KILLS[full])])


def show_postgres_kills(full: bool) -> Shown:
    with open_mill() as mill, serve_postgres() as server:
        upgrade(empty := server.create())
        template = empty.rpartition("/")[2]
        return kill_often(mill, [server.create(template) for _ in range(KILLS_POSTGRES if full else 2)])


def kill_often(mill: Mill, places: Sequence[Place]) -> Shown:
    """A run in each place, killed and begun again, beside one that was let be."""
    rng, tally = random.Random(20260314), Tally()
    whole = mill.scratch / "whole.db"
    check_once(mill, whole)  # opens the models, which the children then share
    began = time.monotonic()
    assert finish(start(check_once, mill, mill.scratch / "timed.db")) == 0
    usual = time.monotonic() - began
    for number, db in enumerate(places):
        work = (check_corpus, check_once)[number % 2]
        child = start(work, mill, db)
        time.sleep(rng.uniform(0, usual * 1.1))
        os.kill(child, signal.SIGKILL)
        finish(child)
        tally.look_remotely(db) if isinstance(db, str) else tally.look(db)
        tally["re-runs that failed"] += finish(start(work, mill, db)) != 0
        tally.compare(db, whole)
        for file in mill.scratch.glob(f"{number}.db*"):
            file.unlink()
    moments = ", ".join(
        f"{tally[place]} {place}"
        for place in ("before anything was stored", "in the middle", "after the end")
    )
    found = ", ".join(f"{tally[fault]} {fault}" for fault in FAULTS)
    return Shown(f"{count(len(places), 'kill')}: {moments}", found, not any(tally[fault] for fault in FAULTS))


def show_again(full: bool) -> Shown:
    """Served by a thread of this process, whose requests can be counted."""
    with (
        tempfile.TemporaryDirectory(prefix="trust-") as made,
        open_site(CASE, Path(made) / "articles") as site,
    ):
        assert site.article is not None
        with open_mill_desk(Path(made) / "again.db", fresh=3600) as desk:
            first = asyncio.run(steps.check(desk, str(site.article)))
            before = desk.ledger.count_rows("verdict"), desk.ledger.count_rows("evidence")
            asked, differ = len(site.requests), 0
            for _ in range(AGAIN[full]):
                run = asyncio.run(steps.check(desk, str(site.article)))
                differ += run.verdicts != first.verdicts
            after = desk.ledger.count_rows("verdict"), desk.ledger.count_rows("evidence")
            unchanged = asyncio.run(check_articles(desk, str(site.article.parent)))
            again = len(site.requests) - asked
    new = after[0] - before[0] + after[1] - before[1]
    held = not new and not differ and not again and asked > 0
    return Shown(
        f"{count(AGAIN[full], 're-run')} of a finished article, its captures fresh for an hour",
        f"{new} new rows of verdicts and evidence, {differ} verdicts that differ, {again} requests after the first run's {asked}",
        held and [done.fate for done in unchanged] == [Fate.UNCHANGED],
    )


PROMISES = (
    Promise("kill", "kill -9 at any moment: nothing corrupt, doubled or lost", show_kills),
    Promise("kill-postgresql", "the same with a ledger in PostgreSQL", show_postgres_kills, short=False),
    Promise(
        "re-run",
        "running again stores no verdict twice, and asks nothing while captures are fresh",
        show_again,
    ),
)
