"""A claim's passages seen together: values that meet in one of them, values told in two of a page, better bound rivals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.match.agreement import is_unread, leaves_a_turn
from claimcheck.match.apart import is_set_apart
from claimcheck.match.aspects import Aspect, is_blocked
from claimcheck.match.beside import RULE as BESIDE
from claimcheck.match.beside import compare_beside
from claimcheck.match.changes import DATED, find_ends
from claimcheck.match.coverage import SPOKEN, cover
from claimcheck.match.derived import find_series, read_figures
from claimcheck.match.figures import find_rival
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.match.slots import Counterpart, Slot
from claimcheck.match.voices import Relation
from claimcheck.model.claim import Bound
from claimcheck.model.evidence import Comparison, Evidence, Stance
from claimcheck.model.selector import Span

LEAST = 0.35  # least binding of values that meet
DIGITS = 4  # significant digits that must meet for it to be no chance
FIGURE_DIGITS = 3  # ... of which these at least in figures
DATE_DIGITS = 2  # what a date counts for
COVERED = 0.4  # least share of the claim's words around values that meet
RIVAL = 0.15  # how much better bound a rival must be
FEW = 2  # digits that one of the figures must have where only the page has the date
TOGETHER = 0.74  # score of support that two passages give together
FITS = 0.58  # least chance that a passage bears a claim out whose figure another page contradicts
CONTESTED = 0.6  # least binding of a figure that contests one which another page bears out; least cover without a subject
WITHIN = 3  # ... and how many times the one may be the other
NEAR = Decimal("1.25")  # how far from a limit a figure may be and still be what the limit is of
MET = 0.72  # score of support from values that meet in one passage

_SOFT = frozenset(
    [
        "open",
        "value-elsewhere",
        "value-missing",
        "other-subject",
        "other-happening",
        "other-object",
        "misplaced",
        "speaker-missing",
    ]
)  # rules of neutral evidence that values which meet may overcome


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage's evidence with what it was weighed on; ``pair`` is ``None`` off topic. ``chance`` is the verifier's best, 0..1,
    that the passage bears the claim out; 0 where it wasn't asked."""

    evidence: Evidence
    pair: Pair | None
    aspects: tuple[Aspect, ...] = ()
    chance: float = 0.0


def gather(weighed: Sequence[Weighed]) -> list[Evidence]:
    """The evidence again, in the same order, with what only the passages together tell."""
    found = [_meet(one) for one in weighed]
    found = [_meet_beside(evidence, one) for evidence, one in zip(found, weighed, strict=True)]
    found = _join(found, weighed)
    found = [_answer(one, place, found, weighed) for place, one in enumerate(found)]
    found = [_contest(one, place, found, weighed) for place, one in enumerate(found)]
    return [_yield_to_rival(one, place, weighed) for place, one in enumerate(found)]


def _meet(one: Weighed) -> Evidence:
    """All of a claim's values in one passage are no chance when they have digits enough."""
    pair, evidence = one.pair, one.evidence
    if pair is None or evidence.stance is not Stance.NEUTRAL or evidence.rule not in _SOFT:
        return evidence
    if find_ends(pair) is not None:
        return evidence  # which of the two was first is for changes.py to tell
    parts = [_agreeing(slot) for slot in pair.slots]
    if not parts or any(part is None for part in parts):
        return evidence
    known = [part for part in parts if part is not None]
    figures = [part for slot, part in zip(pair.slots, known, strict=True) if slot.aspect != "date"]
    digits = sum(
        _meeting(pair, slot, part)
        for slot, part in zip(pair.slots, known, strict=True)
        if slot.aspect != "date"
    )
    wanted = FIGURE_DIGITS if pair.passage.cells else DIGITS  # a row says plainly what its figure is of
    if digits < FIGURE_DIGITS or digits + DATE_DIGITS * (len(known) - len(figures)) < wanted:
        return evidence
    if min(part.binding for part in known) < LEAST:
        return evidence
    if max(part.cover for part in known) < COVERED:
        return evidence
    if is_unread(pair, "values-meet", one.chance) or leaves_a_turn(pair, "values-meet", one.chance):
        return evidence
    return replace(
        evidence,
        stance=Stance.SUPPORTS,
        score=MET,
        rule="values-meet",
        note="",
        comparisons=_rows(pair, known),
    )


def _meet_beside(evidence: Evidence, one: Weighed) -> Evidence:
    """Values that meet within three sentences of a page, however it words them."""
    if one.pair is None or evidence.stance is not Stance.NEUTRAL or not one.pair.passage.title:
        return evidence  # of a bare text nobody knows that it is about the same
    rows = compare_beside(one.pair, one.aspects, one.chance)
    if not rows:
        return evidence
    return replace(evidence, stance=Stance.SUPPORTS, score=MET, rule=BESIDE, note="", comparisons=rows)


def _agreeing(slot: Slot) -> Counterpart | None:
    """The agreeing counterpart, unless another is better bound."""
    same, other = slot.best(agreeing=True), slot.best(agreeing=False)
    if same is None or (slot.aspect != "date" and other is not None and other.binding > same.binding + RIVAL):
        return None
    return same


def _is_rivalled(slot: Slot) -> bool:
    """The passage has a differing value, no worse bound: 'printed 900 copies, and 700 were sold'."""
    same, other = slot.best(agreeing=True), slot.best(agreeing=False)
    return same is not None and other is not None and other.binding >= same.binding


def _digits(part: Counterpart) -> int:
    """How telling a figure is: its significant digits; one in words, or worked out of two others, counts as one."""
    if re.search(r"\d .*\d", part.text):
        return 1
    written = "".join(sign for sign in part.text if sign.isdigit()).strip("0")
    return max(len(written), 1)


def _meeting(pair: Pair, slot: Slot, part: Counterpart) -> int:
    """The digits that both have: any larger figure meets a 'more than 200', and one far above it tells nothing."""
    mine = next((one for one in pair.mine.quantities if one.span == slot.span), None)
    theirs = _value_at(pair.theirs, part.span)
    if mine is None or theirs is None or mine.bound not in _ONE_SIDED or part.text not in pair.theirs.text:
        return _digits(part)
    return _digits(part) if mine.value / NEAR <= theirs <= mine.value * NEAR else 1


_ONE_SIDED = frozenset([Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST])


def _rows(pair: Pair, parts: Sequence[Counterpart]) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(slot.aspect, slot.text, part.text, True)
        for slot, part in zip(pair.slots, parts, strict=True)
    )


def _join(found: Sequence[Evidence], weighed: Sequence[Weighed]) -> list[Evidence]:
    """A page that gives the figure in one sentence and the date in another supports the claim with both."""
    joined = list(found)
    for place, one in enumerate(weighed):
        if one.pair is None or joined[place].stance is not Stance.NEUTRAL or joined[place].rule not in _SOFT:
            continue
        helper = _find_helper(one.pair, place, weighed) if cover(one.pair).own >= SPOKEN else None
        if helper is None or leaves_a_turn(one.pair, "together", one.chance):
            continue
        for index in (place, helper):
            note = "with another sentence of the same page"
            if joined[index].stance is Stance.NEUTRAL:
                joined[index] = replace(
                    joined[index], stance=Stance.SUPPORTS, score=TOGETHER, rule="together", note=note
                )
    return joined


def _answer(
    evidence: Evidence, place: int, found: Sequence[Evidence], weighed: Sequence[Weighed]
) -> Evidence:
    """Where another page contradicts a figure, a page that has the figure as claimed speaks for it, on less proof than
    alone: of two sources that differ neither is left out."""
    one = weighed[place]
    if (
        one.pair is None
        or evidence.stance is not Stance.NEUTRAL
        or one.chance < FITS
        or is_blocked(one.aspects)
    ):
        return evidence
    parts = [slot.best(agreeing=True) for slot in one.pair.slots]
    known = [part for part in parts if part is not None]
    contradicted = any(
        other.stance is Stance.REFUTES
        and other.comparisons
        and other.passage.capture_sha256 != evidence.passage.capture_sha256
        for other in found
    )
    if not contradicted or not known or len(known) < len(parts):
        return evidence
    rows = _rows(one.pair, known)
    return replace(evidence, stance=Stance.SUPPORTS, score=MET, rule="value-fits", note="", comparisons=rows)


def _contest(
    evidence: Evidence, place: int, found: Sequence[Evidence], weighed: Sequence[Weighed]
) -> Evidence:
    """The same the other way round: where one page bears a figure out, another page that gives the same thing another value,
    by less proof than alone would do, contradicts it. What two sources count differently is no settled fact."""
    one = weighed[place]
    if one.pair is None or evidence.stance is not Stance.NEUTRAL or is_blocked(one.aspects):
        return evidence
    borne_out = any(
        other.stance is Stance.SUPPORTS and other.passage.capture_sha256 != evidence.passage.capture_sha256
        for other in found
    )
    figures = [slot for slot in one.pair.slots if slot.aspect != "date"]
    if not borne_out or len(figures) != 1 or figures[0].best(agreeing=True) is not None:
        return evidence
    slot, other = figures[0], find_rival(one.pair, figures[0])
    same = other is not None and (_is_same_count(one.pair, slot, other) or _is_same_series(one.pair, slot))
    if other is None or not same or is_set_apart(one.pair, other):
        return evidence
    row = Comparison(slot.aspect, slot.text, other.text, False)
    note = f"this source has “{other.text}” where another bears out “{slot.text}”"
    return replace(
        evidence, stance=Stance.REFUTES, score=MET, rule="contested", note=note, comparisons=(row,)
    )


def _is_same_count(pair: Pair, slot: Slot, other: Counterpart) -> bool:
    """Of the same thing, as far as grammar can tell, in the same order of magnitude, and no mere one or two."""
    if other.binding < CONTESTED or _digits(other) < DATE_DIGITS or other.finding.reason in {"unit", "scale"}:
        return False
    if other.subject is not Relation.SAME and other.cover < CONTESTED:
        return False
    mine, theirs = (
        _value_at(reading, span) for reading, span in ((pair.mine, slot.span), (pair.theirs, other.span))
    )
    return mine is not None and theirs is not None and min(mine, theirs) * WITHIN >= max(mine, theirs)


def _is_same_series(pair: Pair, slot: Slot) -> bool:
    """A change of the same count between the same dates: 'deaths more than halved from 2020 to 2021' and '1,890 deaths in 2020
    and 1,410 in 2021'."""
    written = [figure for figure in read_figures(pair.theirs) if not figure.computed]
    counted = {stem(old.quantity.counted) for old, _ in find_series(pair.theirs, written)} - {""}
    dates = [other.best(agreeing=True) for other in pair.slots if other.aspect == "date"]
    dated = bool(dates) and all(part is not None and part.binding >= DATED for part in dates)
    return slot.aspect in {"share", "multiple"} and dated and bool(counted & pair.mine.stems)


def _value_at(reading: Reading, span: Span) -> Decimal | None:
    return next((quantity.value for quantity in reading.quantities if quantity.span == span), None)


def _find_helper(pair: Pair, place: int, weighed: Sequence[Weighed]) -> int | None:
    """The passage of the same page that has the dates which this one, with all figures well bound, lacks."""
    figures = [slot for slot in pair.slots if slot.aspect != "date"]
    lacking = [slot for slot in pair.slots if slot.aspect == "date" and slot.best(agreeing=True) is None]
    if not figures or not lacking or any(slot.counterparts for slot in lacking):
        return None
    best = [_agreeing(slot) for slot in figures]
    if any(part is None or part.binding < 0.6 for part in best) or any(map(_is_rivalled, figures)):
        return None
    if all(part is None or _digits(part) < FEW for part in best):
        return None  # 'two schools' stand in any text
    for other, candidate in enumerate(weighed):
        if (
            other == place
            or candidate.pair is None
            or candidate.pair.passage.capture_sha256 != pair.passage.capture_sha256
        ):
            continue
        told = {slot.span for slot in candidate.pair.slots if slot.best(agreeing=True) is not None}
        if all(slot.span in told for slot in lacking):
            return other
    return None


def _yield_to_rival(evidence: Evidence, place: int, weighed: Sequence[Weighed]) -> Evidence:
    """A passage whose agreeing figure is plainly worse bound than a differing one elsewhere speaks of something else."""
    pair = weighed[place].pair
    if pair is None or evidence.rule not in {"values-meet", "values-agree", "together"}:
        return evidence
    for slot in pair.slots:
        same = slot.best(agreeing=True)
        if slot.aspect == "date" or same is None:
            continue
        rivals = [
            _differing(other.pair, slot) for other in weighed if other.evidence.stance is Stance.REFUTES
        ]
        if any(rival > same.binding + RIVAL for rival in rivals):
            note = "another passage has a figure that is plainly the one claimed"
            return replace(
                evidence, stance=Stance.NEUTRAL, score=evidence.score / 2, rule="rival-figure", note=note
            )
    return evidence


def _differing(pair: Pair | None, slot: Slot) -> float:
    """How well bound the other passage's differing figure is, 0.0 for none."""
    if pair is None:
        return 0.0
    same = [other.best(agreeing=False) for other in pair.slots if other.span == slot.span]
    return max((part.binding for part in same if part is not None), default=0.0)
