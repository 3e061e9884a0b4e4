-- How each section of the article fared in a run, in reading order. Parameter: run.
SELECT coalesce(section, '(no heading)') AS section,
       count(*) AS claims,
       count(*) FILTER (WHERE label = 'Supported') AS supported,
       count(*) FILTER (WHERE label = 'Refuted') AS refuted,
       count(*) FILTER (WHERE label = 'Conflicting Evidence/Cherrypicking') AS conflicting,
       count(*) FILTER (WHERE label = 'Not Enough Evidence') AS not_enough
FROM answer
WHERE run_id = :run
GROUP BY 1
ORDER BY min(n);
