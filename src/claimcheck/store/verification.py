"""Looks again at everything stored: bytes against their digests, quotes against their documents, verdicts against their
seals. It finds what a disk, a stray tool or a hand has altered behind the ledger's back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, or_, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from claimcheck.store import rows
from claimcheck.store.attached_tables import AttachmentRow
from claimcheck.store.database import backend_of, read_rows, reading
from claimcheck.store.loading import load_article
from claimcheck.store.packing import digest
from claimcheck.store.rows import Columns
from claimcheck.store.tables import (
    ArticleRow,
    BodyRow,
    CaptureRow,
    ClaimRow,
    DocumentRow,
    EvidenceRow,
    VerdictRow,
)

type Check = Callable[[Connection, Columns], Iterator[str]]

UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    zlib.error,
    DBAPIError,
)  # what altered columns make of reading a row


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not what it was. ``kind`` is 'file' or a table's name, ``key`` the row's; ``claims`` are the
    ids of the claims with a verdict that rests on it."""

    kind: str
    key: str
    problem: str
    claims: tuple[str, ...] = ()

    def __str__(self) -> str:
        resting = f" (claims {', '.join(self.claims)})" if self.claims else ""
        return f"{self.kind} {self.key}: {self.problem}{resting}"


def verify(database: Engine) -> list[Fault]:
    """Every fault found, bodies first; empty when all is well. Reads the whole database, a row at a time."""
    with reading(database) as connection:
        faults = list(_check_file(connection))
        for table, key, check in CHECKS:
            faults.extend(_check_table(connection, table, key, check))
        return faults


def _check_file(connection: Connection) -> Iterator[Fault]:
    for table, problem in backend_of(connection.engine.url).find_damage(connection):
        yield Fault("file", table, problem)


def _check_table(connection: Connection, table: Any, key: Any, check: Check) -> Iterator[Fault]:
    kind = table.__tablename__
    for value in connection.execute(select(key)).scalars().all():
        try:
            problems = list(check(connection, read_rows(connection, select(table).where(key == value))[0]))
        except UNREADABLE as error:
            problems = [f"can't be read any more: {error}"]
        for problem in problems:
            yield Fault(kind, str(value), problem, _find_claims(connection, kind, value))


def _check_body(_: Connection, row: Columns) -> Iterator[str]:
    body = zlib.decompress(row["packed"])
    if hashlib.sha256(body).hexdigest() != row["sha256"]:
        yield "the bytes don't have the digest under which they are kept"


def _check_capture(_: Connection, row: Columns) -> Iterator[str]:
    if digest(rows.read_capture_row(row)) != row["key"]:
        yield "the record of the attempt was altered"


def _check_document(connection: Connection, row: Columns) -> Iterator[str]:
    if hashlib.sha256(row["text"].encode()).hexdigest() != row["text_sha256"]:
        yield "the text doesn't have its digest"
    if rows.document_key(rows.read_document_row(row, reference=0)) != row["key"]:
        yield "the document was altered"
    for table in (EvidenceRow, AttachmentRow):
        for one in read_rows(connection, select(table).where(col(table.document_key) == row["key"])):
            if row["text"][one["starts"] : one["ends"]] != one["quote"]:
                yield f"a quote does not stand at its place: {one['quote'][:60]!r}"


def _check_article(connection: Connection, row: Columns) -> Iterator[str]:
    if digest(load_article(connection, row["key"])) != row["key"]:
        yield "the article or its references were altered"


def _check_claim(_: Connection, row: Columns) -> Iterator[str]:
    if digest(rows.read_claim_row(row)) != row["key"]:
        yield "the claim was altered"


def _check_verdict(connection: Connection, row: Columns) -> Iterator[str]:
    claim_id = connection.execute(
        select(col(ClaimRow.id)).where(col(ClaimRow.key) == row["claim_key"])
    ).scalar()
    weighed = select(EvidenceRow).where(col(EvidenceRow.verdict_id) == row["id"]).order_by(col(EvidenceRow.n))
    evidence = [rows.read_evidence_row(one) for one in read_rows(connection, weighed)]
    if digest(rows.read_verdict_row(row, str(claim_id), evidence)) != row["seal"]:
        yield "the verdict or its evidence was altered"


def _find_claims(connection: Connection, kind: str, key: str) -> tuple[str, ...]:
    """Which claims have a verdict that rests on this row."""
    resting = {
        "body": col(EvidenceRow.capture_sha256) == key,
        "document": col(EvidenceRow.document_key) == key,
        "verdict": col(VerdictRow.id) == key,
        "claim": col(ClaimRow.key) == key,
    }
    if kind not in resting:
        return ()
    found = (
        select(col(ClaimRow.id))
        .distinct()
        .join(VerdictRow, col(VerdictRow.claim_key) == col(ClaimRow.key))
        .outerjoin(EvidenceRow, col(EvidenceRow.verdict_id) == col(VerdictRow.id))
        .where(or_(resting[kind]))
        .order_by(col(ClaimRow.id))
    )
    return tuple(connection.execute(found).scalars())


CHECKS: tuple[tuple[Any, Any, Check], ...] = (
    (BodyRow, col(BodyRow.sha256), _check_body),
    (CaptureRow, col(CaptureRow.key), _check_capture),
    (DocumentRow, col(DocumentRow.key), _check_document),
    (ArticleRow, col(ArticleRow.key), _check_article),
    (ClaimRow, col(ClaimRow.key), _check_claim),
    (VerdictRow, col(VerdictRow.id), _check_verdict),
)
