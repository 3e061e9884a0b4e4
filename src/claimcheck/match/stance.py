"""From a claim and a passage to a stance: typed comparison first, the verifier where it leaves the question open.

rule               stance    holds when
off-topic          neutral   the passage shares too few telling words with the claim
same-role, ...     either    the claim is that someone holds an office: offices, ranks, places and times decide (tenures.py)
<contradiction>    refutes   a typed comparison, bound to the same thing, contradicts (amount-differs, negated, ...)
<bar>              neutral   something claimed isn't in the passage (value-missing, name-missing, plan-not-fact, ...)
aligned            supports  the same happening with the same parts, every word and value accounted for
values-agree       supports  every figure and date agrees, with the claim's names and nouns in the figure's own clause
entailed           supports  the same happening to the same one, and the verifier is sure
contradicted       refutes   the verifier is sure of the opposite, and it is about the same matter
open               neutral   none of these

Where that is silent: `figures-covered` and `words-covered` (coverage.py), then `other-value`, the claim with another value in
its place (cloze.py). With the other passages: `values-meet`, `together`, `value-fits` and `rival-figure` (gather.py). A
contradiction from a passage about something else becomes `other-matter`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.match.alignment import MATCHED, Relation
from claimcheck.match.aspects import BLOCKING, Aspect, Bearing, is_blocked
from claimcheck.match.cloze import try_values
from claimcheck.match.coverage import (
    CLEAR,
    SAME_MATTER,
    Ground,
    cover,
    find_ground,
    find_support,
    is_clear,
    is_same_matter,
)
from claimcheck.match.figures import BOUND, compare_values
from claimcheck.match.gather import Weighed, gather
from claimcheck.match.modality import compare_modality
from claimcheck.match.naming import compare_mentions
from claimcheck.match.pair import Pair, pair
from claimcheck.match.parts import compare_parts
from claimcheck.match.plain import write_premise
from claimcheck.match.polarity import compare_polarity
from claimcheck.match.quotes import compare_quotes
from claimcheck.match.reader import Reader
from claimcheck.match.reading import Reading
from claimcheck.match.slots import Counterpart, rewrite, statement_at
from claimcheck.match.tenures import claims_role, compare_tenures
from claimcheck.match.verifier import Scores, Verifier
from claimcheck.match.words import find_counterparts, telling_words
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import OFF_TOPIC, Evidence, Passage, Stance

if TYPE_CHECKING:
    from spacy.language import Language

TOPICAL = 0.2  # least share of the claim's telling words that a passage and its surroundings have
MEETING = 2  # values of the claim that a passage must have to be on topic in other words
FIRM = 0.6  # weight from which a bar keeps a passage from supporting
CERTAIN = 0.95  # ... and that grammar finds a word in another place
SETTLED = 0.7  # binding of figures from which it doesn't matter that the clause is put another way
ENTAILED = 0.7
FIRMLY_BOUND = 0.7  # least binding of values that support without the verifier
CONTRADICTED = 0.75
UNASKED = 0.2  # most that a passage scores that the verifier wasn't asked about
READ = (
    0.75  # least chance with which the verifier alone may support, where typed comparison finds nothing amiss
)

COMPARISONS: tuple[Callable[[Pair], list[Aspect]], ...] = (
    compare_values,
    compare_polarity,
    compare_parts,
    compare_modality,
    compare_mentions,
    compare_quotes,
    compare_tenures,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim and a passage as far as they go without the verifier, and what it is to be asked: (evidence, claim)
    pairs, the plain statement first, then the passage with its surroundings; nothing, where no answer could matter.
    ``pair`` is ``None`` off topic."""

    passage: Passage
    pair: Pair | None
    aspects: tuple[Aspect, ...] = ()
    ground: Ground | None = None
    questions: tuple[tuple[str, str], ...] = ()


class Decision(NamedTuple):
    stance: Stance
    score: float
    rule: str
    note: str


def weigh_passages(
    claim: Claim, passages: Sequence[Passage], verifier: Verifier, nlp: Language
) -> tuple[Evidence, ...]:
    """What each passage says of the claim: decisive evidence first, then the nearest misses."""
    return weigh_claims([(claim, passages)], verifier, nlp)[0]


def weigh_claims(
    items: Sequence[tuple[Claim, Sequence[Passage]]],
    verifier: Verifier,
    nlp: Language,
    reader: Reader | None = None,
) -> list[tuple[Evidence, ...]]:
    """As ``weigh_passages``, for many claims at once: texts are parsed together and the verifier is asked once. A
    ``reader`` that is given again remembers what it has read."""
    reader = reader or Reader(nlp)
    reader.parse_all(items)
    drafts = [_draft_all(reader, claim, passages) for claim, passages in items]
    scores = iter(
        verifier.score([question for row in drafts for draft in row for question in draft.questions])
    )
    settled = [[_settle(draft, [next(scores) for _ in draft.questions]) for draft in row] for row in drafts]
    settled = try_values(settled, verifier)
    return [tuple(sorted(gather(row), key=_weight)) for row in settled]


def _weight(item: Evidence) -> tuple[int, float]:
    order = (item.stance is Stance.NEUTRAL) + (item.rule == OFF_TOPIC)
    return order, -item.score


def _draft_all(reader: Reader, claim: Claim, passages: Sequence[Passage]) -> list[Draft]:
    pages: dict[str, str] = {}
    for passage in passages:
        pages[passage.capture_sha256] = f"{pages.get(passage.capture_sha256, '')} {passage.text}".strip()
    return [_draft(reader, claim, passage, pages[passage.capture_sha256]) for passage in passages]


def _draft(reader: Reader, claim: Claim, passage: Passage, page: str) -> Draft:
    mine, theirs = reader.read_claim(claim), reader.read_passage(passage, page)
    both = pair(claim, passage, mine, theirs)
    met = sum(slot.best(agreeing=True) is not None for slot in both.slots)
    if _topicality(mine, theirs) < TOPICAL and met < MEETING:
        return Draft(passage, None)
    aspects = tuple(aspect for compare in COMPARISONS for aspect in compare(both))
    ground = find_ground(both, aspects)
    asked = ground is not None or _is_open(both, aspects)
    return Draft(passage, both, aspects, ground, _ask(both) if asked else ())


def _is_open(both: Pair, aspects: Sequence[Aspect]) -> bool:
    """Whether what the verifier says could settle it: nothing contradicts, and nothing claimed is missing for certain.
    Where all of the claim's values are there it is asked even so, for the sake of other pages (`value-fits`)."""
    if any(aspect.bearing is Bearing.CONTRADICTS for aspect in aspects):
        return False
    if both.slots and all(slot.best(agreeing=True) is not None for slot in both.slots):
        return not is_blocked(aspects)
    barred = _weightiest([a for a in aspects if not _is_settled(both, a)], Bearing.BARS)
    return barred is None or barred.weight < FIRM


def _ask(both: Pair) -> tuple[tuple[str, str], ...]:
    """What to put to the verifier: the claim with the values that agree written as in the passage, so that it doesn't
    stumble over their writing."""
    same = [(slot.span, part.text) for slot in both.slots if (part := slot.best(agreeing=True)) is not None]
    claim = rewrite(both.mine.text, same)
    questions = [(write_premise(both.passage), claim)]
    if both.alignment is not None and both.alignment.statement.text != both.passage.text:
        questions.insert(0, (both.alignment.statement.text, claim))
    return tuple(questions)


def _topicality(mine: Reading, theirs: Reading) -> float:
    if not mine.stems:
        return 1.0
    near = theirs.near.lower()
    shared = sum(stem in theirs.stems or stem in near for stem in mine.stems)
    return shared / len(mine.stems)


def _settle(draft: Draft, scores: Sequence[Scores]) -> Weighed:
    if draft.pair is None:
        return Weighed(Evidence(draft.passage, Stance.NEUTRAL, 0.0, OFF_TOPIC), None)
    decision = _guard(draft, tuple(scores), _decide(draft.pair, draft.aspects, scores))
    rows = tuple(aspect.row for aspect in draft.aspects if aspect.row)
    evidence = Evidence(
        draft.passage, decision.stance, round(decision.score, 3), decision.rule, rows, decision.note
    )
    return Weighed(
        evidence, draft.pair, draft.aspects, max((score.supports for score in scores), default=0.0)
    )


def _guard(draft: Draft, scores: tuple[Scores, ...], decision: Decision) -> Decision:
    """A refutation needs a passage on the same matter, and so does an office that is only part of what is claimed; where
    grammar is silent, coverage may still find support."""
    assert draft.pair is not None
    needs = decision.stance is Stance.REFUTES or (
        decision.stance is Stance.SUPPORTS and decision.rule in ROLE_RULES
    )
    if needs and not is_same_matter(draft.pair):
        return Decision(
            Stance.NEUTRAL, decision.score / 2, "other-matter", "the passage is about something else"
        )
    vouched = draft.passage.title or (_has_bound_figure(draft.pair) and _is_together(draft.pair))
    unrivalled = not _has_rival(draft.pair) or (bool(draft.passage.title) and is_clear(scores))
    if decision.stance is Stance.NEUTRAL and vouched and unrivalled and draft.ground is not None:
        found = find_support(draft.ground, scores)
        if found is not None:
            return Decision(Stance.SUPPORTS, found[1], found[0], "")
    return decision


def _has_rival(both: Pair) -> bool:
    """A figure of the passage is better bound to the claim than the one that agrees, or that one is of something else."""
    for slot in both.slots:
        same, other = slot.best(agreeing=True), slot.best(agreeing=False)
        if slot.aspect == "date" or same is None:
            continue
        if same.subject is Relation.OTHER or (other is not None and other.binding >= same.binding):
            return True
    return False


def _has_bound_figure(both: Pair) -> bool:
    """A figure of the claim, no mere date or rank, has one that agrees and is bound to the same thing."""
    figures = [slot.best(agreeing=True) for slot in both.slots if slot.aspect not in {"date", "rank"}]
    return bool(figures) and all(part is not None and part.binding >= BOUND for part in figures)


def _is_together(both: Pair) -> bool:
    """The claim's names and nouns that the sentence has stand in the clause of the figure that agrees."""
    words = [
        word for word in telling_words(both.mine, both.mine.doc[:].root) if word.pos_ in {"NOUN", "PROPN"}
    ]
    whole = frozenset(range(len(both.theirs.doc)))
    for slot in both.slots:
        part = slot.best(agreeing=True)
        if slot.aspect == "date" or part is None:
            continue
        clause = statement_at(both.theirs, part.span)
        for word in words:
            there = find_counterparts(word, both.mine, both.theirs, whole)
            if there and not any(other.i in clause or other.i in both.theirs.referents for other in there):
                return False
    return True


def _decide(both: Pair, aspects: Sequence[Aspect], scores: Sequence[Scores]) -> Decision:
    """The table above, line by line."""
    supports = max((s.supports for s in scores), default=0.0)
    refutes = min((s.refutes for s in scores), default=0.0)
    role = next((a for a in aspects if a.rule in ROLE_RULES), None) if claims_role(both) else None
    if role is not None:
        return _decide_role(role, aspects)
    against = _weightiest(aspects, Bearing.CONTRADICTS)
    barred = _weightiest([a for a in aspects if not _is_settled(both, a)], Bearing.BARS)
    if against is not None:
        blocked = next((a for a in aspects if _blocks(a, against)), None)
        if blocked is not None:
            return Decision(Stance.NEUTRAL, against.weight / 2, blocked.rule, blocked.note)
        return Decision(Stance.REFUTES, against.weight, against.rule, against.note)
    if barred is not None and barred.weight >= FIRM:
        near = supports / 2 if scores else UNASKED * cover(both).near
        return Decision(Stance.NEUTRAL, near, barred.rule, barred.note)
    doubt = 0.9 if barred is not None else 1.0
    if _is_aligned(both):
        return Decision(Stance.SUPPORTS, 0.9 * doubt, "aligned", "")
    values = [a.weight for a in aspects if a.rule == "value-agrees"]
    telling = any(slot.aspect not in {"date", "rank"} for slot in both.slots)
    if (
        telling
        and len(values) == len(both.slots)
        and _is_together(both)
        and not (_has_rival(both) and refutes > supports)
        and (supports >= 0.5 or min(values) >= FIRMLY_BOUND)
    ):
        return Decision(Stance.SUPPORTS, (0.55 + max(supports, min(values)) / 3) * doubt, "values-agree", "")
    if supports >= ENTAILED and _may_entail(both):
        return Decision(Stance.SUPPORTS, supports * doubt, "entailed", "")
    if supports >= READ and refutes <= supports / CLEAR and _reads_so(both, aspects):
        return Decision(Stance.SUPPORTS, supports * doubt, "reads-so", "")
    if refutes >= CONTRADICTED and _is_topical(both):
        return Decision(Stance.REFUTES, refutes, "contradicted", "the passage says the opposite")
    return Decision(Stance.NEUTRAL, max(supports, refutes) / 2, "open", "")


def _blocks(bar: Aspect, against: Aspect) -> bool:
    """A figure that contradicts has its own look at the subject."""
    if bar.bearing is not Bearing.BARS or bar.rule not in BLOCKING or bar.weight < FIRM:
        return False
    return bar.rule != "other-subject" or not against.rule.endswith("-differs")


def _weightiest(aspects: Sequence[Aspect], bearing: Bearing) -> Aspect | None:
    return max((a for a in aspects if a.bearing is bearing), key=lambda a: a.weight, default=None)


def _is_settled(both: Pair, aspect: Aspect) -> bool:
    """Bars on who and what, where figures are bound all the same: their binding has weighed that already."""
    if aspect.rule not in {"other-subject", "other-object", "other-happening", "misplaced"}:
        return False
    figures = [slot for slot in both.slots if slot.aspect != "date"]
    best = [slot.best(agreeing=True) for slot in figures]
    if aspect.rule == "misplaced":
        return bool(best) and all(part is not None and part.binding >= CERTAIN for part in best)
    return bool(best) and all(part is not None and _is_bound(part) for part in best)


def _is_bound(part: Counterpart) -> bool:
    return part.binding >= SETTLED or (part.binding >= BOUND and part.subject is not Relation.OTHER)


def _decide_role(role: Aspect, aspects: Sequence[Aspect]) -> Decision:
    """A claim of an office is decided by the offices alone, when the names are there."""
    missing = next((a for a in aspects if a.rule == "name-missing" and a.weight > role.weight), None)
    if missing is None and role.bearing is Bearing.AGREES:
        missing = next(
            (a for a in aspects if a.rule in {"value-missing", "value-elsewhere", "date-differs"}), None
        )
    if missing is not None or role.bearing is Bearing.BARS:
        bar = missing or role
        return Decision(Stance.NEUTRAL, role.weight / 2, bar.rule, bar.note)
    stance = Stance.SUPPORTS if role.bearing is Bearing.AGREES else Stance.REFUTES
    return Decision(stance, role.weight, role.rule, role.note)


ROLE_RULES = frozenset(
    [
        "same-role", "same-affiliation", "other-rank", "other-office", "other-place", "other-person", "former-not-current",
        "current-not-former", "plan-not-fact", "held-once", "name-near-miss",
    ]
)  # fmt: skip


def _is_aligned(both: Pair) -> bool:
    """Every part of the claim has its counterpart, in the same place."""
    found = both.alignment
    if found is None or found.predicate not in MATCHED or found.coverage < 0.99 or found.misplaced:
        return False
    fitting = MATCHED | {Relation.UNKNOWN, Relation.ABSENT}
    return found.agent in fitting and found.patient in fitting


def _may_entail(both: Pair) -> bool:
    """The same happening to the same one, as far as grammar can tell: the verifier is fooled by names in other places."""
    found = both.alignment
    return found is not None and found.predicate in MATCHED and found.agent in MATCHED | {Relation.UNKNOWN}


def _reads_so(both: Pair, aspects: Sequence[Aspect]) -> bool:
    """Typed comparison has nothing to set against the verifier's reading: every value is there, no name is missing, and
    the passage says of nothing that it is over."""
    if any(aspect.bearing is Bearing.BARS and aspect.rule != "misplaced" for aspect in aspects):
        return False
    if any(slot.best(agreeing=True) is None for slot in both.slots) or _has_rival(both):
        return False
    return cover(both).own >= SAME_MATTER and not (
        _ENDED.search(both.theirs.text) and not _ENDED.search(both.mine.text)
    )


_ENDED = re.compile(
    r"\b(?:former(?:ly)?|ex-|until|retired|resigned|left|no longer|once|used to|no more)\b", re.IGNORECASE
)


def _is_topical(both: Pair) -> bool:
    found = both.alignment
    return found is not None and found.coverage >= 0.6 and bool(MATCHED & {found.agent, found.patient})
