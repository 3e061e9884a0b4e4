"""Removing what is old: a record of each time, without which no verdict can be deleted; indexes to find what rests on what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError

revision = "0010"
down_revision = "0009"

INDEXES = (
    ("verdict", "run_id"),
    ("run", "extraction_key"),
    ("run_verdict", "claim_key"),
    ("standing", "claim_key"),
    ("evidence", "capture_sha256"),
)
"""Columns that point to rows which may go: a database looks there before it lets one go."""

GUARD = """
CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} WHEN NOT EXISTS (SELECT 1 FROM pruning WHERE under_way)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

CLOSED = (
    """
CREATE TRIGGER pruning_no_UPDATE BEFORE UPDATE ON pruning WHEN NOT OLD.under_way
BEGIN SELECT RAISE(ABORT, 'pruning is append-only'); END
""",
    """
CREATE TRIGGER pruning_no_DELETE BEFORE DELETE ON pruning
BEGIN SELECT RAISE(ABORT, 'pruning is append-only'); END
""",
)

REFUSE_REMOVAL = """
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pruning WHERE under_way) THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$body$
"""

GUARD_PG = """
CREATE TRIGGER "{table}_no_DELETE" BEFORE DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()
"""

CLOSED_PG = (
    'CREATE TRIGGER "pruning_no_UPDATE" BEFORE UPDATE ON pruning FOR EACH ROW WHEN (NOT OLD.under_way)'
    " EXECUTE FUNCTION refuse_change()",
    'CREATE TRIGGER "pruning_no_DELETE" BEFORE DELETE ON pruning FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
    'CREATE TRIGGER "pruning_no_TRUNCATE" BEFORE TRUNCATE ON pruning FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
)


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    make_pruning()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    if on_postgresql:
        op.execute(REFUSE_REMOVAL)
    for table in ("verdict", "evidence"):
        op.execute(f'DROP TRIGGER "{table}_no_DELETE"' + (f" ON {table}" if on_postgresql else ""))
        op.execute((GUARD_PG if on_postgresql else GUARD).format(table=table))
    for statement in CLOSED_PG if on_postgresql else CLOSED:
        op.execute(statement)


def make_pruning() -> None:
    counts = ("runs", "verdicts", "captures", "documents", "bodies", "size")
    op.create_table(
        "pruning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("pruned", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in counts),
        sa.Column("under_way", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pruning"),
    )


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
