"""What typed comparison finds in a long sentence, for or against, and the verifier doesn't see at all, stays open.

Grammar is sure of short sentences and errs in long ones, with several figures and people; the verifier errs elsewhere. Of such
contradictions in held-out passages most were wrong, and of 80 such supports in passages that no rule was made for, 72
(docs/verifier.md). Rules that compare what the verifier
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
READ = 0.2  # least chance that it gives a support which it reads, too
WHOLE = 0.99  # coverage by the passage's own words from which a figure needs nobody else
NEARLY = 0.9  # ... and a support
_FIGURES = frozenset(["amount-differs", "count-differs", "measure-differs", "share-differs"])
_SUPPORTS = frozenset(["aligned", "called-so", "figures-covered", "values-agree", "values-meet"])
_WORDS = frozenset(["negated", "opposite", "other-office", "other-place", "other-speaker", "other-word"])


def is_unseen(both: Pair, decision: Decision, scores: Sequence[Scores]) -> bool:
    """Whether the verifier was asked about a contradiction and sees none in any reading."""
    if decision.stance is not Stance.REFUTES or not scores or both.passage.cells:
        return False
    if not _is_long(both) or max(score.refutes for score in scores) >= SEEN:
        return False
    return decision.rule in _WORDS or (decision.rule in _FIGURES and cover(both).own < WHOLE)


def is_unread(both: Pair, rule: str, chance: float) -> bool:
    """Whether the verifier was asked about a support and does not read it in any reading. ``chance`` is the best that it gave,
    0 where it wasn't asked."""
    if rule not in _SUPPORTS or not 0 < chance < READ or both.passage.cells or not _is_long(both):
        return False
    return cover(both).own < NEARLY


def _is_long(both: Pair) -> bool:
    return len(both.theirs.words) >= LONG
