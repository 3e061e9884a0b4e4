-- Where the sentences of each run's article went. No parameter.
SELECT run.id AS run_id, sentence.bucket, sentence.reason, count(*) AS sentences
FROM run
JOIN sentence ON sentence.extraction_key = run.extraction_key
GROUP BY run.id, sentence.bucket, sentence.reason
ORDER BY run.id, sentence.bucket, sentences DESC;
