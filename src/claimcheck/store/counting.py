"""Counts what a ledger holds, in the database itself: however much there is, little comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlmodel import col

from claimcheck.model.tally import Tally
from claimcheck.store.database import read_rows
from claimcheck.store.leasing import WHOLE, find_state
from claimcheck.store.tables import (
    CaptureRow,
    RunCaptureRow,
    RunRow,
    RunSourceRow,
    RunVerdictRow,
    StandingRow,
    StepRow,
    VerdictRow,
)

SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def load_tally(connection: Connection, now: datetime, days: int) -> Tally:
    """The counts as they are at ``now``, without what is due."""
    since = now - timedelta(days=days)
    standing = (
        select(col(StandingRow.label), col(StandingRow.state), func.count())
        .where(col(StandingRow.current))
        .group_by(col(StandingRow.label), col(StandingRow.state))
    )
    attempts = col(RunCaptureRow.capture_key) == col(CaptureRow.key)
    return Tally(
        days=days,
        runs=_count_runs(connection, now, since),
        verdicts=_count(
            connection, VerdictRow.label, RunVerdictRow, col(RunVerdictRow.verdict_id) == col(VerdictRow.id), since
        ),
        references=_count(connection, RunSourceRow.state, RunSourceRow, None, since),
        attempts=_count(connection, CaptureRow.outcome, RunCaptureRow, attempts, since),
        claims={(label, state): count for label, state, count in connection.execute(standing)},
        finished=connection.execute(select(func.max(col(RunRow.finished)))).scalar(),
        size=int(connection.execute(text(SIZES[connection.dialect.name])).scalar_one()),
    )  # fmt: skip


def _count(connection: Connection, named: Any, link: Any, joined: Any, since: datetime) -> dict[str, int]:
    """Rows of the runs since then by the column ``named``, which is in ``link`` or, by ``joined``, beside it."""
    listed = (
        select(col(named), func.count()).select_from(RunRow).join(link, col(link.run_id) == col(RunRow.id))
    )
    if joined is not None:
        listed = listed.join(named.class_, joined)
    counted = listed.where(col(RunRow.started) >= since).group_by(col(named))
    return {str(name): count for name, count in connection.execute(counted)}


def _count_runs(connection: Connection, now: datetime, since: datetime) -> dict[str, int]:
    """By state, as ``find_state`` has it."""
    counted = (
        select(
            col(StepRow.state), (col(StepRow.leased_until) > now).label("held"),
            col(RunRow.finished).is_not(None).label("finished"), func.count().label("runs"),
        )
        .select_from(RunRow)
        .join(StepRow, (col(StepRow.run_id) == col(RunRow.id)) & (col(StepRow.name) == WHOLE), isouter=True)
        .where(col(RunRow.started) >= since)
        .group_by(text("1, 2, 3"))
    )  # fmt: skip
    found: dict[str, int] = {}
    for row in read_rows(connection, counted):
        until = datetime.max.replace(tzinfo=UTC) if row["held"] else now
        lease = {"state": row["state"], "leased_until": until} if row["state"] else None
        state = find_state(lease, now if row["finished"] else None, now).value
        found[state] = found.get(state, 0) + row["runs"]
    return found
