"""Sets an evidence's figure against a claim's.

First the kinds: units and currencies must be one or convertible, the thing counted the same. Then the intervals:

    claim          evidence        agrees when                              differs when
    plain, about   plain, about    its value lies in the claim's interval   the intervals are apart
    range          plain, range    it lies within the range                 it lies outside
    more than x    plain, range    all of it lies above x                   all of it lies below
    more than x    more than y     x is y, or y a little above              the same digits ten times off
    up to x        up to y         x is y                                   x is not y
    plain          more than y     never, save 'at least' with x = y        x lies below y
    plain          up to y         never: a fine of up to y is no y         x lies above y

'at least' and 'at most' go like 'more than' and 'less than', with x itself allowed. Whatever is left is INCOMPARABLE:
evidence that is coarser than the claim ('precision'), that only bounds it ('bound'), that the claim rounds
freely ('rounding': one value at two significant digits, or within the digits written but over 5 % off), or just outside
a loose claim ('approximation': within twice its interval).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimcheck.model.claim import Bound, Quantity
from claimcheck.values.agreement import Agreement, Finding, agrees, differs, incomparable
from claimcheck.values.nouns import is_generic
from claimcheck.values.nouns import same_thing as same_noun
from claimcheck.values.units import UNNAMED, Unit, convert, open_units

__all__ = ["Agreement", "Finding", "compare_quantities"]

_LOWER = frozenset({Bound.MORE_THAN, Bound.AT_LEAST})
_UPPER = frozenset({Bound.LESS_THAN, Bound.AT_MOST})
_STRICT = frozenset({Bound.MORE_THAN, Bound.LESS_THAN})
_COARSE = 5  # how many times wider than the claim's interval the evidence's may be
_LARGE = 1000  # from here on a claim's rounding is held to 5 %, below to 10 %
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP"})
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A quantity's value and interval in one unit. An open end is ±Infinity. ``reach``: 'up to x' says that x is
    reached, where 'at most x' does not."""

    value: Decimal
    low: Decimal
    high: Decimal
    bound: Bound
    reach: bool = False

    @property
    def width(self) -> Decimal:
        return self.high - self.low

    def holds(self, other: _Figure) -> bool:
        return self.low <= other.low and other.high <= self.high

    def mirrored(self) -> _Figure:
        """The same below zero: what bounds from above then bounds from below."""
        return _Figure(-self.value, -self.high, -self.low, _MIRROR.get(self.bound, self.bound), self.reach)


_MIRROR = {
    Bound.MORE_THAN: Bound.LESS_THAN,
    Bound.LESS_THAN: Bound.MORE_THAN,
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.AT_MOST: Bound.AT_LEAST,
}


def compare_quantities(claim: Quantity, evidence: Quantity, *, same_thing: bool | None = None) -> Finding:
    """Whether ``evidence`` bears ``claim`` out, contradicts it or can't settle it.

    ``same_thing``: whether the caller knows that both figures are about the same thing ('passengers' and 'riders');
    ``None`` leaves it to the words in ``counted``. DIFFERS means: if both speak of the same thing at the same time,
    one of them is wrong. Reasons: 'value', 'scale' (the same digits a power of ten apart), 'range', 'currency', 'unit',
    'conversion', 'multiple', 'rank', 'percent-vs-points', 'bound', 'other thing counted', 'rate', 'precision',
    'rounding', 'approximation'.
    """
    thing = same_thing if same_thing is not None else same_noun(claim.counted, evidence.counted)
    if claim.unit == "rank" == evidence.unit:
        if thing is False:
            return incomparable("other thing counted")
        return agrees("rank") if claim.value == evidence.value else differs("rank")
    measured = _measure(claim, evidence, thing)
    if isinstance(measured, Finding):
        return measured
    if thing is False and not claim.currency and claim.unit not in ("%", "ratio"):
        return _other_thing(claim, evidence, measured)
    if claim.scope and evidence.scope and claim.scope != evidence.scope:
        return _compare_rates(claim, evidence, *measured)
    found = _compare(*measured)
    if claim.unit == evidence.unit or found.agrees or "ratio" in (claim.unit, evidence.unit):
        return found
    if claim.value == evidence.value:
        return differs("unit")
    return agrees("conversion") if _is_converted(claim, evidence) else found


_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def _compare_rates(claim: Quantity, evidence: Quantity, mine: _Figure, theirs: _Figure) -> Finding:
    """10 litres a second are 36 cubic metres an hour; what is paid or counted by the hour goes on for no whole day."""
    told = (
        claim.unit not in {"", "%"} and not claim.currency and {claim.scope, evidence.scope} <= set(_SECONDS)
    )
    if not told:
        return incomparable("rate")
    times = Decimal(_SECONDS[claim.scope]) / _SECONDS[evidence.scope]
    scaled = _Figure(
        theirs.value * times, theirs.low * times, theirs.high * times, theirs.bound, theirs.reach
    )
    return agrees("conversion") if _compare(mine, scaled).agrees else incomparable("rate")


def _measure(claim: Quantity, evidence: Quantity, thing: bool | None) -> tuple[_Figure, _Figure] | Finding:
    """Both figures in one unit, or why they have none in common."""
    if claim.currency or evidence.currency:
        return _money(claim, evidence, thing)
    if claim.unit == evidence.unit:
        return _figure(claim), _figure(evidence)
    units = open_units()[1]
    mine, theirs = units.get(claim.unit), units.get(evidence.unit)
    if mine is None or theirs is None:  # a bare count
        return incomparable("unit")
    if mine.dimension == theirs.dimension:
        return _figure(claim, mine), _figure(evidence, theirs)
    if {mine.dimension, theirs.dimension} == {"share", "ratio"}:
        return _as_share(claim, mine), _as_share(evidence, theirs)
    return _across(claim, evidence, {mine.dimension, theirs.dimension}, thing)


def _is_converted(claim: Quantity, evidence: Quantity) -> bool:
    """Whether one is the other in another unit, rounded as such conversions are: 80 miles and 130 km."""
    if claim.bound is not evidence.bound:
        return False
    there = convert(claim.value, claim.unit, evidence.unit)
    back = convert(evidence.value, evidence.unit, claim.unit)
    if there is None or back is None:
        return False
    return _rounds(there, evidence.value, least=10) or _rounds(back, claim.value, least=10)


def _across(claim: Quantity, evidence: Quantity, dimensions: set[str], thing: bool | None) -> Finding:
    """Figures of two dimensions: the same digits are a slip of the unit, others say nothing of each other."""
    same = claim.value == evidence.value and claim.value != 0 and thing is not False
    if dimensions == {"share", "points"}:
        return differs("percent-vs-points") if same else incomparable("percent-vs-points")
    if dimensions == {"share", "multiple"}:
        percent, times = (claim, evidence) if claim.unit == "%" else (evidence, claim)
        doubled = (times.value - 1) * _HUNDRED == percent.value and percent.bound is times.bound
        return agrees("multiple") if doubled else incomparable("unit")
    if dimensions == {"angle", "temperature"}:  # '40 degrees' doesn't say which
        return agrees("value") if same else incomparable("unit")
    if "rank" in dimensions or "multiple" in dimensions or "ratio" in dimensions:
        return incomparable("unit")
    return differs("unit") if same and (thing or _telling(claim)) else incomparable("unit")


def _money(claim: Quantity, evidence: Quantity, thing: bool | None) -> tuple[_Figure, _Figure] | Finding:
    if not (claim.currency and evidence.currency):
        return incomparable("currency")
    if claim.currency == evidence.currency or _is_cents(claim) or _is_cents(evidence):
        return _figure(claim), _figure(evidence)
    if UNNAMED in (claim.currency, evidence.currency):
        return incomparable("currency")
    same = claim.value == evidence.value and (thing or _telling(claim))
    return differs("currency") if same and not _dollars(claim, evidence) else incomparable("currency")


def _is_cents(quantity: Quantity) -> bool:
    """Whether it is in cents of no named currency, which may be a hundredth of any; 'kroner' may not."""
    return quantity.currency == UNNAMED and ("cent" in quantity.text.lower() or "¢" in quantity.text)


def _dollars(claim: Quantity, evidence: Quantity) -> bool:
    """Whether one is written with a bare '$', which may stand for the other's dollars."""
    return {claim.currency, evidence.currency} <= _DOLLARS and any(
        quantity.currency == "USD" and "US" not in quantity.text and "U.S." not in quantity.text
        for quantity in (claim, evidence)
    )


def _telling(quantity: Quantity) -> bool:
    """Whether its digits are unlikely to turn up twice by chance: two significant ones, or a large number."""
    return len(quantity.value.normalize().as_tuple().digits) > 1 or abs(quantity.value) >= _LARGE


def _figure(quantity: Quantity, unit: Unit | None = None) -> _Figure:
    """In the base of ``unit``'s dimension; in its own unit without one."""
    low = Decimal("-Infinity") if quantity.low is None else quantity.low
    high = Decimal("Infinity") if quantity.high is None else quantity.high
    reach = quantity.bound is Bound.AT_MOST and quantity.text.lower().startswith(("up to", "as ", "upto"))
    if unit is None:
        return _Figure(quantity.value, low, high, quantity.bound, reach)
    return _Figure(unit.base(quantity.value), unit.base(low), unit.base(high), quantity.bound, reach)


def _as_share(quantity: Quantity, unit: Unit) -> _Figure:
    """A ratio of two to one is two thirds."""
    if unit.dimension == "share":
        return _figure(quantity, unit)
    share, slack = quantity.value / (quantity.value + 1), Decimal("0.01")
    return _Figure(share, share - slack, share + slack, quantity.bound)


def _other_thing(claim: Quantity, evidence: Quantity, measured: tuple[_Figure, _Figure]) -> Finding:
    """'600,000 H100 equivalents' against '600,000 H100s': the same digits for a thing of another make."""
    qualified = ("equivalent" in claim.counted) != ("equivalent" in evidence.counted)
    if qualified and claim.value == evidence.value and _telling(claim):
        return differs("other thing counted")
    if is_generic(claim.counted) or is_generic(evidence.counted):  # 240 people may well be the 240 workers
        found = _compare(*measured)
        if found.agrees and _telling(claim):
            return found
    return incomparable("other thing counted")


def _compare(claim: _Figure, evidence: _Figure) -> Finding:
    if claim.bound in _UPPER or (evidence.bound in _UPPER and claim.bound not in _LOWER):
        claim, evidence = claim.mirrored(), evidence.mirrored()
    if claim.bound in _LOWER and evidence.bound in _LOWER:
        return _compare_limits(claim, evidence)
    if claim.bound in _LOWER:
        return _against_limit(claim, evidence)
    if evidence.bound in _LOWER:
        return _against_bounded(claim, evidence)
    if Bound.RANGE in (claim.bound, evidence.bound):
        return _compare_ranges(claim, evidence)
    return _compare_closed(claim, evidence)


def _compare_closed(claim: _Figure, evidence: _Figure) -> Finding:
    """Plain and approximate figures."""
    if claim.value == evidence.value:
        return agrees("value")
    loose = claim.bound is Bound.ABOUT and evidence.value in (claim.low, claim.high)
    if loose or claim.low < evidence.value < claim.high:
        return incomparable("rounding") if _is_free(claim, evidence) else agrees("value")
    if evidence.low < claim.high and claim.low < evidence.high:
        if evidence.width > _COARSE * claim.width or not evidence.low <= claim.value <= evidence.high:
            return incomparable("precision")
        return agrees("value")
    return _apart(claim, evidence)


def _is_free(claim: _Figure, evidence: _Figure) -> bool:
    """Whether a claim rounds more freely than a reader would: 'two million' for 2.4 million, 'about 3 billion' for 2.6."""
    if claim.bound is Bound.ABOUT and claim.width < abs(claim.value):  # 'dozens' are wider
        return abs(evidence.value - claim.value) > Decimal("0.12") * abs(claim.value)
    if claim.bound is not Bound.EXACT:
        return False
    allowed = Decimal("0.05") if abs(claim.value) >= _LARGE else Decimal("0.1")
    return abs(evidence.value - claim.value) > allowed * abs(claim.value)


def _compare_ranges(claim: _Figure, evidence: _Figure) -> Finding:
    plain = claim.bound is Bound.RANGE and evidence.bound is not Bound.RANGE
    if claim.holds(evidence) or (plain and claim.low <= evidence.value <= claim.high):
        if evidence.bound is not Bound.RANGE or claim.width <= 2 * evidence.width:
            return agrees("range")
        return incomparable("precision")
    if evidence.high <= claim.low or claim.high <= evidence.low:
        return _apart(claim, evidence)
    slack = claim.width / 100
    if abs(claim.low - evidence.low) <= slack and abs(claim.high - evidence.high) <= slack:
        return agrees("range")
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
    half = figure.width / 2
    return figure.bound is Bound.ABOUT and figure.low - half <= value <= figure.high + half


def _rounds(exact: Decimal, rounded: Decimal, *, least: int = 100) -> bool:
    """Whether ``exact`` is ``rounded`` at as many significant digits as that has, two at least."""
    if not exact or abs(rounded) < least:
        return False
    kept = max(2, len(rounded.normalize().as_tuple().digits))
    step = Decimal(1).scaleb(exact.adjusted() - kept + 1)
    return (exact / step).to_integral_value() * step == rounded


def _scaled(one: Decimal, other: Decimal) -> bool:
    """Whether both have the same digits and lie a power of ten apart."""
    if not one or not other or one == other:
        return False
    return one.normalize().as_tuple()[:2] == other.normalize().as_tuple()[:2]


def _compare_limits(claim: _Figure, evidence: _Figure) -> Finding:
    """'more than x' against 'more than y'."""
    if claim.value == evidence.value:
        return agrees("bound")
    if _scaled(claim.value, evidence.value):
        return differs("scale")
    if claim.reach and evidence.reach:
        return differs("bound")
    above = claim.value < evidence.value and not claim.reach
    return agrees("bound") if above and _within_double(claim.value, evidence.value) else incomparable("bound")


def _within_double(one: Decimal, other: Decimal) -> bool:
    return abs(one) < 2 * abs(other) and abs(other) < 2 * abs(one)


def _against_limit(claim: _Figure, evidence: _Figure) -> Finding:
    """'more than x' against a closed interval, or one that is bounded from above."""
    plain = evidence.bound is Bound.EXACT
    if plain and evidence.value == claim.value:
        return incomparable("bound") if claim.bound in _STRICT else agrees("bound")
    if plain and _scaled(evidence.value, claim.value):
        return differs("scale")
    if evidence.low >= claim.value or (evidence.bound is not Bound.RANGE and evidence.value > claim.value):
        if evidence.bound in _UPPER or (claim.reach and evidence.value > claim.value):
            return incomparable("bound")
        return agrees("bound")
    below = evidence.high < claim.value or (plain and evidence.value < claim.value)
    if evidence.bound in _UPPER:
        below = evidence.value <= claim.value
    return differs("bound") if below else incomparable("bound")


def _against_bounded(claim: _Figure, evidence: _Figure) -> Finding:
    """A plain figure or a range against 'more than y'."""
    if claim.bound is Bound.ABOUT and claim.low <= evidence.value < claim.high:
        return agrees("bound")
    if claim.value == evidence.value:
        loose = evidence.bound not in _STRICT and claim.bound is not Bound.RANGE and not evidence.reach
        return agrees("bound") if loose else incomparable("bound")
    if _scaled(claim.value, evidence.value):
        return differs("scale")
    return differs("bound") if claim.high < evidence.value else incomparable("bound")
