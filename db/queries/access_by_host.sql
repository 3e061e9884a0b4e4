-- How well each host could be read, over all runs. No parameter.
SELECT substr(rest, 1, instr(rest || '/', '/') - 1) AS host, outcome, count(*) AS attempts, max(fetched) AS latest
FROM (SELECT substr(url, instr(url, '://') + 3) AS rest, outcome, fetched FROM capture WHERE url LIKE '%://%')
GROUP BY host, outcome
ORDER BY host, attempts DESC;
