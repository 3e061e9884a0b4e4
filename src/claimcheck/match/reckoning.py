"""Figures that a reader can work out from two of the passage's: they differ from each written one, and contradict none.

'Raised a further 175 million, 540 million in all' makes 365 million before; '38 votes to 35' a lead of three; a fifth of
131 million about 26. Whether what is worked out is what the claim is of, nobody checks: it only keeps a value that differs
from being a contradiction. What a sentence says plainly is in derived.py, and can bear a claim out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations
from typing import NamedTuple

from claimcheck.match.coverage import cover
from claimcheck.match.pair import Pair
from claimcheck.match.reading import Reading, once
from claimcheck.match.slots import Slot
from claimcheck.model.claim import Bound, Quantity

MOST = 10  # figures of a passage that are laid beside each other; a table in one sentence has more
WIDTH = Decimal("1.05")  # how far over its limit a 'more than' still speaks of the figure that was worked out
EVERY = 0.99  # coverage by the passage's own words from which nothing is worked out
WHOLE = Decimal(100)
_UNCOUNTED = frozenset({"rank", "ratio"})

type Kind = tuple[str, str]  # unit and currency
_SHARE: Kind = ("%", "")
_POINTS: Kind = ("pp", "")


class Outcome(NamedTuple):
    """A figure that was worked out; ``rest``: what is left of one, or what it was before."""

    kind: Kind
    value: Decimal
    rest: bool = False


def is_reckoned(both: Pair, slot: Slot) -> bool:
    """Whether the claim's figure comes out of the passage's figures by one step: a sum, a difference, a part, a share, a
    change, a rest, a price times a number. Where the passage has every word of the claim, a rest is none of it: 'two thirds
    opposed it' leaves no third that opposed it."""
    mine = next((one for one in both.mine.quantities if one.span == slot.span), None)
    if mine is None or mine.unit in _UNCOUNTED:
        return False
    kind, told = (mine.unit, mine.currency), cover(both).own >= EVERY
    return any(
        one.kind == kind and _fits(mine, one.value) and not (told and one.rest)
        for one in _work_out(both.theirs)
    )


def is_worked_out(both: Pair) -> bool:
    """Whether one of the claim's figures that the passage doesn't have comes out of two that it has."""
    return any(
        slot.best(agreeing=True) is None and is_reckoned(both, slot)
        for slot in both.slots
        if slot.aspect not in {"date", "rank"} and not _goes_otherwise(slot)
    )


def _goes_otherwise(slot: Slot) -> bool:
    """The passage has the change, the other way round."""
    other = slot.best(agreeing=False)
    return other is not None and other.finding.reason == "direction"


def _fits(mine: Quantity, value: Decimal) -> bool:
    low = mine.value / WIDTH if mine.low is None else mine.low
    high = mine.value * WIDTH if mine.high is None else mine.high
    if mine.bound is Bound.EXACT and value >= WHOLE and mine.value == mine.value.to_integral_value():
        half = value / 200  # what is worked out of rounded figures is rounded itself
        return low - half <= value <= high + half
    return low <= value <= high


@once
def _work_out(reading: Reading) -> tuple[Outcome, ...]:
    figures = [one for one in reading.quantities if one.unit not in _UNCOUNTED and one.value > 0][:MOST]
    shares = [one.value for one in figures if one.unit == "%"]
    found = [Outcome(_SHARE, WHOLE - one, rest=True) for one in shares]
    found += [Outcome(_SHARE, WHOLE - one - other, rest=True) for one, other in combinations(shares, 2)]
    for one, other in permutations(figures, 2):
        found += _combine(one, other)
    return tuple(one for one in found if one.value > 0)


def _combine(one: Quantity, other: Quantity) -> Iterator[Outcome]:
    a, b, kind = one.value, other.value, (one.unit, one.currency)
    if kind == (other.unit, other.currency):
        yield Outcome(kind, a + b)
        yield Outcome(kind if one.unit != "%" else _POINTS, a - b, rest=True)
        if one.unit != "%":
            yield Outcome(_SHARE, a / b * WHOLE)
        yield Outcome(_SHARE, (a - b).copy_abs() / b * WHOLE)
        yield Outcome(("x", ""), a / b)
    elif other.unit == "%" and b < WHOLE:
        yield Outcome(kind, a * b / WHOLE)
        yield Outcome(kind, a / b * WHOLE)
        for share in (WHOLE - b, WHOLE + b):
            yield Outcome(kind, a * share / WHOLE, rest=True)
            yield Outcome(kind, a / share * WHOLE, rest=True)
    elif other.unit == "x" or (one.currency and not (one.unit or other.unit or other.currency)):
        yield Outcome(kind, a * b)
        yield Outcome(kind, a / b)
