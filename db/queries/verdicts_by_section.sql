-- How each section of the article fared in a run, in reading order. Parameter: run.
SELECT coalesce(section, '(no heading)') AS section,
       count(*) AS claims,
       sum(label = 'Supported') AS supported,
       sum(label = 'Refuted') AS refuted,
       sum(label = 'Conflicting Evidence/Cherrypicking') AS conflicting,
       sum(label = 'Not Enough Evidence') AS not_enough
FROM answer
WHERE run_id = :run
GROUP BY 1
ORDER BY min(n);
