"""Reads a bare number in words: 'thirty-three', 'half a million', 'two thirds', 'dozens', 'hundreds of millions'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.values.numerals import (
    SCALES,
    VULGAR,
    Form,
    Numeral,
    low_at,
    past_hyphen,
    read_digits,
    read_scales,
    whole_step,
)
from claimcheck.values.tokens import Shape, Token

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_VAGUE = {
    "dozens": 12, "tens": 10, "hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
    "trillions": 10**12, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10,
    "tenths": 10, "twentieth": 20, "hundredth": 100, "hundredths": 100,
}  # fmt: skip
NUMBER_WORDS = frozenset({"a", "an", "half", "few", "several", "couple", "many", *SMALL, *TENS, *_VAGUE})
"""What a number in words may begin with."""
_SHARE_STEP = Decimal("0.04")  # a fraction in words stands for two points of a percent either side


def read_numeral(
    tokens: Sequence[Token], at: int, *, money: bool = False, european: bool = False
) -> Numeral | None:
    """The longest number that begins at token ``at``, in digits or words. ``money``: a currency stands before it."""
    token = tokens[at]
    if token.shape is Shape.NUMBER:
        return read_digits(tokens, at, money=money, european=european)
    if token.shape is Shape.SIGN:
        if token.text not in VULGAR:
            return None
        above, below = VULGAR[token.text]
        return _share_or_scaled(tokens, at, at + 1, Decimal(above) / below)
    word = token.low
    if word in SMALL or word in TENS:
        return _read_words(tokens, at)
    if word in _VAGUE:
        return _read_vague(tokens, at)
    if word in ("few", "several", "couple", "many"):
        return _read_few(tokens, at)
    if word in ("a", "an"):
        return _read_article(tokens, at)
    return _share_or_scaled(tokens, at, at + 1, Decimal("0.5")) if word == "half" else None


def _read_vague(tokens: Sequence[Token], at: int) -> Numeral:
    value, end = Decimal(_VAGUE[tokens[at].low]), at + 1
    while low_at(tokens, end) == "of" and low_at(tokens, end + 1) in _VAGUE:
        value, end = value * _VAGUE[low_at(tokens, end + 1)], end + 2
    return Numeral(value, value, at, end, Form.VAGUE)


def _read_few(tokens: Sequence[Token], at: int) -> Numeral | None:
    """'a few hundred', 'several thousand', 'a couple of million': as vague as the plural."""
    end = at + 1 + (low_at(tokens, at + 1) == "of")
    if tokens[at].low == "many":
        return _read_vague(tokens, end) if low_at(tokens, end) in _VAGUE else None
    scale = SCALES.get(low_at(tokens, end))
    if scale is None:
        return None
    first = at - (at > 0 and tokens[at - 1].low == "a")
    return Numeral(Decimal(scale), Decimal(scale), first, end + 1, Form.VAGUE)


def _read_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """'a million', 'a quarter of a million', 'a third'."""
    word = low_at(tokens, at + 1)
    if word in SCALES:
        return _read_words(tokens, at)
    if word in PARTS and not word.endswith("s"):
        return _share_or_scaled(tokens, at, at + 2, Decimal(1) / PARTS[word])
    return None


def _share_or_scaled(tokens: Sequence[Token], at: int, end: int, share: Decimal) -> Numeral:
    """A part of a written scale is a number ("half a million"), else it is a share."""
    after = end + (low_at(tokens, end) == "of")
    after += low_at(tokens, after) in ("a", "an")
    scale = SCALES.get(low_at(tokens, after))
    if scale is not None:
        return Numeral(share * scale, Decimal(scale) / 10, at, after + 1, Form.WORDS, Decimal(scale))
    return Numeral(share, _SHARE_STEP, at, end, Form.SHARE)


def _read_words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """'thirty-three', 'one hundred and twenty thousand', 'two and a half million', 'three quarters'."""
    total, current, end, last = 0, 0, at, ""
    while end < len(tokens):
        here = past_hyphen(tokens, end) if end > at else end
        if here > end and last in SCALES:  # 'a million-two'
            break
        if low_at(tokens, here) == "and" and last in SCALES and _is_small(low_at(tokens, here + 1)):
            here += 1
        word = low_at(tokens, here)
        added = _added(current, word)
        if added or (end == at and word in ("a", "an")):
            current += added or 1
        elif word == "hundred" and 0 < current < 100:
            current *= 100
        elif word in SCALES and word != "hundred" and current:
            total, current = total + current * SCALES[word], 0
        elif word == "zero" and end == at:
            pass
        else:
            break
        end, last = here + 1, word
    return _finish_words(tokens, at, end, Decimal(total + current), last)


def _added(current: int, word: str) -> int:
    """What ``word`` adds to a number below a thousand that ends in ``current``; 0 when it can't follow."""
    if word in TENS and current % 100 == 0:
        return TENS[word]
    if word in SMALL and current % 100 == 0:
        return SMALL[word]
    if word in SMALL and current % 10 == 0 and current % 100 >= 20 and SMALL[word] < 10:
        return SMALL[word]
    return 0


def _is_small(word: str) -> bool:
    return word in SMALL or word in TENS


def _finish_words(tokens: Sequence[Token], at: int, end: int, value: Decimal, last: str) -> Numeral:
    scale = SCALES[last] if last in SCALES and last not in ("hundred", "dozen") else 1
    step = Decimal(scale) if scale > 1 else whole_step(value)
    found = Numeral(value, step, at, end, Form.WORDS, Decimal(scale))
    part = past_hyphen(tokens, end)
    word = low_at(tokens, part)
    if word in PARTS and 0 < value < PARTS[word] and (value == 1 or word.endswith("s")):
        return _share_or_scaled(tokens, at, part + 1, value / PARTS[word])
    found = _add_part(tokens, _add_decimals(tokens, found))
    return found if found.scaled else read_scales(tokens, found)


def _add_decimals(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """'one point eight'."""
    digits, at = "", found.end + 1
    if low_at(tokens, found.end) != "point" or found.scaled:
        return found
    while SMALL.get(low_at(tokens, at), 10) < 10 and len(digits) < 6:
        digits, at = digits + str(SMALL[low_at(tokens, at)]), at + 1
    if not digits:
        return found
    return replace(
        found, value=found.value + Decimal(f"0.{digits}"), step=Decimal(1).scaleb(-len(digits)), end=at
    )


def _add_part(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """'... and a half', '... and three quarters'."""
    at = past_hyphen(tokens, found.end)
    if low_at(tokens, at) != "and":
        return found
    at = past_hyphen(tokens, at + 1)
    count = 1 if low_at(tokens, at) in ("a", "an", "one") else SMALL.get(low_at(tokens, at))
    at = past_hyphen(tokens, at + 1)
    part = low_at(tokens, at)
    if count is None or part not in PARTS or count >= PARTS[part]:
        return found
    added = Decimal(count) / PARTS[part] * found.scale
    return replace(found, value=found.value + added, step=found.scale / 10, end=at + 1)
