"""Sets an evidence's figure against a claim's.

In order: kinds that never meet (rank and count), units and currencies, the thing counted, then the intervals:

| claim            | evidence        | agrees when                                  | differs when                            |
|------------------|-----------------|----------------------------------------------|-----------------------------------------|
| plain or about   | plain or about  | its value lies in the claim's interval       | the intervals are apart                 |
| range            | plain or range  | it lies within the range                     | it lies outside                         |
| more than x      | plain, range    | all of it lies above x                       | all of it lies below                    |
| more than x      | more than y     | x and y are one value, or y a little above   | ten, a thousand ... times apart         |
| up to x          | up to y         | x and y are one value                        | they are apart                          |
| plain            | more than y     | x is y                                       | x lies below y, or ten times ... above  |

Everything else is INCOMPARABLE: evidence that is coarser than the claim ('precision'), that only bounds it ('bound'),
or that the claim rounds freely ('rounding': the same value at two significant digits).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimcheck.model.claim import Bound, Quantity
from claimcheck.values.agreement import Agreement, Finding, agrees, differs, incomparable
from claimcheck.values.nouns import same_thing as same_noun
from claimcheck.values.units import UNNAMED, open_units

__all__ = ["Agreement", "Finding", "compare_quantities"]

_LOWER = frozenset({Bound.MORE_THAN, Bound.AT_LEAST})
_UPPER = frozenset({Bound.LESS_THAN, Bound.AT_MOST})
_COARSE = 5  # how many times wider than the claim's interval the evidence's may be


@dataclass(frozen=True, slots=True)
class _Figure:
    """A quantity in the base unit of its dimension."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    reach: bool  # 'up to', 'as much as': the limit itself is said to be reached

    @property
    def width(self) -> Decimal:
        assert self.low is not None and self.high is not None  # asked of closed intervals only
        return self.high - self.low

    @property
    def closed(self) -> bool:
        return self.low is not None and self.high is not None


def compare_quantities(claim: Quantity, evidence: Quantity, *, same_thing: bool | None = None) -> Finding:
    """Whether ``evidence`` bears ``claim`` out, contradicts it or can't settle it.

    ``same_thing``: whether the caller knows that both figures are about the same thing ('passengers' and 'riders');
    ``None`` leaves it to the words in ``counted``. DIFFERS always means: if both speak of the same thing at the same
    time, one of them is wrong. Reasons: 'value', 'scale' (the same digits a power of ten apart), 'currency', 'unit',
    'rank', 'percent-vs-points', 'bound', 'other thing counted', 'rate', 'precision', 'rounding', 'approximation', 'kind'.
    """
    thing = same_thing if same_thing is not None else same_noun(claim.counted, evidence.counted)
    if (claim.unit == "rank") != (evidence.unit == "rank"):
        return incomparable("kind")
    if claim.unit == "rank":
        if claim.counted and evidence.counted and thing is False:
            return incomparable("other thing counted")
        return agrees("rank") if claim.value == evidence.value else differs("rank")
    measured = _measure(claim, evidence, thing)
    if isinstance(measured, Finding):
        return measured
    if thing is False and not claim.currency and claim.unit != "%":
        return _other_thing(claim, evidence)
    if claim.scope and evidence.scope and claim.scope != evidence.scope:
        return incomparable("rate")
    return _compare(*measured)


def _measure(claim: Quantity, evidence: Quantity, thing: bool | None) -> tuple[_Figure, _Figure] | Finding:
    """Both figures in one unit, or why they have none in common."""
    if claim.currency or evidence.currency:
        return _money(claim, evidence, thing)
    if claim.unit == evidence.unit:
        return _figure(claim), _figure(evidence)
    units = open_units()[1]
    mine, theirs = units.get(claim.unit), units.get(evidence.unit)
    if mine and theirs and mine.dimension == theirs.dimension:
        found = _figure(claim, claim.unit), _figure(evidence, evidence.unit)
        if _same_digits(claim, evidence) and _compare(*found).agreement is not Agreement.AGREES:
            return differs("unit")
        return found
    shared = {claim.unit, evidence.unit}
    if shared == {"%", "ratio"}:
        return _as_share(claim), _as_share(evidence)
    if shared == {"%", "x"}:
        return _as_multiple(claim, evidence)
    same = _same_digits(claim, evidence) and thing is not False
    if "%" in shared and ({"pp", "bp"} & shared):
        return differs("percent-vs-points") if same else incomparable("percent-vs-points")
    if mine and theirs and same and (thing or _telling(claim)):
        return differs("unit")
    return incomparable("unit")


def _money(claim: Quantity, evidence: Quantity, thing: bool | None) -> tuple[_Figure, _Figure] | Finding:
    if bool(claim.currency) != bool(evidence.currency):
        return incomparable("currency")
    if claim.currency == evidence.currency or UNNAMED in (claim.currency, evidence.currency):
        return _figure(claim), _figure(evidence)
    if _dollars(claim, evidence) or not (_same_digits(claim, evidence) and (_telling(claim) or thing)):
        return incomparable("currency")
    return differs("currency")


_DOLLARS = frozenset(["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP"])


def _dollars(claim: Quantity, evidence: Quantity) -> bool:
    """Whether one is written with a bare '$', which may stand for the other's dollars."""
    return {claim.currency, evidence.currency} <= _DOLLARS and any(
        quantity.currency == "USD" and "US" not in quantity.text and "U.S." not in quantity.text
        for quantity in (claim, evidence)
    )


def _same_digits(claim: Quantity, evidence: Quantity) -> bool:
    return claim.value == evidence.value and claim.value != 0


def _telling(quantity: Quantity) -> bool:
    """Whether its digits are unlikely to turn up twice by chance: two significant ones, or a scale."""
    return len(quantity.value.normalize().as_tuple().digits) > 1 or abs(quantity.value) >= 1000


def _figure(quantity: Quantity, unit: str = "") -> _Figure:
    """In the base of ``unit``; in its own unit without one."""
    found = open_units()[1].get(unit)
    reach = quantity.bound is Bound.AT_MOST and quantity.text.lower().startswith(("up to", "as "))
    low, high = quantity.low, quantity.high
    if found is None:
        return _Figure(quantity.value, low, high, quantity.bound, reach)
    return _Figure(
        found.base(quantity.value),
        None if low is None else found.base(low),
        None if high is None else found.base(high),
        quantity.bound,
        reach,
    )


def _as_share(quantity: Quantity) -> _Figure:
    """A ratio of two to one is two thirds."""
    if quantity.unit == "%":
        return _figure(quantity)
    hundred = Decimal(100)
    share = hundred * quantity.value / (quantity.value + 1)
    return _Figure(share, share - 1, share + 1, quantity.bound, False)


def _as_multiple(claim: Quantity, evidence: Quantity) -> tuple[_Figure, _Figure] | Finding:
    """'doubled' is a rise by 100 percent; whether the percentage is a rise only the caller knows."""
    percent, times = (claim, evidence) if claim.unit == "%" else (evidence, claim)
    same = (times.value - 1) * 100 == percent.value and percent.bound is times.bound
    return agrees("multiple") if same else incomparable("unit")


def _other_thing(claim: Quantity, evidence: Quantity) -> Finding:
    """'600,000 H100 equivalents' against '600,000 H100s': the same digits for a thing of another make."""
    qualified = ("equivalent" in claim.counted) != ("equivalent" in evidence.counted)
    if qualified and _same_digits(claim, evidence) and _telling(claim):
        return differs("other thing counted")
    return incomparable("other thing counted")


def _compare(claim: _Figure, evidence: _Figure) -> Finding:
    if claim.bound in _LOWER or evidence.bound in _LOWER:
        return _compare_limits(claim, evidence, 1)
    if claim.bound in _UPPER or evidence.bound in _UPPER:
        return _compare_limits(claim, evidence, -1)
    return _compare_closed(claim, evidence)


def _compare_closed(claim: _Figure, evidence: _Figure) -> Finding:
    assert claim.low is not None and claim.high is not None
    assert evidence.low is not None and evidence.high is not None
    if claim.bound is Bound.RANGE or evidence.bound is Bound.RANGE:
        return _compare_ranges(claim, evidence)
    if claim.low <= evidence.value <= claim.high and (
        evidence.value < claim.high or claim.low == claim.high or claim.bound is Bound.ABOUT
    ):
        return _sure(claim, evidence)
    if evidence.low < claim.high and claim.low < evidence.high:
        wide = evidence.width > _COARSE * claim.width and claim.bound is not Bound.ABOUT
        if wide or not evidence.low <= claim.value <= evidence.high:
            return incomparable("precision")
        return agrees("value")
    if claim.value == evidence.value:
        return agrees("value")
    return _apart(claim, evidence)


def _sure(claim: _Figure, evidence: _Figure) -> Finding:
    """Within the claim's interval; a lone digit with a scale ('1 billion') leaves more room than a reader would."""
    if claim.value and claim.bound is Bound.EXACT:
        off = abs(evidence.value - claim.value) / abs(claim.value)
        if off > Decimal("0.05") and abs(claim.value) >= 1000:
            return incomparable("rounding")
    return agrees("value")


def _compare_ranges(claim: _Figure, evidence: _Figure) -> Finding:
    assert claim.low is not None and claim.high is not None
    assert evidence.low is not None and evidence.high is not None
    if (claim.low, claim.high) == (evidence.low, evidence.high):
        return agrees("value")
    if claim.bound is Bound.RANGE and evidence.bound is not Bound.RANGE:
        if claim.low <= evidence.value <= claim.high:
            return agrees("value")
    elif claim.bound is Bound.RANGE:
        slack = (claim.high - claim.low) / 100
        if abs(claim.low - evidence.low) <= slack and abs(claim.high - evidence.high) <= slack:
            return agrees("value")
        if claim.low <= evidence.low and evidence.high <= claim.high:
            return agrees("range")
    if evidence.high < claim.low or claim.high < evidence.low:
        return _apart(claim, evidence)
    return incomparable("precision")


def _apart(claim: _Figure, evidence: _Figure) -> Finding:
    """Two values that exclude each other, save where one may just be rounded or guessed."""
    if _scaled(claim.value, evidence.value):
        return differs("scale")
    if _near(claim, evidence.value) or _near(evidence, claim.value):
        return incomparable("approximation")
    if claim.bound is Bound.EXACT and _rounds(evidence.value, claim.value):
        return incomparable("rounding")
    return differs("value")


def _near(figure: _Figure, value: Decimal) -> bool:
    """Whether ``value`` lies in the interval of an approximate figure, taken twice as wide."""
    if figure.bound is not Bound.ABOUT or figure.low is None or figure.high is None:
        return False
    half = figure.width / 2
    return figure.low - half <= value <= figure.high + half


def _rounds(exact: Decimal, rounded: Decimal) -> bool:
    """Whether ``exact`` is ``rounded`` at as many significant digits as that has, two at least."""
    if not exact or not rounded or abs(rounded) < 100:
        return False
    kept = max(2, len(rounded.normalize().as_tuple().digits))
    step = Decimal(1).scaleb(exact.adjusted() - kept + 1)
    return (exact / step).to_integral_value() * step == rounded


def _scaled(one: Decimal, other: Decimal) -> bool:
    """Whether both have the same digits and lie a power of ten apart."""
    if not one or not other or one == other:
        return False
    return one.normalize().as_tuple()[:2] == other.normalize().as_tuple()[:2]


def _compare_limits(claim: _Figure, evidence: _Figure, side: int) -> Finding:
    """At least one figure is bounded below (``side`` 1) or above (-1); values are compared times ``side``."""
    limits = _LOWER if side > 0 else _UPPER
    mine, theirs = claim.value * side, evidence.value * side
    if claim.bound in limits and evidence.bound in limits:
        return _compare_same_limits(claim, evidence, side)
    if claim.bound in limits:
        return _against_limit(claim, evidence, side)
    if claim.bound in _LOWER | _UPPER:  # more than x against less than y
        return differs("bound") if _open_apart(claim, evidence) else incomparable("bound")
    if mine == theirs and evidence.bound not in (Bound.MORE_THAN, Bound.LESS_THAN):
        return agrees("bound")
    if mine == theirs:
        return incomparable("bound")
    if _scaled(mine, theirs):
        return differs("scale")
    edge = claim.high if side > 0 else claim.low
    if edge is not None and edge * side < theirs:
        return differs("bound")
    return incomparable("bound")


def _compare_same_limits(claim: _Figure, evidence: _Figure, side: int) -> Finding:
    mine, theirs = claim.value * side, evidence.value * side
    if mine == theirs:
        return agrees("bound")
    if _scaled(mine, theirs):
        return differs("scale")
    if claim.reach or evidence.reach:
        return differs("bound")
    if mine < theirs and abs(theirs) < 2 * abs(mine) and abs(mine) < 2 * abs(theirs):
        return agrees("bound")
    return incomparable("bound")


def _against_limit(claim: _Figure, evidence: _Figure, side: int) -> Finding:
    """'more than x' or 'at most x' against a closed interval, or one bounded on the other side."""
    near = evidence.low if side > 0 else evidence.high
    far = evidence.high if side > 0 else evidence.low
    limit = claim.value * side
    strict = claim.bound in (Bound.MORE_THAN, Bound.LESS_THAN)
    value = evidence.value * side
    if evidence.bound is Bound.EXACT and value == limit:
        return incomparable("bound") if strict else agrees("bound")
    if _scaled(value, limit) and evidence.bound is Bound.EXACT:
        return differs("scale")
    if claim.reach and value > limit:
        return incomparable("bound")
    if near is not None and (near * side >= limit or (evidence.bound is not Bound.RANGE and value > limit)):
        return agrees("bound")
    if far is not None and (far * side < limit or (evidence.bound is Bound.EXACT and value < limit)):
        return differs("bound")
    return incomparable("bound")


def _open_apart(claim: _Figure, evidence: _Figure) -> bool:
    """Whether two half-open intervals have nothing in common."""
    if claim.low is not None and evidence.high is not None:
        return claim.low >= evidence.high
    return claim.high is not None and evidence.low is not None and evidence.low >= claim.high
