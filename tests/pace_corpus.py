"""How fast and how evenly a corpus is checked: by one worker and by two, on SQLite and on PostgreSQL, with Prefect and
without. `make bench` runs it small; `python -m tests.pace_corpus --articles 200` at length.

The articles and their references come from a web server in another process (tests/generated.py). Processor time is told
beside the clock's, since a machine with other work to do stretches only the latter.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine
from tests.generated import ROOT, open_corpus
from tests.postgres import serve_postgres

from claimcheck import corpus
from claimcheck.corpus import Done, Fate, Lease, Stage, Take, Work
from claimcheck.desk import Desk, Options, open_desk
from claimcheck.match import verifier
from claimcheck.rechecking import take_again
from claimcheck.settings import Settings
from claimcheck.store import postgres, sqlite

type Line = tuple[str, str, str]
SMALL = 12  # articles in `make bench`
ROUNDS = 3  # of the plain steps and of the flow
SEED = ROOT / "seeds" / "meta-superintelligence"
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def resident() -> float:
    """Megabytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_SIZE / 1e6


class Watch:
    """Looks at a run from within: memory after each article, and the longest time that the event loop stood still and
    that no stage, source or portion of verdicts was done."""

    def __init__(self) -> None:
        self.memory: list[float] = []
        self.lag = self.quiet = 0.0
        self.ended = time.monotonic()

    def note_progress(self, *_: object) -> None:
        now = time.monotonic()
        self.quiet, self.ended = max(self.quiet, now - self.ended), now

    async def beat(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.1)
            self.lag = max(self.lag, time.monotonic() - before - 0.1)


async def check_all(db: str, place: str) -> dict[str, Any]:
    """One worker's part of the corpus, watched."""
    return await watch_work(
        db,
        Options(allow_private=True),
        lambda desk, take, work: corpus.check_articles(desk, place, take=take, work=work),
    )


async def check_offline(db: str, place: str) -> dict[str, Any]:
    """A corpus whose sources lie beside it. Scores aren't remembered, since copies of one article ask the same."""
    verifier.REMEMBERED = 0
    return await watch_work(
        db,
        Options(offline=True),
        lambda desk, take, work: corpus.check_articles(desk, place, take=take, work=work),
    )


async def check_again(db: str, day: str) -> dict[str, Any]:
    """All runs of a database once more, from the captures that are there; on a ``day`` (ISO) of its own, every verdict
    is another one."""
    options = Options(offline=True, as_of=date.fromisoformat(day) if day else None)

    async def check(desk: Desk, take: Take, work: Work) -> tuple[Done, ...]:
        gate = asyncio.Semaphore(desk.settings.articles)

        async def check_one(run_id: str) -> Done:
            async with gate:
                return await corpus.check_article(
                    desk, run_id, lambda run_id: asyncio.to_thread(take_again, desk, run_id), work
                )

        latest = {line.url: line.id for line in reversed(desk.ledger.list_runs())}
        return tuple(await asyncio.gather(*map(check_one, latest.values())))

    return await watch_work(db, options, check)


async def watch_work(
    db: str, options: Options, check: Callable[[Desk, Take, Work], Awaitable[tuple[Done, ...]]]
) -> dict[str, Any]:
    """Some articles checked and watched. Models are loaded before the clock starts."""
    watch, opened, held = Watch(), count_openings(), time_writing()
    with open_desk(Settings(db=db), options) as desk:
        asyncio.get_running_loop().slow_callback_duration = 60
        _ = desk.engine
        desk.ledger.list_done("")

        async def take(source: str) -> Lease:
            return await corpus.take_article(desk, source)

        async def work(lease: Lease, stage: Stage) -> None:
            await corpus.run_stage(desk, lease, stage, report=watch.note_progress)
            watch.note_progress()
            if stage is Stage.FINISH:
                watch.memory.append(resident())

        beating = asyncio.create_task(watch.beat())
        watch.ended = time.monotonic()
        described = await time_work(check(desk, take, work))
        beating.cancel()
    return described | {
        "memory": watch.memory, "lag": watch.lag, "quiet": watch.quiet, "verifiers": opened[0],
        "held": sum(held), "longest": max(held),
    }  # fmt: skip


def count_openings() -> list[int]:
    """A counter of the verifier models that are opened from now on in this process."""
    opened = [0]
    real = verifier.Verifier.__init__

    def counted(self: verifier.Verifier, *given: Any, **named: Any) -> None:
        opened[0] += 1
        real(self, *given, **named)

    verifier.Verifier.__init__ = counted  # type: ignore[method-assign]
    return opened


def time_writing() -> list[float]:
    """Seconds, one entry for each transaction, that this process has kept others from writing from now on."""
    held: list[float] = []
    for backend in (sqlite, postgres):
        real = backend.writing

        @contextmanager
        def timed(engine: Engine, real: Any = real) -> Iterator[Connection]:
            with real(engine) as connection:
                start = time.monotonic()
                yield connection
            held.append(time.monotonic() - start)

        backend.writing = timed
    return held


async def check_by_flow(db: str, place: str) -> dict[str, Any]:
    """The same through Prefect; its server runs already, and the models are loaded."""
    from flows.check_corpus import try_corpus

    with open_desk(Settings(db=db), Options(allow_private=True)) as desk:
        _ = desk.engine
        desk.ledger.list_done("")
    return await time_work(try_corpus(place=place, db=db, allow_private=True))


async def time_work(work: Awaitable[Any]) -> dict[str, Any]:
    """How many articles were checked in how many seconds, by the clock and of the processors in this process."""
    start, used = time.monotonic(), time.process_time()
    done = await work
    assert isinstance(done, tuple), done
    return {
        "seconds": time.monotonic() - start,
        "processor": time.process_time() - used,
        "checked": sum(1 for one in done if one.fate in (Fate.CHECKED, Fate.RESUMED)),
        "failed": [str(one) for one in done if one.fate is Fate.FAILED],
    }


WORKERS = {"plain": check_all, "offline": check_offline, "again": check_again, "flow": check_by_flow}


def work_on(
    db: str, place: str, workers: int, how: str = "plain", **environment: str
) -> list[dict[str, Any]]:
    """What so many processes, started together, made of a corpus."""
    words = [sys.executable, "-m", "tests.pace_corpus", "--worker", how, db, place]
    with tempfile.TemporaryDirectory() as folder:
        out = [Path(folder) / str(n) for n in range(workers)]
        started = [
            subprocess.Popen(
                [*words, str(path)], cwd=ROOT, env=os.environ | environment, stderr=subprocess.DEVNULL
            )
            for path in out
        ]
        codes = [process.wait() for process in started]
        assert codes == [0] * workers, codes
        return [json.loads(path.read_text()) for path in out]


def rate(found: list[dict[str, Any]]) -> float:
    """Articles a minute by all workers together, until the last one ended."""
    assert not any(one["failed"] for one in found), found
    return sum(one["checked"] for one in found) / max(one["seconds"] for one in found) * 60


@contextmanager
def open_databases(folder: Path) -> Iterator[dict[str, Callable[[], str]]]:
    """Makers of new databases of each kind."""
    count = iter(range(100))
    with serve_postgres() as server:
        yield {"SQLite": lambda: f"sqlite:///{folder / f'{next(count)}.db'}", "PostgreSQL": server.create}


@contextmanager
def open_prefect(folder: Path) -> Iterator[tuple[str, int]]:
    """The API of a Prefect server of its own, and the session of its processes."""
    from tests.flows.programs import ask, program, wait_for

    environment = os.environ | {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    where = ("server", "start", "--host", "127.0.0.1", "--port", "8479")
    with program("prefect", folder / "prefect.log", environment, *where) as session:
        wait_for(lambda: ask("http://127.0.0.1:8479/api/health"), folder / "prefect.log")
        yield "http://127.0.0.1:8479/api", session


def used_by(session: int) -> float:
    """Seconds of processor time that the processes of a session have taken so far."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # a process that has just ended
            fields = path.read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if int(fields[3]) == session else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def measure_corpus(articles: int = SMALL, kind: str = "", workers: int = 0) -> Iterator[Line]:
    """One worker and two on each database, then the flow; or, of a ``kind``, so many workers only."""
    with tempfile.TemporaryDirectory() as made, open_corpus(articles) as place:
        folder = Path(made)
        with open_databases(folder) as kinds:
            if kind:
                yield from measure_workers(
                    kinds[kind](), place, f"{articles} articles, {workers} workers, {kind}", workers
                )[1]
                return
            for name, create in kinds.items():
                db = create()
                alone, lines = measure_workers(db, place, f"{articles} articles, one worker, {name}", 1)
                yield from lines
                cached = rate(work_on(db, "", 1, "again"))
                yield "  the same again, evidence in the cache", f"{cached:.1f} a minute", ""
                both = rate(work_on(create(), place, 2))
                yield (
                    f"{articles} articles, two workers, {name}",
                    f"{both:.1f} a minute",
                    f"{both / alone:.2f} of one worker",
                )
            seeds = str(copy_seed(folder / "seeds", articles))
            what = f"a seed with 22 digests, {articles} times, one worker, SQLite"
            yield from measure_workers(kinds["SQLite"](), seeds, what, 1, "offline", "target 25")[1]
            yield from measure_flows(kinds, place, articles, folder)


def copy_seed(folder: Path, times: int) -> Path:
    """So many articles of a seed's size, each with a title of its own."""
    for n in range(times):
        shutil.copytree(SEED, own := folder / str(n))
        text = (own / "article.txt").read_text("utf-8")
        (own / "article.txt").write_text(text.replace("\n", f" ({n})\n", 1), "utf-8")
    return folder


def measure_flows(
    kinds: dict[str, Callable[[], str]], place: str, articles: int, folder: Path
) -> Iterator[Line]:
    """What Prefect adds to the plain steps, by turns so that other work on the machine meets both, and a Dask cluster."""
    found: dict[str, list[dict[str, Any]]] = {"plain": [], "flow": []}
    with open_prefect(folder) as (api, session):
        home = {"PREFECT_API_URL": api, "PREFECT_HOME": str(folder)}
        idle = used_by(session)
        for how in ("plain", "flow") * ROUNDS:
            found[how] += work_on(kinds["SQLite"](), place, 1, how, **home)
            assert not found[how][-1]["failed"], found[how][-1]
        for kind, what in (("seconds", "time"), ("processor", "processor time of the worker")):
            plain, flow = (median(one[kind] for one in found[how]) / articles for how in ("plain", "flow"))
            ends = [
                one[kind] / articles
                for how in ("plain", "flow")
                for one in sorted(found[how], key=itemgetter(kind))
            ]
            yield (
                f"one worker by the flow, {ROUNDS} times by turns, {what}",
                f"{flow:.2f} s an article",
                f"{flow / plain:.2f} times the plain steps', target 1.3 ({', '.join(f'{one:.2f}' for one in ends)})",
            )
        yield (
            "  processor time of Prefect's server",
            f"{(used_by(session) - idle) / articles / ROUNDS:.2f} s an article",
            "",
        )
        yield from measure_dask(kinds["PostgreSQL"](), place, articles, home)


def measure_dask(db: str, place: str, articles: int, environment: dict[str, str]) -> Iterator[Line]:
    """The whole command on a Dask cluster of two processes, with all that it starts."""
    words = [sys.executable, "-m", "flows.spread", place, "--processes", "2", "--allow-private", "--db", db]
    start = time.monotonic()
    answer = subprocess.run(
        words, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - start
    assert answer.stdout.splitlines()[-1:] == [f"{articles} checked"], answer.stderr[-2000:]
    yield f"{articles} articles, Dask, two processes, PostgreSQL", f"{seconds:.0f} s", "start-up included"


def measure_workers(
    db: str, place: str, what: str, workers: int, how: str = "plain", target: str = ""
) -> tuple[float, list[Line]]:
    """Articles a minute, and the lines that tell it with how evenly each worker went."""
    found = work_on(db, place, workers, how)
    speed = rate(found)
    return speed, [
        (what, f"{speed:.1f} a minute", target),
        *(line for one in found for line in describe_evenness(one)),
    ]


def describe_evenness(one: dict[str, Any]) -> Iterator[Line]:
    memory, quarter = one["memory"], max(1, len(one["memory"]) // 4)
    second, last = max(memory[quarter : 2 * quarter]), max(memory[-quarter:])
    yield "  most memory, last quarter beside second", f"{last:.0f} MB", f"{last / second:.2f}, target 1.10"
    yield "  longest time without any progress", f"{one['quiet']:.1f} s", "target 5"
    yield "  longest time that the event loop stood", f"{one['lag']:.1f} s", "target 5"
    yield (
        "  the ledger's write lock held, an article",
        f"{one['held'] / one['checked'] * 1000:.0f} ms",
        f"{one['longest'] * 1000:.0f} ms at the longest",
    )
    yield "  verifier models opened", str(one["verifiers"]), "target 1"
    yield "  processor time, an article", f"{one['processor'] / one['checked']:.2f} s", ""


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.pace_corpus")
    parser.add_argument("--articles", type=int, default=SMALL)
    parser.add_argument("--kind", choices=["SQLite", "PostgreSQL"], default="", help="only on this database")
    parser.add_argument("--workers", type=int, default=1, help="with --kind")
    parser.add_argument("--worker", nargs=4, metavar=("HOW", "DB", "PLACE", "OUT"))
    given = parser.parse_args()
    if given.worker:
        how, db, place, out = given.worker
        found = asyncio.run(WORKERS[how](db, place))
        Path(out).write_text(json.dumps(found))
        return
    for what, figure, ratio in measure_corpus(given.articles, given.kind, given.workers):
        sys.stdout.write(f"  {what:60} {figure:>16}  {ratio}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
