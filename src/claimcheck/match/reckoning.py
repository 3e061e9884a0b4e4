"""Figures that a reader can work out from two of the passage's: they differ from each written one, and contradict none.

'Raised a further 175 million, 540 million in all' makes 365 million before; '38 votes to 35' a lead of three; a fifth of
131 million about 26. Whether what is worked out is what the claim is of, nobody checks: it only keeps a value that differs
from being a contradiction. What a sentence says plainly is in derived.py, and can bear a claim out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from claimcheck.match.pair import Pair
from claimcheck.match.reading import Reading, once
from claimcheck.match.slots import Slot
from claimcheck.model.claim import Bound, Quantity

MOST = 10  # figures of a passage that are laid beside each other; a table in one sentence has more
WIDTH = Decimal("1.05")  # how far over its limit a 'more than' still speaks of the figure that was worked out
WHOLE = Decimal(100)
_UNCOUNTED = frozenset({"rank", "ratio"})

type Kind = tuple[str, str]  # unit and currency


def is_reckoned(both: Pair, slot: Slot) -> bool:
    """Whether the claim's figure comes out of the passage's figures by one step: a sum, a difference, a part, a share, a
    change, a rest, a price times a number."""
    mine = next((one for one in both.mine.quantities if one.span == slot.span), None)
    if mine is None or mine.unit in _UNCOUNTED:
        return False
    kind = ("%" if mine.unit == "pp" else mine.unit, mine.currency)
    return any(of == kind and _fits(mine, value) for of, value in _work_out(both.theirs))


def is_worked_out(both: Pair) -> bool:
    """Whether one of the claim's figures that the passage doesn't have comes out of two that it has."""
    return any(
        slot.best(agreeing=True) is None and is_reckoned(both, slot)
        for slot in both.slots
        if slot.aspect not in {"date", "rank"}
    )


def _fits(mine: Quantity, value: Decimal) -> bool:
    low, high = mine.low, mine.high
    if low is None:
        low = mine.value / WIDTH
    if high is None:
        high = mine.value * WIDTH
    if mine.bound is Bound.EXACT and value.copy_abs() >= WHOLE and mine.value == mine.value.to_integral_value():
        half = value.copy_abs() / 200  # what is worked out of rounded figures is rounded itself
        return low - half <= value <= high + half
    return low <= value <= high


@once
def _work_out(reading: Reading) -> tuple[tuple[Kind, Decimal], ...]:
    figures = [one for one in reading.quantities if one.unit not in _UNCOUNTED and one.value > 0][:MOST]
    shares = [one for one in figures if one.unit == "%"]
    found = [(("%", ""), WHOLE - one.value) for one in shares]
    found += [
        (("%", ""), WHOLE - one.value - other.value)
        for place, one in enumerate(shares)
        for other in shares[place + 1 :]
    ]
    for one, other in permutations(figures, 2):
        found += _combine(one, other)
    return tuple((kind, value) for kind, value in found if value > 0)


def _combine(one: Quantity, other: Quantity) -> Iterator[tuple[Kind, Decimal]]:
    a, b, kind = one.value, other.value, (one.unit, one.currency)
    if kind == (other.unit, other.currency):
        yield kind, a + b
        yield kind, a - b
        if one.unit != "%":
            yield ("%", ""), a / b * WHOLE
            yield ("%", ""), (a - b).copy_abs() / b * WHOLE
        yield ("x", ""), a / b
    elif other.unit == "%" and b < WHOLE:
        for share in (b, WHOLE - b, WHOLE + b):
            yield kind, a * share / WHOLE
            yield kind, a / (share / WHOLE)
    elif other.unit == "x":
        yield kind, a * b
        yield kind, a / b
    elif one.currency and kind[0] == other.unit == "" and not other.currency:
        yield kind, a * b
        yield kind, a / b
