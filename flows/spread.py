"""The flow over a corpus on a Dask cluster: each article is one task, in whichever process or machine has room.

python -m flows.spread PLACE --processes 2              a cluster of this machine's processes
python -m flows.spread PLACE --scheduler tcp://HOST:8786   one that runs already

Needs the extra `claimcheck[dask]`. All processes see one ledger, so on several machines that is PostgreSQL; there as here the
ledger's leases decide who works on what.
"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed
from prefect_dask.task_runners import DaskTaskRunner

from claimcheck import corpus
from claimcheck.corpus import NEWS, Done, Fate, Lease, Stage, tell
from claimcheck.desk import Options
from claimcheck.errors import ClaimcheckError
from claimcheck.notices import find_notices
from claimcheck.settings import Settings
from flows.check_article import at_desk
from flows.check_corpus import count, print_corpus
from flows.telling import announce, conclude, read_end


@task(name="check article", task_run_name="check {source}", cache_policy=NO_CACHE)
def check_one(db: str, options: Options, source: str, out: str | None) -> Done:
    """One article, from taking its lease to its end, in a process that may be anywhere. A failure is told, not raised."""
    folder = Path(out) if out else None
    with at_desk(db, options) as desk:

        async def take(source: str) -> Lease:
            return await corpus.take_article(desk, source)

        async def work(lease: Lease, stage: Stage) -> None:
            await corpus.run_stage(desk, lease, stage, folder and folder / lease.run_id)

        try:
            return asyncio.run(corpus.check_article(desk, source, take, work))
        except Exception as error:  # noqa: BLE001  # one bad article never stops the others
            return Done(source, Fate.FAILED, detail=tell(error))


@flow(name="spread-corpus", flow_run_name="check {place}")
async def spread_corpus(
    place: str,
    db: str | None = None,
    out: str | None = None,
    offline: bool = False,
    allow_private: bool = False,
) -> State[Any]:
    """Checks the new and changed articles of ``place``, each as a task of its own. Parameters as in check_corpus."""
    options, url = Options(offline=offline, allow_private=allow_private), db or Settings.from_environment().db
    with at_desk(url, options) as desk:
        listed = await corpus.list_articles(desk, place)
        futures = [check_one.submit(url, options, source, out) for source in listed.sources]
        done = [*(await asyncio.to_thread(lambda: [one.result() for one in futures])), *listed.failures]
        notices = [n for one in done if one.fate in NEWS for n in find_notices(desk, one.run_id)]
    announce(notices)
    table = [
        {"article": one.source, "became": str(one.fate), "run": one.run_id, "cause": one.detail}
        for one in done
    ]
    await acreate_table_artifact(key="corpus", table=table, description=f"{place}: {count(done)}")
    if any(one.fate is Fate.FAILED for one in done):
        return Failed(message=count(done), data=done)
    return conclude(notices, count(done), done)


def open_runner(scheduler: str | None, processes: int) -> DaskTaskRunner:
    """A runner on a cluster that is there, or on one of this machine's processes: a thread each, as models want it."""
    if scheduler:
        return DaskTaskRunner(address=scheduler)
    return DaskTaskRunner(
        cluster_kwargs={
            "n_workers": processes,
            "threads_per_worker": 1,
            "processes": True,
            "dashboard_address": None,
        }
    )


async def try_spread(runner: DaskTaskRunner, given: dict[str, Any]) -> Sequence[Done] | ClaimcheckError:
    """What the flow came to: its articles, or why the place can't be read. Anything else is raised."""
    spread = spread_corpus.with_options(task_runner=runner)  # type: ignore[arg-type]  # a TaskRunner of other futures
    state: State[Any] = await spread(**given, return_state=True)
    return await read_end(state)


def main() -> None:
    """Run the flow from the command line: a line for each article; exit code 3 when one failed."""
    parser = ArgumentParser(prog="python -m flows.spread", description=spread_corpus.description)
    parser.add_argument("place", help="a folder, or the path or address of a list, feed or sitemap")
    parser.add_argument("--scheduler", help="address of a Dask scheduler (tcp://HOST:8786)")
    parser.add_argument(
        "--processes", type=int, default=2, help="of a cluster on this machine, without --scheduler"
    )
    parser.add_argument("--db", help="database URL")
    parser.add_argument("--out", help="folder for the reports")
    parser.add_argument("--offline", action="store_true", help="fetch nothing; read digests and captures")
    parser.add_argument("--allow-private", action="store_true", help="permit loopback and private addresses")
    given = vars(parser.parse_args())
    runner = open_runner(given.pop("scheduler"), given.pop("processes"))
    print_corpus("spread", asyncio.run(try_spread(runner, given)))


if __name__ == "__main__":
    main()
