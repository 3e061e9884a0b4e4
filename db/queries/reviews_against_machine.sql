-- Latest review of each claim where the person's answer is not the machine's. No parameter.
SELECT review.claim_id, verdict.label AS machine, review.label AS person, review.reason, review.note,
       review.reviewer, review.decided, verdict.rule
FROM review
JOIN verdict ON verdict.id = review.verdict_id
WHERE review.id = (SELECT max(id) FROM review AS later WHERE later.claim_id = review.claim_id)
  AND review.label IS DISTINCT FROM verdict.label
ORDER BY review.decided DESC;
