"""What lies around a run: the other runs over its article, and all that rests on one document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlmodel import col

from claimcheck.model.evidence import Stance
from claimcheck.model.verdict import Label
from claimcheck.store.database import read_rows
from claimcheck.store.deciding import count_said
from claimcheck.store.queue import stands_now
from claimcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    ExtractionClaimRow,
    PinRow,
    ReviewRow,
    RunRow,
    RunSourceRow,
    RunVerdictRow,
    StandingRow,
    VerdictRow,
)

OTHERS = 50  # passages of other articles listed beside a document


@dataclass(frozen=True, slots=True)
class RunMark:
    """A run over an article. ``edited`` tells that the article's bytes are others than in the run before."""

    id: str
    started: datetime
    finished: datetime | None
    edited: bool


@dataclass(frozen=True, slots=True)
class Resting:
    """A claim whose latest verdict rests on a document, with the passage."""

    claim_id: str
    text: str
    title: str
    label: Label
    stance: Stance
    quote: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Pin:
    """An address that a person fixed for a reference."""

    n: int
    title: str
    publisher: str
    url: str
    person: str
    pinned: datetime


@dataclass(frozen=True, slots=True)
class LastReview:
    """Who decided last on a claim, what and when; ``run_id`` is the claim's latest run, '' when it has no verdict;
    ``said`` is ``count_said`` of the claim."""

    said: int
    claim_id: str
    run_id: str
    reviewer: str
    decided: datetime
    answer: str
    text: str


def list_runs_over(connection: Connection, sha256: str, url: str) -> tuple[RunMark, ...]:
    """Runs over these bytes, or over whatever was at this address; oldest first."""
    same = col(ArticleRow.sha256) == sha256
    listed = (
        select(col(RunRow.id), col(RunRow.started), col(RunRow.finished), col(ArticleRow.sha256))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(or_(same, col(ArticleRow.url) == url) if url else same)
        .order_by(col(RunRow.started), col(RunRow.id))
    )
    found = read_rows(connection, listed)
    before = [row["sha256"] for row in found[:1]] + [row["sha256"] for row in found]
    return tuple(
        RunMark(row["id"], row["started"], row["finished"], row["sha256"] != earlier)
        for row, earlier in zip(found, before, strict=False)
    )


def find_latest_run(connection: Connection, claim_id: str) -> str | None:
    """The latest run that read a claim of this very id; None when there is no such claim."""
    read = (
        select(col(RunRow.id))
        .join(ExtractionClaimRow, col(ExtractionClaimRow.extraction_key) == col(RunRow.extraction_key))
        .join(ClaimRow, col(ClaimRow.key) == col(ExtractionClaimRow.claim_key))
        .where(col(ClaimRow.id) == claim_id)
        .order_by(col(RunRow.started).desc(), col(RunRow.id).desc())
        .limit(1)
    )
    return connection.execute(read).scalar()


def list_resting(connection: Connection, run_id: str, n: int) -> tuple[tuple[Resting, ...], int]:
    """The claims of this run with a passage from the document that reference ``n`` was read as, in its order; then some
    current ones of other articles. And how many such passages other runs have, shown or not."""
    read_as = (
        select(col(RunSourceRow.document_key))
        .where(col(RunSourceRow.run_id) == run_id, col(RunSourceRow.n) == n)
        .scalar_subquery()
    )
    weighed: Any = (
        select(
            col(ClaimRow.id).label("claim_id"), col(ClaimRow.text), col(ArticleRow.title), col(VerdictRow.label),
            col(EvidenceRow.stance), col(EvidenceRow.quote), col(EvidenceRow.starts), col(EvidenceRow.ends),
        )
        .select_from(EvidenceRow)
        .join(VerdictRow, col(VerdictRow.id) == col(EvidenceRow.verdict_id))
        .join(RunVerdictRow, col(RunVerdictRow.verdict_id) == col(VerdictRow.id))
        .join(ClaimRow, col(ClaimRow.key) == col(VerdictRow.claim_key))
        .join(RunRow, col(RunRow.id) == col(RunVerdictRow.run_id))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(col(EvidenceRow.document_key) == read_as)
    )  # fmt: skip
    own = weighed.where(col(RunVerdictRow.run_id) == run_id).order_by(
        col(EvidenceRow.starts), col(ClaimRow.id)
    )
    other = weighed.join(StandingRow, col(StandingRow.verdict_id) == col(VerdictRow.id)).where(
        stands_now(),
        col(StandingRow.run_id) == col(RunVerdictRow.run_id),
        col(StandingRow.run_id) != run_id,
    )
    found = [
        Resting(**{**row, "label": Label(row["label"]), "stance": Stance(row["stance"])})
        for query in (own, other.limit(OTHERS))
        for row in read_rows(connection, query)
    ]
    whole = select(func.count()).select_from(EvidenceRow).where(col(EvidenceRow.document_key) == read_as)
    own_count = select(func.count()).select_from(own.order_by(None).subquery())
    elsewhere = connection.execute(whole).scalar_one() - connection.execute(own_count).scalar_one()
    return tuple(found), elsewhere


def list_pins(connection: Connection, sha256: str, url: str) -> tuple[Pin, ...]:
    """Every pin on this article's references, oldest first."""
    same = col(PinRow.article_sha256) == sha256
    given = select(PinRow).where(or_(same, col(PinRow.article_url) == url) if url else same)
    return tuple(
        Pin(row["n"], row["title"], row["publisher"], row["url"], row["person"], row["pinned"])
        for row in read_rows(connection, given.order_by(col(PinRow.id)))
    )


def find_review(connection: Connection, claim_id: str) -> LastReview | None:
    """The latest review of a claim."""
    given = (
        select(ReviewRow, col(ClaimRow.text), col(StandingRow.run_id))
        .join(ClaimRow, col(ClaimRow.id) == col(ReviewRow.claim_id))
        .join(StandingRow, col(StandingRow.claim_id) == col(ReviewRow.claim_id), isouter=True)
        .where(col(ReviewRow.claim_id) == claim_id)
        .order_by(col(ReviewRow.id).desc())
        .limit(1)
    )
    for row in read_rows(connection, given):
        answer = row["label"] or row["reason"]
        run_id = row["run_id"] or ""
        said = count_said(connection, claim_id)
        return LastReview(said, claim_id, run_id, row["reviewer"], row["decided"], answer, row["text"])
    return None
