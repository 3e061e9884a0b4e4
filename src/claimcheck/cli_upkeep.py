"""Commands for whoever looks after the ledger: what it holds, in figures."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from claimcheck.cli_desk import DbOption, desk

upkeep = typer.Typer(rich_markup_mode=None)


@upkeep.command()
def metrics(
    days: Annotated[
        int, typer.Option(min=1, max=36500, help="Count the runs begun in the last DAYS.", metavar="DAYS")
    ] = 30,
    db: DbOption = None,
) -> None:
    """Print what the ledger holds in Prometheus' text format: runs, verdicts, references, what is due."""
    from claimcheck.rechecking import stream_due
    from claimcheck.report.exposition import render_tally

    now = datetime.now(UTC)
    with desk(db) as at:
        due = sum(1 for _ in stream_due(at, now))
        tally = replace(at.ledger.load_tally(now, days), due=due)
    sys.stdout.write(render_tally(tally).decode())
