-- Sentences that hold no checkable claim, by reason. Parameter: run.
SELECT sentence.reason, sentence.n,
       substr(article.text, sentence.starts + 1, sentence.ends - sentence.starts) AS text
FROM run
JOIN article ON article.key = run.article_key
JOIN sentence ON sentence.extraction_key = run.extraction_key
WHERE run.id = :run AND sentence.bucket = 'not_checkable'
ORDER BY sentence.reason, sentence.n;
