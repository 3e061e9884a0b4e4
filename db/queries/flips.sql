-- Claims that two runs answer differently, with what may have caused it. Parameters: run_a (earlier), run_b (later).
SELECT later.claim_id, later.text, earlier.label AS was, later.label AS is_now,
       before.engine_key <> after.engine_key AS engine_changed,
       before.inputs_key <> after.inputs_key AS inputs_changed,
       earlier.quote AS quote_then, later.quote AS quote_now
FROM answer AS later
JOIN answer AS earlier ON earlier.claim_id = later.claim_id AND earlier.run_id = :run_a
JOIN verdict AS before ON before.id = earlier.verdict_id
JOIN verdict AS after ON after.id = later.verdict_id
WHERE later.run_id = :run_b AND later.label <> earlier.label
ORDER BY later.n;
