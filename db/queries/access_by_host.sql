-- How well each host could be read, over all runs. No parameter.
SELECT host, outcome, count(*) AS attempts, max(fetched) AS latest
FROM access
GROUP BY host, outcome
ORDER BY host, attempts DESC;
