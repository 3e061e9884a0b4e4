"""The claim as a cloze: does the passage bear it out with another value in its place?

The verifier reads paraphrase well and figures badly: it takes "the tower is 90 metres high" for all but borne out by
"the tower rises 35 metres". But it is far surer of the claim once that says 35, too. So where a passage has no value
that agrees with one of the claim's, each differing one is put in its place. When the passage bears out the claim so changed,
and clearly not the claim as it stands, both speak of the same thing and give it different values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.match.apart import is_set_apart
from claimcheck.match.aspects import is_blocked
from claimcheck.match.coverage import is_same_matter
from claimcheck.match.figures import is_beside_perfect, is_spoken_for, may_differ
from claimcheck.match.gather import Weighed
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.plain import write_premise
from claimcheck.match.rates import is_added
from claimcheck.match.reckoning import is_reckoned
from claimcheck.match.slots import Counterpart, Slot, frame_at, rewrite
from claimcheck.match.verifier import Verifier
from claimcheck.match.voices import MATCHED, relate_predicates, settle_voices
from claimcheck.model.evidence import Comparison, Stance

CHOICES = 3  # differing values of the passage that are tried in one place
FITS = 0.68  # least chance of the claim with the other value
AHEAD = 0.28  # ... and least lead over the claim as it stands
TWISTED = 0.60  # least chance, with no lead asked, where the same digits stand under another unit, scale or currency
BINDING = 0.25  # least binding of the other value: not of another period, not a plan's

_SHARE = re.compile(
    r"\b(?:half|third|quarter|fifth|tenth|per ?cent|%)s?\b.{0,12}\bof (?:whom|which|them|these|those)\b",
    re.IGNORECASE,
)
_TWISTS = frozenset({"unit", "scale", "currency", "percent-vs-points"})


@dataclass(frozen=True, slots=True)
class Blank:
    """A value of the claim, a differing one of the passage, the premise, and the claim with either value."""

    slot: Slot
    other: Counterpart
    premise: str
    stated: str
    changed: str


def try_values(rows: Sequence[Sequence[Weighed]], verifier: Verifier) -> list[list[Weighed]]:
    """The weighed passages of each claim again; those that settle nothing may now refute, by the rule `other-value`."""
    blanks = {
        (i, j): tuple(_find_blanks(one.pair))
        for i, row in enumerate(rows)
        for j, one in enumerate(row)
        if one.pair is not None and one.evidence.stance is Stance.NEUTRAL and not _is_barred(one)
    }
    questions = [
        (blank.premise, text)
        for found in blanks.values()
        for blank in found
        for text in (blank.stated, blank.changed)
    ]
    known = dict(zip(questions, verifier.score(questions), strict=True))
    chances = {pair: score.supports for pair, score in known.items()}
    return [
        [_refute(one, blanks.get((i, j), ()), chances) for j, one in enumerate(row)]
        for i, row in enumerate(rows)
    ]


def _is_barred(one: Weighed) -> bool:
    """The passage is on another footing, about another one, or about something else."""
    both = one.pair
    return both is None or is_blocked(one.aspects) or _names_a_sibling(both) or not is_same_matter(both)


def _names_a_sibling(both: Pair) -> bool:
    """The claim is of 'Orbit 2', and the passage names 'Orbit 1' and not it."""
    theirs = {name.text for name in both.theirs.names}
    return any(
        name.text not in both.theirs.text
        and any(name.text != other and _plain(name.text) == _plain(other) for other in theirs)
        for name in both.mine.names
    )


def _plain(name: str) -> str:
    return re.sub(r"\d+(?:\.\d+)*", "#", name)


def _find_blanks(both: Pair) -> Iterator[Blank]:
    premise = write_premise(both.passage)
    if _SHARE.search(both.passage.text):
        return  # 'enrolled 1,240 patients, half of whom ...': another figure of it can be reckoned out
    added = any(is_added(both.theirs, figure) for figure in both.theirs.quantities)
    for slot in both.slots:
        if added and slot.aspect == "count":
            continue  # how many there are in all may be reckoned out
        if slot.best(agreeing=True) is not None or (slot.aspect == "date" and not may_differ(both)):
            continue
        if is_reckoned(both, slot):
            continue
        kept = [
            (other.span, part.text) for other in both.slots if (part := other.best(agreeing=True)) is not None
        ]
        others = {
            part.text: part
            for part in slot.counterparts
            if part.binding >= BINDING
            and not is_spoken_for(both, slot, part)
            and not is_set_apart(both, part)
            and not (slot.aspect in {"date", "amount"} and _is_of_another(both, slot, part))
            and not (slot.aspect == "date" and is_beside_perfect(both, part))
        }
        for part in list(others.values())[:CHOICES]:
            if _is_age(slot.text) is _is_age(part.text):
                stated, changed = kept, [*kept, (slot.span, part.text)]
                yield Blank(
                    slot, part, premise, rewrite(both.mine.text, stated), rewrite(both.mine.text, changed)
                )


def _is_of_another(both: Pair, slot: Slot, part: Counterpart) -> bool:
    """A date or an amount that goes with another happening: 'was named Corvid in 2004', 'is called Corvid and was founded in
    1998'; what a company is valued at, and what it took in."""
    mine, theirs = frame_at(both.mine, slot.span), frame_at(both.theirs, part.span)
    if mine is None or theirs is None or lexicon().light & {mine.lemma, theirs.lemma}:
        return False
    return not any(
        relate_predicates(*settle_voices(mine, frame)) in MATCHED for frame in (theirs, *both.theirs.frames)
    )


def _is_age(text: str) -> bool:
    return text.lower().endswith("old")


def _refute(one: Weighed, blanks: Sequence[Blank], chances: dict[tuple[str, str], float]) -> Weighed:
    fitting = [
        (chances[blank.premise, blank.changed], blank)
        for blank in blanks
        if _fits(blank, chances[blank.premise, blank.changed], chances[blank.premise, blank.stated])
    ]
    if not fitting:
        return one
    chance, blank = max(fitting, key=lambda pair: pair[0])
    row = Comparison(blank.slot.aspect, blank.slot.text, blank.other.text, False)
    note = f"the claim has “{blank.slot.text}”, the source says the same of “{blank.other.text}”"
    evidence = replace(
        one.evidence,
        stance=Stance.REFUTES,
        score=round(chance, 3),
        rule="other-value",
        comparisons=(row,),
        note=note,
    )
    return replace(one, evidence=evidence)


def _fits(blank: Blank, changed: float, stated: float) -> bool:
    if blank.other.finding.reason in _TWISTS:
        return changed >= TWISTED and changed >= stated - 0.1
    return changed >= FITS and changed - stated >= AHEAD
