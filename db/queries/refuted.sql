-- What the sources contradict: the article's words beside the words that refute them. Parameter: run.
SELECT claim_id, exact AS article_says, quote AS source_says, reference, url, source_kind, confidence, rule
FROM answer
WHERE run_id = :run AND label = 'Refuted'
ORDER BY confidence DESC, n;
