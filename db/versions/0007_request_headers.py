"""Captures keep the headers of their request beside those of the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    nested = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    op.add_column("capture", sa.Column("request", nested, nullable=False, server_default="[]"))


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
