"""The flow over one article. Its tasks are the stages of a run, under a lease as in a corpus.

python -m flows.check_article seeds/meta-superintelligence/article.txt --offline --out build/demo
"""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from claimcheck import corpus, steps
from claimcheck.background import load_background
from claimcheck.corpus import NEWS, Done, Lease, Stage
from claimcheck.desk import Desk, Options, open_desk
from claimcheck.errors import ClaimcheckError
from claimcheck.notices import Notice, find_notices
from claimcheck.report.markdown import render_markdown
from claimcheck.settings import Settings
from flows.telling import announce, conclude, leave_artifacts, read_end

RETRIES, DELAYS = 2, [1.0, 5.0]
"""A database may be busy: tasks are tried again, after so many seconds. What a server did is an outcome, no error."""


@task(name="take article", task_run_name="take {source}", cache_policy=NO_CACHE)
async def take_article(
    db: str, options: Options, source: str, references: str | None = None, anew: bool = False
) -> Lease:
    """Reads an article and takes a lease on its run, if it is new or changed, or is to be checked ``anew``."""
    with at_desk(db, options) as desk:
        return await corpus.take_article(desk, source, Path(references) if references else None, anew=anew)


@task(
    name="stage",
    task_run_name="{stage}: {lease.run_id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    cache_policy=NO_CACHE,
)
async def run_stage(db: str, options: Options, lease: Lease, stage: Stage, out: str | None) -> None:
    """One stage of an article's run, unless it is done. ``out`` is a folder for the reports of that run."""
    with at_desk(db, options) as desk:
        await corpus.run_stage(desk, lease, stage, Path(out) if out is not None else None)


@task(name="leave artifacts", retries=RETRIES, retry_delay_seconds=DELAYS, cache_policy=NO_CACHE)
async def show_run(db: str, options: Options, run_id: str, out: str | None) -> tuple[Notice, ...]:
    """Leaves what there is to look at; returns what is to be told."""
    with at_desk(db, options) as desk:
        run = desk.ledger.load_run(run_id)
        background, notices = load_background(desk, run), find_notices(desk, run_id)
    site, folder = Settings.from_environment().site, Path(out) if out is not None else None
    await leave_artifacts(run, render_markdown(run, background), folder, site)
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
) -> State[Done]:
    """Checks one article: its claims, its references, a verdict for each claim. Gives what became of it.

    ``source`` is a path or URL; ``references`` a references.toml; ``db`` a database URL (default: the setting); ``out`` a
    folder for the reports. A run that was left unfinished is taken up; where somebody is at work on the article, it is
    left to them.
    """
    options = Options(offline=offline, allow_private=allow_private, as_of=as_of)
    url = db or Settings.from_environment().db

    async def take(source: str) -> Lease:
        return await take_article(url, options, source, references, anew=True)

    async def work(lease: Lease, stage: Stage) -> None:
        await run_stage(url, options, lease, stage, out)

    with at_desk(url, options) as desk:
        done = await corpus.check_article(desk, source, take, work)
    if done.fate not in NEWS:
        return Completed(name=done.fate.capitalize(), message=done.detail or f"run {done.run_id}", data=done)
    notices = await show_run(url, options, done.run_id, out)
    announce(notices)
    return conclude(notices, f"run {done.run_id}", done)


def at_desk(db: str, options: Options) -> AbstractContextManager[Desk]:
    """The desk for one task: a task may run in another process, so it opens its own."""
    return open_desk(replace(Settings.from_environment(), db=db), options)


async def try_article(**given: Any) -> Done | ClaimcheckError:
    """What became of the article, or why it can't be read. Anything else is raised."""
    state: State[Any] = await check_article(**given, return_state=True)
    return await read_end(state)


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
    done = asyncio.run(
        try_article(
            source=given.article,
            references=given.references,
            db=db,
            out=given.out,
            offline=given.offline,
            allow_private=given.allow_private,
        )
    )
    if isinstance(done, ClaimcheckError):
        print(f"check_article: {done}", file=sys.stderr)  # noqa: T201  # what the command is for
        raise SystemExit(done.exit_code)
    if done.fate not in NEWS:
        print(done)  # noqa: T201
        return
    with at_desk(db, Options()) as desk:
        steps.show_run(desk, done.run_id)
    print(f"report: {Path(given.out) / 'report.html'}")  # noqa: T201


if __name__ == "__main__":
    main()
