"""Tells a year from a count: 'in 2024' from '2024 people'."""

from __future__ import annotations

import re
from functools import cache

from claimcheck.values.nouns import is_plural
from claimcheck.values.units import open_currencies, open_units

_BEFORE = re.compile(r"([^\W\d_]+|[^\w\s])(\s*)$")
_AFTER = re.compile(r"(\s?|-)([^\W\d_][\w’'-]*|[%°€$£/²³])")
_SCALES = frozenset(
    [
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "mn",
        "bn",
        "lakh",
        "crore",
        "dozen",
        "k",
        "m",
        "b",
    ]
)
_STRONG = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "during",
        "throughout",
        "circa",
        "year",
        "years",
        "summer",
        "spring",
        "winter",
        "autumn",
        "fall",
        "early",
        "mid",
        "late",
        "before",
        "after",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_DETERMINERS = frozenset(["the", "this", "that", "its", "his", "her", "their", "our", "a", "an"])
_PEOPLE = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "workers",
        "employees",
        "jobs",
        "residents",
        "patients",
        "students",
        "soldiers",
        "troops",
        "members",
        "homes",
        "houses",
        "households",
        "cases",
        "deaths",
        "users",
        "customers",
        "staff",
        "votes",
        "tonnes",
        "copies",
        "units",
        "square",
        "cubic",
    ]
)


@cache
def _measures() -> frozenset[str]:
    """First words of units and currencies, lower case."""
    units = open_units()[0]
    money = open_currencies()[1]
    words = {word.lower() for names in (units.exact, units.low, money.exact, money.low) for word in names}
    return frozenset(words - {"us", "in", "a", "real", "second", "time"})


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four digits at ``start`` are a year. They have no separator, sign, percent or decimals beside them."""
    year = int(text[start:end])
    before = _BEFORE.search(text, max(0, start - 24), start)
    prior = before.group(1).lower() if before else ""
    after = _AFTER.match(text, end)
    word = after.group(2).lower() if after else ""
    if word and (word in _measures() or word in _SCALES or word in "%°€$£"):
        return False
    if prior in _STRONG:
        return True
    counts = (bool(after) and word in _PEOPLE) or (
        bool(word) and text[end : end + 1] == " " and is_plural(word)
    )
    if year < 1500 or year > 2150:
        return False
    if year < 1800:
        return prior in ("(", "by", "from", "of", "to", "–", "-", "and") and not counts
    if prior in _DETERMINERS or (
        prior.endswith("s") and before is not None and "'" in text[max(0, start - 4) : start]
    ):
        return not (counts and (word in _PEOPLE or year % 100 == 0))
    if counts:
        return not prior and word not in _PEOPLE and year % 100 != 0
    return True
