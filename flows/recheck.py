"""The flow that looks again: at articles with a due plan, a source that is gone or changed, figures that change, and at
what nobody has seen for longest.

python -m flows.recheck

A source that is as it was costs one conditional request and no run. The ledger decides whose turn it is.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from claimcheck import rechecking
from claimcheck.corpus import Fate, tell
from claimcheck.desk import Options
from claimcheck.errors import ClaimcheckError
from claimcheck.notices import Notice, find_notices
from claimcheck.rechecking import Pick, Rechecked
from claimcheck.settings import Settings
from flows.check_article import DELAYS, RETRIES, at_desk
from flows.telling import announce, conclude, log_event, read_end

SOME_FAILED = 3
type Ended = tuple[Pick, Rechecked | None, str]
"""A pick, what came of it, and why nothing did."""


@task(
    name="look again",
    task_run_name="look again: {pick.title}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    cache_policy=NO_CACHE,
)
async def look_again(db: str, options: Options, pick: Pick, out: str | None) -> Rechecked:
    """Looks at an article's sources; checks it anew where something is no longer as it was."""
    with at_desk(db, options) as desk:
        return await rechecking.recheck(desk, pick, Path(out) if out else None)


@flow(name="recheck", flow_run_name="recheck")
async def recheck(db: str | None = None, out: str | None = None, allow_private: bool = False) -> State[Any]:
    """Looks again at what is due; the run fails when one article did, after all were tried.

    ``db`` is a database URL (default: the setting); ``out`` a folder for the reports of new runs, one below it for each.
    """
    options, settings = Options(allow_private=allow_private), Settings.from_environment()
    url, gate = db or settings.db, asyncio.Semaphore(max(1, settings.articles))
    with at_desk(url, options) as desk:
        picks = rechecking.pick_articles(desk, datetime.now(UTC))

    async def look_at(pick: Pick) -> Ended:
        async with gate:
            try:
                return pick, await look_again(url, options, pick, out), ""
            except Exception as error:  # noqa: BLE001  # one bad article never stops the others; its cause is told below
                return pick, None, tell(error)

    ended = await asyncio.gather(*map(look_at, picks))
    notices = find_all(url, options, ended)
    announce(notices)
    await acreate_table_artifact(key="recheck", table=list(map(describe, ended)), description=count(ended))
    for one in ended:
        log_event(logging.WARNING if one[2] else logging.INFO, "recheck", **describe(one))
    if any(failure for _, _, failure in ended):
        return Failed(message=count(ended), data=ended)
    return conclude(notices, count(ended), ended)


def find_all(db: str, options: Options, ended: Sequence[Ended]) -> list[Notice]:
    """What the new runs have to tell."""
    runs = [
        found.done.run_id
        for _, found, _ in ended
        if found is not None and found.done is not None and found.done.fate in (Fate.CHECKED, Fate.RESUMED)
    ]
    with at_desk(db, options) as desk:
        return [notice for run_id in runs for notice in find_notices(desk, run_id)]


def describe(one: Ended) -> dict[str, Any]:
    """A row of the table: what was looked at and why, when it was seen and tried before, and what came of it."""
    pick, found, failure = one
    fates = Counter(str(watched.fate) for watched in found.watched) if found else Counter()
    return {
        "article": pick.url or pick.title,
        "why": str(pick.reason),
        "last seen": pick.seen.isoformat(timespec="seconds"),
        "last tried": pick.tried.isoformat(timespec="seconds"),
        "found": ", ".join(f"{times} {fate}" for fate, times in fates.items()),
        "run": found.done.run_id if found and found.done else "",
        "cause": failure,
    }


def count(ended: Sequence[Ended]) -> str:
    """'12 looked at, 2 checked anew, 1 failed'."""
    anew = sum(1 for _, found, _ in ended if found and found.done)
    failed = sum(1 for _, _, failure in ended if failure)
    parts = [
        f"{len(ended)} looked at",
        f"{anew} checked anew" if anew else "",
        f"{failed} failed" if failed else "",
    ]
    return ", ".join(part for part in parts if part) if ended else "nothing is due"


async def try_recheck(**given: Any) -> Sequence[Ended] | ClaimcheckError:
    """What the flow came to, or why it could not begin. Anything else is raised."""
    state: State[Any] = await recheck(**given, return_state=True)
    return await read_end(state)


def main() -> None:
    """Run the flow from the command line: a line for each article; exit code 3 when one failed."""
    parser = ArgumentParser(prog="python -m flows.recheck", description=recheck.description)
    parser.add_argument("--db", help="database URL")
    parser.add_argument("--out", help="folder for the reports of new runs")
    parser.add_argument("--allow-private", action="store_true", help="permit loopback and private addresses")
    found = asyncio.run(try_recheck(**vars(parser.parse_args())))
    if isinstance(found, ClaimcheckError):
        print(f"recheck: {found}", file=sys.stderr)  # noqa: T201  # what the command is for
        raise SystemExit(found.exit_code)
    for one in found:
        row = describe(one)
        print(": ".join(row[name] for name in ("article", "why", "found", "run", "cause") if row[name]))  # noqa: T201
    print(count(found))  # noqa: T201
    raise SystemExit(SOME_FAILED if any(failure for _, _, failure in found) else 0)


if __name__ == "__main__":
    main()
