"""Many processes that write and read one database at once.

python -m tests.trust.writing URL      reads until its standard input ends; prints how often, and what went wrong
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import serve_postgres
from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown

from claimcheck.errors import ClaimcheckError
from claimcheck.store.ledger import Ledger

WRITER = ROOT / "tests" / "store" / "writer.py"
WRITERS, READERS = 8, 2
WRITES = {True: 500, False: 20}


def show_writers(full: bool) -> Shown:
    with tempfile.TemporaryDirectory(prefix="trust-") as folder:
        return write_at_once(f"sqlite:///{Path(folder) / 'ledger.db'}", WRITES[full])


def show_postgres(full: bool) -> Shown:
    with serve_postgres() as server:
        return write_at_once(server.create(), WRITES[full])


def write_at_once(url: str, writes: int) -> Shown:
    """Eight writers and two readers on the database at ``url``, which isn't made yet."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}
    writers = [
        subprocess.Popen(
            [sys.executable, WRITER, url, str(n), str(writes)], env=environment, stderr=subprocess.PIPE
        )
        for n in range(WRITERS)
    ]
    command = [sys.executable, "-m", "tests.trust.writing", url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    readers = [subprocess.Popen(command, env=environment, cwd=ROOT, **pipes) for _ in range(READERS)]  # type: ignore[call-overload]
    complaints = [writer.communicate()[1].decode() for writer in writers]
    answers = [reader.communicate("")[0].splitlines() for reader in readers]
    with Ledger(url) as ledger:
        issues = ledger.load_run("shared").issues
        faults = len(ledger.verify())
    lost = WRITERS * writes - len(set(issues))
    errors = sum(bool(complaint) for complaint in complaints) + sum(len(answer) - 1 for answer in answers)
    reads = sum(int(answer[0]) for answer in answers)
    return Shown(
        f"{WRITERS} processes with {writes} writes each, {READERS} readers with {reads:,} reads",
        f"{lost} lost, {len(issues) - len(set(issues))} doubled, {errors} errors, {faults} faults found by verify",
        not lost and len(issues) == len(set(issues)) and not errors and not faults and reads > 0,
    )


def read_until_told(url: str) -> None:
    count, seen, errors = 0, 0, []
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            with Ledger(url) as ledger:
                if ledger.find_run("shared"):
                    found = len(ledger.load_run("shared").issues)
                    if found < seen:
                        errors.append(f"{seen} issues, then {found}")
                    seen, count = found, count + 1
        except ClaimcheckError as error:
            errors.append(str(error))
    sys.stdout.write("\n".join([str(count), *errors]))


PROMISES = (
    Promise("writers", "many writers and readers at once lose nothing (SQLite)", show_writers, short=False),
    Promise("writers-postgresql", "the same on PostgreSQL", show_postgres, short=False),
)

if __name__ == "__main__":
    read_until_told(sys.argv[1])
