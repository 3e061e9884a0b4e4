"""Indexes; what columns can't say: rows only ever added, quotes that stand in their documents; views to query."""

from __future__ import annotations

import re

from alembic import op
from alembic.util.exc import CommandError

revision = "0002"
down_revision = "0001"

INDEXES = (
    ("article", "sha256"),
    ("article", "url"),
    ("reference", "url"),
    ("extraction", "article_key"),
    ("claim", "article_sha256"),
    ("claim", "id"),
    ("extraction_claim", "claim_key"),
    ("capture", "sha256"),
    ("capture", "url"),
    ("document", "capture_sha256"),
    ("run", "article_key"),
    ("run", "started"),
    ("run_source", "document_key"),
    ("run_capture", "capture_key"),
    ("verdict", "label"),
    ("evidence", "document_key"),
    ("run_verdict", "verdict_id"),
    ("review", "claim_id"),
    ("pin", "article_sha256"),
    ("pin", "article_url"),
)

APPEND_ONLY = ("verdict", "evidence", "review")

GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

LOCATED = """
CREATE TRIGGER evidence_located BEFORE INSERT ON evidence
WHEN (SELECT substr(text, NEW.starts + 1, NEW.ends - NEW.starts) FROM document
      WHERE key = NEW.document_key AND capture_sha256 = NEW.capture_sha256) IS NOT NEW.quote
BEGIN SELECT RAISE(ABORT, 'the quote does not stand in its document'); END
"""

MENTION = """
CREATE VIEW mention AS
SELECT claim.key AS claim_key, claim.id AS claim_id, one.key AS n,
       one.value ->> '$.text' AS text, one.value ->> '$.label' AS label
FROM claim, json_each(claim.mentions) AS one
"""

QUANTITY = """
CREATE VIEW quantity AS
SELECT claim.key AS claim_key, claim.id AS claim_id, one.key AS n,
       one.value ->> '$.text' AS text,
       CAST(one.value ->> '$.value' AS REAL) AS value,
       CAST(one.value ->> '$.low' AS REAL) AS low,
       CAST(one.value ->> '$.high' AS REAL) AS high,
       coalesce(one.value ->> '$.unit', '') AS unit,
       coalesce(one.value ->> '$.currency', '') AS currency,
       coalesce(one.value ->> '$.counted', '') AS counted,
       coalesce(one.value ->> '$.scope', '') AS scope,
       one.value ->> '$.bound' AS bound
FROM claim, json_each(claim.quantities) AS one
"""

DATED = """
CREATE VIEW dated AS
SELECT claim.key AS claim_key, claim.id AS claim_id, one.key AS n,
       one.value ->> '$.text' AS text,
       one.value ->> '$.start' AS first_day, one.value ->> '$.end' AS last_day,
       coalesce(one.value ->> '$.relation', '') AS relation
FROM claim, json_each(claim.dates) AS one
"""

# A run's answer to each claim that has one, with the quote that proves it: what most questions start from.
ANSWER = """
CREATE VIEW answer AS
SELECT run.id AS run_id, run.article_key, run_verdict.n, claim.key AS claim_key, claim.id AS claim_id, claim.text,
       claim.exact, claim.section ->> '$[#-1]' AS section, claim.kind, claim.modality, claim.worth,
       verdict.id AS verdict_id, verdict.label, verdict.shortfall, verdict.confidence, verdict.rule,
       verdict.justification, proof.stance, proof.quote, proof.reference, proof.url, proof.kind AS source_kind
FROM run
JOIN run_verdict ON run_verdict.run_id = run.id
JOIN verdict ON verdict.id = run_verdict.verdict_id
JOIN claim ON claim.key = run_verdict.claim_key
LEFT JOIN evidence AS proof ON proof.verdict_id = verdict.id AND proof.n = verdict.proof
"""

# The same in PostgreSQL's words: its triggers call functions, and TRUNCATE would slip past those on rows.

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END
$body$
"""

GUARD_PG = """
CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""

LOCATE_QUOTE = """
CREATE FUNCTION locate_quote() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (SELECT substr(text, NEW.starts + 1, NEW.ends - NEW.starts) FROM document
        WHERE key = NEW.document_key AND capture_sha256 = NEW.capture_sha256) IS DISTINCT FROM NEW.quote THEN
        RAISE EXCEPTION 'the quote does not stand in its document';
    END IF;
    RETURN NEW;
END
$body$
"""

LOCATED_PG = """
CREATE TRIGGER evidence_located BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION locate_quote()
"""


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    if on_postgresql:
        op.execute(REFUSE_CHANGE)
        op.execute(LOCATE_QUOTE)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE", *(["TRUNCATE"] if on_postgresql else [])):
            op.execute((GUARD_PG if on_postgresql else GUARD).format(table=table, verb=verb))
    op.execute(LOCATED_PG if on_postgresql else LOCATED)
    for view in (MENTION, QUANTITY, DATED, ANSWER):
        op.execute(say_in_postgresql(view) if on_postgresql else view)


def say_in_postgresql(view: str) -> str:
    """A view over JSON: there its elements are numbered from 1, and a path is a plain name."""
    for ours, theirs in (
        ("one.key AS n", "one.n - 1 AS n"),
        ("'$[#-1]'", "-1"),
        ("'$.", "'"),
        ("AS REAL", "AS double precision"),
    ):
        view = view.replace(ours, theirs)
    return re.sub(
        r"json_each\((.*?)\) AS one", r"jsonb_array_elements(\1) WITH ORDINALITY AS one (value, n)", view
    )


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
