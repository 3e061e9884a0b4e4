"""The table of the hosts that are being asked, so that processes that share a ledger take turns."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from claimcheck.store.columns import Moment, Row


class TurnRow(Row, table=True):
    __tablename__ = "turn"

    host: str = Field(primary_key=True)  # with its port, where that is not the usual one
    holder: str  # '' when nobody asks it anything
    until: datetime = Field(sa_type=Moment)  # the holder's turn lapses then, or nobody may ask before
