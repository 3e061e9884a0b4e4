"""From a claim and a passage to a stance: typed comparison first, the verifier where it leaves the question open.

A passage that shares too few telling words with the claim is off topic; decisions.py has the table for the others. Where that
is silent: `figures-covered` and `words-covered` (ground.py), then `other-value`, the claim with another value in its place
(cloze.py). With the other passages: `values-meet`, `together`, `value-fits`, `contested` and `rival-figure` (gather.py), and
`values-beside` with its neighbours (beside.py). A contradiction from a passage about something else becomes `other-matter`,
one whose figure comes out of two of the passage's `worked-out` (reckoning.py); what the verifier sees or reads nowhere
`unseen`, `unread` or `turn-missing` (agreement.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.match.accounts import compare_accounts
from claimcheck.match.agreement import is_unread, is_unseen, leaves_a_turn
from claimcheck.match.aligned import are_said_otherwise
from claimcheck.match.aspects import FIRM, Aspect, Bearing, Decision, is_blocked, weightiest
from claimcheck.match.changes import compare_changes
from claimcheck.match.cloze import try_values
from claimcheck.match.contrast import compare_contrasted
from claimcheck.match.coverage import is_same_matter
from claimcheck.match.crossing import compare_crossed
from claimcheck.match.decisions import (
    CONSENTED,
    decide,
    is_settled,
)
from claimcheck.match.figures import compare_values
from claimcheck.match.gather import Weighed, gather
from claimcheck.match.ground import Ground, find_ground, find_support, is_clear
from claimcheck.match.guards import (
    has_bound_figure,
    has_rival,
    is_by_chance,
    is_narrower,
    is_together,
    leaves_a_clause,
)
from claimcheck.match.hitches import compare_hitches
from claimcheck.match.incumbents import ROLE_RULES, decide_role
from claimcheck.match.labels import compare_label
from claimcheck.match.modality import compare_modality
from claimcheck.match.naming import compare_mentions
from claimcheck.match.pair import Pair, pair
from claimcheck.match.parts import compare_parts
from claimcheck.match.periods import date_claim
from claimcheck.match.pieces import compare_pieces
from claimcheck.match.plain import write_premise
from claimcheck.match.polarity import compare_polarity
from claimcheck.match.qualifiers import compare_qualifiers
from claimcheck.match.quotes import compare_quotes
from claimcheck.match.reader import Reader
from claimcheck.match.reading import Reading
from claimcheck.match.reckoning import is_worked_out
from claimcheck.match.scores import compare_scores
from claimcheck.match.slots import Slot, rewrite
from claimcheck.match.tenures import compare_tenures
from claimcheck.match.verifier import Scores, Verifier
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import OFF_TOPIC, Evidence, Passage, Stance

if TYPE_CHECKING:
    from spacy.language import Language

TOPICAL = (
    0.2  # share of the claim's telling words in a passage and its surroundings from which it is on topic ...
)
MEETING = (3, 2)  # ... and the digits of agreeing values that it must have where they share no word, or some
COMPARISONS: tuple[Callable[[Pair], list[Aspect]], ...] = (
    compare_values,
    compare_changes,
    compare_polarity,
    compare_parts,
    compare_modality,
    compare_mentions,
    compare_pieces,
    compare_qualifiers,
    compare_quotes,
    compare_accounts,
    compare_scores,
    compare_tenures,
    compare_contrasted,
    compare_crossed,
    compare_hitches,
    compare_label,
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
    """As ``weigh_passages``, for many claims at once: texts are parsed together, and the verifier works on one claim's
    questions while the next is compared. A ``reader`` that is given again remembers what it has read."""
    reader = reader or Reader(nlp)
    reader.parse_all(items)
    with verifier.asking() as ask:
        pending = [
            [(draft, [ask(question) for question in draft.questions]) for draft in row]
            for row in (_draft_all(reader, claim, passages) for claim, passages in items)
        ]
    apply = verifier.calibration.apply
    settled = [
        [_settle(draft, [apply(answer.result()) for answer in answers]) for draft, answers in row]
        for row in pending
    ]
    settled = try_values(settled, verifier)
    return [tuple(sorted(gather(row), key=_weight)) for row in settled]


def _weight(item: Evidence) -> tuple[int, float]:
    order = (item.stance is Stance.NEUTRAL) + (item.rule == OFF_TOPIC)
    return order, -item.score


def _draft_all(reader: Reader, claim: Claim, passages: Sequence[Passage]) -> list[Draft]:
    pages: dict[str, str] = {}
    for passage in sorted(passages, key=lambda one: one.selector.start):  # as they stand on their page
        pages[passage.capture_sha256] = f"{pages.get(passage.capture_sha256, '')} {passage.text}".strip()
    return [_draft(reader, claim, passage, pages[passage.capture_sha256]) for passage in passages]


def _draft(reader: Reader, claim: Claim, passage: Passage, page: str) -> Draft:
    mine, theirs = reader.read_claim(claim), reader.read_passage(passage)
    near = _topicality(mine, theirs)
    least = 0 if near >= TOPICAL else MEETING[near > 0]
    if least and not (mine.quantities or date_claim(mine, theirs)):
        return Draft(passage, None)
    both = pair(claim, passage, mine, theirs, page)
    if least > sum(map(_count_digits, both.slots)):
        return Draft(passage, None)
    aspects = tuple(aspect for compare in COMPARISONS for aspect in compare(both))
    ground = find_ground(both, aspects)
    contradicted = any(aspect.bearing is Bearing.CONTRADICTS for aspect in aspects)
    open_ = ground is not None or _is_open(both, aspects) or any(a.rule in CONSENTED for a in aspects)
    asked = contradicted or (open_ and not _is_told(both, aspects))
    return Draft(passage, both, aspects, ground, _ask(both) if asked else ())


def _is_told(both: Pair, aspects: Sequence[Aspect]) -> bool:
    """Whether offices decide it, for or against, whatever the verifier would say."""
    decision = decide_role(both, aspects)
    return decision is not None and decision.stance is not Stance.NEUTRAL and _is_of_matter(both, decision)


def _is_open(both: Pair, aspects: Sequence[Aspect]) -> bool:
    """Whether what the verifier says could settle it: nothing contradicts, and nothing claimed is missing for certain.
    Where all of the claim's values are there it is asked even so, for the sake of other pages (`value-fits`)."""
    if any(aspect.bearing is Bearing.CONTRADICTS for aspect in aspects):
        return False
    if both.slots and all(slot.best(agreeing=True) is not None for slot in both.slots):
        return not is_blocked(aspects)
    standing = [a for a in aspects if not is_settled(both, a) and a.rule != "misplaced"]
    barred = weightiest(standing, Bearing.BARS)
    return barred is None or barred.weight < FIRM


def _ask(both: Pair) -> tuple[tuple[str, str], ...]:
    """What to put to the verifier: the claim with the values that agree written as in the passage, so that it doesn't
    stumble over their writing."""
    same = [
        (slot.span, part.text)
        for slot in both.slots
        if (part := slot.best(agreeing=True)) is not None and part.text in both.theirs.text
    ]  # figures that were worked out stand in no text
    claim = rewrite(both.mine.text, same)
    questions = [(write_premise(both.passage), claim)]
    if both.alignment is not None and both.alignment.statement.text != both.passage.text:
        questions.insert(0, (both.alignment.statement.text, claim))
    return tuple(questions)


def _count_digits(slot: Slot) -> int:
    """Of the value that the passage has as claimed; 0 where it doesn't: small numbers stand in any text."""
    same = slot.best(agreeing=True)
    return 0 if same is None else sum(map(str.isdigit, same.text))


def _topicality(mine: Reading, theirs: Reading) -> float:
    if not mine.stems:
        return 1.0
    near = f"{theirs.near} {theirs.publisher}".lower()
    shared = sum(stem in theirs.stems or stem in near for stem in mine.stems)
    return shared / len(mine.stems)


def _settle(draft: Draft, scores: Sequence[Scores]) -> Weighed:
    if draft.pair is None:
        return Weighed(Evidence(draft.passage, Stance.NEUTRAL, 0.0, OFF_TOPIC), None)
    decision = _guard(draft, tuple(scores), decide(draft.pair, draft.aspects, scores))
    rows = tuple(aspect.row for aspect in draft.aspects if aspect.row)
    cut = decision.stance is not Stance.NEUTRAL and draft.pair.mine.text != draft.pair.claim.said
    note = decision.note or ("the writer's comment at the claim's end is left out" if cut else "")
    evidence = Evidence(draft.passage, decision.stance, round(decision.score, 3), decision.rule, rows, note)
    return Weighed(
        evidence, draft.pair, draft.aspects, max((score.supports for score in scores), default=0.0)
    )


def _guard(draft: Draft, scores: tuple[Scores, ...], decision: Decision) -> Decision:
    """What isn't of the same matter settles nothing; where grammar is silent, coverage may still find support."""
    both = draft.pair
    assert both is not None
    reason = _find_refusal(both, decision, scores)
    if reason is None and decision.stance is Stance.NEUTRAL:
        decision = _seek_support(draft, both, scores) or decision
    chance = max((score.supports for score in scores), default=0.0)
    if is_unread(both, decision.rule, chance):
        reason = "unread", "the verifier doesn't read it so"
    elif leaves_a_turn(both, decision.rule, chance):
        reason = "turn-missing", "the passage lacks a small word on which the claim turns"
    return decision if reason is None else Decision(Stance.NEUTRAL, decision.score / 2, *reason)


def _find_refusal(both: Pair, decision: Decision, scores: tuple[Scores, ...]) -> tuple[str, str] | None:
    """Why what typed comparison decides doesn't count, as rule and note; ``None`` where it does."""
    if not _is_of_matter(both, decision):
        return "other-matter", "the passage is about something else"
    if is_unseen(both, decision, scores):
        return "unseen", "the verifier sees no contradiction in it"
    if decision.stance is Stance.REFUTES and decision.rule.endswith("-differs") and is_worked_out(both):
        return "worked-out", "the claim's figure can be worked out from two of the passage's"
    return None


def _seek_support(draft: Draft, both: Pair, scores: tuple[Scores, ...]) -> Decision | None:
    """Support by coverage, where the claim is of no narrower thing and has no clause that is left out."""
    if draft.ground is None or not (draft.passage.title or (has_bound_figure(both) and is_together(both))):
        return None
    if is_narrower(both) or are_said_otherwise(both) or is_by_chance(both) or leaves_a_clause(both):
        return None
    if has_rival(both) and not (draft.passage.title and is_clear(scores)):
        return None
    found = find_support(draft.ground, scores)
    return None if found is None else Decision(Stance.SUPPORTS, found[1], found[0], "")


def _is_of_matter(both: Pair, decision: Decision) -> bool:
    """A refutation needs a passage on the same matter, and so does an office that is only part of what is claimed."""
    needed = decision.stance is Stance.REFUTES or (
        decision.stance is Stance.SUPPORTS and decision.rule in ROLE_RULES
    )
    return not needed or is_same_matter(both, decision.rule, refuting=decision.stance is Stance.REFUTES)
