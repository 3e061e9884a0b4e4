"""For references without an address: what a search brought for each, and how a reference came by its address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    nested = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    op.add_column("run_source", sa.Column("candidates", nested, nullable=False, server_default="[]"))
    op.add_column("run_source", sa.Column("origin", sa.String(), nullable=True))


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
