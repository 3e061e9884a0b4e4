"""Reads the bare number at a token: digits, words, scales, fractions. Units and bounds are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from claimcheck.values.tokens import Shape, Token

SMALL = {
    word: Decimal(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: Decimal(value * 10)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": Decimal(40)}
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
    "milliard": Decimal(10) ** 9,
    "lakh": Decimal(10) ** 5,
    "crore": Decimal(10) ** 7,
    "dozen": Decimal(12),
}
SUFFIXES = {  # written with or without a space
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mio": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "mrd": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "cr": Decimal(10) ** 7,
}
LETTERS = {  # one letter: only glued to the number, or after a currency
    "k": Decimal(10) ** 3,
    "K": Decimal(10) ** 3,
    "M": Decimal(10) ** 6,
    "m": Decimal(10) ** 6,
    "B": Decimal(10) ** 9,
    "b": Decimal(10) ** 9,
    "T": Decimal(10) ** 12,
    "t": Decimal(10) ** 12,
}
AMBIGUOUS = frozenset({"m", "t", "b"})  # metres, tonnes, bits unless money stands before
VAGUE = {  # "dozens", "tens of thousands": at least twice the word's value, up to ten times
    "dozens": Decimal(12),
    "tens": Decimal(10),
    "hundreds": Decimal(100),
    "thousands": Decimal(10) ** 3,
    "millions": Decimal(10) ** 6,
    "billions": Decimal(10) ** 9,
    "trillions": Decimal(10) ** 12,
    "lakhs": Decimal(10) ** 5,
    "crores": Decimal(10) ** 7,
}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10,
    "tenths": 10, "twentieth": 20, "hundredth": 100, "hundredths": 100,
}  # fmt: skip
VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip

_EUROPEAN = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]{1,2})(?![0-9])"
    r"|(?<![0-9.,])[0-9]+,[0-9]{1,2}(?![0-9,])|[0-9]\s?€"
)
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}$")
_COMMA_DECIMAL = re.compile(r"(.*[^0-9])?[0-9]+,[0-9]{1,2}$|[0-9.]+,[0-9]{1,2}$")
_SEPARATORS = re.compile("[,'’ \u00a0\u2009\u202f]")


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


def read_numeral(
    tokens: Sequence[Token], at: int, *, money: bool = False, european: bool = False
) -> Numeral | None:
    """The longest number that begins at token ``at``. ``money``: a currency stands before it, so 'm' is million."""
    token = tokens[at]
    if token.shape is Shape.NUMBER:
        return _read_digits(tokens, at, money, european)
    if token.shape is Shape.SIGN:
        if token.text in VULGAR:
            above, below = VULGAR[token.text]
            return _share_or_scaled(tokens, at, at + 1, Decimal(above) / below)
        return None
    if token.low in VAGUE:
        return _read_vague(tokens, at)
    if token.low in ("few", "several", "couple"):
        return _read_few(tokens, at)
    if token.low in ("a", "an", "half", "quarter"):
        return _read_article(tokens, at)
    if token.low in SMALL or token.low in TENS:
        return _read_words(tokens, at)
    return None


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _past_hyphen(tokens: Sequence[Token], at: int) -> int:
    """The index after a hyphen glued on both sides at ``at``, else ``at``."""
    if at + 1 < len(tokens) and tokens[at].text in "-‑" and tokens[at].glued and tokens[at + 1].glued:
        return at + 1
    return at


def digits_value(written: str, european: bool = False) -> tuple[Decimal, Decimal]:
    """The value of ``written`` and the unit of its last digit that counts.

    A whole number of four digits and more that ends in zeros is taken to have at least three digits that count:
    34,000 has the step 100, 1,860 has 10, 120 has 1.
    """
    whole_european = (european and _ONE_GROUP.match(written)) or written.count(".") > 1
    if whole_european or _COMMA_DECIMAL.match(written):
        written = written.replace(".", "").replace(",", ".")
    value = Decimal(_SEPARATORS.sub("", written))
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return value, Decimal(1).scaleb(exponent)
    return value, whole_step(value)


def whole_step(value: Decimal) -> Decimal:
    """The step of a whole number written without a scale."""
    digits = str(int(abs(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** max(0, min(zeros, len(digits) - 3)) if len(digits) > 3 else Decimal(1)


def _read_digits(tokens: Sequence[Token], at: int, money: bool, european: bool) -> Numeral:
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
    if _low(tokens, at + 1) == "/" and tokens[at + 1].glued:
        return _read_slash(tokens, found)
    found = _read_power(tokens, found)
    return _read_scales(tokens, found, money)


def _read_slash(tokens: Sequence[Token], above: Numeral) -> Numeral:
    """3/4 as a share, where the digits are those of a fraction."""
    after = above.end + 1
    if after < len(tokens) and tokens[after].shape is Shape.NUMBER and tokens[after].glued:
        below = tokens[after].text
        if below.isdecimal() and 0 < above.value < int(below) <= 10:
            return Numeral(above.value / int(below), Decimal("0.01"), above.first, after + 1, Form.SHARE)
    return above


_POWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _read_power(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """1.5 × 10^25, 10^25 and 10²⁵."""
    at = found.end
    base = found.first
    factor = Decimal(1)
    if _low(tokens, at) in ("×", "x") and _low(tokens, at + 1).startswith("10"):
        factor, base, at = found.value, at + 1, at + 2
    if tokens[base].text != "10" or at >= len(tokens):
        return found
    if tokens[at].text == "^" and tokens[at].glued:
        power, end = _low(tokens, at + 1), at + 2
    else:
        end = at
        while end < len(tokens) and tokens[end].glued and tokens[end].text in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻":
            end += 1
        power = "".join(token.text for token in tokens[at:end]).translate(_POWER)
    if not re.fullmatch(r"-?[0-9]{1,3}", power):
        return found
    scale = Decimal(10) ** int(power)
    step = (found.step if factor != 1 else Decimal(1)) * scale
    return Numeral(factor * scale, step, found.first, end, Form.DIGITS, scale)


def _read_scales(tokens: Sequence[Token], found: Numeral, money: bool) -> Numeral:
    """The scale words and letters after ``found``: "thousand", "lakh crore", "bn", "k"."""
    while found.end < len(tokens):
        at = _past_hyphen(tokens, found.end)
        token = tokens[at]
        scale = SCALES.get(token.low) or SUFFIXES.get(token.low.rstrip("."))
        if scale is None and not found.scaled and (token.glued or money):
            scale = _letter_scale(tokens, at, money)
        if scale is None or (token.low in SUFFIXES and not token.text[0].isalpha()):
            break
        step = Decimal(1) if found.form is Form.DIGITS and found.step > 1 and not found.scaled else found.step
        found = replace(
            found, value=found.value * scale, step=step * scale, end=at + 1, scale=found.scale * scale
        )
    return found


def _letter_scale(tokens: Sequence[Token], at: int, money: bool) -> Decimal | None:
    letter = tokens[at].text
    if letter not in LETTERS:
        return None
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows and follows.glued and (follows.shape is not Shape.SIGN or follows.text in "/²³^"):
        return None
    if money:
        return LETTERS[letter]
    if letter in AMBIGUOUS:  # "5m users" but "5m high", "5m."
        plural = (
            follows and follows.shape is Shape.WORD and follows.low.endswith("s") and len(follows.low) > 3
        )
        return LETTERS[letter] if plural or (follows and follows.low == "people") else None
    if letter == "K" and tokens[at - 1].text in ("2", "4", "5", "8"):  # the sharpness of a picture
        return None
    return LETTERS[letter]


def _read_vague(tokens: Sequence[Token], at: int) -> Numeral:
    value, end = VAGUE[tokens[at].low], at + 1
    while _low(tokens, end) == "of" and _low(tokens, end + 1) in VAGUE:
        value, end = value * VAGUE[_low(tokens, end + 1)], end + 2
    return Numeral(value, value, at, end, Form.VAGUE)


def _read_few(tokens: Sequence[Token], at: int) -> Numeral | None:
    """'a few hundred', 'several thousand', 'a couple of million': as vague as the plural."""
    end = at + 1 + (_low(tokens, at + 1) == "of")
    scale = SCALES.get(_low(tokens, end))
    if scale is None:
        return None
    first = at - (at > 0 and tokens[at - 1].low == "a")
    return Numeral(scale, scale, first, end + 1, Form.VAGUE)


def _read_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """'a million', 'half a billion', 'a quarter of a million', 'a third', 'half'."""
    word = tokens[at].low
    if word in ("a", "an"):
        after = _low(tokens, at + 1)
        if after in SCALES:
            step = Decimal(1) if after in ("dozen", "hundred") else SCALES[after]
            found = Numeral(SCALES[after], step, at, at + 2, Form.WORDS, SCALES[after])
            return _read_scales(tokens, found, money=False)
        if after in PARTS and not after.endswith(("s", "ves")):
            return _share_or_scaled(tokens, at, at + 2, Decimal(1) / PARTS[after])
        return None
    if word == "half":
        return _share_or_scaled(tokens, at, at + 1, Decimal("0.5"))
    return None


def _share_or_scaled(tokens: Sequence[Token], at: int, end: int, share: Decimal) -> Numeral:
    """A part of a written scale is a number ("half a million"), else it is a share."""
    after = end + (_low(tokens, end) == "of")
    after += _low(tokens, after) in ("a", "an")
    if after < len(tokens) and tokens[after].low in SCALES and (after > end or tokens[end].low in SCALES):
        scale = SCALES[tokens[after].low]
        return Numeral(share * scale, scale / 10, at, after + 1, Form.WORDS, scale)
    return Numeral(share, Decimal("0.02"), at, end, Form.SHARE)


def _read_words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """'thirty-three', 'one hundred and twenty thousand', 'two and a half million', 'three quarters'."""
    total, current, end = Decimal(0), Decimal(0), at
    last = ""
    while end < len(tokens):
        here = end
        if end > at:
            here = _past_hyphen(tokens, end)
            if _low(tokens, here) == "and" and last in SCALES and _is_small(_low(tokens, here + 1)):
                here += 1
        word = _low(tokens, here)
        if word in TENS and not (current % 100):
            current += TENS[word]
        elif word in SMALL and (
            not current % 100 or (not current % 10 and SMALL[word] < 10 and current % 100 >= 20)
        ):
            current += SMALL[word]
        elif word == "hundred" and 0 < current < 100:
            current *= 100
        elif word in SCALES and word != "hundred" and current and end > at:
            total, current = total + current * SCALES[word], Decimal(0)
        else:
            break
        end, last = here + 1, word
        if (
            last in SCALES
            and not current
            and _low(tokens, end) not in ("and",)
            and not _is_small(_low(tokens, end))
        ):
            break
    value = total + current
    return _finish_words(tokens, at, end, value, last)


def _is_small(word: str) -> bool:
    return word in SMALL or word in TENS


def _finish_words(tokens: Sequence[Token], at: int, end: int, value: Decimal, last: str) -> Numeral | None:
    scaled = last in SCALES and last not in ("hundred", "dozen")
    scale = SCALES[last] if scaled else Decimal(1)
    found = Numeral(value, scale if scaled else whole_step(value), at, end, Form.WORDS, scale)
    part = _past_hyphen(tokens, end)
    word = _low(tokens, part)
    if word in PARTS and 0 < value < PARTS[word] and (value == 1 or word.endswith("s")):
        return _share_or_scaled(tokens, at, part + 1, value / PARTS[word])
    return (
        _read_scales(tokens, _add_part(tokens, found), money=False)
        if not scaled
        else _add_part(tokens, found)
    )


def _add_part(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """'... and a half', '... and three quarters'."""
    at = _past_hyphen(tokens, found.end)
    if _low(tokens, at) != "and":
        return found
    at = _past_hyphen(tokens, at + 1)
    count = Decimal(1) if _low(tokens, at) in ("a", "an", "one") else SMALL.get(_low(tokens, at))
    at = _past_hyphen(tokens, at + 1)
    part = _low(tokens, at)
    if count is None or part not in PARTS:
        return found
    added = count / PARTS[part] * (found.step if found.scaled else 1)
    return replace(found, value=found.value + added, step=found.step / 10, end=at + 1)
