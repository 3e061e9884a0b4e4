-- References that could not be read in a run, with the last attempt and how many claims cite them. Parameter: run.
SELECT source.n, source.reference ->> 'title' AS title, source.state, source.url,
       last.outcome, last.status, last.detail,
       (SELECT count(DISTINCT cited.claim_key)
        FROM run
        JOIN extraction_claim ON extraction_claim.extraction_key = run.extraction_key
        JOIN cited ON cited.claim_key = extraction_claim.claim_key
        WHERE run.id = source.run_id AND cited.reference = source.n) AS claims
FROM run_source AS source
LEFT JOIN run_capture AS attempt
       ON attempt.run_id = source.run_id AND attempt.n = source.n
      AND attempt.position = (SELECT max(position) FROM run_capture
                              WHERE run_id = source.run_id AND n = source.n)
LEFT JOIN capture AS last ON last.key = attempt.capture_key
WHERE source.run_id = :run AND source.document_key IS NULL
ORDER BY claims DESC, source.n;
