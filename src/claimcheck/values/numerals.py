"""Reads a bare number written in digits: separators, scales, powers. Number words are read in numberwords.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from claimcheck.values.tokens import Shape, Token

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "milliard": 10**9, "lakh": 10**5, "crore": 10**7, "dozen": 12, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
_SUFFIXES = {  # written with or without a space
    "mn": 10**6, "mln": 10**6, "mio": 10**6, "mil": 10**6, "bn": 10**9, "bln": 10**9, "mrd": 10**9, "tn": 10**12,
    "trn": 10**12, "cr": 10**7,
}  # fmt: skip
_LETTERS = {  # one letter: only glued to the number, or after a currency
    "k": 10**3, "K": 10**3, "M": 10**6, "m": 10**6, "B": 10**9, "b": 10**9, "T": 10**12, "t": 10**12,
}  # fmt: skip
_AMBIGUOUS = frozenset({"m", "t", "b", "T"})  # metres, tonnes, bits, teslas unless money stands before
_SHARPNESS = frozenset({"2", "4", "5", "8"})  # of a picture: 4K
VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip

_EUROPEAN = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]{1,2})(?![0-9])"
    r"|(?<![0-9.,])[0-9]+,[0-9]{1,2}(?![0-9,])|[0-9]\s?€"
)
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}$")
_COMMA_DECIMAL = re.compile(r"[0-9. \u00a0\u2009\u202f'’]+,[0-9]{1,2}$")
_SEPARATORS = re.compile("[,'’ \u00a0\u2009\u202f]")
_POWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_EXPONENT = re.compile(r"-?[0-9]{1,3}")


class Form(StrEnum):
    DIGITS = "digits"
    WORDS = "words"
    VAGUE = "vague"  # hundreds of millions
    SHARE = "share"  # two thirds: the value is the part, 0..1


@dataclass(frozen=True, slots=True)
class Numeral:
    """A bare number over the tokens ``first`` to ``end`` (exclusive). ``step`` is the unit of its last written digit,
    scale applied; ``scale`` is what was written apart from the digits ("14.3 billion", "600k")."""

    value: Decimal
    step: Decimal
    first: int
    end: int
    form: Form
    scale: Decimal = Decimal(1)

    @property
    def scaled(self) -> bool:
        return self.scale != 1


def is_european(text: str) -> bool:
    """Whether ``text`` plainly writes 1.860,50: only then is '1.860' eighteen hundred and sixty."""
    return bool(_EUROPEAN.search(text))


def low_at(tokens: Sequence[Token], at: int) -> str:
    """The token at ``at`` in lower case, '' outside the text."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def past_hyphen(tokens: Sequence[Token], at: int) -> int:
    """The index after a hyphen glued on both sides at ``at``, else ``at``."""
    if at + 1 < len(tokens) and tokens[at].text in "-‑" and tokens[at].glued and tokens[at + 1].glued:
        return at + 1
    return at


def digits_value(written: str, european: bool = False) -> tuple[Decimal, Decimal]:
    """The value of ``written`` and the unit of its last digit that counts (see whole_step)."""
    whole = (european and _ONE_GROUP.match(written)) or written.count(".") > 1
    if whole or _COMMA_DECIMAL.match(written):
        written = written.replace(".", "").replace(",", ".")
    value = Decimal(_SEPARATORS.sub("", written))
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return value, Decimal(1).scaleb(exponent)
    return value, whole_step(value)


def whole_step(value: Decimal) -> Decimal:
    """The step of a whole number written without a scale.

    One of four digits and more that ends in zeros is taken to have at least three digits that count: 52,000 has the
    step 100, 1,760 has 10, 120 has 1.
    """
    digits = f"{abs(value):f}".partition(".")[0]
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** max(0, min(zeros, len(digits) - 3)) if len(digits) > 3 else Decimal(1)


def read_digits(tokens: Sequence[Token], at: int, *, money: bool = False, european: bool = False) -> Numeral:
    """The number in digits at token ``at``, with its scale. ``money``: a currency stands before it: 'm' is million."""
    written = tokens[at].text
    added = Decimal(0)
    if written[-1] in VULGAR:
        above, below = VULGAR[written[-1]]
        added = Decimal(above) / below
        written = written[:-1].rstrip()
    value, step = digits_value(written, european)
    if added:
        value, step = value + added, Decimal("0.1")
    found = Numeral(value, step, at, at + 1, Form.DIGITS)
    if low_at(tokens, at + 1) == "/" and tokens[at + 1].glued:
        return _read_slash(tokens, found)
    return read_scales(tokens, _read_power(tokens, found), money=money)


def _read_slash(tokens: Sequence[Token], above: Numeral) -> Numeral:
    """3/4 as a share, where the digits are those of a fraction."""
    after = above.end + 1
    if after < len(tokens) and tokens[after].shape is Shape.NUMBER and tokens[after].glued:
        below = tokens[after].text
        if after + 1 < len(tokens) and tokens[after + 1].glued and tokens[after + 1].shape is not Shape.SIGN:
            return above  # the 2/1st battalion
        if below.isdecimal() and len(below) <= 2 and 0 < above.value < int(below) <= 10:
            return Numeral(above.value / int(below), Decimal("0.01"), above.first, after + 1, Form.SHARE)
    return above


def _read_power(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """1.5 × 10^25, 10^25 and 10²⁵."""
    at, base, factor = found.end, found.first, Decimal(1)
    if low_at(tokens, at) in ("×", "x", "*") and low_at(tokens, at + 1) == "10":
        factor, base, at = found.value, at + 1, at + 2
    if tokens[base].text != "10" or at >= len(tokens) or not tokens[at].glued:
        return found
    end = at + 1
    power = tokens[at].text
    if power == "^":
        signed = low_at(tokens, end) in ("-", "−")
        end += 1 + signed
        power = "".join(token.text for token in tokens[at + 1 : end])
    else:
        while end < len(tokens) and tokens[end].glued and tokens[end].text in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            end += 1
        power = "".join(token.text for token in tokens[at:end])
    power = power.translate(_POWER)
    if not _EXPONENT.fullmatch(power):
        return found
    scale = Decimal(10) ** int(power)
    step = (found.step if base != found.first else Decimal(1)) * scale
    return Numeral(factor * scale, step, found.first, end, Form.DIGITS, scale)


def read_scales(tokens: Sequence[Token], found: Numeral, *, money: bool = False) -> Numeral:
    """``found`` with the scale words and letters after it: "thousand", "lakh crore", "bn", "k"."""
    while found.end < len(tokens):
        at = past_hyphen(tokens, found.end)
        token = tokens[at]
        scale = SCALES.get(token.low) or SCALES.get(token.low.removesuffix("s")) or _SUFFIXES.get(token.low)
        if scale is None and not found.scaled and (token.glued or money):
            scale = _letter_scale(tokens, at, money)
        if scale is None:
            break
        plain = found.form is Form.DIGITS and not found.scaled and found.step > 1
        step = Decimal(1) if plain else found.step
        found = replace(
            found, value=found.value * scale, step=step * scale, end=at + 1, scale=found.scale * scale
        )
    return found


def _letter_scale(tokens: Sequence[Token], at: int, money: bool) -> int | None:
    letter = tokens[at].text
    if letter not in _LETTERS:
        return None
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows and follows.glued and (follows.shape is not Shape.SIGN or follows.text in "/²³^°"):
        return None
    if money:
        return _LETTERS[letter]
    if letter in _AMBIGUOUS:  # "5m users" but "5m high", "5m."
        plural = (
            follows and follows.shape is Shape.WORD and follows.low.endswith("s") and len(follows.low) > 3
        )
        return _LETTERS[letter] if plural or (follows and follows.low == "people") else None
    if letter == "K" and tokens[at - 1].text in _SHARPNESS:
        return None
    return _LETTERS[letter]
