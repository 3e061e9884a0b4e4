"""Figures that belong together: ranges, changes from one figure to another, ratios, 'nine children in ten'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.model.claim import Bound
from claimcheck.values.measures import Figure
from claimcheck.values.nouns import find_counted, read_phrase
from claimcheck.values.numerals import Form
from claimcheck.values.tokens import Shape, Token

_DASHES = frozenset("-–—‑")
_RANGING = frozenset(
    [
        "range",
        "ranges",
        "ranged",
        "ranging",
        "vary",
        "varies",
        "varied",
        "varying",
        "anywhere",
        "anything",
        "aged",
        "ages",
        "age",
        "somewhere",
        "spanning",
        "spans",
    ]
)
_CHANGING = frozenset(
    [
        "rose",
        "rise",
        "rises",
        "risen",
        "rising",
        "fell",
        "fall",
        "falls",
        "fallen",
        "falling",
        "grew",
        "grow",
        "grows",
        "grown",
        "growing",
        "dropped",
        "drop",
        "drops",
        "dropping",
        "climbed",
        "climb",
        "climbs",
        "climbing",
        "increased",
        "increase",
        "increases",
        "increasing",
        "decreased",
        "decrease",
        "decreases",
        "declined",
        "decline",
        "declines",
        "declining",
        "jumped",
        "jump",
        "jumps",
        "jumping",
        "up",
        "down",
        "cut",
        "cuts",
        "cutting",
        "raised",
        "raise",
        "raises",
        "raising",
        "lowered",
        "lower",
        "reduced",
        "reduce",
        "reduces",
        "shrank",
        "shrunk",
        "shrink",
        "shrinks",
        "slipped",
        "slid",
        "soared",
        "surged",
        "plunged",
        "tumbled",
        "gained",
        "lost",
        "advanced",
        "improved",
        "expanded",
        "widened",
        "narrowed",
        "doubled",
        "tripled",
        "edged",
        "ticked",
        "crept",
        "went",
        "moved",
        "swelled",
        "sank",
        "rallied",
        "rebounded",
    ]
)


def join_figures(tokens: Sequence[Token], figures: Sequence[Figure]) -> list[Figure]:
    """The same figures in order, with those that make one value joined and shared units and scales handed on."""
    joined: list[Figure] = []
    for figure in figures:
        if not joined:
            joined.append(figure)
            continue
        previous = joined[-1]
        between = [token.low for token in tokens[previous.end : figure.first]]
        whole = _read_share(tokens, previous, figure, between)
        if whole is None and len(between) == 1 and previous.bound is Bound.EXACT:
            previous, figure = _hand_on(tokens, previous, figure, between[0])
            joined[-1] = previous
            whole = _read_range(tokens, previous, figure, between[0])
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(_inherit(tokens, previous, figure, between))
    return joined


def _read_share(
    tokens: Sequence[Token], part: Figure, whole: Figure, between: Sequence[str]
) -> Figure | None:
    """'one in five', 'nine children in ten', '9 out of 10 patients' as a percentage."""
    if not (part.bare and whole.bare and 0 < part.value < whole.value) or part.form is Form.VAGUE:
        return None
    if whole.form is Form.VAGUE or "." in str(whole.value) or not between:
        return None
    out = list(between[-2:]) == ["out", "of"]
    if not out and between[-1] != "in":
        return None
    noun = list(between[: -2 if out else -1])
    counted = find_counted(tokens, whole.end, whole.value)
    if noun:
        words = read_phrase(tokens, part.end)
        if not words or words[-1][1] != whole.first - (2 if out else 1):
            return None
        counted = counted if out else "" if not counted else counted
        if counted:
            return None
        counted = " ".join(word for word, _ in words).lower()
    elif counted and not out and whole.value not in _ROUND:
        return None
    share = part.value / whole.value * 100
    step = Decimal(2) if whole.value <= 10 else Decimal(100) / whole.value
    return Figure(share, step, part.first, whole.end, Form.SHARE, unit="%", counted=counted)


_ROUND = frozenset(Decimal(n) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000, 10_000, 100_000))


def _hand_on(tokens: Sequence[Token], first: Figure, second: Figure, word: str) -> tuple[Figure, Figure]:
    """'61 to 74 percent', '$2.8 to 3.1 billion', '2-3 million': the earlier figure gets unit and scale of the later."""
    if word not in _DASHES and word not in ("to", "and", "or"):
        return first, second
    if second.scaled and not first.scaled and first.form is second.form and first.bare | bool(first.currency):
        if first.value < second.value / second.scale:
            scale = second.scale
            first = replace(first, value=first.value * scale, step=first.step * scale, scale=scale)
    if first.bare and not second.bare and second.unit not in ("rank", "x"):
        after = second.currency and tokens[second.first].shape is Shape.SIGN
        if not after and (second.unit or word != "and"):
            first = replace(first, unit=second.unit, currency=second.currency)
    elif first.currency and second.bare and word != "and" and second.value > first.value:
        second = replace(second, currency=first.currency)
    return first, second


def _read_range(tokens: Sequence[Token], low: Figure, high: Figure, word: str) -> Figure | None:
    before = [token.low for token in tokens[max(0, low.first - 4) : low.first]]
    last = before[-1] if before else ""
    if (low.unit, low.currency) != (high.unit, high.currency) or low.form is Form.VAGUE:
        return None
    if low.unit == "rank":
        return None
    if word == "to" and low.value > high.value and high.value == 1 and low.bare:
        return Figure(low.value, Decimal("0.1"), low.first, high.end, Form.WORDS, unit="ratio")
    if low.value >= high.value:
        return None
    first = low.first
    if word in _DASHES:
        if not (tokens[low.end].glued == tokens[high.first].glued):
            return None
    elif word == "and":
        if last != "between":
            return None
        first -= 1
    elif word == "to":
        if last == "from":
            if not _RANGING.intersection(before):
                return None
            first -= 1
        elif _CHANGING.intersection(before):
            return None
    elif word != "or" or high.value > low.value + max(low.step, high.step) * 5:
        return None
    return _as_range(low, high, first)


def _as_range(low: Figure, high: Figure, first: int) -> Figure:
    return replace(
        high,
        value=(low.value + high.value) / 2,
        step=min(low.step, high.step),
        first=first,
        low=low.value,
        high=high.value,
        bound=Bound.RANGE,
    )


def _inherit(tokens: Sequence[Token], first: Figure, second: Figure, between: Sequence[str]) -> Figure:
    """'33 votes to 14': the second figure counts what the first counts."""
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
