from __future__ import annotations

import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.model.run import Run
from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger


@pytest.fixture
def run(ledger: Ledger) -> Run:
    run = build_run()
    references = tuple(source.reference for source in run.sources)
    return record(ledger, replace(run, article=replace(run.article, references=references)))


def alter(url: str, statement: str, *values: object) -> None:
    """Change the database as a stray tool would: without foreign keys, without triggers."""
    connection: Any
    if url.startswith("postgresql"):
        connection = psycopg.connect(url)
        connection.execute("SET session_replication_role = replica")
    else:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
    written = statement.replace("?", "%s") if url.startswith("postgresql") else statement
    assert connection.execute(written, values).rowcount > 0
    connection.commit()
    connection.close()


def test_an_unaltered_ledger_has_no_faults(ledger: Ledger, run: Run) -> None:
    assert ledger.verify() == []


def test_a_flipped_byte_in_any_body_is_reported_with_its_claims(ledger: Ledger, run: Run, url: str) -> None:
    """One bit of the stored bytes, anywhere: the body is named, and the claims whose verdicts rest on it."""
    sha256 = run.verdicts[1].evidence[0].passage.capture_sha256
    with reading(ledger.database) as connection:
        packed = connection.execute(
            text("SELECT packed FROM body WHERE sha256 = :sha256"), {"sha256": sha256}
        ).scalar_one()
    for at in range(0, len(packed), 7):
        flipped = bytearray(packed)
        flipped[at] ^= 1
        alter(url, "UPDATE body SET packed = ? WHERE sha256 = ?", bytes(flipped), sha256)
        (fault,) = ledger.verify()
        assert (fault.kind, fault.key) == ("body", sha256)
        assert set(fault.claims) == {verdict.claim for verdict in run.verdicts[1:3]}


ALTERATIONS = {
    "other bytes": ("UPDATE body SET packed = ?", (zlib.compress(b"other"),), "body"),
    "the document's text": ("UPDATE document SET text = replace(text, 'million', 'billion')", (), "document"),
    "the document's title": ("UPDATE document SET title = title || '!'", (), "document"),
    "its blocks are none": ("UPDATE document SET blocks = '[{}]'", (), "document"),
    "the quote": ("UPDATE evidence SET quote = replace(quote, 'million', 'billion')", (), "document"),
    "the quote's place": ("UPDATE evidence SET starts = starts - 1 WHERE starts > 0", (), "document"),
    "the justification": ("UPDATE verdict SET justification = 'So it is.'", (), "verdict"),
    "the confidence": ("UPDATE verdict SET confidence = confidence - 0.0001", (), "verdict"),
    "the stance of evidence": ("UPDATE evidence SET stance = 'neutral' WHERE n = 1", (), "verdict"),
    "evidence is gone": ("DELETE FROM evidence WHERE n = 1", (), "verdict"),
    "the claim's words": ("UPDATE claim SET text = text || '.'", (), "claim"),
    "the article": ("UPDATE article SET text = text || '.'", (), "article"),
    "a reference": ("UPDATE reference SET url = 'https://elsewhere.example'", (), "article"),
    "the attempt": ("UPDATE capture SET outcome = 'ok' WHERE outcome = 'forbidden'", (), "capture"),
    "a dangling row": ("DELETE FROM claim", (), "file"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERATIONS)
def test_whatever_was_altered_behind_the_ledgers_back_is_reported(
    ledger: Ledger, run: Run, url: str, what: str
) -> None:
    statement, values, kind = ALTERATIONS[what]
    alter(url, statement, *values)
    faults = ledger.verify()
    assert kind in {fault.kind for fault in faults}
    assert all(str(fault).startswith(fault.kind) and "\n" not in str(fault) for fault in faults)


def test_json_that_is_none_any_more_is_reported(tmp_path: Path) -> None:
    """PostgreSQL refuses to store such a value at all; SQLite keeps whatever it is given."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Ledger(url) as ledger:
        record(ledger, build_run())
        alter(url, "UPDATE document SET blocks = '[{'")
        assert {fault.kind for fault in ledger.verify()} == {"document"}
