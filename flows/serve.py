"""Serves the flow over a corpus on its schedule, as the settings say, until interrupted.

CLAIMCHECK_CORPUS=https://news.example/feed.xml CLAIMCHECK_CORPUS_CRON="0 * * * *" python -m flows.serve

Needs a Prefect server (`prefect server start`; PREFECT_API_URL names it), which keeps the schedule: a run that comes due
while this is down is started late, and a schedule can be paused there. Two runs never go on at once.
"""

from __future__ import annotations

import sys

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import PrefectException
from prefect.schedules import Cron

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.settings import Settings
from flows.check_corpus import check_corpus


def describe_deployment(settings: Settings) -> RunnerDeployment:
    """The deployment that the settings ask for. Raises UsageError."""
    if not settings.corpus:
        raise UsageError("CLAIMCHECK_CORPUS names no corpus: a folder, or a list, feed or sitemap")
    try:
        schedule = Cron(settings.corpus_cron, timezone="UTC")
    except ValueError as error:
        raise UsageError(f"CLAIMCHECK_CORPUS_CRON: {error}") from None
    deployment: RunnerDeployment = check_corpus.to_deployment(  # type: ignore[assignment]  # awaitable only in a loop
        name="scheduled",
        schedule=schedule,
        concurrency_limit=1,
        parameters={"place": settings.corpus, "db": settings.db, "out": settings.corpus_out or None},
        description="New and changed articles, checked.",
    )
    return deployment


def main() -> None:
    """Serve until interrupted; an error is one line and an exit code."""
    try:
        serve(describe_deployment(Settings.from_environment()), limit=1)
    except ClaimcheckError as error:
        print(f"serve: {error}", file=sys.stderr)  # noqa: T201  # what the command is for
        raise SystemExit(error.exit_code) from None
    except PrefectException as error:
        print(f"serve: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
