"""What is PostgreSQL's own: how it is reached, what its troubles say, and that writers wait for each other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import text
from tests.postgres import Server
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.errors import DatabaseTrouble
from claimcheck.model.run import Issue
from claimcheck.store import postgres as backend
from claimcheck.store.database import open_database, read_status, reading, upgrade, writing
from claimcheck.store.ledger import Ledger
from claimcheck.store.search import read_lexemes, split_words
from claimcheck.store.tables import HEAD

pytestmark = pytest.mark.slow


@pytest.fixture
def url(postgres: Server) -> str:
    """A database with nothing in it."""
    return postgres.create()


def trouble_at(url: str) -> str:
    with pytest.raises(DatabaseTrouble) as trouble:
        open_database(url)
    said = str(trouble.value)
    assert "\n" not in said
    return said


def test_status_makes_nothing_and_keeps_the_password(url: str, postgres: Server) -> None:
    assert (read_status(url).revision, read_status(url).current) == ("", False)
    with psycopg.connect(url) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)
    shown = str(upgrade(url))
    assert shown.endswith(f": schema {HEAD}, up to date") and shown.startswith("postgresql://checker:***@")
    assert upgrade(url.replace("postgresql:", "postgres:")).current


def test_many_processes_may_open_a_new_database_at_once(url: str) -> None:
    """The first one makes the tables; the others wait and find them."""
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(open_database, [url] * 4))
    for engine in engines:
        engine.dispose()
    assert read_status(url).current


def test_troubles_are_one_line_that_says_what_to_do(url: str, postgres: Server) -> None:
    """A wrong password, a database or server that isn't there, tables of another program: named, nothing leaked."""
    wrong = url.replace(postgres.password, "wr0ng")
    assert "refuses this user or password" in trouble_at(wrong)
    assert "wr0ng" not in trouble_at(wrong)
    assert "is not there: create it" in trouble_at(postgres.url("nowhere"))
    nobody = f"postgresql://checker:{postgres.password}@127.0.0.1:1/ledger"
    assert "can't be reached" in trouble_at(nobody) and postgres.password not in trouble_at(nobody)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE song (name text)")
    assert "holds other tables" in trouble_at(url)


def test_a_writer_that_falls_silent_loses_its_turn(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is gone in the middle of a write would keep everyone else from writing for hours: what it had
    written is taken back, and the next one has its turn."""
    with Ledger(url) as ledger:
        monkeypatch.setattr(backend, "STILL", 0.5)
        with (
            pytest.raises(DatabaseTrouble, match="broke off a write that stood still"),
            writing(ledger.database) as silent,
        ):
            silent.execute(text("INSERT INTO turn (host, holder, until) VALUES ('a.example', 'gone', now())"))
            monkeypatch.undo()
            record(ledger, build_run())
            silent.execute(text("SELECT 1"))
        assert (ledger.count_rows("turn"), len(ledger.list_runs())) == (0, 1)


def test_a_read_only_database_is_still_read(url: str, postgres: Server) -> None:
    with Ledger(url) as ledger:
        run = record(ledger, build_run())
    name = url.rpartition("/")[2]
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with Ledger(url) as ledger:
        assert ledger.load_run(run.id) == run
        with pytest.raises(DatabaseTrouble, match="is read-only"):
            ledger.finish_run(run.id, run.started)


def test_a_reader_sees_one_moment_and_waits_for_nobody(url: str) -> None:
    """While a write is under way, and after it, a read transaction sees what it saw at first."""
    engine = open_database(url)
    look = "SELECT count(*) FROM engine"
    with reading(engine) as reader:
        with writing(engine) as writer:
            writer.exec_driver_sql("INSERT INTO engine VALUES ('k', 'c', 'l', 'v', 'r')")
            assert reader.exec_driver_sql(look).scalar() == 0
        assert reader.exec_driver_sql(look).scalar() == 0
    assert Ledger(engine).count_rows("engine") == 1
    engine.dispose()


def test_writers_take_turns(url: str) -> None:
    """What a writer read is still so when it writes: no issue gets a number that another writer gave meanwhile."""
    with Ledger(url) as ledger:
        run = record(ledger, build_run())
        before = len(run.issues)
        start = threading.Barrier(4)

        def write(number: int) -> None:
            start.wait()
            for n in range(10):
                ledger.save_issue(run.id, Issue(f"writer {number}", f"write {n}"))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        assert len(ledger.load_run(run.id).issues) == before + 40


def test_a_write_that_fails_leaves_nothing(url: str) -> None:
    engine = open_database(url)
    with pytest.raises(KeyError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO engine VALUES ('k', 'c', 'l', 'v', 'r')")
        raise KeyError
    assert Ledger(engine).count_rows("engine") == 0
    engine.dispose()


def test_whatever_is_typed_is_a_query(url: str) -> None:
    """Words of many scripts, operators, quotes, an endless word: each is read, and finds the text that it was taken
    from."""
    written = [
        "l'été & !(à:* | <-> b_c",
        "don\u2019t 'quote' \\ \"x\"",
        "数字 и слова",
        "x" * 5000,
        "300,000",
        "\x1f",
    ]
    with psycopg.connect(url) as connection:
        for text in written:
            words = read_lexemes(text)
            assert bool(words) == bool(split_words(text))
            if words:
                look = "SELECT array_to_tsvector(%s::text[]) @@ %s::tsquery"
                assert connection.execute(look, (sorted(set(split_words(text))), words)).fetchone() == (True,)
