-- Which rules decide, and how sure they are. Parameter: run.
SELECT rule, label, count(*) AS verdicts, round(CAST(avg(confidence) AS numeric), 3) AS confidence
FROM answer
WHERE run_id = :run
GROUP BY rule, label
ORDER BY verdicts DESC, rule;
