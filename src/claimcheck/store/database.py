"""Opens the ledger's database, SQLite or PostgreSQL, its schema brought up to date, its troubles told in one clear line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Executable, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from claimcheck.errors import DatabaseTrouble
from claimcheck.store import postgres, sqlite
from claimcheck.store.tables import HEAD


class Backend(Protocol):
    """What differs between the databases: the modules ``sqlite`` and ``postgres``."""

    def check_url(self, url: URL) -> URL: ...
    def name(self, url: URL) -> str: ...
    def is_there(self, url: URL) -> bool: ...
    def connect(self, url: URL, *, create: bool) -> Engine: ...
    def reading(self, engine: Engine) -> AbstractContextManager[Connection]: ...
    def writing(self, engine: Engine) -> AbstractContextManager[Connection]: ...
    def prepare_upgrade(self, engine: Engine) -> None: ...
    def find_cause(self, error: Any) -> str: ...
    def find_damage(self, connection: Connection) -> Iterator[tuple[str, str]]: ...


BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgres}


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
    """The engine of a ledger that is there and up to date; made or upgraded on the way. A PostgreSQL database has to be
    there, empty at least.

    Raises DatabaseTrouble, and writes nothing, when the place can't hold a ledger, holds something else, or holds one of
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
    parsed = _parse(url)
    shown = parsed.set(drivername=parsed.get_backend_name()).render_as_string(hide_password=True)
    if not backend_of(parsed).is_there(parsed):
        return Status(shown, "", HEAD)
    engine = _connect(url, create=False)
    try:
        return Status(shown, _read_revision(engine), HEAD)
    finally:
        engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: one moment's view of the ledger. Raises DatabaseTrouble."""
    with _told(engine), backend_of(engine.url).reading(engine) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction, the only one at its time, committed at the end, rolled back on any error. Raises
    DatabaseTrouble."""
    with _told(engine), backend_of(engine.url).writing(engine) as connection:
        yield connection


def backend_of(url: URL) -> Backend:
    """The module for a database's kind."""
    return BACKENDS[url.get_backend_name()]


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
    if parsed.drivername == "postgres":  # as many services write it
        parsed = parsed.set(drivername="postgresql")
    kind = parsed.get_backend_name()
    if kind not in BACKENDS:
        raise DatabaseTrouble(f"{kind}: the ledger is kept in SQLite (sqlite:///PATH) or PostgreSQL only")
    return BACKENDS[kind].check_url(parsed)


def _connect(url: str, *, create: bool) -> Engine:
    parsed = _parse(url)
    return backend_of(parsed).connect(parsed, create=create)


def _read_revision(engine: Engine) -> str:
    """'' for an empty file. Raises DatabaseTrouble when it holds anything but a ledger."""
    with reading(engine) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return ""
    if "alembic_version" not in tables:
        raise DatabaseTrouble(f"database {_name(connection.engine)} holds other tables: name another one")
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
    with _told(engine):
        backend_of(engine.url).prepare_upgrade(engine)
    with writing(engine) as connection:
        if _revision(connection) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Turn what SQLAlchemy and SQLite raise into DatabaseTrouble."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseTrouble(
            f"database {_name(engine)} {backend_of(engine.url).find_cause(error.orig)}"
        ) from error
    except sqlite3.Error as error:
        raise DatabaseTrouble(f"database {_name(engine)} {sqlite.find_cause(error)}") from error
    except UnicodeEncodeError as error:
        raise DatabaseTrouble(
            f"database {_name(engine)}: a text holds half a character: {error.reason}"
        ) from error
    except SQLAlchemyError as error:
        raise DatabaseTrouble(f"database {_name(engine)}: {error}") from error


def _name(engine: Engine) -> str:
    return backend_of(engine.url).name(engine.url)
