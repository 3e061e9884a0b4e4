-- Decisive verdicts for which no page was read: all their evidence comes from shipped paraphrases. Parameter: run.
SELECT answer.claim_id, answer.label, answer.text, answer.quote, answer.reference
FROM answer
WHERE answer.run_id = :run
  AND answer.label <> 'Not Enough Evidence'
  AND NOT EXISTS (SELECT 1 FROM evidence
                  WHERE evidence.verdict_id = answer.verdict_id
                    AND evidence.stance <> 'neutral' AND evidence.kind <> 'digest')
ORDER BY answer.n;
