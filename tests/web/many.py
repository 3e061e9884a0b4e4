"""A ledger with very many claims, made by copying a run's rows under other keys: far quicker than saving each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

COPIES = """
INSERT INTO article SELECT key || :x, sha256 || :x, title || ' ' || :n, text, url || :x, media_type, published,
  language, publisher, authors, blocks, links, citations, notes FROM article WHERE key NOT LIKE '%~%';
INSERT INTO extraction SELECT key || :x, article_key || :x FROM extraction WHERE key NOT LIKE '%~%';
INSERT INTO claim SELECT key || :x, id || :x, article_sha256 || :x, text || ' ' || :n, exact, prefix, suffix, starts,
  ends, block, section, kind, modality, worth, mentions, quantities, dates, saying, cites, duplicate_of, due
  FROM claim WHERE key NOT LIKE '%~%';
INSERT INTO extraction_claim SELECT extraction_key || :x, n, claim_key || :x FROM extraction_claim
  WHERE extraction_key NOT LIKE '%~%';
INSERT INTO run SELECT id || :x, article_key || :x, engine_key, extraction_key || :x, started, finished, as_of FROM run
  WHERE id NOT LIKE '%~%';
INSERT INTO run_source (run_id, n, state, url, reference, document_key) SELECT run_id || :x, n, state, url, reference,
  document_key FROM run_source WHERE run_id NOT LIKE '%~%';
INSERT INTO verdict SELECT id || :x, claim_key || :x, engine_key, inputs_key || :x, run_id || :x, label, confidence,
  shortfall, rule, justification, proof, proof_stance, seal FROM verdict WHERE id NOT LIKE '%~%';
INSERT INTO evidence SELECT verdict_id || :x, n, stance, score, rule, note, comparisons, reference, document_key,
  capture_sha256, url, kind, quote, prefix, suffix, starts, ends, passage FROM evidence WHERE verdict_id NOT LIKE '%~%';
INSERT INTO run_verdict SELECT run_id || :x, claim_key || :x, n, verdict_id || :x FROM run_verdict
  WHERE run_id NOT LIKE '%~%';
INSERT INTO standing SELECT NULL, claim_id || :x, claim_key || :x, subject || :x, run_id || :x, started,
  verdict_id || :x, label, was, kind, rule, confidence, worth, source, current, rank + :n / 1e6, state, review_id, reviewer, answer
  FROM standing WHERE claim_id NOT LIKE '%~%';
"""

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
        for n in range(1, times + 1):
            for statement in COPIES.split(";"):
                connection.execute(statement, {"x": f"~{n}", "n": n})
        connection.execute(INDEX)
    connection.execute("ANALYZE")
    (claims,) = connection.execute("SELECT count(*) FROM standing").fetchone()
    connection.close()
    return int(claims)
