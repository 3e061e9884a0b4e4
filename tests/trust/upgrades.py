"""A database from each earlier migration, with data in it, brought up to date."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from tests.runs import build_run
from tests.store.recorded import record
from tests.trust.promise import Promise, Shown, count

from claimcheck.errors import DatabaseTrouble
from claimcheck.store.database import find_migrations, open_database, writing
from claimcheck.store.ledger import Ledger
from claimcheck.store.tables import HEAD

KEPT = (
    "article",
    "reference",
    "claim",
    "sentence",
    "capture",
    "body",
    "document",
    "verdict",
    "evidence",
    "run",
)


def write_earlier(path: Path, revision: str, model: Path) -> dict[str, int]:
    """A ledger of ``revision`` that holds what ``model`` does, as far as it had columns for it; rows by table."""
    engine = open_database(f"sqlite:///{path}")  # for its connections; begun again from nothing
    engine.dispose()
    path.unlink()
    config = Config()
    config.set_main_option("script_location", str(find_migrations()))
    path.touch()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with sqlite3.connect(path) as old:
        old.execute("ATTACH ? AS model", (str(model),))
        tables = [row[0] for row in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        known = {row[0] for row in old.execute("SELECT name FROM model.sqlite_master WHERE type = 'table'")}
        for table in tables:
            if table in known and not table.startswith(("search", "sqlite", "alembic")):
                columns = ", ".join(f'"{name}"' for name in list_columns(old, table))
                old.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM model."{table}"')
        counted = {table: old.execute(f'SELECT count(*) FROM main."{table}"').fetchone()[0] for table in KEPT}
    old.close()
    return counted


def list_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Columns that the table has in both databases, those that are computed left out."""
    both = [
        {row[1] for row in connection.execute(f'PRAGMA {schema}.table_xinfo("{table}")') if row[6] == 0}
        for schema in ("main", "model")
    ]
    return sorted(both[0] & both[1])


def show_upgrades(full: bool) -> Shown:
    config = Config()
    config.set_main_option("script_location", str(find_migrations()))
    revisions = sorted(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="trust-") as made:
        folder = Path(made)
        with Ledger(f"sqlite:///{folder / 'model.db'}") as ledger:
            run = record(ledger, build_run(), run_id="kept")
        for revision in revisions[:-1]:
            path = folder / f"{revision}.db"
            before = write_earlier(path, revision, folder / "model.db")
            with Ledger(f"sqlite:///{path}") as ledger:
                after = {table: ledger.count_rows(table) for table in KEPT}
                if after != before or ledger.verify() or ledger.load_run("kept") != run:
                    faults.append(
                        f"{revision}: {[str(fault) for fault in ledger.verify()][:1] or 'rows or run differ'}"
                    )
        refused = refuse_later(folder / "model.db")
    return Shown(
        f"{count(len(revisions) - 1, 'earlier schema')} with a run in each, to {HEAD}; a later one",
        "; ".join(faults) or f"all rows and the whole run are there; the later one: “{refused}”",
        not faults and "use the later one" in refused,
    )


def refuse_later(path: Path) -> str:
    """What is said of a ledger that a later claimcheck made."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    try:
        open_database(f"sqlite:///{path}").dispose()
    except DatabaseTrouble as trouble:
        return str(trouble).replace(str(path), path.name)
    return "it was opened"


PROMISES = (
    Promise("upgrade", "a database of any earlier version is brought up to date whole", show_upgrades),
)
