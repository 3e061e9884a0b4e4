"""Commands for whoever looks after the ledger: what it holds, in figures, and how to take away what is old."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from claimcheck.cli_desk import DbOption, desk
from claimcheck.errors import UsageError

upkeep = typer.Typer(rich_markup_mode=None)

TOLD = {
    "run": "runs",
    "verdict": "verdicts",
    "evidence": "passages weighed",
    "claim": "claims",
    "capture": "attempts",
    "document": "documents",
    "body": "pages as received",
}
"""Tables of which it is told how many rows went."""


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


@upkeep.command()
def prune(
    older_than: Annotated[
        str, typer.Option("--older-than", help="Only runs from before so many days (365d).", metavar="DAYS")
    ],
    remove: Annotated[
        bool, typer.Option("--remove", help="Do it; else only what would go is printed.")
    ] = False,
    limit: Annotated[
        int, typer.Option(min=1, help="Runs at most in one go, during which nobody else can write.")
    ] = 1000,
    by: Annotated[str | None, typer.Option(help="Who says so; else your login name.", metavar="NAME")] = None,
    db: DbOption = None,
) -> None:
    """Remove old runs that later ones followed and on which nothing rests: no current verdict, no decision, no note."""
    now = datetime.now(UTC)
    try:
        before = now - timedelta(days=int(older_than.removesuffix("d")))
    except (ValueError, OverflowError):
        raise UsageError(f"--older-than takes a number of days (365d), not {older_than!r}") from None
    if before > now:
        raise UsageError(f"--older-than takes days that have passed, not {older_than!r}")
    with desk(db) as at:
        pruned = at.ledger.prune(before, now, by or getpass.getuser(), limit=limit, remove=remove)
    verb = "removed" if remove else "would go"
    told = ", ".join(f"{pruned.rows[table]:,} {words}" for table, words in TOLD.items())
    typer.echo(f"before {before:%Y-%m-%d}: {verb}: {told} ({pruned.size / 1e6:,.1f} MB of pages)")
    if pruned.kept:
        typer.echo(f"{pruned.kept:,} older runs stay: a current verdict, a decision or a note rests on them")
    if pruned.left:
        typer.echo(f"{pruned.left:,} more can go: run it again, or with a higher --limit")
    if not remove:
        typer.echo("nothing was changed: --remove does it")
