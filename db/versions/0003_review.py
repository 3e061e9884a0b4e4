"""For the review site: where each claim stands, an index of its words, and a person's wording of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError

revision = "0003"
down_revision = "0002"

STATES = "'open', 'decided', 'second_look', 'reopened'"

SEARCH = "CREATE VIRTUAL TABLE search USING fts5(claim, article, quotes, tokenize = 'unicode61 remove_diacritics 2')"

SEARCH_PG = (
    "CREATE TABLE search (id integer PRIMARY KEY REFERENCES standing ON DELETE CASCADE, words tsvector NOT NULL)",
    "CREATE INDEX ix_search_words ON search USING gin (words)",
)


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.add_column("review", sa.Column("wording", sa.String(), nullable=False, server_default=""))
    make_standing()
    for statement in SEARCH_PG if op.get_bind().dialect.name == "postgresql" else (SEARCH,):
        op.execute(statement)


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")


def make_standing() -> None:
    op.create_table(
        "standing",
        sa.Column("id", sa.Integer(), nullable=False),
        words("claim_id"),
        words("claim_key"),
        words("subject"),
        words("run_id"),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        words("verdict_id"),
        words("label"),
        words("was"),
        words("kind"),
        words("rule"),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("worth", sa.Float(), nullable=False),
        words("source"),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        words("state"),
        sa.Column("review_id", sa.Integer(), nullable=True),
        words("reviewer"),
        words("answer"),
        sa.CheckConstraint(f"state IN ({STATES})", name="state"),
        sa.ForeignKeyConstraint(["claim_key"], ["claim.key"], name="fk_standing_claim_key"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_standing_run_id"),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name="fk_standing_verdict_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_standing_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_standing"),
        sa.UniqueConstraint("claim_id", name="uq_standing_claim_id"),
    )
    op.create_index("ix_standing_subject", "standing", ["subject"])
    op.create_index("ix_standing_run_id", "standing", ["run_id"])
    op.create_index("ix_standing_queue", "standing", ["current", "rank"])
