"""Processes that share a ledger take turns with each host."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_turn"),
    )


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
