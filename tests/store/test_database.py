from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.errors import DatabaseTrouble
from claimcheck.store.database import open_database, read_status, reading, upgrade, writing
from claimcheck.store.ledger import Ledger
from claimcheck.store.tables import HEAD


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Here it is all about files; PostgreSQL's own ways are in test_postgres.py."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def one_line(trouble: pytest.ExceptionInfo[DatabaseTrouble]) -> str:
    text = str(trouble.value)
    assert "\n" not in text
    assert "Background on this error" not in text
    return text


def pragma(url: str, name: str) -> object:
    engine = open_database(url)
    with reading(engine) as connection:
        value = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
    engine.dispose()
    return value


def test_a_new_ledger_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine may read what was fetched; SQLite's side files follow."""
    path = tmp_path / "new.db"
    with Ledger(f"sqlite:///{path}") as ledger:
        record(ledger, build_run())
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}
    assert set(modes) >= {"new.db", "new.db-wal"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30000), ("recursive_triggers", 1)],
)
def test_each_connection_is_set_up_for_many_writers(url: str, name: str, value: object) -> None:
    assert pragma(url, name) == value


def test_opening_again_changes_nothing(url: str, tmp_path: Path) -> None:
    upgrade(url)
    before = (tmp_path / "ledger.db").read_bytes()
    assert upgrade(url).current
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_status_looks_and_makes_nothing(url: str, tmp_path: Path) -> None:
    status = read_status(url)
    assert (status.revision, status.head, status.current) == ("", HEAD, False)
    assert "no ledger yet" in str(status)
    assert list(tmp_path.iterdir()) == []
    upgrade(url)
    assert str(read_status(url)) == f"{url}: schema {HEAD}, up to date"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("missing/ledger.db", "there is no folder"),
        ("folder", "is a folder"),
        ("junk.db/ledger.db", "there is no folder"),
        ("junk.db", "is not a database"),
        ("other.db", "holds other tables"),
        ("later.db", "schema '9999', unknown to this claimcheck"),
    ],
)
def test_a_path_that_cannot_hold_a_ledger_is_one_clear_line(tmp_path: Path, place: str, says: str) -> None:
    """And nothing is written or altered there."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "junk.db").write_bytes(b"neither text nor database " * 100)
    write(tmp_path / "other.db", "CREATE TABLE song (name)")
    later = ("CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES (9999)")
    write(tmp_path / "later.db", *later)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(DatabaseTrouble) as trouble:
        open_database(f"sqlite:///{tmp_path / place}")
    assert says in one_line(trouble)
    assert place.split("/")[0] in one_line(trouble)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def write(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ledger.db", "sqlite:///ledger.db"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://me:secret@host/db", "SQLite"),
        ("postgresql://me:secret@host", "name a database"),
        ("", "not a database address"),
    ],
)
def test_an_address_that_is_no_ledgers_is_one_clear_line(url: str, says: str) -> None:
    for call in (open_database, read_status):
        with pytest.raises(DatabaseTrouble) as trouble:
            call(url)
        assert says in one_line(trouble)
        assert "secret" not in one_line(trouble)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that even root can't write to")
def test_a_folder_without_write_permission_is_one_clear_line() -> None:
    with pytest.raises(DatabaseTrouble) as trouble:
        open_database("sqlite:////proc/ledger.db")
    assert "can't be made" in one_line(trouble)


def test_a_read_only_database_is_one_clear_line_and_still_read(url: str, tmp_path: Path) -> None:
    with Ledger(url) as ledger:
        run = record(ledger, build_run())
    with Ledger(f"sqlite:///file:{tmp_path / 'ledger.db'}?mode=ro&uri=true") as ledger:
        assert ledger.load_run(run.id) == run
        with pytest.raises(DatabaseTrouble) as trouble:
            ledger.finish_run(run.id, run.started)
    assert "is read-only" in one_line(trouble)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_database_of_another_owner_is_one_clear_line(url: str, tmp_path: Path) -> None:
    upgrade(url)
    (tmp_path / "ledger.db").chmod(0)
    with pytest.raises(DatabaseTrouble) as trouble:
        open_database(url)
    assert "may not be read" in one_line(trouble)


def test_a_full_disk_is_one_clear_line_and_keeps_what_was_there(url: str) -> None:
    """The page limit stands in for a small disk: the write is undone as a whole."""
    engine = open_database(url)
    with Ledger(engine) as ledger:
        run = record(ledger, build_run())
    with pytest.raises(DatabaseTrouble) as trouble, writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        for n in range(1000):
            connection.exec_driver_sql(
                "INSERT INTO issue VALUES (?, ?, 'x', ?)", (run.id, 100 + n, "y" * 4000)
            )
    assert "no room left" in one_line(trouble)
    assert Ledger(engine).load_run(run.id) == run
    engine.dispose()


def test_a_damaged_file_is_one_clear_line(url: str, tmp_path: Path) -> None:
    with Ledger(url) as ledger:
        record(ledger, build_run())
    path = tmp_path / "ledger.db"
    octets = bytearray(path.read_bytes())
    octets[4096:] = b"\x5a" * (len(octets) - 4096)
    path.write_bytes(octets)
    with pytest.raises(DatabaseTrouble) as trouble, Ledger(url) as ledger:
        ledger.list_runs()
    assert "is damaged" in one_line(trouble)


def test_a_write_that_fails_leaves_nothing(url: str) -> None:
    """Whatever is raised inside a write transaction, all of it is undone."""
    engine = open_database(url)
    with pytest.raises(KeyError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO engine VALUES ('k', 'c', 'l', 'v', 'r')")
        raise KeyError
    assert Ledger(engine).count_rows("engine") == 0
    engine.dispose()


def test_a_reader_is_not_held_up_by_a_writer(url: str) -> None:
    """Readers see the last committed state while a write is under way."""
    engine = open_database(url)
    with writing(engine) as writer:
        writer.exec_driver_sql("INSERT INTO engine VALUES ('k', 'c', 'l', 'v', 'r')")
        assert Ledger(engine).count_rows("engine") == 0
    assert Ledger(engine).count_rows("engine") == 1
    engine.dispose()
