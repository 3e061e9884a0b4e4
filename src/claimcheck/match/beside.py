"""Values of a claim that a page tells within three sentences: two or more that meet there are no chance.

A page words what an article says in its own way: the sum in one sentence, the day in the next, the votes in a third. Grammar
binds none of that to the claim, and the verifier sees no paraphrase. But where a page that the article cites has all of a
claim's values side by side, and nothing against them, it tells of the same thing: so it was for all of 21 such claims in 28
articles (docs/decisions/0015). A single value isn't enough: of those one in four was of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.match.agreement import leaves_a_turn
from claimcheck.match.aspects import FIRM, Aspect, Bearing
from claimcheck.match.decisions import has_opposite
from claimcheck.match.directions import find_directions
from claimcheck.match.ground import is_of_another, leaves_open, tells, tells_figure
from claimcheck.match.guards import fits_a_part, is_narrower, is_of_fewer, leaves_a_clause
from claimcheck.match.pair import Pair
from claimcheck.match.slots import Slot, is_planned
from claimcheck.model.claim import PartialDate
from claimcheck.model.evidence import Comparison
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

RULE = "values-beside"
FIGURE = 2  # significant digits that one of the figures must have: 'two' and 'half' stand in any text
RIVAL = 0.15  # how much better bound a differing figure must be to be the one that the claim is about

_SOFT = frozenset(
    [
        "value-elsewhere",
        "value-missing",
        "other-subject",
        "other-happening",
        "other-object",
        "misplaced",
        "speaker-missing",
    ]
)  # bars that say only that grammar didn't bind them


class Meeting(NamedTuple):
    """Where one of the claim's values is told: ``text`` as it stands there, in a ``sentence`` that has these ``days``; ``own``:
    the passage itself."""

    text: str
    sentence: str
    days: Sequence[PartialDate]
    own: bool


def compare_beside(pair: Pair, aspects: Sequence[Aspect], chance: float) -> tuple[Comparison, ...]:
    """The claim's values beside those of the passage and its neighbours, where all of them meet; else nothing. ``chance`` is
    the verifier's, 0..1, that the passage bears the claim out."""
    told = [slot for slot in pair.slots if slot.best(agreeing=True) is not None]
    if len(pair.slots) < 2 or not told or pair.passage.cells or _is_against(aspects):
        return ()
    found = [_find(pair, slot) for slot in pair.slots]
    met = [one for one in found if one is not None and not _goes_otherwise(pair, one)]
    if len(met) < len(pair.slots) or not any(one.own for one in met):
        return ()
    figures = [(slot, one) for slot, one in zip(pair.slots, met, strict=True) if slot.aspect != "date"]
    if max((_count_digits(slot.text, one.text) for slot, one in figures), default=0) < FIGURE:
        return ()
    if _is_of_others(pair, chance) or _has_other_figure(pair, met):
        return ()
    return tuple(
        Comparison(slot.aspect, slot.text, one.text, True) for slot, one in zip(pair.slots, met, strict=True)
    )


def _is_against(aspects: Sequence[Aspect]) -> bool:
    """Something contradicts, or something claimed is missing for certain."""
    firm = {one.rule for one in aspects if one.bearing is Bearing.BARS and one.weight >= FIRM}
    return bool(firm - _SOFT) or any(one.bearing is Bearing.CONTRADICTS for one in aspects)


def _is_of_others(pair: Pair, chance: float) -> bool:
    """The claim says more, or less, or of others than the passage."""
    if leaves_open(pair) or has_opposite(pair) or is_of_another(pair):
        return True
    other = is_narrower(pair) or is_of_fewer(pair) or fits_a_part(pair)
    return other or leaves_a_clause(pair) or leaves_a_turn(pair, RULE, chance)


def _has_other_figure(pair: Pair, met: Sequence[Meeting]) -> bool:
    """Some value stands in another sentence than the rest, and there with another figure: 'Last year you received 3.5.'"""
    if len({one.sentence for one in met}) < 2:
        return False
    told = {figure for one in met for figure in _FIGURES.findall(one.text)}
    return any(
        figure not in told and not any(figure in day.text for day in one.days)
        for slot, one in zip(pair.slots, met, strict=True)
        for figure in _FIGURES.findall(one.sentence)
        if slot.aspect == "date"
    )


_FIGURES = re.compile(r"\d[\d.,]*\d|\d")


def _find(pair: Pair, slot: Slot) -> Meeting | None:
    """The value that meets one of the claim's: in the passage, or in the sentence before or after it."""
    same, other = slot.best(agreeing=True), slot.best(agreeing=False)
    if same is not None:
        rivalled = other is not None and other.binding > same.binding + RIVAL and slot.aspect != "date"
        hoped = is_planned(pair.theirs, same.span) and not is_planned(pair.mine, slot.span)
        own = Meeting(same.text, pair.theirs.text, pair.theirs.dates, True)
        return None if rivalled or hoped else own
    if slot.counterparts and slot.aspect != "date":
        return None
    for text in (pair.theirs.text, pair.passage.before, pair.passage.after):
        days = find_dates(text, pair.passage.published)
        there = [
            *(figure.text for mine in pair.mine.quantities for figure in find_quantities(text)
              if mine.span == slot.span and tells_figure(pair, mine, figure)),
            *(other_day.text for day in pair.mine.dates for other_day in days
              if day.span == slot.span and tells(other_day, day)),
        ]  # fmt: skip
        if there:
            return Meeting(there[0], text, days, text == pair.theirs.text)
    return None


def _goes_otherwise(pair: Pair, one: Meeting) -> bool:
    """The sentence tells of another year than the claim, and which of them a figure is of, only grammar could tell; or it goes
    the other way: 'more than planned', 'a shortfall'."""
    mine, theirs = find_directions(pair.mine.text), find_directions(one.sentence)
    if mine and theirs and not mine & theirs:
        return True
    years = _years(pair.mine.dates)
    return bool(years) and bool(_years(one.days) - years)


def _years(days: Sequence[PartialDate]) -> set[int]:
    return {year for day in days for year in (day.start.year, day.end.year)}


def _count_digits(*texts: str) -> int:
    """Significant digits of the less exact of two writings of a figure; 0 for one in words."""
    return min(len("".join(filter(str.isdigit, one)).strip("0")) for one in texts)
