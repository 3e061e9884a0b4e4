"""What people add to the evidence: passages of stored documents, and further sources by address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError

revision = "0009"
down_revision = "0008"

STANCES = "'supports', 'refutes', 'neutral'"
SOURCE_STATES = "'read', 'archived', 'digest', 'unreadable', 'unreachable', 'unresolved'"

GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

LOCATED = """
CREATE TRIGGER attachment_located BEFORE INSERT ON attachment
WHEN (SELECT substr(text, NEW.starts + 1, NEW.ends - NEW.starts) FROM document
      WHERE key = NEW.document_key) IS NOT NEW.quote
BEGIN SELECT RAISE(ABORT, 'the quote does not stand in its document'); END
"""


GUARD_PG = """
CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""

LOCATE_PG = """
CREATE FUNCTION locate_attachment() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (SELECT substr(text, NEW.starts + 1, NEW.ends - NEW.starts) FROM document
        WHERE key = NEW.document_key) IS DISTINCT FROM NEW.quote THEN
        RAISE EXCEPTION 'the quote does not stand in its document';
    END IF;
    RETURN NEW;
END
$body$
"""

LOCATED_PG = """
CREATE TRIGGER attachment_located BEFORE INSERT ON attachment FOR EACH ROW EXECUTE FUNCTION locate_attachment()
"""


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    make_attachment()
    make_further()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("attachment", "further"):
        for verb in ("UPDATE", "DELETE", *(["TRUNCATE"] if on_postgresql else [])):
            op.execute((GUARD_PG if on_postgresql else GUARD).format(table=table, verb=verb))
    for statement in (LOCATE_PG, LOCATED_PG) if on_postgresql else (LOCATED,):
        op.execute(statement)


def make_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        words("claim_id"),
        words("document_key"),
        words("person"),
        sa.Column("attached", sa.DateTime(timezone=True), nullable=False),
        words("stance"),
        words("quote"),
        words("prefix"),
        words("suffix"),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        words("note"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"stance IN ({STANCES})", name="stance"),
        sa.CheckConstraint("quote <> ''", name="quote"),
        sa.CheckConstraint("ends > starts AND starts >= 0", name="span"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name="fk_attachment_document_key"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index("ix_attachment_claim_id", "attachment", ["claim_id"])
    op.create_index("ix_attachment_document_key", "attachment", ["document_key"])


def make_further() -> None:
    op.create_table(
        "further",
        sa.Column("id", sa.Integer(), nullable=False),
        words("article_sha256"),
        words("article_url"),
        words("claim_id"),
        words("url"),
        words("title"),
        words("publisher"),
        sa.Column("published", sa.Date(), nullable=True),
        words("state"),
        sa.Column("capture_key", sa.String(), nullable=True),
        sa.Column("document_key", sa.String(), nullable=True),
        words("person"),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"state IN ({SOURCE_STATES})", name="state"),
        sa.ForeignKeyConstraint(["capture_key"], ["capture.key"], name="fk_further_capture_key"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name="fk_further_document_key"),
        sa.PrimaryKeyConstraint("id", name="pk_further"),
    )
    op.create_index("ix_further_article_sha256", "further", ["article_sha256"])
    op.create_index("ix_further_article_url", "further", ["article_url"])


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
