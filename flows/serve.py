"""Serves the three flows, those over a corpus and what was checked before on their schedules, until interrupted.

CLAIMCHECK_CORPUS=https://news.example/feed.xml CLAIMCHECK_CORPUS_CRON="0 * * * *" python -m flows.serve

Needs a Prefect server (`prefect server start`; PREFECT_API_URL names it), which keeps the schedule: a run that comes due
while this is down is started late, and a schedule can be paused there. Two runs of one flow never go on at once.
"""

from __future__ import annotations

import sys

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import PrefectException
from prefect.schedules import Cron, Schedule

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.settings import Settings
from flows.check_article import check_article
from flows.check_corpus import check_corpus
from flows.recheck import recheck

AT_ONCE = 3  # runs, each a process with the models in it


def describe_deployments(settings: Settings) -> tuple[RunnerDeployment, ...]:
    """What the settings ask for: an article whenever someone asks, a corpus and rechecks by their schedules. Raises
    UsageError."""
    out = settings.corpus_out or None
    found = [
        check_article.to_deployment(
            name="on-demand", parameters={"source": "", "db": settings.db, "out": out}
        )
    ]
    if settings.corpus:
        found.append(
            check_corpus.to_deployment(
                name="scheduled",
                schedule=read_schedule("CLAIMCHECK_CORPUS_CRON", settings.corpus_cron),
                concurrency_limit=1,
                parameters={"place": settings.corpus, "db": settings.db, "out": out},
                description="New and changed articles, checked.",
            )
        )
    if settings.recheck_cron:
        found.append(
            recheck.to_deployment(
                name="scheduled",
                schedule=read_schedule("CLAIMCHECK_RECHECK_CRON", settings.recheck_cron),
                concurrency_limit=1,
                parameters={"db": settings.db, "out": out},
                description="Due plans, sources that changed or are gone, and what was not seen for long.",
            )
        )
    return tuple(found)  # type: ignore[arg-type]  # awaitable only in a loop


def read_schedule(name: str, cron: str) -> Schedule:
    """A schedule in UTC. Raises UsageError, which names the setting."""
    try:
        return Cron(cron, timezone="UTC")
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None


def main() -> None:
    """Serve until interrupted; an error is one line and an exit code."""
    try:
        serve(*describe_deployments(Settings.from_environment()), limit=AT_ONCE)
    except ClaimcheckError as error:
        print(f"serve: {error}", file=sys.stderr)  # noqa: T201  # what the command is for
        raise SystemExit(error.exit_code) from None
    except PrefectException as error:
        print(f"serve: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
