"""A contradiction that typed comparison finds in a long sentence, and that the verifier doesn't see at all, stays open.

Grammar is sure of short sentences and errs in long ones, with several figures and people; the verifier errs elsewhere. Of such
contradictions in held-out passages most were wrong (docs/verifier.md). Rules that compare what the verifier
reads badly are left alone: holders of an office, quotations word by word, ranks, units, plans, and rows of tables; so is a
figure where the passage has every word of the claim beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.match.coverage import cover
from claimcheck.match.decisions import Decision
from claimcheck.match.pair import Pair
from claimcheck.match.verifier import Scores
from claimcheck.model.evidence import Stance

SEEN = 0.3  # least chance that the verifier gives a contradiction which it sees, too
LONG = 14  # words of a sentence in which grammar errs
WHOLE = 0.99  # coverage by the passage's own words from which a figure needs nobody else
_FIGURES = frozenset(["amount-differs", "count-differs", "measure-differs", "share-differs"])
_WORDS = frozenset(["negated", "opposite", "other-office", "other-place", "other-speaker", "other-word"])


def is_unseen(both: Pair, decision: Decision, scores: Sequence[Scores]) -> bool:
    """Whether the verifier was asked about it and sees no contradiction in any reading."""
    if decision.stance is not Stance.REFUTES or not scores or both.passage.cells:
        return False
    if len(both.theirs.words) < LONG or max(score.refutes for score in scores) >= SEEN:
        return False
    return decision.rule in _WORDS or (decision.rule in _FIGURES and cover(both).own < WHOLE)
