"""The flow over many articles: those of a folder, a list, a feed or a sitemap that are new or have changed.

python -m flows.check_corpus PLACE --offline --out build/corpus

Its tasks are the stages of each article's run. The ledger, not Prefect, decides what is done: a flow that was killed is
simply run again.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed

from claimcheck import corpus
from claimcheck.corpus import NEWS, Done, Fate, Lease, Stage
from claimcheck.desk import Options
from claimcheck.errors import ClaimcheckError
from claimcheck.notices import find_notices
from claimcheck.settings import Settings
from flows.check_article import at_desk, run_stage, take_article
from flows.telling import announce, conclude, log_event, read_end

SOME_FAILED = 3


@flow(name="check-corpus", flow_run_name="check {place}")
async def check_corpus(
    place: str,
    db: str | None = None,
    out: str | None = None,
    offline: bool = False,
    allow_private: bool = False,
) -> State[Any]:
    """Checks the new and changed articles of ``place``; the run fails when one of them did, after all were tried.

    ``place`` is a folder, or the path or address of a list, an RSS or Atom feed, or a sitemap; ``db`` a database URL
    (default: the setting); ``out`` a folder for the reports, one below it for each run.
    """
    options, url = Options(offline=offline, allow_private=allow_private), db or Settings.from_environment().db

    async def take(source: str) -> Lease:
        return await take_article(url, options, source)

    async def work(lease: Lease, stage: Stage) -> None:
        await run_stage(url, options, lease, stage, str(Path(out) / lease.run_id) if out else None)

    with at_desk(url, options) as desk:
        done = await corpus.check_articles(desk, place, take=take, work=work)
        notices = [n for one in done if one.fate in NEWS for n in find_notices(desk, one.run_id)]
    announce(notices)
    await acreate_table_artifact(
        key="corpus",
        table=[
            {"article": one.source, "became": str(one.fate), "run": one.run_id, "cause": one.detail}
            for one in done
        ],
        description=f"{place}: {count(done)}",
    )
    for one in done:
        level = logging.WARNING if one.fate in (Fate.FAILED, Fate.HELD) else logging.INFO
        log_event(level, "article", article=one.source, became=one.fate, run=one.run_id, cause=one.detail)
    if any(one.fate is Fate.FAILED for one in done):
        return Failed(message=count(done), data=done)
    return conclude(notices, count(done), done)


def count(done: Sequence[Done]) -> str:
    """How many articles there were of each fate ('3 checked, 1 failed')."""
    counts = Counter(one.fate for one in done)
    return ", ".join(f"{counts[fate]} {fate}" for fate in Fate if counts[fate]) or "no articles"


async def try_corpus(**given: Any) -> Sequence[Done] | ClaimcheckError:
    """What the flow came to: its articles, or why the place can't be read. Anything else is raised."""
    state: State[Any] = await check_corpus(**given, return_state=True)
    return await read_end(state)


def print_corpus(name: str, found: Sequence[Done] | ClaimcheckError) -> NoReturn:
    """A line for each article, or why there is none; leaves with the exit code."""
    if isinstance(found, ClaimcheckError):
        print(f"{name}: {found}", file=sys.stderr)  # noqa: T201  # what the command is for
        raise SystemExit(found.exit_code)
    for one in found:
        print(one)  # noqa: T201  # what the command is for
    print(count(found))  # noqa: T201
    raise SystemExit(SOME_FAILED if any(one.fate is Fate.FAILED for one in found) else 0)


def main() -> None:
    """Run the flow from the command line: a line for each article; exit code 3 when one failed."""
    parser = ArgumentParser(prog="python -m flows.check_corpus", description=check_corpus.description)
    parser.add_argument("place", help="a folder, or the path or address of a list, feed or sitemap")
    parser.add_argument("--db", help="database URL")
    parser.add_argument("--out", help="folder for the reports")
    parser.add_argument("--offline", action="store_true", help="fetch nothing; read digests and captures")
    parser.add_argument("--allow-private", action="store_true", help="permit loopback and private addresses")
    print_corpus("check_corpus", asyncio.run(try_corpus(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
