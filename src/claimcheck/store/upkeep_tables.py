"""The table of what was removed: a row for each time that old runs went."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from claimcheck.store.columns import Moment, Row


class PruningRow(Row, table=True):
    __tablename__ = "pruning"

    id: int | None = Field(default=None, primary_key=True)
    person: str
    pruned: datetime = Field(sa_type=Moment)
    before: datetime = Field(sa_type=Moment)  # what was checked later stayed
    runs: int = Field(sa_type=BigInteger)
    verdicts: int = Field(sa_type=BigInteger)
    captures: int = Field(sa_type=BigInteger)
    documents: int = Field(sa_type=BigInteger)
    bodies: int = Field(sa_type=BigInteger)
    size: int = Field(sa_type=BigInteger)  # bytes of the bodies, packed
    under_way: bool  # only while it goes on, and seen by nobody else: lets verdicts be deleted
