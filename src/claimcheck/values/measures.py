"""A number with what stands around it that makes it a measure: sign, currency, unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claimcheck.model.claim import Bound
from claimcheck.values.numberwords import read_numeral
from claimcheck.values.numerals import VULGAR, Form, low_at, past_hyphen
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.units import Money, Unit, open_currencies, open_units
from claimcheck.values.wordlists import open_words

_HUNDRED = Decimal(100)
_PENCE = Money("GBP", Decimal("0.01"))
_SPACED = frozenset(
    {"m", "g", "t", "W", "L", "l", "h", "x"}
)  # one-letter units that may stand apart from the number
_SHORT = frozenset({"bn", "mio", "mln", "mn", "mrd"})
_ISO_GLUED = frozenset({"USD", "EUR", "GBP", "CHF", "JPY"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the making, over the tokens ``first`` to ``end`` (exclusive); fields as in Quantity.

    ``step`` is the unit of the last digit that counts, ``scale`` what was written apart from the digits.
    ``low`` and ``high`` are ``None`` until bounds.py sets them, save for ranges.
    """

    value: Decimal
    step: Decimal
    first: int
    end: int
    form: Form
    scale: Decimal = Decimal(1)
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


def read_figure(tokens: Sequence[Token], at: int, european: bool) -> Figure | None:
    """The measure whose number begins at token ``at``, ``None`` when no number does."""
    sign = _sign(tokens, at - 1)
    money = _money_before(tokens, at - bool(sign))
    numeral = read_numeral(tokens, at, money=money is not None, european=european)
    if numeral is None:
        return _read_unit_and_part(tokens, at)
    if money is None and _paid_in_millions(tokens, numeral.end):
        numeral = read_numeral(tokens, at, money=True, european=european) or numeral
    if sign and numeral.form is not Form.DIGITS and tokens[at - 1].low != "minus":
        sign = ""  # a dash before a word
    first = at - 1 if sign else numeral.first
    if money:
        first = money[1]
        if first and not sign and (sign := _sign(tokens, first - 1)):
            first -= 1
    value = -numeral.value if sign == "-" else numeral.value
    figure = Figure(value, numeral.step, first, numeral.end, numeral.form, numeral.scale)
    if money:
        return replace(figure, currency=money[0].code)
    if numeral.form is Form.SHARE:
        return _as_share(tokens, figure)
    return _with_unit(tokens, figure)


def _paid_in_millions(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter after a number is a scale and no unit, since a currency follows: '210m kronor'."""
    if at + 1 >= len(tokens) or tokens[at].low not in ("m", "k", "b") or not tokens[at].glued:
        return False
    return open_currencies()[1].match(tokens, at + 1) is not None


def _read_unit_and_part(tokens: Sequence[Token], at: int) -> Figure | None:
    """'an hour and a half', 'a mile and a quarter'."""
    found = open_units()[0].match(tokens, at + 1) if tokens[at].low in ("a", "an") else None
    if found is None:
        return None
    end = found[1]
    for word in ("and", "a"):
        end = past_hyphen(tokens, end)
        if low_at(tokens, end) != word:
            return None
        end += 1
    end = past_hyphen(tokens, end)
    part = {"half": "0.5", "quarter": "0.25", "third": "0.33"}.get(low_at(tokens, end))
    if part is None:
        return None
    return Figure(1 + Decimal(part), Decimal("0.1"), at, end + 1, Form.WORDS, unit=found[0].symbol)


@cache
def _sign_ends() -> frozenset[str]:
    before = open_currencies()[0]
    return frozenset(spelling[-1] for spellings in before.exact.values() for spelling, _ in spellings)


def _money_before(tokens: Sequence[Token], at: int) -> tuple[Money, int] | None:
    """The currency that ends right before token ``at``, and the index where it begins."""
    if at < 1 or tokens[at - 1].text not in _sign_ends():
        return None
    signs = open_currencies()[0]
    for first in range(max(0, at - 5), at):
        found = signs.match(tokens, first)
        if found and found[1] == at and not (tokens[first].glued and tokens[first].shape is Shape.WORD):
            return found[0], first
    return None


def _sign(tokens: Sequence[Token], at: int) -> str:
    """'-' for a minus (not a dash or hyphen) at ``at``, '+' for a plus, '' for none."""
    if at < 0:
        return ""
    if tokens[at].low == "minus":
        return "-"
    if tokens[at].text not in "-−–+" or not tokens[at + 1].glued:
        return ""
    if at and tokens[at].glued and tokens[at - 1].text not in "([$€£¥₹":
        return ""
    return "+" if tokens[at].text == "+" else "-"


def _as_share(tokens: Sequence[Token], figure: Figure) -> Figure:
    """A fraction is a percentage, save before a unit: 'half an hour', 'three quarters of a mile', '½ inch'."""
    at = figure.end + (low_at(tokens, figure.end) == "of")
    at += low_at(tokens, at) in ("a", "an")
    at = past_hyphen(tokens, at)
    direct = (
        at > figure.end
        or tokens[figure.end - 1].low in ("half", "quarter")
        or tokens[figure.first].text in VULGAR
    )
    found = open_units()[0].match(tokens, at) if direct else None
    if found and found[0].dimension not in ("share", "points", "multiple") and low_at(tokens, at) != "second":
        return replace(figure, step=figure.step * 5, end=found[1], form=Form.WORDS, unit=found[0].symbol)
    return replace(figure, value=figure.value * _HUNDRED, step=figure.step * _HUNDRED, unit="%")


def _with_unit(tokens: Sequence[Token], figure: Figure) -> Figure:
    """``figure`` with the unit or currency after it, a hyphen or (after 'millions') an 'of' between them."""
    vague = figure.form is Form.VAGUE and low_at(tokens, figure.end) == "of"
    at = past_hyphen(tokens, figure.end + vague)
    if at + 1 < len(tokens) and tokens[at].text == "." and tokens[at - 1].low in _SHORT and tokens[at].glued:
        at += 1  # '12,5 Mio. Euro'
    if at >= len(tokens):
        return figure
    money = _money_after(tokens, at, figure)
    unit = open_units()[0].match(tokens, at)
    if money and (unit is None or money[1] >= unit[1]):
        part = money[0].part
        value, step = figure.value * part, figure.step * part
        return replace(figure, value=value, step=step, end=money[1], currency=money[0].code)
    if unit and not _only_looks(tokens, at, unit, figure):
        return replace(figure, unit=unit[0].symbol, end=unit[1])
    return figure


def _money_after(tokens: Sequence[Token], at: int, figure: Figure) -> tuple[Money, int] | None:
    token = tokens[at]
    if token.low in ("pound", "pounds", "quid"):
        return _pounds(tokens, at, figure)
    if token.text == "p" and token.glued and tokens[at - 1].shape is Shape.NUMBER and figure.value < _HUNDRED:
        return _PENCE, at + 1
    found = open_currencies()[1].match(tokens, at)
    if found is None or (token.low in ("won", "rand", "real") and figure.value < _HUNDRED):
        return None
    if token.shape is Shape.WORD and token.glued and tokens[at - 1].shape is Shape.NUMBER:
        return found if token.text in _ISO_GLUED else None
    return found


def _pounds(tokens: Sequence[Token], at: int, figure: Figure) -> tuple[Money, int] | None:
    """'pounds' is money with a large scale, 'sterling' or a word of paying before it, else a weight."""
    sterling = low_at(tokens, at + 1) == "sterling"
    paid = False
    for token in reversed(tokens[max(0, figure.first - 8) : figure.first]):
        if paid or token.text in ".;":
            break
        paid = token.low in open_words("paid")
    if sterling or paid or tokens[at].low == "quid" or (figure.scaled and figure.value >= 10**6):
        return Money("GBP"), at + 1 + sterling
    return None


def _abbreviates(tokens: Sequence[Token], at: int) -> bool:
    """A full stop glued to the letter before it, with more to come: '5 W. Main Street', not '75 W.'."""
    return low_at(tokens, at) == "." and tokens[at].glued and at + 1 < len(tokens)


def _only_looks(tokens: Sequence[Token], at: int, found: tuple[Unit, int], figure: Figure) -> bool:
    """Whether the words at ``at`` only look like a unit: '3D', 'the 40s', 'two second-hand cars', 'Type 2 m'."""
    unit, end = found
    first = tokens[at]
    after = tokens[end] if end < len(tokens) else None
    if len(first.text) == 1 and first.text.isalpha() and end == at + 1:
        if not first.glued and (
            first.text not in _SPACED or (first.text.isupper() and _abbreviates(tokens, end))
        ):
            return True
        if first.text == "s":
            return figure.value % 10 == 0 and 10 <= figure.value <= 90
    if after and after.glued and after.shape is not Shape.SIGN and first.text[-1] not in "%°":
        return True
    if first.low in ("second", "degree", "foot") and after and after.text == "-" and after.glued:
        return low_at(tokens, end + 1) not in ("long", "wide", "tall", "high", "deep", "old")
    if unit.symbol == "x":
        return first.text in "x×" and (not first.glued or (after is not None and after.shape is Shape.NUMBER))
    return first.low == "second" and abs(figure.value) != 1
