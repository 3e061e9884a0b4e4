"""Reads a run's rows back as the model's dataclasses."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import Connection, Executable, select
from sqlmodel import col

from claimcheck.errors import DatabaseTrouble
from claimcheck.model.article import Article
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Capture
from claimcheck.model.run import Engine, Issue, Run, Source
from claimcheck.model.verdict import Verdict
from claimcheck.store import rows
from claimcheck.store.database import read_rows
from claimcheck.store.packing import unpack
from claimcheck.store.rows import Columns
from claimcheck.store.tables import (
    ArticleRow,
    BodyRow,
    CaptureRow,
    ClaimRow,
    DocumentRow,
    EngineRow,
    EvidenceRow,
    ExtractionClaimRow,
    IssueRow,
    ReferenceRow,
    RunCaptureRow,
    RunRow,
    RunSourceRow,
    RunVerdictRow,
    SentenceRow,
    VerdictRow,
)


def load_run_row(connection: Connection, run_id: str) -> Columns:
    """Raises DatabaseTrouble when there is no such run."""
    found = read_rows(connection, select(RunRow).where(col(RunRow.id) == run_id))
    if not found:
        raise DatabaseTrouble(f"there is no run {run_id}")
    return found[0]


def load_run(connection: Connection, run_id: str) -> Run:
    row = load_run_row(connection, run_id)
    engine = read_rows(connection, select(EngineRow).where(col(EngineRow.key) == row["engine_key"]))[0]
    issues = read_rows(
        connection, select(IssueRow).where(col(IssueRow.run_id) == run_id).order_by(col(IssueRow.n))
    )
    return Run(
        id=run_id,
        started=row["started"],
        finished=row["finished"],
        engine=unpack(Engine, engine),
        article=load_article(connection, row["article_key"]),
        extraction=load_extraction(connection, row) if row["extraction_key"] else Extraction((), ()),
        sources=load_sources(connection, run_id),
        verdicts=load_verdicts(connection, run_id),
        issues=tuple(Issue(issue["place"], issue["cause"]) for issue in issues),
    )


def load_article(connection: Connection, key: str) -> Article:
    article = read_rows(connection, select(ArticleRow).where(col(ArticleRow.key) == key))[0]
    cited = select(ReferenceRow).where(col(ReferenceRow.article_key) == key).order_by(col(ReferenceRow.n))
    return rows.read_article_row(article, read_rows(connection, cited))


def load_extraction(connection: Connection, run: Columns) -> Extraction:
    """Raises DatabaseTrouble before the run has one."""
    key = run["extraction_key"]
    if key is None:
        raise DatabaseTrouble(f"no claims were saved yet in run {run['id']}")
    claims = (
        select(ClaimRow)
        .join(ExtractionClaimRow, col(ExtractionClaimRow.claim_key) == col(ClaimRow.key))
        .where(col(ExtractionClaimRow.extraction_key) == key)
        .order_by(col(ExtractionClaimRow.n))
    )
    sentences = select(SentenceRow).where(col(SentenceRow.extraction_key) == key).order_by(col(SentenceRow.n))
    return Extraction(
        claims=tuple(map(rows.read_claim_row, read_rows(connection, claims))),
        sentences=tuple(map(rows.read_sentence_row, read_rows(connection, sentences))),
    )


def load_sources(connection: Connection, run_id: str) -> tuple[Source, ...]:
    """In the order of the references' numbers."""
    sources = select(RunSourceRow).where(col(RunSourceRow.run_id) == run_id).order_by(col(RunSourceRow.n))
    captures = (
        select(CaptureRow, col(RunCaptureRow.n))
        .join(RunCaptureRow, col(RunCaptureRow.capture_key) == col(CaptureRow.key))
        .where(col(RunCaptureRow.run_id) == run_id)
        .order_by(col(RunCaptureRow.n), col(RunCaptureRow.position))
    )
    attempts: dict[int, list[Capture]] = defaultdict(list)
    for row in read_rows(connection, captures):
        attempts[row["n"]].append(rows.read_capture_row(row))
    kept = select(col(RunSourceRow.document_key)).where(col(RunSourceRow.run_id) == run_id)
    read = read_rows(connection, select(DocumentRow).where(col(DocumentRow.key).in_(kept)))
    documents = {row["key"]: row for row in read}
    return tuple(_source(row, attempts[row["n"]], documents) for row in read_rows(connection, sources))


def load_verdicts(connection: Connection, run_id: str, claim_key: str | None = None) -> tuple[Verdict, ...]:
    """In the order in which they were saved; with ``claim_key``, only those on that claim: one or none."""
    chosen = [col(RunVerdictRow.run_id) == run_id]
    if claim_key is not None:
        chosen.append(col(RunVerdictRow.claim_key) == claim_key)
    given: Executable = (
        select(VerdictRow, col(ClaimRow.id).label("claim_id"))
        .join(RunVerdictRow, col(RunVerdictRow.verdict_id) == col(VerdictRow.id))
        .join(ClaimRow, col(ClaimRow.key) == col(VerdictRow.claim_key))
        .where(*chosen)
        .order_by(col(RunVerdictRow.n))
    )
    weighed = (
        select(EvidenceRow)
        .join(RunVerdictRow, col(RunVerdictRow.verdict_id) == col(EvidenceRow.verdict_id))
        .where(*chosen)
        .order_by(col(EvidenceRow.verdict_id), col(EvidenceRow.n))
    )
    evidence: dict[str, list[Columns]] = defaultdict(list)
    for row in read_rows(connection, weighed):
        evidence[row["verdict_id"]].append(rows.read_evidence_row(row))
    return tuple(
        rows.read_verdict_row(row, row["claim_id"], evidence[row["id"]])
        for row in read_rows(connection, given)
    )


def load_body(connection: Connection, sha256: str) -> bytes:
    """Raises DatabaseTrouble when these bytes were never kept or can't be unpacked any more."""
    packed = connection.execute(select(col(BodyRow.packed)).where(col(BodyRow.sha256) == sha256)).scalar()
    if packed is None:
        raise DatabaseTrouble(f"there are no bytes with the digest {sha256}")
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise DatabaseTrouble(f"the bytes with the digest {sha256} are damaged: {error}") from error


def _source(row: Columns, captures: list[Capture], documents: dict[str, Columns]) -> Source:
    bare = unpack(Source, {name: row[name] for name in ("reference", "state", "candidates", "origin")})
    key = row["document_key"]
    document = None if key is None else rows.read_document_row(documents[key], row["n"])
    return replace(bare, captures=tuple(captures), document=document)
