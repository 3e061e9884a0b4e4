"""Figures that belong together: ranges, '5 ft 11 in', 'nine children in ten', '27 votes to 11', '12 per 100,000'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.model.claim import Bound
from claimcheck.values.measures import Figure
from claimcheck.values.nouns import find_counted, read_phrase
from claimcheck.values.numberwords import SMALL
from claimcheck.values.numerals import Form, low_at
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.units import convert, dimension
from claimcheck.values.wordlists import open_words

_DASHES = frozenset("-–—‑")
_ROUND = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000, 10**4, 10**5, 10**6)))
_HUNDRED = Decimal(100)
_ENDING = frozenset({"", ".", ",", ";", ")", "—", "–"})
_COMPOSITE = frozenset({"length", "mass", "duration"})


def join_figures(tokens: Sequence[Token], figures: Sequence[Figure]) -> list[Figure]:
    """The same figures in order, with those that make one value joined and shared units and scales handed on."""
    joined: list[Figure] = []
    for figure in figures:
        if not joined:
            joined.append(figure)
            continue
        previous = joined[-1]
        between = [token.low for token in tokens[previous.end : figure.first]]
        whole = _read_share(tokens, previous, figure, between) or _read_composite(tokens, previous, figure)
        if whole is None and len(between) == 1 and previous.bound is Bound.EXACT:
            previous, figure = _hand_on(tokens, previous, figure, between[0])
            joined[-1] = previous
            whole = _read_range(tokens, previous, figure, between[0])
        if whole is not None:
            joined[-1] = whole
        elif previous.form is Form.SHARE and (elliptic := _elliptic(tokens, previous, figure)):
            joined.append(elliptic)
        elif not (between[-1:] == ["per"] and figure.bare):  # the number of a rate goes into its scope
            joined.append(_inherit(tokens, previous, figure, between))
    return joined


def _read_share(
    tokens: Sequence[Token], part: Figure, whole: Figure, between: Sequence[str]
) -> Figure | None:
    """'one in five', 'nine children in ten', '9 out of 10 patients' as a percentage."""
    if not (between and part.bare and whole.bare and 0 < part.value < whole.value):
        return None
    if Form.VAGUE in (part.form, whole.form) or part.bound is not Bound.EXACT:
        return None
    every = between[-1] in ("every", "each")
    out = list(between[-2 - every : len(between) - every]) == ["out", "of"]
    if (
        not (out or list(between[-1 - every :])[:1] == ["in"])
        or whole.value != whole.value.to_integral_value()
    ):
        return None
    counted = find_counted(tokens, whole.end, whole.value)
    words = read_phrase(tokens, part.end)
    if len(between) > 1 + out + every:
        if counted or not words or words[-1][1] != whole.first - 1 - out - every:
            return None
        counted = " ".join(word for word, _ in words).lower()
    elif not out and not every and whole.value not in _ROUND:
        return None
    share = part.value / whole.value * _HUNDRED
    step = Decimal(2) if whole.value <= 10 else _HUNDRED / whole.value
    return Figure(share, step, part.first, whole.end, Form.SHARE, unit="%", counted=counted)


def _read_composite(tokens: Sequence[Token], first: Figure, second: Figure) -> Figure | None:
    """'5 ft 11 in', '2 hours and 30 minutes': one measure in the unit of the first."""
    if dimension(first.unit) not in _COMPOSITE or first.step != 1:
        return None
    if first.unit == "ft" and second.bare and low_at(tokens, second.end) == "in":
        second = replace(second, unit="in", end=second.end + 1)
    together = first.end + 1 == second.first and low_at(tokens, first.end) == "and"
    if not (together or first.end == second.first) or first.unit == second.unit:
        return None
    added = convert(second.value, second.unit, first.unit)
    step = convert(second.step, second.unit, first.unit)
    if added is None or step is None or not 0 < added < 1:
        return None
    return replace(first, value=first.value + added, step=step, end=second.end)


def _hand_on(tokens: Sequence[Token], first: Figure, second: Figure, word: str) -> tuple[Figure, Figure]:
    """'61 to 74 percent', '$2.8 to 3.1 billion', '2-3 million': the earlier figure gets unit and scale of the later."""
    if word not in _DASHES and word not in ("to", "and", "or"):
        return first, second
    sharing = second.scaled and not first.scaled and (first.bare or bool(first.currency))
    if sharing and first.form is second.form and first.value < second.value / second.scale:
        scale = second.scale
        first = replace(first, value=first.value * scale, step=first.step * scale, scale=scale)
    signed = second.currency and tokens[second.first].shape is Shape.SIGN
    if first.bare and not second.bare and second.unit not in ("rank", "x") and not signed:
        if second.unit or word != "and":
            first = replace(first, unit=second.unit, currency=second.currency)
    elif first.currency and second.bare and word != "and" and second.value > first.value:
        second = replace(second, currency=first.currency)
    return first, second


def _read_range(tokens: Sequence[Token], low: Figure, high: Figure, word: str) -> Figure | None:
    if (low.unit, low.currency) != (high.unit, high.currency) or low.form is Form.VAGUE or low.unit == "rank":
        return None
    if low.value >= high.value:
        ratio = word == "to" and high.value == 1 and low.bare and low.value > 1
        unit = "ratio"
        return (
            Figure(low.value, Decimal("0.1"), low.first, high.end, Form.WORDS, unit=unit) if ratio else None
        )
    leads = _range_leads(tokens, low, high, word)
    if leads is None:
        return None
    return replace(
        high,
        value=(low.value + high.value) / 2,
        step=min(low.step, high.step),
        first=low.first - leads,
        low=low.value,
        high=high.value,
        bound=Bound.RANGE,
    )


def _range_leads(tokens: Sequence[Token], low: Figure, high: Figure, word: str) -> int | None:
    """How many tokens before ``low`` belong to a range of the two, ``None`` when they make none."""
    before = {token.low for token in tokens[max(0, low.first - 4) : low.first]}
    last = low_at(tokens, low.first - 1)
    if word in _DASHES:
        score = low_at(tokens, high.end) in open_words("scores")  # a 72–90 record
        return 0 if tokens[low.end].glued == tokens[high.first].glued and not score else None
    if word == "and":
        return 1 if last == "between" else None
    if word == "or":
        near = high.value <= low.value + 5 * max(low.step, high.step)
        return 0 if near else None
    if word != "to":
        return None
    if last == "from":
        return 1 if before & open_words("ranging") else None
    return None if before & open_words("changing") else 0


def _elliptic(tokens: Sequence[Token], earlier: Figure, figure: Figure) -> Figure | None:
    """'nine children in ten; in the south not even six': the later figure is a share of the same whole."""
    whole = tokens[earlier.end - 1].low
    number = Decimal(whole) if whole.isdecimal() else Decimal(SMALL.get(whole, 0))
    if low_at(tokens, earlier.end - 2) != "in" or not figure.bare or not 0 < figure.value <= number:
        return None
    if figure.form is Form.VAGUE or low_at(tokens, figure.end) not in _ENDING:
        return None
    share = figure.value / number * _HUNDRED
    return replace(figure, value=share, step=earlier.step, form=Form.SHARE, unit="%", counted=earlier.counted)


def _inherit(tokens: Sequence[Token], first: Figure, second: Figure, between: Sequence[str]) -> Figure:
    """'27 votes to 11', '6.12 crowns, up from 4.40': the second figure counts what the first counts. After '210m kronor' the
    'm' of '334m' means millions."""
    money = first.currency and first.scaled and second.unit == "m" and low_at(tokens, second.end - 1) == "m"
    if money and tokens[second.end - 1].glued:
        million = Decimal(10**6)
        scaled = replace(second, value=second.value * million, step=second.step * million, scale=million)
        return replace(scaled, unit="", currency=first.currency)
    if list(between[-2:]) in (["up", "from"], ["down", "from"]) and first.bare and second.bare:
        counted = first.counted or find_counted(tokens, first.end, first.value)
        own = second.counted or find_counted(tokens, second.end, second.value)
        return replace(second, counted=counted) if counted and not own else second
    if (
        not between
        or between[-1] not in ("to", "against", "versus", "vs")
        or not (first.bare and second.bare)
    ):
        return second
    counted = find_counted(tokens, first.end, first.value)
    if (
        counted
        and len(between) == len(counted.split()) + 1
        and not find_counted(tokens, second.end, second.value)
    ):
        return replace(second, counted=counted)
    return second
