"""Removes old runs that nothing rests on any more, with all that only they had. What stays is whole.

A run may go when it is old, was followed by a finished run over the same article, and

- no claim's current standing is its own, and nobody is at work on it;
- nobody decided on a verdict that it gave;
- it isn't the latest that read a claim on which a person said or added anything;
- no run that stays gives a verdict that it gave first.

Its verdicts go with it, and then the claims, documents, captures, bodies and articles to which nothing points. All of it
is one transaction, recorded in the table ``pruning``; at all other times the schema refuses to delete a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, bindparam, text
from sqlalchemy.types import TypeEngine

from claimcheck.store.columns import Moment

GOING = "SELECT run_id FROM going"

SAME = "((theirs.url <> '' AND theirs.url = ours.url) OR (theirs.url = '' AND ours.url = '' AND theirs.sha256 = ours.sha256))"

OLD = f"""
INSERT INTO going
SELECT run.id FROM run JOIN article AS ours ON ours.key = run.article_key
WHERE run.started < :before AND (run.finished IS NULL OR run.finished < :before)
AND EXISTS (SELECT 1 FROM run AS later JOIN article AS theirs ON theirs.key = later.article_key
            WHERE later.finished IS NOT NULL AND later.started > run.started AND {SAME})
"""

SAID = (
    "(SELECT claim_id FROM review UNION SELECT claim_id FROM attachment UNION SELECT claim_id FROM further)"
)

NEEDED = (
    "SELECT run_id FROM standing WHERE standing.current",
    "SELECT run_id FROM step WHERE name = 'run' AND state = 'running' AND leased_until > :now",
    "SELECT run_verdict.run_id FROM review JOIN run_verdict ON run_verdict.verdict_id = review.verdict_id",
    "SELECT verdict.run_id FROM review JOIN verdict ON verdict.id = review.verdict_id",
    f"""
SELECT run_id FROM (
    SELECT run.id AS run_id, row_number() OVER (PARTITION BY claim.id ORDER BY run.started DESC, run.id DESC) AS place
    FROM {SAID} AS said
    JOIN claim ON claim.id = said.claim_id
    JOIN extraction_claim ON extraction_claim.claim_key = claim.key
    JOIN run ON run.extraction_key = extraction_claim.extraction_key
) AS readings WHERE place = 1
""",
)
"""Runs that stay, however old they are."""

FIRST_GAVE = f"""
SELECT verdict.run_id FROM verdict JOIN run_verdict ON run_verdict.verdict_id = verdict.id
WHERE verdict.run_id IN ({GOING}) AND run_verdict.run_id NOT IN ({GOING})
"""

NEWEST = f"SELECT id FROM run WHERE id IN ({GOING}) ORDER BY started DESC, id DESC LIMIT :limit"

MARKS = {
    "going_extraction": f"SELECT DISTINCT extraction_key FROM run WHERE id IN ({GOING}) AND extraction_key IS NOT NULL",
    "going_article": f"SELECT DISTINCT article_key FROM run WHERE id IN ({GOING})",
    "going_claim": "SELECT DISTINCT claim_key FROM extraction_claim"
    " WHERE extraction_key IN (SELECT key FROM going_extraction)",
    "going_verdict": f"SELECT id FROM verdict WHERE run_id IN ({GOING})",
    "going_document": f"SELECT document_key FROM run_source WHERE run_id IN ({GOING}) AND document_key IS NOT NULL"
    " UNION SELECT document_key FROM evidence WHERE verdict_id IN (SELECT key FROM going_verdict)",
    "going_capture": f"SELECT capture_key FROM run_capture WHERE run_id IN ({GOING})"
    " UNION SELECT key FROM capture WHERE fetched < :before AND EXISTS ("
    "SELECT 1 FROM capture AS later WHERE later.url = capture.url AND later.fetched > capture.fetched"
    " AND later.sha256 IS NOT NULL AND later.outcome IN ('ok', 'not_modified'))",
    "going_body": "SELECT sha256 FROM capture WHERE sha256 IS NOT NULL AND key IN (SELECT key FROM going_capture)"
    " UNION SELECT capture_sha256 FROM document WHERE key IN (SELECT key FROM going_document)",
}
"""Keys of rows that may go with the runs, unless something else points to them. Looks of no run go when they are old
and a later one at the same address succeeded."""


def unless(table: str, key: str, *pointing: str) -> str:
    """Delete the marked rows of a table to which none of these columns points."""
    free = "".join(
        f" AND NOT EXISTS (SELECT 1 FROM {column.partition('.')[0]} WHERE {column} = {table}.{key})"
        for column in pointing
    )
    return f"DELETE FROM {table} WHERE {key} IN (SELECT key FROM going_{table}){free}"


REMOVALS = (
    ("standing", f"DELETE FROM standing WHERE run_id IN ({GOING})"),
    *((table, f"DELETE FROM {table} WHERE run_id IN ({GOING})")
      for table in ("run_verdict", "run_source", "run_capture", "step", "issue")),
    ("evidence", "DELETE FROM evidence WHERE verdict_id IN (SELECT key FROM going_verdict)"),
    ("verdict", "DELETE FROM verdict WHERE id IN (SELECT key FROM going_verdict)"),
    ("run", f"DELETE FROM run WHERE id IN ({GOING})"),
    *((table, f"DELETE FROM {table} WHERE extraction_key IN (SELECT key FROM going_extraction) AND NOT EXISTS "
       f"(SELECT 1 FROM run WHERE run.extraction_key = {table}.extraction_key)")
      for table in ("extraction_claim", "sentence")),
    ("extraction", unless("extraction", "key", "run.extraction_key")),
    ("claim", unless("claim", "key", "extraction_claim.claim_key", "verdict.claim_key", "run_verdict.claim_key",
                     "standing.claim_key")),
    ("capture", unless("capture", "key", "run_capture.capture_key", "further.capture_key")),
    ("document", unless("document", "key", "run_source.document_key", "evidence.document_key",
                        "attachment.document_key", "further.document_key")),
    ("body", unless("body", "sha256", "capture.sha256", "document.capture_sha256", "evidence.capture_sha256")),
    ("reference", "DELETE FROM reference WHERE article_key IN (SELECT key FROM going_article) AND NOT EXISTS "
     "(SELECT 1 FROM run WHERE run.article_key = reference.article_key)"),
    ("article", unless("article", "key", "run.article_key", "extraction.article_key")),
)  # fmt: skip
"""What is deleted, in an order in which nothing ever points to what is gone."""

WORDS = f"DELETE FROM search WHERE rowid IN (SELECT id FROM standing WHERE run_id IN ({GOING}))"
"""SQLite only; in PostgreSQL the words go with their standing."""

WEIGHT = "SELECT coalesce(sum(length(packed)), 0) FROM body"
BEGIN = """
INSERT INTO pruning (person, pruned, before, runs, verdicts, captures, documents, bodies, size, under_way)
VALUES (:person, :now, :before, 0, 0, 0, 0, 0, 0, :yes)
"""
END = """
UPDATE pruning SET runs = :run, verdicts = :verdict, captures = :capture, documents = :document, bodies = :body,
size = :size, under_way = :no WHERE under_way
"""
MOMENTS: dict[str, type[TypeEngine[datetime]]] = {"before": Moment, "now": Moment}


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many rows went by table, and how many bytes of packed bodies. ``kept`` counts the runs that are old and
    followed, but on which something rests; ``left`` those that could go too and were left for the next time."""

    rows: dict[str, int]
    size: int
    kept: int
    left: int


def prune(connection: Connection, before: datetime, now: datetime, person: str, limit: int) -> Pruned:
    """Remove at most ``limit`` runs, the newest of the old ones first. In the caller's transaction: rolled back, nothing
    happened."""
    moments = {"before": before, "now": now}
    _mark(connection, "going", "run_id", "")
    _run(connection, OLD, before=before)
    old = _count(connection)
    for needed in NEEDED:
        _run(connection, f"DELETE FROM going WHERE run_id IN ({needed})", now=now)
    _keep_first(connection)
    free = _count(connection)
    _run(connection, f"DELETE FROM going WHERE run_id NOT IN ({NEWEST})", limit=limit)
    _keep_first(connection)
    going = _count(connection)
    for name, rows in MARKS.items():
        _mark(connection, name, "key", rows, before=before)
    weight = _run(connection, WEIGHT).scalar_one()
    _run(connection, BEGIN, person=person, yes=True, **moments)
    if connection.dialect.name == "sqlite":
        _run(connection, WORDS)
    removed = {table: _run(connection, statement).rowcount for table, statement in REMOVALS}
    size = int(weight - _run(connection, WEIGHT).scalar_one())
    _run(connection, END, no=False, size=size, **removed)
    for name in (*MARKS, "going"):
        _run(connection, f"DROP TABLE {name}")
    return Pruned(removed, size, kept=old - free, left=free - going)


def _keep_first(connection: Connection) -> None:
    """A run stays while another one that stays gives a verdict that it gave first."""
    while _run(connection, f"DELETE FROM going WHERE run_id IN ({FIRST_GAVE})").rowcount:
        pass


def _mark(connection: Connection, name: str, column: str, rows: str, **values: object) -> None:
    """A temporary table of keys."""
    _run(connection, f"CREATE TEMPORARY TABLE {name} ({column} VARCHAR PRIMARY KEY)")
    if rows:
        _run(connection, f"INSERT INTO {name} {rows}", **values)


def _count(connection: Connection) -> int:
    return int(_run(connection, "SELECT count(*) FROM going").scalar_one())


def _run(connection: Connection, statement: str, **values: object) -> CursorResult[Any]:
    """A statement with those of the values that it names."""
    named = {name: value for name, value in values.items() if f":{name}" in statement}
    bound = [bindparam(name, type_=MOMENTS[name]) for name in named if name in MOMENTS]
    return connection.execute(text(statement).bindparams(*bound), named)
