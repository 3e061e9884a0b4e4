"""The ledger's tables: articles and claims, sources, runs, verdicts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.util.exc import CommandError
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

NESTED = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

PROOF = (["id", "proof", "proof_stance"], ["verdict_id", "n", "stance"])


def words(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def whole(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def real(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=False)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def octets(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def day(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=null)


def instant(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def nested(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, NESTED, nullable=null)


def upgrade() -> None:
    make_article()
    make_sources()
    make_runs()
    make_verdicts()


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")


def make_article() -> None:
    op.create_table(
        "article",
        words("key"),
        words("sha256"),
        words("title"),
        words("text"),
        words("url"),
        words("media_type"),
        day("published", null=True),
        words("language"),
        words("publisher"),
        nested("authors"),
        nested("blocks"),
        nested("links"),
        nested("citations"),
        nested("notes"),
        sa.PrimaryKeyConstraint("key", name="pk_article"),
    )
    op.create_table(
        "reference",
        words("article_key"),
        whole("n"),
        words("title"),
        words("publisher"),
        words("url"),
        words("digest"),
        day("published", null=True),
        flag("further"),
        whole("block", null=True),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name="fk_reference_article_key"),
        sa.PrimaryKeyConstraint("article_key", "n", name="pk_reference"),
    )
    op.create_table(
        "engine",
        words("key"),
        words("claimcheck"),
        words("language_model"),
        words("verifier"),
        words("rules"),
        sa.PrimaryKeyConstraint("key", name="pk_engine"),
    )
    op.create_table(
        "extraction",
        words("key"),
        words("article_key"),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name="fk_extraction_article_key"),
        sa.PrimaryKeyConstraint("key", name="pk_extraction"),
    )
    op.create_table(
        "claim",
        words("key"),
        words("id"),
        words("article_sha256"),
        words("text"),
        words("exact"),
        words("prefix"),
        words("suffix"),
        whole("starts"),
        whole("ends"),
        whole("block"),
        nested("section"),
        words("kind"),
        words("modality"),
        real("worth"),
        nested("mentions"),
        nested("quantities"),
        nested("dates"),
        nested("saying", null=True),
        nested("cites"),
        words("duplicate_of"),
        day("due", null=True),
        sa.CheckConstraint("ends > starts AND starts >= 0", name="span"),
        sa.PrimaryKeyConstraint("key", name="pk_claim"),
    )
    op.create_table(
        "extraction_claim",
        words("extraction_key"),
        whole("n"),
        words("claim_key"),
        sa.ForeignKeyConstraint(["claim_key"], ["claim.key"], name="fk_extraction_claim_claim_key"),
        sa.ForeignKeyConstraint(
            ["extraction_key"], ["extraction.key"], name="fk_extraction_claim_extraction_key"
        ),
        sa.PrimaryKeyConstraint("extraction_key", "n", name="pk_extraction_claim"),
    )
    op.create_table(
        "sentence",
        words("extraction_key"),
        whole("n"),
        whole("starts"),
        whole("ends"),
        whole("block"),
        words("bucket"),
        words("reason"),
        nested("claims"),
        sa.CheckConstraint("bucket IN ('claim', 'duplicate', 'furniture', 'not_checkable')", name="bucket"),
        sa.ForeignKeyConstraint(["extraction_key"], ["extraction.key"], name="fk_sentence_extraction_key"),
        sa.PrimaryKeyConstraint("extraction_key", "n", name="pk_sentence"),
    )


def make_sources() -> None:
    op.create_table(
        "body",
        words("sha256"),
        whole("size"),
        octets("packed"),
        sa.PrimaryKeyConstraint("sha256", name="pk_body"),
    )
    op.create_table(
        "capture",
        words("key"),
        words("url"),
        words("final_url"),
        words("outcome"),
        instant("fetched"),
        words("kind"),
        whole("status"),
        words("sha256", null=True),
        words("media_type"),
        nested("headers"),
        words("detail"),
        real("elapsed"),
        sa.ForeignKeyConstraint(["sha256"], ["body.sha256"], name="fk_capture_sha256"),
        sa.PrimaryKeyConstraint("key", name="pk_capture"),
    )
    op.create_table(
        "document",
        words("key"),
        words("capture_sha256"),
        words("url"),
        words("kind"),
        words("title"),
        words("text"),
        words("text_sha256"),
        words("publisher"),
        nested("authors"),
        day("published", null=True),
        words("language"),
        words("extractor"),
        nested("blocks"),
        nested("links"),
        sa.ForeignKeyConstraint(["capture_sha256"], ["body.sha256"], name="fk_document_capture_sha256"),
        sa.PrimaryKeyConstraint("key", name="pk_document"),
    )


def make_runs() -> None:
    op.create_table(
        "run",
        words("id"),
        words("article_key"),
        words("engine_key"),
        words("extraction_key", null=True),
        instant("started"),
        instant("finished", null=True),
        day("as_of", null=True),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name="fk_run_article_key"),
        sa.ForeignKeyConstraint(["engine_key"], ["engine.key"], name="fk_run_engine_key"),
        sa.ForeignKeyConstraint(["extraction_key"], ["extraction.key"], name="fk_run_extraction_key"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "step",
        words("run_id"),
        words("name"),
        words("state"),
        words("holder"),
        whole("attempts"),
        instant("started", null=True),
        instant("heartbeat", null=True),
        instant("leased_until", null=True),
        instant("finished", null=True),
        words("detail"),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_step_run_id"),
        sa.PrimaryKeyConstraint("run_id", "name", name="pk_step"),
    )
    op.create_table(
        "run_source",
        words("run_id"),
        whole("n"),
        words("state"),
        words("url"),
        nested("reference"),
        words("document_key", null=True),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name="fk_run_source_document_key"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_run_source_run_id"),
        sa.PrimaryKeyConstraint("run_id", "n", name="pk_run_source"),
    )
    op.create_table(
        "run_capture",
        words("run_id"),
        whole("n"),
        whole("position"),
        words("capture_key"),
        sa.ForeignKeyConstraint(["capture_key"], ["capture.key"], name="fk_run_capture_capture_key"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_run_capture_run_id"),
        sa.PrimaryKeyConstraint("run_id", "n", "position", name="pk_run_capture"),
    )
    op.create_table(
        "issue",
        words("run_id"),
        whole("n"),
        words("place"),
        words("cause"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_issue_run_id"),
        sa.PrimaryKeyConstraint("run_id", "n", name="pk_issue"),
    )
    op.create_table(
        "pin",
        whole("id"),
        words("article_sha256"),
        words("article_url"),
        whole("n"),
        words("title"),
        words("publisher"),
        words("url"),
        words("person"),
        instant("pinned"),
        sa.PrimaryKeyConstraint("id", name="pk_pin"),
    )


def proof() -> sa.ForeignKeyConstraint:
    ours, theirs = PROOF
    theirs = [f"evidence.{name}" for name in theirs]
    return sa.ForeignKeyConstraint(ours, theirs, "fk_verdict_proof", initially="DEFERRED", deferrable=True)


def make_verdicts() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "verdict",
        words("id"),
        words("claim_key"),
        words("engine_key"),
        words("inputs_key"),
        words("run_id"),
        words("label"),
        real("confidence"),
        words("shortfall", null=True),
        words("rule"),
        words("justification"),
        whole("proof", null=True),
        words("proof_stance", null=True),
        words("seal"),
        sa.CheckConstraint("(label = 'Not Enough Evidence') = (proof IS NULL)", name="proof_with_decisive"),
        sa.CheckConstraint(
            "(label = 'Not Enough Evidence') = (shortfall IS NOT NULL)",
            name="shortfall_with_not_enough",
        ),
        sa.CheckConstraint(
            "label IN ('Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking')",
            name="label",
        ),
        sa.CheckConstraint(
            "proof_stance IS NULL"
            " OR (label = 'Supported' AND proof_stance = 'supports')"
            " OR (label = 'Refuted' AND proof_stance = 'refutes')"
            " OR (label = 'Conflicting Evidence/Cherrypicking' AND proof_stance IN ('supports', 'refutes'))",
            name="proof_fits_label",
        ),
        sa.CheckConstraint(
            "shortfall IN ('uncited', 'unresolved', 'unreachable', 'unreadable', 'silent', 'weak')",
            name="shortfall",
        ),
        sa.CheckConstraint("(proof IS NULL) = (proof_stance IS NULL)", name="proof_stance"),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
        sa.ForeignKeyConstraint(["claim_key"], ["claim.key"], name="fk_verdict_claim_key"),
        sa.ForeignKeyConstraint(["engine_key"], ["engine.key"], name="fk_verdict_engine_key"),
        *([] if on_postgresql else [proof()]),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_verdict_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
        sa.UniqueConstraint("claim_key", "engine_key", "inputs_key", name="uq_verdict_claim_key"),
    )
    op.create_table(
        "evidence",
        words("verdict_id"),
        whole("n"),
        words("stance"),
        real("score"),
        words("rule"),
        words("note"),
        nested("comparisons"),
        whole("reference"),
        words("document_key"),
        words("capture_sha256"),
        words("url"),
        words("kind"),
        words("quote"),
        words("prefix"),
        words("suffix"),
        whole("starts"),
        whole("ends"),
        nested("passage"),
        sa.CheckConstraint("quote <> ''", name="quote"),
        sa.CheckConstraint("stance IN ('supports', 'refutes', 'neutral')", name="stance"),
        sa.CheckConstraint("ends > starts AND starts >= 0", name="span"),
        sa.CheckConstraint("score >= 0 AND score <= 1", name="score"),
        sa.ForeignKeyConstraint(["capture_sha256"], ["body.sha256"], name="fk_evidence_capture_sha256"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name="fk_evidence_document_key"),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name="fk_evidence_verdict_id"),
        sa.PrimaryKeyConstraint("verdict_id", "n", name="pk_evidence"),
        sa.UniqueConstraint("verdict_id", "n", "stance", name="uq_evidence_verdict_id"),
    )
    if on_postgresql:  # which takes no key to a table that isn't there yet; SQLite takes none afterwards
        op.create_foreign_key(
            "fk_verdict_proof", "verdict", "evidence", *PROOF, initially="DEFERRED", deferrable=True
        )
    op.create_table(
        "run_verdict",
        words("run_id"),
        words("claim_key"),
        whole("n"),
        words("verdict_id"),
        sa.ForeignKeyConstraint(["claim_key"], ["claim.key"], name="fk_run_verdict_claim_key"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_run_verdict_run_id"),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name="fk_run_verdict_verdict_id"),
        sa.PrimaryKeyConstraint("run_id", "claim_key", name="pk_run_verdict"),
        sa.UniqueConstraint("run_id", "n", name="uq_run_verdict_run_id"),
    )
    op.create_table(
        "review",
        whole("id"),
        words("claim_id"),
        words("verdict_id", null=True),
        words("reviewer"),
        instant("decided"),
        words("label", null=True),
        words("reason"),
        words("note"),
        sa.CheckConstraint(
            "label IN ('Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking')",
            name="label",
        ),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name="fk_review_verdict_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
