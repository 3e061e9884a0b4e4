"""Opens the ledger's database: SQLite in a file, its schema brought up to date, its troubles told in one clear line.

Every write is a ``BEGIN IMMEDIATE`` transaction: with a plain BEGIN, two writers that read before they write lose each
other's work, however long they are willing to wait.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Executable, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from claimcheck.errors import DatabaseTrouble
from claimcheck.store.tables import HEAD

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


@dataclass(frozen=True, slots=True)
class Status:
    """Where a database stands. ``revision`` is '' when it holds no ledger yet; ``head`` is what the code needs."""

    url: str
    revision: str
    head: str

    @property
    def current(self) -> bool:
        return self.revision == self.head

    def __str__(self) -> str:
        if self.current:
            return f"{self.url}: schema {self.revision}, up to date"
        return f"{self.url}: {f'schema {self.revision}' if self.revision else 'no ledger yet'}, needs {self.head}"


def open_database(url: str) -> Engine:
    """The engine of a ledger that is there and up to date; made or upgraded on the way.

    Raises DatabaseTrouble, and writes nothing, when the path can't hold a ledger, holds something else, or holds one of
    a later claimcheck.
    """
    engine = _connect(url, create=True)
    try:
        revision = _read_revision(engine)
        if revision != HEAD:
            _upgrade(engine, revision)
    except BaseException:
        engine.dispose()
        raise
    return engine


def upgrade(url: str) -> Status:
    """Bring the database at ``url`` up to date, making it where it isn't there."""
    open_database(url).dispose()
    return read_status(url)


def read_status(url: str) -> Status:
    """The schema's version, without changing or making anything."""
    shown = _shown(_parse(url))
    if not _path(_parse(url)).exists():
        return Status(shown, "", HEAD)
    engine = _connect(url, create=False)
    try:
        return Status(shown, _read_revision(engine), HEAD)
    finally:
        engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: one moment's view of the ledger. Raises DatabaseTrouble."""
    with _told(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction, committed at the end, rolled back on any error. Raises DatabaseTrouble."""
    with _told(engine), engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


def read_rows(connection: Connection, query: Executable) -> list[dict[str, Any]]:
    """The rows that a query selects, each as a dict by column."""
    return [dict(row) for row in connection.execute(query).mappings()]


def find_migrations() -> Path:
    """The folder with env.py and versions/: inside an installed package, else db/ of the source checkout."""
    packaged = Path(__file__).parent / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "db"


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseTrouble(f"not a database address: {url} (a file is written sqlite:///{url})") from None
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseTrouble(
            f"{parsed.get_backend_name()}: the ledger is kept in SQLite (sqlite:///PATH) only"
        )
    if parsed.database in (None, "", ":memory:"):
        raise DatabaseTrouble(f"{url}: the ledger needs a file (sqlite:///PATH)")
    return parsed


def _path(url: URL) -> Path:
    written = url.database or ""
    return Path(re.sub(r"^file:", "", written).split("?")[0])


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _connect(url: str, *, create: bool) -> Engine:
    parsed = _parse(url)
    _check_path(_path(parsed), create=create)
    engine = create_engine(parsed, json_serializer=_write_json, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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


def _read_revision(engine: Engine) -> str:
    """'' for an empty file. Raises DatabaseTrouble when it holds anything but a ledger."""
    with reading(engine) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return ""
    if "alembic_version" not in tables:
        raise DatabaseTrouble(f"database {_name(connection.engine)} holds other tables: name another file")
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _upgrade(engine: Engine, revision: str) -> None:
    """Run the missing migrations in one transaction; a second process that comes meanwhile finds nothing to do."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(find_migrations()).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision and revision not in known:
        raise DatabaseTrouble(
            f"database {_name(engine)} has schema {revision!r}, unknown to this claimcheck: use the later one"
        )
    _switch_to_wal(engine)
    with writing(engine) as connection:
        if _revision(connection) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _switch_to_wal(engine: Engine) -> None:
    """Readers beside a writer. It sticks to the file; SQLite doesn't wait when two switch at once, so we do."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with _told(engine):
                raw = engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA journal_mode = WAL")
                finally:
                    raw.close()
        except DatabaseTrouble as trouble:
            if "locked" not in str(trouble) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Turn what SQLAlchemy and SQLite raise into DatabaseTrouble."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseTrouble(f"database {_name(engine)} {_cause(error.orig)}") from error
    except sqlite3.Error as error:
        raise DatabaseTrouble(f"database {_name(engine)} {_cause(error)}") from error
    except UnicodeEncodeError as error:
        raise DatabaseTrouble(
            f"database {_name(engine)}: a text holds half a character: {error.reason}"
        ) from error
    except SQLAlchemyError as error:
        raise DatabaseTrouble(f"database {_name(engine)}: {error}") from error


def _cause(error: Any) -> str:
    written = str(error)
    known = next((cause for sign, cause in CAUSES if sign in written), None)
    return known or f"refuses: {written}"


def _name(engine: Engine) -> str:
    return engine.url.database or _shown(engine.url)
