"""A ledger with very many claims, made by copying a run's rows under other keys: far quicker than saving each.

It is left without ANALYZE, as ledgers are: a page must not need its statistics.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

COPIES = {
    "article": "key || x, sha256 || x, title || ' ' || i, text, url || x, media_type, published, language, publisher, "
    "authors, blocks, links, citations, notes",
    "extraction": "key || x, article_key || x",
    "claim": "key || x, id || x, article_sha256 || x, text || ' ' || i, exact, prefix, suffix, starts, ends, block, "
    "section, kind, modality, worth, mentions, quantities, dates, saying, cites, duplicate_of, due",
    "extraction_claim": "extraction_key || x, n, claim_key || x",
    "run": "id || x, article_key || x, engine_key, extraction_key || x, started, finished, as_of",
    "run_source": "run_id || x, n, state, url, reference, document_key, candidates, origin",
    "verdict": "id || x, claim_key || x, engine_key, inputs_key || x, run_id || x, label, confidence, shortfall, rule, "
    "justification, proof, proof_stance, seal",
    "evidence": "verdict_id || x, n, stance, score, rule, note, comparisons, reference, document_key, capture_sha256, "
    "url, kind, quote, prefix, suffix, starts, ends, passage",
    "run_verdict": "run_id || x, claim_key || x, n, verdict_id || x",
    "standing": "NULL, claim_id || x, claim_key || x, subject || x, run_id || x, started, verdict_id || x, label, was, "
    "kind, rule, confidence, worth, source, current, rank + i / 1e6, state, review_id, reviewer, answer",
}
"""What a copy's columns are; ``i`` counts the copies, ``x`` marks their keys."""

INDEX = """
INSERT INTO search (rowid, claim, article, quotes)
SELECT standing.id, claim.text, article.title,
  coalesce((SELECT group_concat(quote, char(10)) FROM evidence WHERE verdict_id = standing.verdict_id), '')
FROM standing JOIN claim ON claim.key = standing.claim_key JOIN run ON run.id = standing.run_id
JOIN article ON article.key = run.article_key WHERE standing.claim_id LIKE '%~%'
"""


def multiply(path: Path, times: int) -> int:
    """Copy everything in a ledger ``times`` over; how many claims stand in it then."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP TRIGGER evidence_located")  # it would look up every copied quote
        connection.execute("CREATE TEMP TABLE copy (i INTEGER, x TEXT)")
        connection.executemany("INSERT INTO copy VALUES (?, ?)", [(n, f"~{n}") for n in range(1, times + 1)])
        for table, columns in COPIES.items():
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM {table} CROSS JOIN copy")
        connection.execute(INDEX)
    (claims,) = connection.execute("SELECT count(*) FROM standing").fetchone()
    connection.close()
    return int(claims)


def decide_many(path: Path, claims: int) -> None:
    """A person's decision on so many claims; where they stand is left as it is."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO review (claim_id, verdict_id, reviewer, decided, label, reason, note, wording)"
            " SELECT claim_id, verdict_id, 'Ida', '2026-03-15 10:00:00', 'Refuted', 'accepted', '', ''"
            " FROM standing LIMIT ?",
            (claims,),
        )
    connection.close()
