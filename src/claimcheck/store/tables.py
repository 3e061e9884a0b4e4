"""The ledger's tables. db/README.md describes each in a paragraph; db/versions/ creates them, with views and triggers.

Rows are keyed by their content where that makes a second run add nothing: ``key`` is a digest of the row's fields.
Columns are named as the fields in model/; ``starts``..``ends`` are code points, end exclusive; nested parts are JSON.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlmodel import Field

from claimcheck.store.attached_tables import AttachmentRow as AttachmentRow
from claimcheck.store.attached_tables import FurtherRow as FurtherRow
from claimcheck.store.columns import NESTED as NESTED
from claimcheck.store.columns import Moment as Moment
from claimcheck.store.columns import Row as Row
from claimcheck.store.people_tables import PersonRow as PersonRow
from claimcheck.store.turn_tables import TurnRow as TurnRow
from claimcheck.store.upkeep_tables import PruningRow as PruningRow

HEAD = "0012"  # the newest migration; a test compares it with db/versions

NOT_ENOUGH = "Not Enough Evidence"
LABELS = "'Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking'"
SHORTFALLS = "'uncited', 'unresolved', 'unreachable', 'unreadable', 'silent', 'weak'"
STANCES = "'supports', 'refutes', 'neutral'"
BUCKETS = "'claim', 'duplicate', 'furniture', 'not_checkable'"
STATES = "'open', 'decided', 'second_look', 'reopened'"
QUEUE = (
    "current", "rank", "state", "label", "kind", "source", "was", "reviewer", "subject", "run_id", "claim_id",
)  # fmt: skip
STEP_STATES = "'waiting', 'running', 'done', 'failed'"


class ArticleRow(Row, table=True):
    __tablename__ = "article"

    key: str = Field(primary_key=True)
    sha256: str = Field(index=True)
    title: str
    text: str
    url: str = Field(index=True)
    media_type: str
    published: date | None
    language: str
    publisher: str
    authors: list[Any] = Field(sa_type=NESTED)
    blocks: list[Any] = Field(sa_type=NESTED)
    links: list[Any] = Field(sa_type=NESTED)
    citations: list[Any] = Field(sa_type=NESTED)
    notes: list[Any] = Field(sa_type=NESTED)


class ReferenceRow(Row, table=True):
    __tablename__ = "reference"

    article_key: str = Field(primary_key=True, foreign_key="article.key")
    n: int = Field(primary_key=True)
    title: str
    publisher: str
    url: str = Field(index=True)
    digest: str
    published: date | None
    further: bool
    block: int | None


class EngineRow(Row, table=True):
    __tablename__ = "engine"

    key: str = Field(primary_key=True)
    claimcheck: str
    language_model: str
    verifier: str
    rules: str


class ExtractionRow(Row, table=True):
    __tablename__ = "extraction"

    key: str = Field(primary_key=True)
    article_key: str = Field(foreign_key="article.key", index=True)


class ClaimRow(Row, table=True):
    __tablename__ = "claim"
    __table_args__ = (CheckConstraint("ends > starts AND starts >= 0", name="span"),)

    key: str = Field(primary_key=True)
    id: str = Field(index=True)
    article_sha256: str = Field(index=True)
    text: str
    exact: str
    prefix: str
    suffix: str
    starts: int
    ends: int
    block: int
    section: list[Any] = Field(sa_type=NESTED)
    kind: str
    modality: str
    worth: float
    mentions: list[Any] = Field(sa_type=NESTED)
    quantities: list[Any] = Field(sa_type=NESTED)
    dates: list[Any] = Field(sa_type=NESTED)
    saying: dict[str, Any] | None = Field(sa_type=NESTED)
    cites: list[Any] = Field(sa_type=NESTED)
    duplicate_of: str
    due: date | None


class ExtractionClaimRow(Row, table=True):
    __tablename__ = "extraction_claim"

    extraction_key: str = Field(primary_key=True, foreign_key="extraction.key")
    n: int = Field(primary_key=True)
    claim_key: str = Field(foreign_key="claim.key", index=True)


class SentenceRow(Row, table=True):
    __tablename__ = "sentence"
    __table_args__ = (CheckConstraint(f"bucket IN ({BUCKETS})", name="bucket"),)

    extraction_key: str = Field(primary_key=True, foreign_key="extraction.key")
    n: int = Field(primary_key=True)
    starts: int
    ends: int
    block: int
    bucket: str
    reason: str
    claims: list[Any] = Field(sa_type=NESTED)


class BodyRow(Row, table=True):
    __tablename__ = "body"

    sha256: str = Field(primary_key=True)
    size: int  # bytes before packing
    packed: bytes = Field(sa_type=LargeBinary)  # zlib


class CaptureRow(Row, table=True):
    __tablename__ = "capture"

    key: str = Field(primary_key=True)
    url: str = Field(index=True)
    final_url: str
    outcome: str
    fetched: datetime = Field(sa_type=Moment)
    kind: str
    status: int
    sha256: str | None = Field(foreign_key="body.sha256", index=True)
    media_type: str
    headers: list[Any] = Field(sa_type=NESTED)
    detail: str
    elapsed: float
    request: list[Any] = Field(sa_type=NESTED)


class DocumentRow(Row, table=True):
    __tablename__ = "document"

    key: str = Field(primary_key=True)
    capture_sha256: str = Field(foreign_key="body.sha256", index=True)
    url: str
    kind: str
    title: str
    text: str
    text_sha256: str
    publisher: str
    authors: list[Any] = Field(sa_type=NESTED)
    published: date | None
    language: str
    extractor: str
    blocks: list[Any] = Field(sa_type=NESTED)
    links: list[Any] = Field(sa_type=NESTED)


class RunRow(Row, table=True):
    __tablename__ = "run"
    __table_args__ = (Index("ix_run_started", "started", "id"),)

    id: str = Field(primary_key=True)
    article_key: str = Field(foreign_key="article.key", index=True)
    engine_key: str = Field(foreign_key="engine.key")
    extraction_key: str | None = Field(foreign_key="extraction.key", index=True)
    started: datetime = Field(sa_type=Moment)
    finished: datetime | None = Field(sa_type=Moment)
    as_of: date | None


class StepRow(Row, table=True):
    __tablename__ = "step"
    __table_args__ = (CheckConstraint(f"state IN ({STEP_STATES})", name="state"),)

    run_id: str = Field(primary_key=True, foreign_key="run.id")
    name: str = Field(primary_key=True)
    state: str
    holder: str
    attempts: int
    started: datetime | None = Field(sa_type=Moment)
    heartbeat: datetime | None = Field(sa_type=Moment)
    leased_until: datetime | None = Field(sa_type=Moment)
    finished: datetime | None = Field(sa_type=Moment)
    detail: str


class RunSourceRow(Row, table=True):
    __tablename__ = "run_source"

    run_id: str = Field(primary_key=True, foreign_key="run.id")
    n: int = Field(primary_key=True)
    state: str
    url: str
    reference: dict[str, Any] = Field(sa_type=NESTED)
    document_key: str | None = Field(foreign_key="document.key", index=True)
    candidates: list[Any] = Field(sa_type=NESTED)
    origin: str | None  # of the address


class RunCaptureRow(Row, table=True):
    __tablename__ = "run_capture"

    run_id: str = Field(primary_key=True, foreign_key="run.id")
    n: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    capture_key: str = Field(foreign_key="capture.key", index=True)


class VerdictRow(Row, table=True):
    """A decisive label needs its proof: an evidence row of the stance that the label says, looked up at commit."""

    __tablename__ = "verdict"
    __table_args__ = (
        UniqueConstraint("claim_key", "engine_key", "inputs_key"),
        Index("ix_verdict_shortfall", "shortfall", "id"),
        ForeignKeyConstraint(
            ["id", "proof", "proof_stance"],
            ["evidence.verdict_id", "evidence.n", "evidence.stance"],
            name="fk_verdict_proof",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        CheckConstraint(f"label IN ({LABELS})", name="label"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
        CheckConstraint(f"shortfall IN ({SHORTFALLS})", name="shortfall"),
        CheckConstraint(
            f"(label = '{NOT_ENOUGH}') = (shortfall IS NOT NULL)", name="shortfall_with_not_enough"
        ),
        CheckConstraint(f"(label = '{NOT_ENOUGH}') = (proof IS NULL)", name="proof_with_decisive"),
        CheckConstraint("(proof IS NULL) = (proof_stance IS NULL)", name="proof_stance"),
        CheckConstraint(
            "proof_stance IS NULL"
            " OR (label = 'Supported' AND proof_stance = 'supports')"
            " OR (label = 'Refuted' AND proof_stance = 'refutes')"
            " OR (label = 'Conflicting Evidence/Cherrypicking' AND proof_stance IN ('supports', 'refutes'))",
            name="proof_fits_label",
        ),
    )

    id: str = Field(primary_key=True)
    claim_key: str = Field(foreign_key="claim.key")
    engine_key: str = Field(foreign_key="engine.key")
    inputs_key: str
    run_id: str = Field(foreign_key="run.id", index=True)  # the run that gave it first
    label: str = Field(index=True)
    confidence: float
    shortfall: str | None
    rule: str
    justification: str
    proof: int | None
    proof_stance: str | None
    seal: str  # digest of the whole verdict with its evidence


class EvidenceRow(Row, table=True):
    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("verdict_id", "n", "stance"),
        CheckConstraint(f"stance IN ({STANCES})", name="stance"),
        CheckConstraint("score >= 0 AND score <= 1", name="score"),
        CheckConstraint("quote <> ''", name="quote"),
        CheckConstraint("ends > starts AND starts >= 0", name="span"),
    )

    verdict_id: str = Field(primary_key=True, foreign_key="verdict.id")
    n: int = Field(primary_key=True)  # from 0, in order of weight
    stance: str
    score: float
    rule: str
    note: str
    comparisons: list[Any] = Field(sa_type=NESTED)
    reference: int
    document_key: str = Field(foreign_key="document.key", index=True)
    capture_sha256: str = Field(foreign_key="body.sha256", index=True)
    url: str
    kind: str
    quote: str
    prefix: str
    suffix: str
    starts: int
    ends: int
    passage: dict[str, Any] = Field(
        sa_type=NESTED
    )  # the rest of the passage: block, section, neighbours, cells


class RunVerdictRow(Row, table=True):
    __tablename__ = "run_verdict"
    __table_args__ = (UniqueConstraint("run_id", "n"),)

    run_id: str = Field(primary_key=True, foreign_key="run.id")
    claim_key: str = Field(primary_key=True, foreign_key="claim.key", index=True)
    n: int
    verdict_id: str = Field(foreign_key="verdict.id", index=True)


class ReviewRow(Row, table=True):
    __tablename__ = "review"
    __table_args__ = (CheckConstraint(f"label IN ({LABELS})", name="label"),)

    id: int | None = Field(default=None, primary_key=True)
    claim_id: str = Field(index=True)
    verdict_id: str | None = Field(foreign_key="verdict.id")  # what the reviewer was looking at
    reviewer: str = Field(index=True)
    decided: datetime = Field(sa_type=Moment)
    label: str | None
    reason: str
    note: str
    wording: str


class StandingRow(Row, table=True):
    __tablename__ = "standing"
    __table_args__ = (
        UniqueConstraint("claim_id"),
        Index("ix_standing_queue", *QUEUE),
        Index("ix_standing_states", "state", "label", "current", "claim_id"),
        CheckConstraint(f"state IN ({STATES})", name="state"),
    )

    id: int | None = Field(default=None, primary_key=True)  # rowid of its words in the search index
    claim_id: str
    claim_key: str = Field(foreign_key="claim.key", index=True)
    subject: str = Field(index=True)  # the article's address, else its digest
    run_id: str = Field(foreign_key="run.id", index=True)
    started: datetime = Field(sa_type=Moment)
    verdict_id: str = Field(foreign_key="verdict.id", index=True)
    label: str
    was: str  # the label before this run, '' when it is the same or there was none
    kind: str
    rule: str
    confidence: float
    worth: float
    source: str  # kind of the capture that proves it, '' when nothing does
    current: bool  # its run is the latest over its article
    rank: float
    state: str
    review_id: int | None = Field(foreign_key="review.id")
    reviewer: str
    answer: str


class IssueRow(Row, table=True):
    __tablename__ = "issue"

    run_id: str = Field(primary_key=True, foreign_key="run.id")
    n: int = Field(primary_key=True)
    place: str
    cause: str


class PinRow(Row, table=True):
    __tablename__ = "pin"

    id: int | None = Field(default=None, primary_key=True)
    article_sha256: str = Field(index=True)
    article_url: str = Field(index=True)
    n: int
    title: str
    publisher: str
    url: str
    person: str
    pinned: datetime = Field(sa_type=Moment)
