"""Writes the model's dataclasses as rows. Every function is idempotent: the same values again add nothing."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from claimcheck.errors import DatabaseTrouble, UsageError
from claimcheck.model.article import Article
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Capture, Document
from claimcheck.model.run import Engine, Issue, Source
from claimcheck.model.verdict import Review, Verdict
from claimcheck.store import rows
from claimcheck.store.database import read_rows
from claimcheck.store.loading import load_run_row
from claimcheck.store.packing import digest, pack_columns
from claimcheck.store.rows import Columns
from claimcheck.store.standing import settle_review, settle_run
from claimcheck.store.tables import (
    ArticleRow,
    BodyRow,
    CaptureRow,
    ClaimRow,
    DocumentRow,
    EngineRow,
    EvidenceRow,
    ExtractionClaimRow,
    ExtractionRow,
    IssueRow,
    PinRow,
    ReferenceRow,
    ReviewRow,
    Row,
    RunCaptureRow,
    RunRow,
    RunSourceRow,
    RunVerdictRow,
    SentenceRow,
    VerdictRow,
)

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Basis:
    """What the verdicts of one run rest on: its claims' keys by id, its documents by reference, and a digest of all
    that was read."""

    run_id: str
    engine_key: str
    claims: dict[str, str]
    documents: dict[int, str]
    inputs: str


def add(connection: Connection, table: type[Row], new: Sequence[Columns]) -> None:
    """Insert what isn't there yet, by any of the table's keys."""
    if new:
        connection.execute(_write_insert(connection.dialect, table, tuple(new[0])), list(new))


@lru_cache(maxsize=256)
def _write_insert(dialect: Dialect, table: type[Row], columns: tuple[str, ...]) -> Any:
    """The statement in a database's own words, which SQLAlchemy writes anew every time where there may be a conflict."""
    insert = INSERTS[dialect.name](table).on_conflict_do_nothing()
    return insert.compile(dialect=dialect, column_keys=columns, for_executemany=True)


def save_article(connection: Connection, article: Article) -> str:
    """Gives the article's key."""
    row = rows.article_row(article)
    add(connection, ArticleRow, [row])
    references = [rows.reference_row(row["key"], reference) for reference in article.references]
    add(connection, ReferenceRow, references)
    return str(row["key"])


def save_run(
    connection: Connection,
    run_id: str,
    article: Article,
    engine: Engine,
    started: datetime,
    as_of: date | None,
) -> None:
    """Raises DatabaseTrouble when there is such a run already, over something else."""
    article_key = save_article(connection, article)
    add(connection, EngineRow, [pack_columns(engine)])
    run = {"id": run_id, "article_key": article_key, "engine_key": engine.key, "as_of": as_of}
    add(connection, RunRow, [{**run, "started": started, "extraction_key": None, "finished": None}])
    stored = load_run_row(connection, run_id)
    if any(stored[name] != value for name, value in run.items()):
        raise DatabaseTrouble(f"run {run_id} was begun with another article, engine or day")


def save_extraction(connection: Connection, run_id: str, extraction: Extraction) -> None:
    run = load_run_row(connection, run_id)
    sha256 = connection.execute(
        select(col(ArticleRow.sha256)).where(col(ArticleRow.key) == run["article_key"])
    ).scalar_one()
    key = digest((run["article_key"], extraction))
    claims = [rows.claim_row(sha256, claim) for claim in extraction.claims]
    order = [{"extraction_key": key, "n": n, "claim_key": claim["key"]} for n, claim in enumerate(claims)]
    sentences = [rows.sentence_row(key, n, sentence) for n, sentence in enumerate(extraction.sentences)]
    add(connection, ExtractionRow, [{"key": key, "article_key": run["article_key"]}])
    add(connection, ClaimRow, claims)
    add(connection, ExtractionClaimRow, order)
    add(connection, SentenceRow, sentences)
    connection.execute(update(RunRow).where(col(RunRow.id) == run_id).values(extraction_key=key))


def save_body(connection: Connection, capture: Capture, body: bytes | None) -> None:
    """Keep the bytes of a capture. Raises DatabaseTrouble when they aren't the ones it names, or were never given."""
    if not capture.sha256:
        return
    if body is None and capture.sha256 != EMPTY_SHA256:
        known = select(col(BodyRow.sha256)).where(col(BodyRow.sha256) == capture.sha256)
        if connection.execute(known).first() is None:
            raise DatabaseTrouble(f"the bytes of {capture.url} were never saved")
        return
    body = body or b""
    if hashlib.sha256(body).hexdigest() != capture.sha256:
        raise DatabaseTrouble(f"the bytes of {capture.url} aren't those that its capture names")
    add(connection, BodyRow, [{"sha256": capture.sha256, "size": len(body), "packed": zlib.compress(body)}])


def save_look(connection: Connection, capture: Capture, body: bytes | None) -> None:
    """An attempt with its bytes, of whatever run or none."""
    save_body(connection, capture, body)
    add(connection, CaptureRow, [rows.capture_row(capture)])


def keep_source(
    connection: Connection, source: Source, bodies: Mapping[str, bytes]
) -> tuple[list[str], str | None]:
    """Keep a source's attempts with their bytes and its document, whichever run they are of. The keys of its attempts, in
    order, and of its document."""
    attempts = [rows.capture_row(capture) for capture in source.captures]
    for capture in source.captures:
        save_body(connection, capture, bodies.get(capture.sha256))
    add(connection, CaptureRow, attempts)
    n, document = source.reference.n, source.document
    document_key = None if document is None else _save_document(connection, n, document)
    return [row["key"] for row in attempts], document_key


def save_source(connection: Connection, run_id: str, source: Source, bodies: Mapping[str, bytes]) -> None:
    """The state of a reference, its attempts as given, and its document. Saved again, it replaces the former state."""
    n = source.reference.n
    captures, document_key = keep_source(connection, source, bodies)
    former = (col(RunCaptureRow.run_id) == run_id, col(RunCaptureRow.n) == n)
    connection.execute(delete(RunCaptureRow).where(*former))
    attempts = [_attempt(run_id, n, position, key) for position, key in enumerate(captures)]
    add(connection, RunCaptureRow, attempts)
    columns = pack_columns(source)
    row = {
        "run_id": run_id,
        "n": n,
        "state": columns["state"],
        "url": source.reference.url,
        "reference": columns["reference"],
        "document_key": document_key,
        "candidates": columns["candidates"],
        "origin": columns["origin"],
    }
    connection.execute(
        delete(RunSourceRow).where(col(RunSourceRow.run_id) == run_id, col(RunSourceRow.n) == n)
    )
    add(connection, RunSourceRow, [row])


def save_verdicts(connection: Connection, run_id: str, verdicts: Sequence[Verdict]) -> None:
    """A verdict on the same claim by the same engine from the same inputs is there already: then it is that one which
    the run reports, and an Issue tells when the new one says something else."""
    basis = find_basis(connection, run_id)
    new = [_verdict_row(basis, verdict) for verdict in verdicts]
    stored = _find_stored(connection, [row["id"] for row in new])
    given: list[Columns] = []
    weighed: list[Columns] = []
    for row, verdict in zip(new, verdicts, strict=True):
        former = stored.get(row["id"])
        if former is None:
            stored[row["id"]] = row
            given.append(row)
            weighed += _evidence_rows(basis, row["id"], verdict)
        elif any(former[name] != row[name] for name in ("label", "shortfall", "rule")):
            cause = (
                f"claim {verdict.claim}: {row['label']} now, {former['label']} before, from the same inputs"
            )
            save_issue(connection, run_id, Issue("judge", cause))
    add(connection, VerdictRow, given)
    add(connection, EvidenceRow, weighed)
    _report(connection, run_id, new)
    settle_run(connection, run_id)


def save_issue(connection: Connection, run_id: str, issue: Issue) -> None:
    """Append it, unless the run has the very same already."""
    same = (
        col(IssueRow.run_id) == run_id,
        col(IssueRow.place) == issue.where,
        col(IssueRow.cause) == issue.cause,
    )
    if connection.execute(select(col(IssueRow.n)).where(*same)).first() is not None:
        return
    last = connection.execute(
        select(func.max(col(IssueRow.n))).where(col(IssueRow.run_id) == run_id)
    ).scalar()
    n = 0 if last is None else last + 1
    add(connection, IssueRow, [{"run_id": run_id, "n": n, "place": issue.where, "cause": issue.cause}])


def save_finish(connection: Connection, run_id: str, finished: datetime) -> None:
    load_run_row(connection, run_id)
    connection.execute(update(RunRow).where(col(RunRow.id) == run_id).values(finished=finished))


def append_review(connection: Connection, review: Review, run_id: str | None) -> None:
    """``run_id`` names the run whose verdict the reviewer was looking at."""
    verdict_id = None
    if run_id is not None:
        basis = find_basis(connection, run_id)
        shown = (
            col(RunVerdictRow.run_id) == run_id,
            col(RunVerdictRow.claim_key) == basis.claims.get(review.claim, ""),
        )
        verdict_id = connection.execute(select(col(RunVerdictRow.verdict_id)).where(*shown)).scalar()
    columns = pack_columns(review)
    add(connection, ReviewRow, [{**columns, "claim_id": columns.pop("claim"), "verdict_id": verdict_id}])
    settle_review(connection, review.claim)


def save_pin(
    connection: Connection, article: Article, n: int, url: str, person: str, pinned: datetime
) -> None:
    """Raises UsageError when the article has no reference ``n``."""
    reference = next((reference for reference in article.references if reference.n == n), None)
    if reference is None:
        raise UsageError(f"the article has no reference {n}")
    pin = {"article_sha256": article.sha256, "article_url": article.url, "n": n, "title": reference.title}
    pin |= {"publisher": reference.publisher, "url": url, "person": person, "pinned": pinned}
    add(connection, PinRow, [pin])


def find_basis(connection: Connection, run_id: str) -> Basis:
    run = load_run_row(connection, run_id)
    claims = (
        select(col(ClaimRow.id), col(ClaimRow.key))
        .join(ExtractionClaimRow, col(ExtractionClaimRow.claim_key) == col(ClaimRow.key))
        .where(col(ExtractionClaimRow.extraction_key) == run["extraction_key"])
    )
    article = select(col(ArticleRow.published)).where(col(ArticleRow.key) == run["article_key"])
    published = connection.execute(article).scalar_one()
    read = select(RunSourceRow).where(col(RunSourceRow.run_id) == run_id).order_by(col(RunSourceRow.n))
    sources = read_rows(connection, read)
    # Where a digest lies on this machine, and which block a reference was read from, decide nothing.
    told = [
        (source["state"], source["document_key"] or "", {**source["reference"], "digest": "", "block": None})
        for source in sources
    ]
    return Basis(
        run_id=run_id,
        engine_key=run["engine_key"],
        claims={row["id"]: row["key"] for row in read_rows(connection, claims)},
        documents={source["n"]: source["document_key"] for source in sources if source["document_key"]},
        inputs=digest((run["as_of"], published, told)),
    )


def _attempt(run_id: str, n: int, position: int, capture_key: str) -> Columns:
    return {"run_id": run_id, "n": n, "position": position, "capture_key": capture_key}


def _save_document(connection: Connection, n: int, document: Document) -> str:
    if document.reference != n:
        raise ValueError(f"a document of reference {document.reference} can't be kept for reference {n}")
    row = rows.document_row(document)
    add(connection, DocumentRow, [row])
    return str(row["key"])


def _verdict_row(basis: Basis, verdict: Verdict) -> Columns:
    claim_key = basis.claims.get(verdict.claim)
    if claim_key is None:
        raise DatabaseTrouble(f"run {basis.run_id} has no claim {verdict.claim}")
    return rows.verdict_row(
        verdict,
        claim_key=claim_key,
        engine_key=basis.engine_key,
        inputs_key=digest((claim_key, basis.inputs)),
        run_id=basis.run_id,
    )


def _evidence_rows(basis: Basis, verdict_id: str, verdict: Verdict) -> list[Columns]:
    found = []
    for n, evidence in enumerate(verdict.evidence):
        document_key = basis.documents.get(evidence.passage.reference)
        if document_key is None:
            raise DatabaseTrouble(
                f"claim {verdict.claim} rests on reference {evidence.passage.reference}, of which no document was saved"
            )
        found.append(rows.evidence_row(verdict_id, n, evidence, document_key))
    return found


def _find_stored(connection: Connection, ids: list[str]) -> dict[str, Columns]:
    known = select(VerdictRow).where(col(VerdictRow.id).in_(ids))
    return {row["id"]: row for row in read_rows(connection, known)}


def _report(connection: Connection, run_id: str, verdicts: list[Columns]) -> None:
    """Which verdict the run gives on each claim, in the order of saving; a later one on a claim takes its place."""
    linked = select(RunVerdictRow).where(col(RunVerdictRow.run_id) == run_id)
    places = {row["claim_key"]: row["n"] for row in read_rows(connection, linked)}
    for row in verdicts:
        places.setdefault(row["claim_key"], len(places))
    claim_keys = [row["claim_key"] for row in verdicts]
    mine = (col(RunVerdictRow.run_id) == run_id, col(RunVerdictRow.claim_key).in_(claim_keys))
    connection.execute(delete(RunVerdictRow).where(*mine))
    links = {
        row["claim_key"]: {
            "run_id": run_id,
            "claim_key": row["claim_key"],
            "n": places[row["claim_key"]],
            "verdict_id": row["id"],
        }
        for row in verdicts
    }
    add(connection, RunVerdictRow, list(links.values()))
