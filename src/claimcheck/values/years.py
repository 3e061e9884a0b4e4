"""Tells a year from a count: 'in 2024' from '2024 people'."""

from __future__ import annotations

import re
from functools import cache

from claimcheck.values.nouns import is_plural
from claimcheck.values.numerals import SCALES
from claimcheck.values.units import open_currencies, open_units
from claimcheck.values.wordlists import open_words

_BEFORE = re.compile(r"((?:\b(?:c|ca)\.)|[^\W\d_]+(?:['’]s)?|[^\w\s])\s*$")
_AFTER = re.compile(r"(?:\s?|-)([^\W\d_][\w’'-]{0,30}|[%°€$£/²³])(?:\s([^\W\d_]{1,20}))?")
_DETERMINERS = frozenset({"the", "this", "that", "its", "his", "her", "their", "our", "a", "an"})
_NOT_MEASURES = frozenset({"us", "in", "a", "real", "second", "time", "as", "at", "won", "h", "m", "g", "t"})
_OLD = frozenset({"(", "by", "from", "of", "to", "–", "-", "and", ",", "around", "about"})


@cache
def _measures() -> frozenset[str]:
    """The first two words of units and currencies, lower case."""
    units, money = open_units()[0], open_currencies()[1]
    tables = (units.exact, units.low, money.exact, money.low)
    rows = [spelling for table in tables for entries in table.values() for spelling, _ in entries]
    words = {" ".join(spelling[:2]).lower() for spelling in rows}
    return frozenset(words - _NOT_MEASURES) | SCALES.keys() | {"mn", "bn", "%", "°", "²", "³"}


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four digits at ``start`` are a year. No separator, sign, percent or decimals stand beside them."""
    year = int(text[start:end])
    before = _BEFORE.search(text, max(0, start - 24), start)
    prior = before[1].lower() if before else ""
    after = _AFTER.match(text, end)
    word = after[1].lower() if after else ""
    if word in _measures() or (after and after[2] and f"{word} {after[2].lower()}" in _measures()):
        return False
    if prior in open_words("year_before") or prior in ("c.", "ca."):
        return True
    if year < 1500 or word in open_words("year_counted"):
        return False
    counts = text[end : end + 1] == " " and is_plural(word)
    if not 1900 <= year <= 2100:  # too far off to be a year without a word that says so
        named = before is not None and before[1][0].isupper()
        return (prior in _OLD or named) and not counts
    if prior in _DETERMINERS or prior.endswith(("'s", "’s")):
        return not (counts and year % 100 == 0)  # the 2024 elections, its 2000 elections
    return not counts or (not prior and year % 100 != 0)  # '2024 results showed' at the head of a text
