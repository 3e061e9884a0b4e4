-- Plans whose date has come, as each article's latest run read them: check these again. Parameter: day (YYYY-MM-DD).
SELECT claim.due, claim.id AS claim_id, claim.text, article.title, run.id AS run_id
FROM run
JOIN article ON article.key = run.article_key
JOIN extraction_claim ON extraction_claim.extraction_key = run.extraction_key
JOIN claim ON claim.key = extraction_claim.claim_key
WHERE claim.modality = 'planned' AND claim.due <= :day
  AND run.id = (SELECT latest.id
                FROM run AS latest JOIN article AS same ON same.key = latest.article_key
                WHERE same.sha256 = article.sha256
                ORDER BY latest.started DESC, latest.id DESC LIMIT 1)
ORDER BY claim.due, claim.id;
