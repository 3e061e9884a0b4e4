"""SQLite: a ledger in one file.

Every write is a ``BEGIN IMMEDIATE`` transaction: with a plain BEGIN, two writers that read before they write lose each
other's work, however long they are willing to wait.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from claimcheck.errors import DatabaseTrouble
from claimcheck.store.columns import write_json

PATIENCE = 30.0  # seconds that a writer waits for another one
PRAGMAS = (
    f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the append-only triggers
    "PRAGMA synchronous = NORMAL",  # with WAL: a power cut may cost the last transactions, never the file
)
OWNER_ONLY = 0o600

CAUSES = (
    ("readonly database", "is read-only"),
    ("unable to open", "can't be opened: is the folder there and writable?"),
    ("not a database", "is not a database"),
    ("malformed", "is damaged: restore a copy"),
    ("disk is full", "has no room left on its disk"),
    ("disk I/O error", "can't be read or written: the disk reports an error"),
    ("locked", f"is kept locked by another program for over {PATIENCE:.0f} s"),
)


def check_url(url: URL) -> URL:
    """Raises DatabaseTrouble unless it names a file."""
    if url.database in (None, "", ":memory:"):
        raise DatabaseTrouble(f"{url}: the ledger needs a file (sqlite:///PATH)")
    return url


def name(url: URL) -> str:
    """The database in an error's text."""
    return url.database or ""


def is_there(url: URL) -> bool:
    """Whether there is a file to look into."""
    return _path(url).exists()


def connect(url: URL, *, create: bool) -> Engine:
    _check_path(_path(url), create=create)
    engine = create_engine(url, json_serializer=write_json, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One moment's view."""
    with engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The only writer."""
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


def prepare_upgrade(engine: Engine) -> None:
    """Readers beside a writer (WAL). It sticks to the file; SQLite doesn't wait when two switch at once, so we do."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            raw = engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            finally:
                raw.close()
        except (DBAPIError, sqlite3.Error) as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def find_cause(error: object) -> str:
    """What the driver's error means, for a person."""
    written = str(error)
    known = next((cause for sign, cause in CAUSES if sign in written), None)
    return known or f"refuses: {written}"


def find_damage(connection: Connection) -> Iterator[tuple[str, str]]:
    """What is wrong with the file as such: a table, or '', and the fault."""
    for problem in connection.execute(text("PRAGMA quick_check")).scalars():
        if problem != "ok":
            yield "", str(problem)
    for row in connection.execute(text("PRAGMA foreign_key_check")).mappings():
        yield row["table"], f"row {row['rowid']} points to a {row['parent']} that isn't there"


def _path(url: URL) -> Path:
    written = url.database or ""
    return Path(re.sub(r"^file:", "", written).split("?")[0])


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = (
        None  # the driver would begin transactions on its own, too late for IMMEDIATE
    )
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _check_path(path: Path, *, create: bool) -> None:
    """Say plainly what is wrong with a path before SQLite does so vaguely; make the file for its owner alone."""
    if path.is_dir():
        raise DatabaseTrouble(f"database {path} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise DatabaseTrouble(f"database {path}: there is no folder {path.parent}")
    if path.exists():
        if not os.access(path, os.R_OK):
            raise DatabaseTrouble(f"database {path} may not be read by you")
        return
    if not create:
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    except OSError as error:
        raise DatabaseTrouble(f"database {path} can't be made: {error.strerror}") from error
