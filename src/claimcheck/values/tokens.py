"""Cuts a text into numbers, words and signs: what the value grammars read. One pass, linear in the text's length."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple


class Shape(IntEnum):
    NUMBER = 1  # digits, with their separators
    WORD = 2  # begins with a letter; may hold digits: H100s
    SIGN = 3  # one other character
    CODE = 4  # digits that are no number: 3.8.0, 12:30, an address


class Token(NamedTuple):
    """A stretch of the text. ``low`` is ``text`` in lower case with straight apostrophes; ``glued`` says that nothing
    stands between it and the token before it."""

    text: str
    low: str
    start: int
    end: int
    shape: Shape
    glued: bool


_SPACES = "\u00a0\u2009\u202f "  # the thousands separators of SI writing

# The order matters: the first alternative that matches at a place wins.
_TOKEN = re.compile(
    rf"""
    (?P<code>
        (?:https?://|www\.)[^\s<>()]+ | [\w.+-]{{1,64}}@[\w-]+\.[\w.-]+   # addresses
      | [0-9]{{1,2}}[:.][0-9]{{2}}\s?(?:[ap]\.?m\b\.?|AM\b|PM\b|Uhr\b)   # times
      | (?<![0-9])[0-9]{{1,2}}(?::[0-9]{{2}}){{1,2}}(?![0-9])
      | [0-2]?[0-9]\.[0-5][0-9]\s(?:[A-Z]{{1,3}}T|GMT|UTC|hrs|h)\b
      | [0-9]{{1,2}}\s?(?:[ap]\.m\.|[ap]m\b|AM\b|PM\b|o['’]clock\b)
      | \+[0-9]{{1,3}}[ -](?:\(?[0-9]{{1,5}}\)?[ -]?){{2,6}}   # telephone numbers
      | (?:\([0-9]{{3}}\)\s?|[0-9]{{3}}-)[0-9]{{3}}-[0-9]{{4}}(?![0-9])
      | [0-9]+(?:-[0-9]+){{2,}}   # 2024-05-18, 978-3-16
      | \#\w+ (?<!\#[0-9]) (?<!\#[0-9]{{2}})
      | 24/7 | [0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}
    )
  | (?P<number>
        [0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?(?![0-9]|[.,][0-9])
      | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])
      | [0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}(?:\.[0-9]+)?(?![0-9])
      | [0-9]{{1,3}}(?:['’][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?(?![0-9])
      | [0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}(?:,[0-9]+)?(?![0-9]|\.[0-9])
      | [0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]{{1,2}}(?![0-9])
      | [0-9]+(?:\.[0-9]+){{2,}}   # taken out again below: a version
      | [0-9]+\.[0-9]+
      | [0-9]+,[0-9]{{1,2}}(?![0-9,])
      | [0-9]+
      | (?<![0-9\w])\.[0-9]+
    ) (?:\s?[½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞])?
  | (?P<vulgar>[½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞])
  | (?P<paid>(?:CHF|EUR|USD|GBP|JPY|SEK|NOK|DKK|CAD|AUD|NZD|HKD|SGD|INR|CNY|RMB|KRW|ZAR|BRL|PLN|CZK|HUF|TRY|ILS|AED|SAR)(?=[0-9]))
  | (?P<word>[^\W\d_](?:\w|['’](?=[^\W\d_]))*)
  | (?P<sign>[^\s])
    """,
    re.VERBOSE,
)
LONGEST = 40  # characters of a figure that somebody means; Python itself refuses some thousands of digits
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){2,}$")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+$")


def read_tokens(text: str) -> list[Token]:
    """All tokens of ``text`` in order; white space is left out."""
    found: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text):
        words = match.group()
        start, end = match.span()
        kind = match.lastgroup
        if kind in ("word", "paid"):
            shape = Shape.WORD
        elif kind in ("sign", "vulgar"):
            shape = Shape.SIGN
        elif kind == "code" or len(words) > LONGEST or (_VERSION.match(words) and not _GROUPED.match(words)):
            shape = Shape.CODE
        else:
            shape = Shape.NUMBER
        found.append(Token(words, words.lower().replace("’", "'"), start, end, shape, start == last))
        last = end
    return found
