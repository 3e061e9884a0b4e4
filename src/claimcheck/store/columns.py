"""What the tables are made of: their base, nested columns, moments."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import JSON, DateTime, Dialect, MetaData, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

NAMES = {
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
}
NESTED = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def write_json(value: object) -> str:
    """As it is kept in nested columns."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Moment(TypeDecorator[datetime]):
    """An instant: stored in UTC, read back in UTC, also by SQLite, which knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def _write(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value.isoformat()}")
        return None if value is None else value.astimezone(UTC)

    def _read(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    process_bind_param = _write  # SQLAlchemy's names for the two
    process_result_value = _read


class Row(SQLModel):
    """Base of the tables; they have a MetaData of their own."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
