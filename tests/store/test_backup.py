"""A copy of the ledger, made and restored as docs/operations.md says, is the ledger: to the last verdict."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest
from tests.postgres import Server
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.errors import DatabaseTrouble
from claimcheck.model.run import Issue, Run
from claimcheck.store.database import writing
from claimcheck.store.ledger import Ledger


def make(url: str) -> Run:
    with Ledger(url) as ledger:
        return record(ledger, build_run())


def check(url: str, run: Run) -> None:
    """The copy is whole, faultless, guarded, and takes new rows."""
    with Ledger(url) as ledger:
        assert ledger.load_run(run.id) == run
        assert ledger.verify() == []
        with pytest.raises(DatabaseTrouble, match="append-only"), writing(ledger.database) as connection:
            connection.exec_driver_sql("UPDATE verdict SET label = 'Supported'")
        ledger.save_issue(run.id, Issue("copy", "goes on"))


def test_sqlites_copy_is_taken_while_a_writer_is_at_work(tmp_path: Path) -> None:
    """What `sqlite3 claimcheck.db ".backup copy.db"` does: all that was committed, nothing that was not."""
    run = make(f"sqlite:///{tmp_path / 'ledger.db'}")
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger, writing(ledger.database) as writer:
        writer.exec_driver_sql("INSERT INTO engine VALUES ('k', 'c', 'l', 'v', 'r')")
        source, target = sqlite3.connect(tmp_path / "ledger.db"), sqlite3.connect(tmp_path / "copy.db")
        source.backup(target)
        source.close()
        target.close()
    with Ledger(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
        assert copy.count_rows("engine") == 1
    check(f"sqlite:///{tmp_path / 'copy.db'}", run)


@pytest.mark.slow
def test_postgresqls_dump_is_restored_into_an_empty_database(postgres: Server, tmp_path: Path) -> None:
    url, copy = postgres.create(), postgres.create()
    run = make(url)
    dump = str(tmp_path / "claimcheck.dump")
    commands = (
        ["pg_dump", "-Fc", "-f", dump, url],
        ["pg_restore", "--exit-on-error", "--no-owner", "-d", copy, dump],
    )
    for program, *words in commands:
        answer = subprocess.run(
            [postgres.programs / program, *words], capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stderr
    check(copy, run)
