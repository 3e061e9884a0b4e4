"""The review site under load: fifty requests a second on fifty thousand claims, the server in a process of its own."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
from tests.runs import build_run
from tests.store.recorded import record
from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown
from tests.web.many import decide_many, multiply
from tests.web.pace import CLAIMS, list_pages
from tests.web.serving import Visitor

from claimcheck.store.ledger import Ledger

RATE = 50  # requests a second, sent whether or not the earlier ones were answered
SECONDS = {True: 60, False: 3}
SLOWEST = 1.0  # seconds, of 99 in a hundred answers


async def ask(address: str, paths: list[str], seconds: int) -> tuple[list[float], Counter[str]]:
    """Times of the answers, and how many of each kind of answer there were."""
    times, answers = list[float](), Counter[str]()
    async with httpx.AsyncClient(
        base_url=address, timeout=30, limits=httpx.Limits(max_connections=200)
    ) as client:

        async def one(path: str) -> None:
            began = time.perf_counter()
            try:
                answers[str((await client.get(path)).status_code)] += 1
            except httpx.HTTPError as error:
                answers[type(error).__name__] += 1
            times.append(time.perf_counter() - began)

        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for n in range(RATE * seconds):
                await asyncio.sleep(max(0.0, began + n / RATE - time.perf_counter()))
                group.create_task(one(paths[n % len(paths)]))
    return sorted(times), answers


def mix(kinds: list[list[str]]) -> list[str]:
    """One address of each kind in turn, until the longest list is used up."""
    return [kind[n % len(kind)] for n in range(max(map(len, kinds))) for kind in kinds]


def read_processor(process: int) -> float:
    """Seconds of processor that a process took so far: they tell of the site where other work fills the machine."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def show_load(full: bool) -> Shown:
    with tempfile.TemporaryDirectory(prefix="trust-") as made:
        path = Path(made) / "ledger.db"
        with Ledger(f"sqlite:///{path}") as ledger:
            record(ledger, build_run(), run_id="run")
        claims = multiply(path, CLAIMS // 6 if full else 500)
        decide_many(path, claims // 3)
        command = [
            sys.executable,
            "-c",
            "from claimcheck.cli import main; main()",
            "review",
            "--port",
            "0",
            "--db",
            str(path),
        ]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                found = re.search(r"http://[^/]+", server.stdout.readline())
                assert found is not None
                visitor = Visitor(found[0])
                paths = mix(list(list_pages(visitor).values()))
                visitor.close()
                before = read_processor(server.pid)
                times, answers = asyncio.run(ask(found[0], paths, SECONDS[full]))
                work = (read_processor(server.pid) - before) / len(times)
            finally:
                server.terminate()
    wrong = sum(number for answer, number in answers.items() if answer != "200")
    kinds = "".join(f" ({kind})" for kind in answers if kind != "200")
    late = times[int(len(times) * 0.99)]
    return Shown(
        f"{len(times):,} requests, {RATE} a second, on {claims:,} claims",
        f"{wrong} errors{kinds}; half within {times[len(times) // 2] * 1000:.0f} ms, 99 in 100 within {late * 1000:.0f} ms; "
        f"{work * 1000:.0f} ms of processor each, at a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        not wrong and late < SLOWEST,
    )


PROMISES = (Promise("load", "the review site answers under load", show_load, short=False),)
