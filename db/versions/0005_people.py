"""People who sign in to the review site, their sessions, and tokens for its API."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError

revision = "0005"
down_revision = "0004"


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "person",
        words("name"),
        words("role"),
        words("password"),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        instant("since"),
        sa.CheckConstraint("role IN ('reader', 'reviewer', 'admin')", name="role"),
        sa.CheckConstraint("name <> ''", name="name"),
        sa.PrimaryKeyConstraint("name", name="pk_person"),
    )
    for table, column in (("session", "expires"), ("token", "since")):
        op.create_table(
            table,
            words("key"),
            words("person"),
            instant(column),
            sa.ForeignKeyConstraint(["person"], ["person.name"], name=f"fk_{table}_person"),
            sa.PrimaryKeyConstraint("key", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_person", table, ["person"])


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
