-- Every figure that the article gives, as a value, with the verdict on its claim. Parameter: run.
SELECT answer.claim_id, quantity.text AS written, quantity.value, quantity.low, quantity.high,
       quantity.unit, quantity.currency, quantity.counted, answer.label, answer.quote
FROM answer
JOIN quantity ON quantity.claim_key = answer.claim_key
WHERE answer.run_id = :run
ORDER BY answer.n, quantity.n;
