-- Claims that a run read but gave no verdict on; opinions, questions and predictions never have one. Parameter: run.
SELECT claim.id AS claim_id, claim.modality, claim.duplicate_of, claim.text
FROM run
JOIN extraction_claim ON extraction_claim.extraction_key = run.extraction_key
JOIN claim ON claim.key = extraction_claim.claim_key
LEFT JOIN run_verdict ON run_verdict.run_id = run.id AND run_verdict.claim_key = claim.key
WHERE run.id = :run AND run_verdict.verdict_id IS NULL
ORDER BY extraction_claim.n;
