"""What each page of the review site counts or looks up is found by an index."""

from __future__ import annotations

from alembic import op
from alembic.util.exc import CommandError

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_index("ix_standing_states", "standing", ["state", "label", "current", "claim_id"])
    op.create_index("ix_verdict_shortfall", "verdict", ["shortfall", "id"])
    op.create_index("ix_review_reviewer", "review", ["reviewer"])
    op.drop_index("ix_run_started", "run")
    op.create_index("ix_run_started", "run", ["started", "id"])


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
