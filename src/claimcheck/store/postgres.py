"""PostgreSQL: a ledger for several machines, through psycopg 3.

One writer at a time, as with SQLite: each write transaction first takes an advisory lock of this database. It is short,
and without it two workers that read before they write, or insert the same rows in another order, would lose work or
deadlock. Readers wait for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from sqlalchemy import Connection, Engine, and_, create_engine, func, select, text
from sqlalchemy.engine import URL

from claimcheck.errors import DatabaseTrouble
from claimcheck.store.columns import Row, write_json

PATIENCE = 30.0  # seconds that a writer waits for another one
REACHING = 10  # seconds to wait for the server to answer at all
STILL = 20.0  # seconds without a word in a write after which the writer is given up, so that those who wait still have their turn
WRITER = 0x636C61696D  # the advisory lock's number: 'claim'

CAUSES = {
    "3D000": "is not there: create it (createdb)",
    "28P01": "refuses this user or password",
    "28000": "refuses this user",
    "42501": "may not be written by this user",
    "25006": "is read-only",
    "25P03": "broke off a write that stood still for too long: nothing of it was kept",
    "53100": "has no room left on its disk",
    "53300": "has no connection left: raise max_connections, or run fewer workers",
    "55P03": f"is kept locked by another program for over {PATIENCE:.0f} s",
    "57P01": "was shut down meanwhile",
    "57P03": "is starting up or shutting down",
}
"""What the server's SQLSTATE means, for a person."""

SIGNS = (
    ("password authentication failed", CAUSES["28P01"]),
    ("no pg_hba.conf entry", CAUSES["28000"]),
    ("does not exist", CAUSES["3D000"]),
    ("too many clients", CAUSES["53300"]),
    ("starting up", CAUSES["57P03"]),
    ("shutting down", CAUSES["57P03"]),
)
"""While connecting, the driver tells no SQLSTATE."""

OPTIONS = f"-c timezone=UTC -c lock_timeout={int(PATIENCE * 1000)}"
ALIVE = {
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 30_000,  # milliseconds
}
"""A server that is gone without a word is noticed within half a minute, not within hours."""


def check_url(url: URL) -> URL:
    """The address with its driver, psycopg 3. Raises DatabaseTrouble when it names no database or there is no driver."""
    if not url.database:
        raise DatabaseTrouble(f"{url}: name a database in it (postgresql://USER@HOST/DATABASE)")
    if find_spec("psycopg") is None:
        raise DatabaseTrouble("PostgreSQL needs its driver: pip install 'claimcheck[postgres]'")
    return url.set(drivername="postgresql+psycopg")


def name(url: URL) -> str:
    """The database in an error's text, without its password."""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def is_there(url: URL) -> bool:
    """Nobody can tell before the server is asked."""
    return True


def connect(url: URL, *, create: bool) -> Engine:
    """``create`` makes no database: whoever runs the server does."""
    arguments = {"connect_timeout": REACHING, "options": OPTIONS, "application_name": "claimcheck"}
    return create_engine(url, json_serializer=write_json, connect_args=arguments | ALIVE, pool_pre_ping=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One moment's view, over all its queries."""
    with engine.connect() as connection:
        yield connection.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The only writer. One whose machine is gone in the middle would keep the lock until the server notices, in hours."""
    begin = text(
        "SELECT set_config('idle_in_transaction_session_timeout', :still, true), pg_advisory_xact_lock(:number)"
    )
    with engine.begin() as connection:
        connection.execute(begin, {"still": f"{int(STILL * 1000)}ms", "number": WRITER})
        yield connection


def prepare_upgrade(engine: Engine) -> None:
    """There is nothing to prepare."""


def find_cause(error: Any) -> str:
    """What the driver's error means, for a person."""
    state, written = getattr(error, "sqlstate", None), str(error)
    first = next(iter(written.splitlines()), "")
    if state is not None:
        return CAUSES.get(state) or f"refuses: {first}"
    known = next((cause for sign, cause in SIGNS if sign in written), None)
    return known or (f"can't be reached: {first}" if "connect" in written else f"refuses: {first}")


def find_damage(connection: Connection) -> Iterator[tuple[str, str]]:
    """Rows that point to rows that aren't there: the server lets none in, but a careless restore may."""
    for table in Row.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            parent = key.referred_table.alias()
            pairs = [(table.c[one.parent.name], parent.c[one.column.name]) for one in key.elements]
            match = and_(*(ours == theirs for ours, theirs in pairs))
            dangling = (
                select(func.count())
                .select_from(table.outerjoin(parent, match))
                .where(*(ours.is_not(None) for ours, _ in pairs), pairs[0][1].is_(None))
            )
            count = connection.execute(dangling).scalar_one()
            if count:
                yield table.name, f"{count} rows point to a {key.referred_table.name} that isn't there"
