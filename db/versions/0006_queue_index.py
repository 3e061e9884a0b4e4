"""The queue is listed and counted from an index alone."""

from __future__ import annotations

from alembic import op
from alembic.util.exc import CommandError

revision = "0006"
down_revision = "0005"

QUEUE = [
    "current",
    "rank",
    "state",
    "label",
    "kind",
    "source",
    "was",
    "reviewer",
    "subject",
    "run_id",
    "claim_id",
]


def upgrade() -> None:
    op.drop_index("ix_standing_queue", "standing")
    op.create_index("ix_standing_queue", "standing", QUEUE)
    op.create_index("ix_standing_verdict_id", "standing", ["verdict_id"])


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
