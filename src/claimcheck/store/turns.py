"""Whose turn it is with a host, where several processes share a ledger: one of them at a time, and pauses for all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from claimcheck.store.database import read_rows
from claimcheck.store.turn_tables import TurnRow


def take_turn(
    connection: Connection, host: str, holder: str, now: datetime, until: datetime
) -> tuple[float, bool]:
    """(0, True) when the host is the holder's until then; else the seconds to wait, and whether that is only because
    another is asking it. Needs a write transaction: the look and the taking are one."""
    found = read_rows(connection, select(TurnRow).where(col(TurnRow.host) == host))
    if not found:
        connection.execute(insert(TurnRow).values(host=host, holder=holder, until=until))
        return 0.0, True
    left = (found[0]["until"] - now).total_seconds()
    if left > 0:
        return left, found[0]["holder"] != ""
    connection.execute(update(TurnRow).where(col(TurnRow.host) == host).values(holder=holder, until=until))
    return 0.0, True


def leave_turn(connection: Connection, host: str, holder: str, until: datetime) -> None:
    """Give a host back, which nobody asks anything before ``until``; nothing happens when the turn lapsed meanwhile."""
    mine = (col(TurnRow.host) == host, col(TurnRow.holder) == holder)
    connection.execute(update(TurnRow).where(*mine).values(holder="", until=until))


def close_host(connection: Connection, host: str, until: datetime) -> None:
    """A host that asked to be left alone until then, whoever asks next."""
    sooner = (col(TurnRow.host) == host, col(TurnRow.until) < until)
    connection.execute(update(TurnRow).where(*sooner).values(holder="", until=until))
