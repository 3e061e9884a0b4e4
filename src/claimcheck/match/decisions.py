"""What typed comparison and the verifier come to for one passage: a stance, by the first rule of the table that holds.

rule               stance    holds when
same-role, ...     either    the claim is that someone holds an office: offices, ranks, places and times decide (incumbents.py)
<contradiction>    refutes   a typed comparison, bound to the same thing, contradicts (amount-differs, negated, ...)
<bar>              neutral   something claimed isn't in the passage (value-missing, name-missing, plan-not-fact, ...)
change-told        supports  the values before and after, where the claim says 'from ... to' (changes.py)
same-cell          supports  the claim's own row has the name under the claim's verb: 'Builder', 'Led by' (pieces.py)
row-tells          supports  the claim has all words of a row's label, and the row's figures (labels.py)
quote-said         supports  the same words by the same speaker (quotes.py)
account-agrees     supports  the same figure by the same one, and most of the claim's words (accounts.py)
vote-agrees        supports  as many for and against (scores.py)
aligned            supports  the same happening with the same parts, every word and value accounted for
called-so          supports  the same name for a thing of that kind, and the verifier leans that way
values-agree       supports  every figure and date agrees, with the claim's names and nouns in the figure's own clause
read-against       neutral   either of these two, where the verifier reads the opposite and no other word explains it
entailed           supports  the same happening to the same one, and the verifier is sure
reads-so           supports  the verifier is surer still, and typed comparison finds nothing amiss
contradicted       refutes   the verifier is sure of the opposite, and it is about the same matter
open               neutral   none of these
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.match.aligned import are_of_another, is_aligned, is_called_so
from claimcheck.match.alignment import Alignment, relate_all, things
from claimcheck.match.aspects import BLOCKING, FIRM, Aspect, Bearing, Decision, weightiest
from claimcheck.match.coverage import SAME_MATTER, cover, has_words
from claimcheck.match.figures import BOUND, SETTLED
from claimcheck.match.ground import CLEAR, leaves_open
from claimcheck.match.guards import (
    FIRMLY_BOUND,
    fits_a_part,
    has_digits,
    has_rival,
    is_by_chance,
    is_narrower,
    is_of_fewer,
    is_together,
    is_undecided,
    leaves_a_clause,
    tells_the_same,
)
from claimcheck.match.incumbents import decide_role
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.slots import Counterpart
from claimcheck.match.tenures import claims_role
from claimcheck.match.verifier import Scores
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.match.words import find_counterparts
from claimcheck.model.evidence import Stance

CERTAIN = 0.95  # ... and that grammar finds a word in another place
ENTAILED = 0.68
LIKELY = (
    0.5  # chance that the verifier gives from which figures may be bound a little less firmly, or be small
)
CONTRADICTED = 0.73
READS_SO = (
    0.81  # least chance with which the verifier alone supports; 16 of 18 in held-out passages were right
)
READ_AGAINST = 0.75  # chance that the verifier gives the opposite from which grammar alone may not support
UNASKED = 0.2  # most that a passage scores that the verifier wasn't asked about
CONSENT = 0.3  # least chance that the verifier gives someone's account of a figure, or a change without its two ends
LONG = 14  # words of a sentence in which grammar errs
CONSENTED = frozenset({"account-agrees", "change-told"})
TOLD_ALIKE = 0.4  # least share of a claim's words in a passage that tells a change by its two ends
TOLD_DATED, TOLD_VALUES = 0.2, 4  # ... that dates both ends, as the claim does: so many values are no chance
OTHERS_FIGURES = frozenset(
    {"count-differs", "amount-differs", "share-differs", "measure-differs", "other-speaker"}
)
"""Contradictions by another's figure: none, where the source gives the claim's as by the claim's own source."""

TURNED = frozenset({"negated", "opposite", "other-word"})
"""Contradictions by other words: none in a quotation that stands there word for word, by the same speaker."""

LIFTED = {
    "change-told": frozenset({"other-happening", "value-elsewhere", "other-subject"}),
    "same-cell": frozenset({"other-happening", "other-subject", "misplaced", "other-object"}),
    "row-tells": frozenset(
        {"other-happening", "other-subject", "misplaced", "other-object", "value-elsewhere", "other-row"}
    ),
    "quote-said": frozenset(
        {"negation-differs", "other-happening", "other-subject", "misplaced", "other-object"}
    ),
    "vote-agrees": frozenset(
        {
            "other-happening",
            "other-subject",
            "misplaced",
            "other-object",
            "value-elsewhere",
            "value-missing",
            "other-figure",
            "opposite-sense",
        }
    ),
    "account-agrees": frozenset(
        {
            "other-happening",
            "other-subject",
            "misplaced",
            "other-object",
            "value-elsewhere",
            "speaker-missing",
        }
    ),
}  # bars on wording that such a finding lifts


def decide(both: Pair, aspects: Sequence[Aspect], scores: Sequence[Scores]) -> Decision:
    """The table above, line by line."""
    supports = max((s.supports for s in scores), default=0.0)
    refutes = min((s.refutes for s in scores), default=0.0)
    office = decide_role(both, aspects)
    if office is not None:
        return office
    told = any(aspect.rule == "account-agrees" for aspect in aspects)
    unsaid = (OTHERS_FIGURES if told else frozenset()) | (
        TURNED if any(aspect.rule == "quote-said" for aspect in aspects) else frozenset()
    )
    against = weightiest([a for a in aspects if a.rule not in unsaid], Bearing.CONTRADICTS)
    lifted = {bar for aspect in aspects for bar in LIFTED.get(aspect.rule, ())}
    standing = [a for a in aspects if not is_settled(both, a) and a.rule not in lifted]
    barred = weightiest(standing, Bearing.BARS)
    if against is not None:
        quoted = any(a.rule == "quote-located" for a in aspects)
        blocked = next((a for a in aspects if _blocks(a, against, quoted=quoted)), None)
        if blocked is not None:
            return Decision(Stance.NEUTRAL, against.weight / 2, blocked.rule, blocked.note)
        return Decision(Stance.REFUTES, against.weight, against.rule, against.note)
    if barred is not None and barred.weight >= FIRM:
        if _reads_so(both, aspects, supports, refutes):
            return Decision(Stance.SUPPORTS, supports * 0.95, "reads-so", "")
        near = supports / 2 if scores else UNASKED * cover(both).near * _share_met(both)
        return Decision(Stance.NEUTRAL, near, barred.rule, barred.note)
    found = _decide_for(both, aspects, supports, refutes)
    if found is not None:
        return found._replace(
            score=found.score * (0.9 if barred is not None and found.rule != "quote-said" else 1.0)
        )
    topical = _is_topical(both) and not _is_other_superlative(both)
    if refutes >= CONTRADICTED and topical and not claims_role(both) and has_opposite(both):
        return Decision(Stance.REFUTES, refutes, "contradicted", "the passage says the opposite")
    return Decision(Stance.NEUTRAL, max(supports, refutes) / 2, "open", "")


def _decide_for(both: Pair, aspects: Sequence[Aspect], supports: float, refutes: float) -> Decision | None:
    """The table's rows of support, where nothing contradicts and no firm bar stands."""
    consent = supports >= CONSENT
    change = next((a for a in aspects if a.rule == "change-told"), None)
    if (
        change is not None
        and (consent or len(both.theirs.words) <= LONG or _tells_two(both))
        and cover(both).own >= (TOLD_DATED if _has_all(both, TOLD_VALUES) else TOLD_ALIKE)
    ):
        return Decision(Stance.SUPPORTS, change.weight, change.rule, "")
    quoted = next((a for a in aspects if a.rule == "quote-said"), None)
    if quoted is not None and _has_all(both, 0):
        return Decision(Stance.SUPPORTS, quoted.weight, quoted.rule, "")
    cell = next((a for a in aspects if a.rule in {"same-cell", "row-tells"}), None)
    if cell is not None and _has_all(both, 0):
        return Decision(Stance.SUPPORTS, cell.weight, cell.rule, "")
    told = next((a for a in aspects if a.rule in {"account-agrees", "vote-agrees"}), None)
    if (
        told is not None
        and (consent or told.rule == "vote-agrees")
        and (
            _has_all_but_votes(both, told)
            or (told.rule == "account-agrees" and cover(both).own >= SAME_MATTER and _has_all(both, 1))
        )
    ):
        return Decision(Stance.SUPPORTS, told.weight, told.rule, "")
    if is_narrower(both) or fits_a_part(both) or is_by_chance(both) or leaves_a_clause(both):
        return None
    if is_aligned(both):
        return _unless_read_against(both, Decision(Stance.SUPPORTS, 0.9, "aligned", ""), refutes)
    if is_called_so(both) and supports >= LIKELY and supports >= CLEAR * refutes:
        return Decision(Stance.SUPPORTS, 0.75, "called-so", "")
    values = [a.weight for a in aspects if a.rule == "value-agrees"]
    telling = any(slot.aspect not in {"date", "rank"} for slot in both.slots)
    untold = sum(a.rule == "date-by-publication" for a in aspects)  # a page of that time needn't say so
    if (
        telling
        and values
        and len(values) + untold == len(both.slots)
        and is_together(both)
        and not is_of_fewer(both)
        and not is_undecided(both)
        and tells_the_same(both)
        and not (has_rival(both) and refutes > supports)
        and not are_of_another(both)
        and (
            supports >= LIKELY
            or (min(values) >= FIRMLY_BOUND and (has_digits(both) or has_words(both, but=set())))
        )
    ):
        agreed = Decision(Stance.SUPPORTS, 0.55 + max(supports, min(values)) / 3, "values-agree", "")
        return _unless_read_against(both, agreed, refutes)
    if supports >= ENTAILED and _may_entail(both) and not are_of_another(both):
        return Decision(Stance.SUPPORTS, supports, "entailed", "")
    if _reads_so(both, aspects, supports, refutes):
        return Decision(Stance.SUPPORTS, supports, "reads-so", "")
    return None


def _unless_read_against(both: Pair, decision: Decision, refutes: float) -> Decision:
    """What grammar finds alike and the verifier reads as the opposite stays open, save where another word for the same
    happening explains why the verifier stumbles."""
    found = both.alignment
    reworded = found is not None and found.predicate is not Relation.OTHER and _are_reworded(found)
    parts = (slot.best(agreeing=True) for slot in both.slots)
    worked_out = any(part is not None and part.text not in both.theirs.text for part in parts)
    if refutes < READ_AGAINST or reworded or worked_out:
        return decision
    return Decision(
        Stance.NEUTRAL, decision.score / 2, "read-against", "the verifier reads it as the opposite"
    )


def _are_reworded(found: Alignment) -> bool:
    """The clauses, or the verbs of saying over them, have other words."""
    said = [frame.said_by.lemma_ for frame in (found.mine, found.theirs) if frame.said_by is not None]
    return found.mine.head.lemma_ != found.theirs.head.lemma_ or len(set(said)) > 1


def _share_met(both: Pair) -> float:
    """0.5 where the passage has none of the claim's values, 1 where it has all."""
    met = sum(slot.best(agreeing=True) is not None for slot in both.slots)
    return (1 + met / len(both.slots)) / 2 if both.slots else 1.0


def _tells_two(both: Pair) -> bool:
    """The claim has both ends of the change, as the passage has them."""
    figures = [slot for slot in both.slots if slot.aspect not in {"date", "rank"}]
    return len(figures) > 1 and _has_all(both, 2)


def _has_all_but_votes(both: Pair, told: Aspect) -> bool:
    """The votes are compared by themselves; whatever else the claim has of values is in the passage."""
    rest = (slot for slot in both.slots if slot.aspect != "count")
    return told.rule == "vote-agrees" and all(slot.best(agreeing=True) is not None for slot in rest)


def _has_all(both: Pair, least: int) -> bool:
    """The passage has all of the claim's values, and there are so many at least."""
    return len(both.slots) >= least and all(slot.best(agreeing=True) is not None for slot in both.slots)


def _blocks(bar: Aspect, against: Aspect, *, quoted: bool) -> bool:
    """A figure that contradicts has its own look at the subject, and so has a quotation that is another's."""
    if bar.bearing is not Bearing.BARS or bar.rule not in BLOCKING or bar.weight < FIRM:
        return False
    if against.rule in _OF_WORDS or (quoted and against.rule == "other-speaker"):
        return bar.rule not in {"other-subject", "name-missing", "speaker-missing"}
    return bar.rule != "other-subject" or not against.rule.endswith("-differs")


_OF_WORDS = frozenset(
    [
        "set-against",
        "quote-of-other",
        "other-account",
        "quote-cut",
        "quote-altered",
        "other-cell",
        "cell-differs",
        "nobody-did",
    ]
)


def is_settled(both: Pair, aspect: Aspect) -> bool:
    """Bars on who and what, where figures are bound all the same: their binding has weighed that already."""
    if aspect.rule == "misplaced" and both.passage.cells:
        return True  # a row says plainly what belongs together
    if aspect.rule == "place-unknown":
        return is_aligned(both)  # 'ran the collection at Lowmere', whatever 'at Lowmere' hangs on
    if aspect.rule not in {"other-subject", "other-object", "other-happening", "misplaced"}:
        return False
    figures = [slot for slot in both.slots if slot.aspect != "date"]
    best = [slot.best(agreeing=True) for slot in figures]
    if aspect.rule == "misplaced":
        return bool(best) and all(part is not None and part.binding >= CERTAIN for part in best)
    return bool(best) and all(part is not None and _is_bound(part) for part in best)


def _is_bound(part: Counterpart) -> bool:
    return part.binding >= SETTLED or (part.binding >= BOUND and part.subject is not Relation.OTHER)


def _has_same_object(found: Alignment, both: Pair) -> bool:
    """What is acted on is no other thing: what only stands beside it ('the park around it') doesn't count."""
    mine, theirs = things(found.mine.patients, both.mine), things(found.theirs.patients, both.theirs)
    return (
        found.patient is not Relation.OTHER
        and relate_all(mine, both.mine, theirs, both.theirs) is not Relation.OTHER
    )


def _stands_elsewhere(found: Alignment, both: Pair) -> bool:
    """The claim's subject is in the passage, but not in the clause: 'the phone translates; the earbuds went on sale'."""
    everywhere = frozenset(range(len(both.theirs.doc)))
    if found.agent is not Relation.UNKNOWN or not any(token.pos_ == "NOUN" for token in found.theirs.agents):
        return False
    missing = [token for token in found.mine.agents if token in found.missing]
    return any(find_counterparts(token, both.mine, both.theirs, everywhere) for token in missing)


def _may_entail(both: Pair) -> bool:
    """The same happening to the same one, as far as grammar can tell: the verifier is fooled by names in other places."""
    found = both.alignment
    return (
        found is not None
        and found.predicate in MATCHED
        and found.mine.negated == found.theirs.negated
        and (found.agent in MATCHED | {Relation.UNKNOWN} or not found.mine.agents)
        and _has_same_object(found, both)
        and not _stands_elsewhere(found, both)
        and not any(token.pos_ in {"PROPN", "ADJ"} for token in found.missing)
    )


def _reads_so(both: Pair, aspects: Sequence[Aspect], supports: float, refutes: float) -> bool:
    """The verifier is sure, and typed comparison has nothing to set against its reading: every value is there, no name is
    missing, and the passage says of nothing that it is over."""
    if supports < READS_SO or refutes > supports / CLEAR or leaves_open(both):
        return False
    if claims_role(both) or any(a.bearing is Bearing.BARS and a.rule != "misplaced" for a in aspects):
        return False
    if (
        any(slot.best(agreeing=True) is None for slot in both.slots)
        or has_rival(both)
        or are_of_another(both)
    ):
        return False
    found = both.alignment
    if found is not None and (
        any(token.pos_ == "PROPN" for token in found.missing) or _stands_elsewhere(found, both)
    ):
        return False
    if found is not None and found.predicate in MATCHED and found.mine.negated != found.theirs.negated:
        return False
    if found is not None and sum(token.pos_ == "PROPN" for token in found.misplaced) > 1:
        return False  # 'born in Chile and raised in Canada', the other way round
    return cover(both).own >= SAME_MATTER and not (
        _ENDED.search(both.theirs.text) and not _ENDED.search(both.mine.text)
    )


_ENDED = re.compile(
    r"\b(?:former(?:ly)?|ex-|until|retired|resigned|left|no longer|once|used to|no more)\b", re.IGNORECASE
)


def has_opposite(both: Pair) -> bool:
    """The passage has a word that excludes one of the claim's: the verifier also finds the opposite where grammar sees none."""
    known = lexicon()
    mine = {(token.lower_, token.lemma_.lower()) for token in both.mine.words}
    theirs = {(token.lower_, token.lemma_.lower()) for token in both.theirs.words}
    return any(
        known.exclude(word, other)
        or known.exclude(lemma, root)
        or known.opposed(lemma, root)
        or known.opposed(word, other)
        for word, lemma in mine - theirs
        for other, root in theirs - mine
    )


def _is_other_superlative(both: Pair) -> bool:
    """'the largest' says nothing of 'the deepest'."""
    mine = {token.lower_ for token in both.mine.doc if token.tag_ == "JJS"}
    theirs = {token.lower_ for token in both.theirs.doc if token.tag_ == "JJS"}
    return bool(mine and theirs) and not mine & theirs


def _is_topical(both: Pair) -> bool:
    found = both.alignment
    if found is None or (found.predicate is Relation.OTHER and found.mine.lemma not in {"be", "have"}):
        return False  # 'holds the record' says nothing of breaking it, however the verifier reads it
    return found.coverage >= 0.6 and bool(MATCHED & {found.agent, found.patient})
