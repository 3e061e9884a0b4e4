-- References of the article that no claim cites, and whether a verdict made use of them all the same. Parameter: run.
SELECT reference.n, reference.further, reference.title, reference.publisher, source.state,
       (SELECT count(DISTINCT evidence.verdict_id)
        FROM run_verdict JOIN evidence ON evidence.verdict_id = run_verdict.verdict_id
        WHERE run_verdict.run_id = run.id AND evidence.reference = reference.n
          AND evidence.stance <> 'neutral') AS verdicts
FROM run
JOIN reference ON reference.article_key = run.article_key
LEFT JOIN run_source AS source ON source.run_id = run.id AND source.n = reference.n
WHERE run.id = :run
  AND NOT EXISTS (SELECT 1
                  FROM extraction_claim
                  JOIN cited ON cited.claim_key = extraction_claim.claim_key
                  WHERE extraction_claim.extraction_key = run.extraction_key AND cited.reference = reference.n)
ORDER BY reference.n;
