"""The tables of the people who sign in to the review site. Passwords, sessions and tokens are kept as digests only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from claimcheck.store.columns import Moment, Row

ROLES = "'reader', 'reviewer', 'admin'"


class PersonRow(Row, table=True):
    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(f"role IN ({ROLES})", name="role"),
        CheckConstraint("name <> ''", name="name"),
    )

    name: str = Field(primary_key=True)
    role: str
    password: str  # how it was hashed, salt and digest
    admitted: bool
    since: datetime = Field(sa_type=Moment)


class SessionRow(Row, table=True):
    __tablename__ = "session"

    key: str = Field(primary_key=True)  # SHA-256 of the cookie
    person: str = Field(foreign_key="person.name", index=True)
    expires: datetime = Field(sa_type=Moment)


class TokenRow(Row, table=True):
    __tablename__ = "token"

    key: str = Field(primary_key=True)  # SHA-256 of the token
    person: str = Field(foreign_key="person.name", index=True)
    since: datetime = Field(sa_type=Moment)
