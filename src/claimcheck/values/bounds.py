"""Bounds and the interval a figure stands for.

With v the value as written, s the unit of its last digit that counts (numerals.digits_value) and u the unit of its last
digit that isn't zero (100,000 for 600,000; 0.1 billion for 14.3 billion):

    plain              v - s/2 .. v + s/2
    about, some        v - w .. v + w, with w = u/2, but at least 2.5 % and at most 10 % of v
    nearly, just under v - 2w .. v + s/2, w as above, 2w at most 10 % of v
    just over          v - s/2 .. v + 2w, likewise
    more than          v .. unbounded            at least: the same
    less than, up to   unbounded .. v
    dozens, hundreds   twice the word's value .. ten times it
    a rank             v .. v
    a range            its two ends as written
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.model.claim import Bound
from claimcheck.values.measures import Figure
from claimcheck.values.numerals import Form
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.units import dimension
from claimcheck.values.wordlists import open_bounds_after, open_bounds_before, open_words


def widen(figure: Figure) -> tuple[Decimal, Decimal]:
    """The half-width of 'about' and its double, capped, in the figure's unit."""
    size = abs(figure.value)
    exponent = figure.value.normalize().as_tuple().exponent
    digit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    if figure.form is Form.SHARE:
        digit = Decimal(5)
    least, most = size / 40, size / 10
    half = min(max(digit / 2, least), most)
    return half, min(2 * half, most)


def with_interval(figure: Figure, side: str = "") -> Figure:
    """``figure`` with ``low`` and ``high`` set by its bound; ``side``: 'below' for nearly, 'above' for just over."""
    value, slack = figure.value, figure.step / 2
    match figure.bound:
        case Bound.RANGE:
            return figure
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return replace(figure, low=value, high=None)
        case Bound.LESS_THAN | Bound.AT_MOST:
            return replace(figure, low=None, high=value)
        case Bound.ABOUT if figure.form is not Form.VAGUE:
            half, double = widen(figure)
            if side == "below":
                return replace(figure, low=value - double, high=value + slack)
            if side == "above":
                return replace(figure, low=value - slack, high=value + double)
            return replace(figure, low=value - max(half, slack), high=value + max(half, slack))
        case Bound.EXACT | Bound.ABOUT:
            if figure.form is Form.VAGUE:
                return replace(figure, value=value * 2, low=value * 2, high=value * 10, bound=Bound.ABOUT)
            return replace(figure, low=value - slack, high=value + slack)


def with_bound(tokens: Sequence[Token], figure: Figure, floor: int) -> Figure:
    """``figure`` with the bound that the words beside it give, its span grown over them, and its interval.

    ``floor`` is the first token that it may take: the end of the figure before it.
    """
    if figure.bound is not Bound.EXACT:
        return with_interval(figure)
    kind, words = _before(tokens, figure, floor)
    if kind:
        figure = replace(figure, first=figure.first - words)
    else:
        kind, words = _after(tokens, figure.end)
        figure = replace(figure, end=figure.end + words)
    if not kind:
        return with_interval(figure)
    if kind in ("below", "above"):
        return with_interval(replace(figure, bound=Bound.ABOUT), kind)
    return with_interval(replace(figure, bound=Bound(kind)))


def _before(tokens: Sequence[Token], figure: Figure, floor: int) -> tuple[str, int]:
    """The kind of bound that ends right before ``figure`` and the number of its tokens; '' and 0 without one."""
    at = figure.first
    if at == 0:
        return "", 0
    for words, kind in open_bounds_before().get(tokens[at - 1].low, ()):
        first = at - len(words)
        if first < floor or tuple(token.low for token in tokens[first:at]) != words:
            continue
        if len(words) == 1 and _is_preposition(tokens, figure, words[0]):
            return "", 0
        return kind, len(words)
    return "", 0


_HANDING = frozenset(["hand", "hands", "handed", "handing", "turned", "turning", "signed", "signing", "made"])
"""Verbs with 'over': 'handed over $3 million' is no more than that."""


def _is_preposition(tokens: Sequence[Token], figure: Figure, word: str) -> bool:
    """'$250 million over four years', 'under two conditions', 'metres above 3 rivers' are no bounds."""
    before = tokens[figure.first - 2].low if figure.first > 1 else ""
    if word == "over" and before in _HANDING:
        return True
    if word == "over" and dimension(figure.unit) in ("duration", "length"):
        return bool(before) and before not in open_words("lasting") and before not in ".,;:(—–"
    vague = word in ("under", "above", "beyond", "below") or (word == "over" and figure.form is Form.WORDS)
    if vague and figure.bare:
        after = tokens[figure.end] if figure.end < len(tokens) else None
        return (
            figure.value < 10 and after is not None and after.shape is Shape.WORD and after.low.endswith("s")
        )
    return False


def _after(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The kind of bound that begins at token ``at`` and the number of its tokens; '' and 0 without one."""
    if at >= len(tokens):
        return "", 0
    for words, kind in open_bounds_after().get(tokens[at].low, ()):
        if tuple(token.low for token in tokens[at : at + len(words)]) != words:
            continue
        after = tokens[at + len(words)] if at + len(words) < len(tokens) else None
        if (words == ("+",) and not tokens[at].glued) or (after and after.shape is Shape.NUMBER):
            continue  # '9 winners and over 500 others'
        if any(token.text.isupper() and len(token.text) > 1 for token in tokens[at : at + len(words)]):
            continue  # '300 TOPS'
        return kind, len(words)
    return "", 0


def bound_after(tokens: Sequence[Token], figure: Figure, at: int) -> Figure:
    """``figure`` bounded by words after its noun: 'five people or more'. Its span stays as it is."""
    if figure.bound is not Bound.EXACT:
        return figure
    kind, _ = _after(tokens, at)
    return with_interval(replace(figure, bound=Bound(kind))) if kind and kind != "more_than" else figure
