"""Disks that are full, read-only or broken, met by `claimcheck check` in a process with a file system of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.trust.kills import finish
from tests.trust.mill import Mill, open_mill, open_mill_desk, tell
from tests.trust.promise import Promise, Shown, count

from claimcheck import cli, steps
from claimcheck.errors import DatabaseTrouble

type Fault = Callable[[Path], None]
"""Spoils the folder that holds the ledger, or this process's rights in it."""

READ_ONLY = "read-only"
STEP = 64  # KiB between two sizes of disk


def mount(folder: Path, *options: str) -> None:
    subprocess.run(["mount", *options, "tmpfs", str(folder)], check=True, capture_output=True)


def leave_room(kilobytes: int) -> Fault:
    """The ledger on a small disk with so much room beside it."""

    def fault(folder: Path) -> None:
        kept = (folder / "ledger.db").read_bytes()
        mount(folder, "-t", "tmpfs", "-o", f"size={len(kept) // 1024 + kilobytes}k")
        (folder / "ledger.db").write_bytes(kept)

    return fault


def make_read_only(folder: Path) -> None:
    kept = (folder / "ledger.db").read_bytes()
    mount(folder, "-t", "tmpfs")
    (folder / "ledger.db").write_bytes(kept)
    mount(folder, "-o", "remount,ro")


def limit_files(beyond: int) -> Fault:
    """No file may grow beyond that of the ledger by more than so many bytes: writing then is an I/O error."""

    def fault(folder: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (folder / "ledger.db").stat().st_size + beyond
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return fault


def cut(folder: Path) -> None:
    os.truncate(folder / "ledger.db", (folder / "ledger.db").stat().st_size // 2)


def scribble(start: int) -> Fault:
    """A sector of noise in the ledger's file."""

    def fault(folder: Path) -> None:
        with (folder / "ledger.db").open("r+b") as file:
            file.seek(start)
            file.write(b"\x5a" * 4096)

    return fault


def run_out_of_files(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (sum(1 for _ in Path("/proc/self/fd").iterdir()) + 2, 4096))


def list_faults(full: bool) -> Iterator[tuple[str, Fault, bool]]:
    """Each with whether what was in the ledger before must still be there."""
    for step in range(0, 10) if full else (1,):
        yield f"{step * STEP} KiB of room", leave_room(step * STEP), True
    for beyond in (0, 4096, 65_536, 262_144) if full else ():
        yield f"I/O error {beyond:,} bytes on", limit_files(beyond), True
    yield READ_ONLY, make_read_only, True
    if full:
        yield "no more files may be opened", run_out_of_files, True
        yield "cut in half", cut, False
        for place in (0, 4096, 40_960):
            yield f"noise at byte {place:,}", scribble(place), False


def meet(fault: Fault, folder: Path, article: Path, said: Path) -> int:
    """`claimcheck check` on a spoiled disk, in a process of its own; its exit code, its words in ``said``."""
    child = os.fork()
    if child:
        return finish(child)
    code = 99
    try:
        os.unshare(os.CLONE_NEWNS)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        words = os.open(said, os.O_CREAT | os.O_WRONLY, 0o600)
        os.dup2(words, 1)
        os.dup2(words, 2)
        fault(folder)
        sys.argv = [
            "claimcheck",
            "check",
            str(article),
            "--allow-private",
            "--quiet",
            "--db",
            str(folder / "ledger.db"),
        ]
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        sys.stderr.flush()
        with contextlib.suppress(FileNotFoundError):  # carry the small disk's ledger out, to be looked at
            for name in ("ledger.db", "ledger.db-wal"):
                shutil.copy(folder / name, said.parent / f"left-{name}")
    finally:
        os._exit(code)


def show_disks(full: bool) -> Shown:
    if not hasattr(os, "unshare") or os.geteuid() != 0:
        return Shown("not tried", "needs root, for small disks of its own", None)
    faults: list[str] = []
    tries, fitted = 0, 0
    with open_mill() as mill:
        whole = mill.scratch / "whole.db"
        with open_mill_desk(whole) as desk:
            earlier = asyncio.run(steps.check(desk, str(mill.article)))
            told = tell(desk, earlier.id)
        changed = write_changed(mill)
        for name, fault, kept in list_faults(full):
            tries += 1
            box = mill.scratch / f"box-{tries}"
            (folder := box / "disk").mkdir(parents=True)
            shutil.copy(whole, folder / "ledger.db")
            code, said = meet(fault, folder, changed, box / "said"), (box / "said").read_text()
            fitted += code == 0
            if code == 0 and kept and name != READ_ONLY:
                continue
            if code != 4 or said.count("\n") != 1 or "Traceback" in said:
                faults.append(f"{name}: exit code {code}, {said.strip()[-200:]!r}")
            if kept and not is_readable(box, earlier.id, told):
                faults.append(f"{name}: earlier data is lost")
    return Shown(
        f"{count(tries, 'spoiled disk')} (on {fitted} there was room enough)",
        "; ".join(faults) or "each time one clear line, exit code 4, and what was there before can be read",
        not faults and tries > fitted,
    )


def write_changed(mill: Mill) -> Path:
    """The article with another paragraph, long enough to need room."""
    path = mill.scratch / "changed" / "article.md"
    path.parent.mkdir()
    more = " ".join(f"The bridge at Holm was closed on {n} May 20{n:02}." for n in range(10, 28))
    path.write_text(mill.article.read_text("utf-8") + f"\n{more}\n", "utf-8")
    return path


def is_readable(box: Path, run_id: str, told: str) -> bool:
    """Whether the ledger that was carried out of the spoiled disk still says what it said before."""
    with (
        contextlib.suppress(FileNotFoundError, DatabaseTrouble, sqlite3.Error),
        open_mill_desk(box / "left-ledger.db") as at,
    ):
        return tell(at, run_id) == told and at.ledger.verify() == []
    return False


PROMISES = (Promise("disk", "a full, read-only or failing disk is one clear line", show_disks),)
