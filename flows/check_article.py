"""The flow over one article. Its tasks are claimcheck's steps: they take a run's id and plain values.

python -m flows.check_article seeds/meta-superintelligence/article.txt --offline --out build/demo
"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from claimcheck import steps
from claimcheck.background import load_background
from claimcheck.corpus import compute
from claimcheck.desk import Desk, Options, open_desk
from claimcheck.notices import Notice, find_notices
from claimcheck.report.markdown import render_markdown
from claimcheck.settings import Settings
from flows.telling import announce, conclude, leave_artifacts

RETRIES, DELAYS = 2, [1.0, 5.0]
"""A database may be busy: tasks are tried again, after so many seconds. What a server did is an outcome, no error."""


@task(name="read article", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
async def read_article(db: str, options: Options, source: str, references: str | None) -> str:
    """Reads the article and opens a run; returns the run's id."""
    with at_desk(db, options) as desk:
        article = await steps.read_input(desk, source, Path(references) if references else None)
        return steps.begin_run(desk, article)


@task(name="extract claims", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
async def extract_claims(db: str, options: Options, run_id: str) -> int:
    """Finds the claims; returns how many."""
    with at_desk(db, options) as desk:
        return await compute(steps.extract_claims, desk, run_id)


@task(name="list references", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
def list_references(db: str, options: Options, run_id: str) -> list[int]:
    """Numbers of the references to read."""
    with at_desk(db, options) as desk:
        return steps.list_references(desk, run_id)


@task(
    name="read reference",
    task_run_name="read reference {n}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    cache_policy=NO_CACHE,
)
async def read_reference(db: str, options: Options, run_id: str, n: int) -> str:
    """Reads one reference; returns its state."""
    with at_desk(db, options) as desk:
        return await steps.read_reference(desk, run_id, n)


@task(name="settle references", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
async def settle_references(db: str, options: Options, run_id: str) -> int:
    """Gives up pages that came the same from several addresses of a site; returns how many."""
    with at_desk(db, options) as desk:
        return await steps.settle_references(desk, run_id)


@task(name="judge claims", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
async def judge_claims(db: str, options: Options, run_id: str) -> int:
    """Weighs the evidence and judges every claim; returns how many verdicts were saved."""
    with at_desk(db, options) as desk:
        return await compute(steps.judge_claims, desk, run_id)


@task(name="finish run", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
async def finish_run(db: str, options: Options, run_id: str, out: str | None) -> tuple[Notice, ...]:
    """Closes the run, writes its reports, and leaves what there is to look at; returns what is to be told."""
    folder = Path(out) if out is not None else None
    with at_desk(db, options) as desk:
        run = steps.finish_run(desk, run_id)
        background, notices = load_background(desk, run), find_notices(desk, run_id)
    if folder is not None:
        steps.save_reports(run, folder, background)
    await leave_artifacts(run, render_markdown(run, background), folder, Settings.from_environment().site)
    return notices


@flow(name="check-article", flow_run_name="check {source}")
async def check_article(
    source: str,
    references: str | None = None,
    db: str | None = None,
    out: str | None = None,
    offline: bool = False,
    as_of: date | None = None,
    allow_private: bool = False,
) -> State[str]:
    """Checks one article: its claims, its references, a verdict for each claim. Gives the run's id.

    ``source`` is a path or URL; ``references`` a references.toml; ``db`` a database URL (default: the setting);
    ``out`` a folder for the reports.
    """
    options = Options(offline=offline, allow_private=allow_private, as_of=as_of)
    url = db or Settings.from_environment().db
    run_id = await read_article(url, options, source, references)
    await extract_claims(url, options, run_id)
    numbers = list_references(url, options, run_id)
    await asyncio.gather(*(read_reference(url, options, run_id, n) for n in numbers))
    await settle_references(url, options, run_id)
    await judge_claims(url, options, run_id)
    notices = await finish_run(url, options, run_id, out)
    announce(notices)
    return conclude(notices, f"run {run_id}", run_id)


def at_desk(db: str, options: Options) -> AbstractContextManager[Desk]:
    """The desk for one task: a task may run in another process, so it opens its own."""
    return open_desk(replace(Settings.from_environment(), db=db), options)


def main() -> None:
    """Run the flow from the command line and show the verdicts."""
    parser = ArgumentParser(prog="python -m flows.check_article", description=check_article.description)
    parser.add_argument("article", help="path or URL")
    parser.add_argument("--references", help="a references.toml")
    parser.add_argument("--db", help="database URL")
    parser.add_argument("--out", help="folder for the reports", default="build/report")
    parser.add_argument("--offline", action="store_true", help="fetch nothing; read digests and captures")
    parser.add_argument("--allow-private", action="store_true", help="permit loopback and private addresses")
    given = parser.parse_args()
    db = given.db or Settings.from_environment().db
    run_id: Any = asyncio.run(
        check_article(
            given.article,
            references=given.references,
            db=db,
            out=given.out,
            offline=given.offline,
            allow_private=given.allow_private,
        )
    )
    with at_desk(db, Options()) as desk:
        steps.show_run(desk, run_id)
    print(f"report: {Path(given.out) / 'report.html'}")  # noqa: T201  # what the command is for


if __name__ == "__main__":
    main()
