from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from claimcheck.store.database import find_migrations, open_database, reading
from claimcheck.store.tables import HEAD, Row

APPEND_ONLY = ("verdict", "evidence", "review", "attachment", "further", "pruning")
GUARDS = {
    "sqlite": "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "postgresql": "SELECT 'trigger' AS type, tgname AS name FROM pg_trigger WHERE NOT tgisinternal"
    " UNION ALL SELECT 'view', viewname FROM pg_views WHERE schemaname = 'public'",
}


@pytest.fixture
def migrated(blank: tuple[str, str]) -> Iterator[Engine]:
    engine = open_database(blank[0])
    yield engine
    engine.dispose()


@pytest.fixture
def declared(blank: tuple[str, str]) -> Iterator[Engine]:
    """The schema that tables.py describes, made without migrations."""
    engine = create_engine(blank[1].replace("postgresql:", "postgresql+psycopg:"))
    Row.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two databases with nothing in them."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'migrated.db'}", f"sqlite:///{tmp_path / 'declared.db'}"
    server = request.getfixturevalue("postgres")
    return server.create(), server.create()


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(find_migrations()))
    return ScriptDirectory.from_config(config)


def describe(engine: Engine) -> dict[str, Any]:
    """All that a table is made of, in an order of its own."""
    found = inspect(engine)
    return {
        table: {
            "columns": [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)],
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(found.get_foreign_keys(table), key=lambda one: one["constrained_columns"]),
            "unique": sorted(
                (one["name"], one["column_names"]) for one in found.get_unique_constraints(table)
            ),
            "checks": sorted((one["name"], one["sqltext"]) for one in found.get_check_constraints(table)),
            "indexes": sorted((one["name"], one["column_names"]) for one in found.get_indexes(table)),
        }
        for table in found.get_table_names()
        if table != "alembic_version" and not table.startswith("search")  # FTS5's own
    }


def test_the_code_names_the_newest_migration() -> None:
    """One line of migrations, and the code opens a database without Alembic when it is at its end."""
    assert script().get_heads() == [HEAD]


def test_migrations_and_tables_agree(migrated: Engine, declared: Engine) -> None:
    """A new database has the very columns, keys, checks and indexes that tables.py declares."""
    assert describe(migrated) == describe(declared)
    with reading(migrated) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Row.metadata)
    assert [one for one in differences if "search" not in one[1].name] == []


def test_the_schema_has_its_guards_and_views(migrated: Engine) -> None:
    with reading(migrated) as connection:
        found = {(row.type, row.name) for row in connection.execute(text(GUARDS[connection.dialect.name]))}
        verbs = ("UPDATE", "DELETE", *(["TRUNCATE"] if connection.dialect.name == "postgresql" else []))
    guards = {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in verbs}
    located = {"evidence_located", "attachment_located"}
    assert found == {("trigger", name) for name in guards | located} | {
        ("view", name) for name in ("access", "answer", "cited", "dated", "mention", "quantity")
    }


def test_every_table_and_view_has_its_paragraph(migrated: Engine) -> None:
    """db/README.md explains each by name."""
    guide = (find_migrations() / "README.md").read_text("utf-8")
    names = set(inspect(migrated).get_table_names()) | set(inspect(migrated).get_view_names())
    named = [name for name in sorted(names - {"alembic_version"}) if not name.startswith("search_")]
    assert [name for name in named if f"**{name}**" not in guide] == []
