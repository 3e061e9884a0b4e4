"""Who may sign in, who has, and with which tokens programs read. What is secret is kept as a digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from claimcheck.store.database import read_rows
from claimcheck.store.people_tables import PersonRow, SessionRow, TokenRow


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in, as long as they are ``admitted``. ``password`` is hashed."""

    name: str
    role: str
    password: str
    admitted: bool
    since: datetime


def save_account(connection: Connection, account: Account) -> None:
    """Let a person in, or change what is kept of one; whoever changes has to sign in again."""
    columns = {"role": account.role, "password": account.password, "admitted": account.admitted}
    mine = col(PersonRow.name) == account.name
    if connection.execute(update(PersonRow).where(mine).values(**columns)).rowcount == 0:
        connection.execute(insert(PersonRow).values(name=account.name, since=account.since, **columns))
    connection.execute(delete(SessionRow).where(col(SessionRow.person) == account.name))
    if not account.admitted:
        connection.execute(delete(TokenRow).where(col(TokenRow.person) == account.name))


def list_accounts(connection: Connection) -> tuple[Account, ...]:
    """By name."""
    return tuple(
        Account(**row) for row in read_rows(connection, select(PersonRow).order_by(col(PersonRow.name)))
    )


def find_account(connection: Connection, name: str) -> Account | None:
    found = read_rows(connection, select(PersonRow).where(col(PersonRow.name) == name))
    return Account(**found[0]) if found else None


def append_session(connection: Connection, secret: str, name: str, now: datetime, expires: datetime) -> None:
    """Remember that the browser with this cookie is ``name``'s; sessions that are over are forgotten."""
    connection.execute(delete(SessionRow).where(col(SessionRow.expires) < now))
    connection.execute(insert(SessionRow).values(key=_digest(secret), person=name, expires=expires))


def end_session(connection: Connection, secret: str) -> None:
    connection.execute(delete(SessionRow).where(col(SessionRow.key) == _digest(secret)))


def find_session(connection: Connection, secret: str, now: datetime) -> Account | None:
    """Who signed in with this cookie; None when nobody did, it is over, or they are not admitted any more."""
    signed = (
        select(PersonRow)
        .join(SessionRow, col(SessionRow.person) == col(PersonRow.name))
        .where(
            col(SessionRow.key) == _digest(secret), col(SessionRow.expires) >= now, col(PersonRow.admitted)
        )
    )
    found = read_rows(connection, signed)
    return Account(**found[0]) if found else None


def append_token(connection: Connection, secret: str, name: str, now: datetime) -> None:
    """A token with which a program reads in ``name``'s stead."""
    connection.execute(insert(TokenRow).values(key=_digest(secret), person=name, since=now))


def find_token(connection: Connection, secret: str) -> Account | None:
    """Whose token this is; None when it is nobody's, or they are not admitted any more."""
    given = (
        select(PersonRow)
        .join(TokenRow, col(TokenRow.person) == col(PersonRow.name))
        .where(col(TokenRow.key) == _digest(secret), col(PersonRow.admitted))
    )
    found = read_rows(connection, given)
    return Account(**found[0]) if found else None


def _digest(secret: str) -> str:
    """Enough for secrets that are random; passwords are hashed slowly, elsewhere."""
    return hashlib.sha256(secret.encode()).hexdigest()
