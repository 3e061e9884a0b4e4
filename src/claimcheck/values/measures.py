"""A number with what stands around it that makes it a measure: sign, currency, unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimcheck.model.claim import Bound
from claimcheck.values.numerals import Form, Numeral, read_numeral
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.units import Money, open_currencies, open_units
from claimcheck.values.wordlists import open_grammar

PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the making, over the tokens ``first`` to ``end`` (exclusive). ``low`` and ``high`` are set once
    they are known to differ from the written precision."""

    value: Decimal
    step: Decimal
    first: int
    end: int
    form: Form
    scale: Decimal = Decimal(1)  # written apart from the digits
    unit: str = ""
    currency: str = ""
    counted: str = ""
    scope: str = ""
    bound: Bound = Bound.EXACT
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def scaled(self) -> bool:
        return self.scale != 1

    @property
    def bare(self) -> bool:
        return not self.unit and not self.currency


@cache
def _sign_ends() -> frozenset[str]:
    before = open_currencies()[0]
    return frozenset(spelling[-1] for spellings in before.exact.values() for spelling, _ in spellings)


def _money_before(tokens: Sequence[Token], at: int) -> tuple[Money, int] | None:
    """The currency that ends right before token ``at``, and the index where it begins."""
    if at == 0 or tokens[at - 1].text not in _sign_ends():
        return None
    signs = open_currencies()[0]
    for first in range(max(0, at - 5), at):
        found = signs.match(tokens, first)
        if (
            found
            and found[1] == at
            and not (first and tokens[first].glued and tokens[first].shape is Shape.WORD)
        ):
            return found[0], first
    return None


def _minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether a minus sign (not a dash or hyphen) stands at ``at``, before a number."""
    if at < 0 or tokens[at].text not in "-−–" or not tokens[at + 1].glued:
        return False
    return at == 0 or not tokens[at].glued or tokens[at - 1].text in "(["


def read_figure(tokens: Sequence[Token], at: int, european: bool) -> Figure | None:
    """The measure whose number begins at token ``at``, ``None`` when no number does."""
    signed = at > 0 and _minus(tokens, at - 1)
    money = _money_before(tokens, at - 1 if signed else at)
    numeral = read_numeral(tokens, at, money=money is not None, european=european)
    if numeral is None:
        return None
    first = at - 1 if signed else numeral.first
    if money:
        first = money[1]
        if first and not signed and _minus(tokens, first - 1):
            signed, first = True, first - 1
    value = -numeral.value if signed else numeral.value
    figure = Figure(value, numeral.step, first, numeral.end, numeral.form, numeral.scale)
    if numeral.form is Form.SHARE:
        return _as_share(tokens, figure)
    if money:
        return _with(figure, currency=money[0].code)
    return _with_unit(tokens, figure, numeral)


def _with(figure: Figure, *, unit: str = "", currency: str = "", end: int = 0) -> Figure:
    return Figure(
        figure.value, figure.step, figure.first, end or figure.end, figure.form, figure.scale, unit, currency
    )


def _as_share(tokens: Sequence[Token], figure: Figure) -> Figure:
    """A fraction is a percentage, save before a unit: 'half an hour', 'three quarters of a mile'."""
    at = figure.end + (figure.end < len(tokens) and tokens[figure.end].low == "of")
    if at < len(tokens) and tokens[at].low in ("a", "an"):
        found = open_units()[0].match(tokens, at + 1)
        if found and found[0].dimension not in ("share", "points"):
            return Figure(
                figure.value, figure.step * 5, figure.first, found[1], Form.WORDS, unit=found[0].symbol
            )
    return Figure(
        figure.value * PERCENT, figure.step * PERCENT, figure.first, figure.end, Form.SHARE, unit="%"
    )


def _with_unit(tokens: Sequence[Token], figure: Figure, numeral: Numeral) -> Figure:
    at = numeral.end
    if numeral.form is Form.VAGUE and at < len(tokens) and tokens[at].low == "of":
        at += 1
    if at >= len(tokens):
        return figure
    hyphen = tokens[at].text in "-‑" and tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].glued
    at += hyphen
    if at >= len(tokens):
        return figure
    money = _money_after(tokens, at, figure)
    unit = open_units()[0].match(tokens, at)
    if money and (unit is None or money[1] >= unit[1]):
        part = money[0].part
        scaled = Figure(
            figure.value * part, figure.step * part, figure.first, money[1], figure.form, figure.scale
        )
        return _with(scaled, currency=money[0].code)
    if unit and not _not_unit(tokens, at, unit[1], figure):
        return _with(figure, unit=unit[0].symbol, end=unit[1])
    return figure


def _money_after(tokens: Sequence[Token], at: int, figure: Figure) -> tuple[Money, int] | None:
    token = tokens[at]
    if token.low in ("pound", "pounds", "quid"):
        return _pounds(tokens, at, figure)
    if token.text == "p" and token.glued and tokens[at - 1].shape is Shape.NUMBER and figure.value < 100:
        return Money("GBP", Decimal("0.01")), at + 1
    found = open_currencies()[1].match(tokens, at)
    if found is None or (token.low == "won" and figure.value < 1000):
        return None
    if token.text.isalpha() and token.text.isupper() and len(token.text) == 3 and token.glued:
        return None if token.text not in ("USD", "EUR", "GBP") else found
    return found


def _pounds(tokens: Sequence[Token], at: int, figure: Figure) -> tuple[Money, int] | None:
    """'pounds' is money with a scale, 'sterling' or a word of paying near it, else a weight."""
    sterling = at + 1 < len(tokens) and tokens[at + 1].low == "sterling"
    paid = False
    for token in reversed(tokens[max(0, figure.first - 8) : figure.first]):
        if paid or token.text in ".;":
            break
        paid = token.low in open_grammar().paid
    if sterling or paid or tokens[at].low == "quid" or (figure.scaled and figure.value >= 1_000_000):
        return Money("GBP"), at + 1 + sterling
    return None


_SPACED_LETTERS = frozenset({"m", "g", "t", "W", "L", "l", "h", "°"})


def _not_unit(tokens: Sequence[Token], at: int, end: int, figure: Figure) -> bool:
    """Whether the words at ``at`` only look like a unit."""
    first, after = tokens[at], tokens[end] if end < len(tokens) else None
    if end == at + 1 and len(first.text) == 1 and first.text.isalpha() and not first.glued:
        if first.text not in _SPACED_LETTERS:
            return True
    if after and after.glued and after.shape is not Shape.SIGN and first.text[-1] not in "%°":
        return True
    if first.low in ("second", "degree") and after and after.text == "-" and after.glued:
        return True
    if first.text == "s":  # the 40s
        return figure.value % 10 == 0 and 10 <= figure.value <= 90
    if first.text in ("x", "×"):
        return not first.glued or (after is not None and after.shape is Shape.NUMBER)
    return first.low == "second" and figure.value != 1
