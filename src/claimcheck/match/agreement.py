"""What typed comparison finds in a long sentence, for or against, and the verifier doesn't see at all, stays open.

Grammar is sure of short sentences and errs in long ones, with several figures and people; the verifier errs elsewhere. Of such
contradictions in held-out passages most were wrong (docs/verifier.md), and so were nine in ten of such supports in passages
that no rule was made for (docs/decisions/0013). Rules that compare what the verifier reads badly are left alone: holders of an
office, quotations word by word, ranks, units, plans, and rows of tables; so is a figure where the passage has every word of the
claim beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.match.aspects import Decision
from claimcheck.match.coverage import cover, cover_loosely
from claimcheck.match.decisions import LIKELY, LONG
from claimcheck.match.pair import Pair
from claimcheck.match.verifier import Scores
from claimcheck.model.evidence import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

SEEN = 0.3  # least chance that the verifier gives a contradiction which it sees, too
READ = 0.2  # least chance that it gives a support which it reads, too
WHOLE = 0.99  # coverage by the passage's own words from which a figure needs nobody else
NEARLY = 0.9  # ... and a support
_FIGURES = frozenset(["amount-differs", "count-differs", "measure-differs", "share-differs"])
_SUPPORTS = frozenset(["aligned", "called-so", "figures-covered", "values-agree", "values-meet"])
_TOGETHER = frozenset(
    ["change-told", "together", "values-beside", "words-covered", "same-role", "same-affiliation"]
)
_ALL = frozenset(
    ["all", "every", "each", "both", "whole", "entire", "full", "none", "no", "without", "total", "100"]
)
_MOST = frozenset(["majority", "mainly", "mostly", "chiefly", "largely", "bulk"])
_CAUSE = frozenset(
    ["due", "owing", "thanks", "result", "cause", "blame", "reason", "so", "why", "lead", "force"]
)
TURNS = {
    "because": _CAUSE,
    "than": frozenset(
        ["compare", "against", "from", "record", "versus", "above", "over", "exceed", "beyond"]
    ),
    "before": frozenset(
        ["until", "ahead", "prior", "earlier", "previous", "previously", "then", "succeed", "replace"]
    ),
    "after": frozenset(["following", "since", "once", "later", "then", "when"]),
    "all": _ALL,
    "each": _ALL,
    "everything": _ALL,
    "most": _MOST,
    "several": frozenset(
        ["many", "some", "various", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    ),
    "many": frozenset(["most", "several"]),
    "unanimously": _ALL | {"unanimous"},
    "already": frozenset(["yet"]),
    "often": frozenset(["regularly", "frequently", "time"]),
    "even": frozenset(),
    "outside": frozenset(["beyond", "abroad"]),
    "if": frozenset(["unless", "should", "provided"]),
    "only": frozenset(["just", "sole", "alone", "single", "exclusively", "no", "one"]),
    "nothing": frozenset(["no", "only"]),
}
"""Words on which the truth of a claim turns, each with others that say as much."""
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
    saying = both.claim.saying
    quoted = saying is not None and saying.quoted and saying.quoted in both.theirs.text
    return not quoted and cover_loosely(both).near < NEARLY


def _is_long(both: Pair) -> bool:
    """A sentence in which grammar errs."""
    return len(both.theirs.words) >= LONG


def leaves_a_turn(both: Pair, rule: str, chance: float) -> bool:
    """Whether the claim has a small word on which its truth turns, the passage neither that nor another for it, and the
    verifier doesn't read the claim there either: 'fell after the report', 'all of the lakes', 'because of the rain'."""
    if rule not in _SUPPORTS | _TOGETHER or chance >= LIKELY:
        return False
    there = {word for token in both.theirs.doc for word in (token.lower_, token.lemma_.lower())}
    if rule == "values-beside":  # told over three sentences
        there |= set(re.findall(r"\w+", f"{both.passage.before} {both.passage.after}".lower()))
    compared = rule == "values-beside" and any(slot.aspect in {"share", "multiple"} for slot in both.slots)
    return any(
        token.lower_ in TURNS
        and not (compared and token.lower_ == "than")  # '12 percent more than planned': the figure is there
        and token.i not in both.mine.valued
        and not _is_empty(token)
        and not ({token.lower_} | TURNS[token.lower_]) & there
        for token in both.mine.doc
    )


def _is_empty(token: Token) -> bool:
    """'ate it all', 'after all': no word for how many; 'the year before' only tells which year."""
    before = token.nbor(-1) if token.i else None
    if (
        token.lower_ == "before"
        and before is not None
        and before.lemma_ in {"year", "month", "quarter", "week"}
    ):
        return True
    return token.lower_ == "all" and before is not None and before.pos_ in {"PRON", "ADP"}
