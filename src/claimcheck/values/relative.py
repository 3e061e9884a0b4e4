"""Dates told from the day of publication: 'last Tuesday', 'this spring', 'next year', 'two weeks ago'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimcheck.values.periods import MONTHS, SEASONS, WEEKDAYS, Days, Period, When, days_of, month_days

_COUNT = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

RELATIVE = rf"""
    \b(?P<r_day>(?i:today|tonight|yesterday|tomorrow))\b
  | \b(?P<r_weekday>(?i:(?P<rw>last|this|next|coming|past)\s)?(?P<rwd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w|['’]?s\b))
  | \b(?P<r_period>(?i:(?P<rp>last|this|next|current|coming|past)\s(?P<rpu>week|weekend|month|quarter|year|decade|spring|summer|autumn|fall|winter)))(?!\w|['’]s)
  | \b(?P<r_month>(?i:(?P<rm>last|this|next)\s)(?P<rmn>January|February|March|April|May|June|July|August|September|October|November|December))\b
  | \b(?P<r_ago>(?i:(?P<ra>{_COUNT})\s(?P<rau>day|week|month|year|decade)s?\sago))\b
"""
"""Alternatives for the pattern of dates, in verbose syntax. The outer groups begin with 'r_'."""

_WORDS = {
    word: number
    for number, word in enumerate(
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
        ]
    )
} | {"a": 1, "an": 1}
_SHIFTS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def read_relative(match: re.Match[str], published: date) -> Days | None:
    """The days that the alternative of RELATIVE which matched stands for, seen from ``published``."""
    if match["r_day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(match["r_day"].lower(), 0)
        day = published + timedelta(shift)
        return day, day
    if match["r_weekday"]:
        return _weekday(WEEKDAYS[match["rwd"].lower()], (match["rw"] or "").lower(), published)
    if match["r_period"]:
        return _period(match["rpu"].lower(), _SHIFTS[match["rp"].lower()], published)
    if match["r_month"]:
        return _month(MONTHS[match["rmn"].lower()], _SHIFTS[match["rm"].lower()], published)
    return _ago(match["ra"].lower(), match["rau"].lower(), published)


def _weekday(weekday: int, word: str, published: date) -> Days:
    """A bare weekday is the last one, the day of publication included; 'next' is the first after it."""
    back = (published.weekday() - weekday) % 7
    if word in ("next", "coming"):
        day = published + timedelta((weekday - published.weekday() - 1) % 7 + 1)
    elif word == "this":
        day = published + timedelta(weekday - published.weekday())
    else:
        day = published - timedelta(back or (7 if word == "last" else 0))
    return day, day


def _period(unit: str, shift: int, published: date) -> Days | None:
    if unit in SEASONS:
        return _season(unit, shift, published)
    if unit == "week":
        monday = published + timedelta(7 * shift - published.weekday())
        return monday, monday + timedelta(6)
    if unit == "weekend":
        saturday = published + timedelta(
            5 - published.weekday() + 7 * (shift if published.weekday() < 5 or shift >= 0 else 0)
        )
        if shift < 0:
            saturday = published - timedelta((published.weekday() - 5) % 7 or 7)
        return saturday, saturday + timedelta(1)
    if unit == "month":
        return month_days(*_shifted(published, shift))
    if unit == "quarter":
        year, month = _shifted(published, 3 * shift)
        return days_of(When(Period.QUARTER, year, (month + 2) // 3), year)
    if unit == "year":
        return days_of(When(Period.YEAR), published.year + shift)
    return days_of(When(Period.DECADE), (published.year // 10 + shift) * 10)


def _shifted(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _season(season: str, shift: int, published: date) -> Days | None:
    """'this' is the season of the year of publication (a winter going on counts), 'last' the latest that is over."""
    when = When(Period.SEASON, season=season)
    year = published.year
    going_on = days_of(when, year - 1)
    if season == "winter" and going_on and going_on[0] <= published <= going_on[1]:
        year -= 1
    if shift >= 0:
        return days_of(when, year + shift)
    over = [days for back in (0, 1, 2) if (days := days_of(when, year - back)) and days[1] < published]
    return over[0] if over else None


def _month(month: int, shift: int, published: date) -> Days:
    """'last March' is the latest March that is over, 'next March' the first to come, 'this' the one of the year."""
    year = published.year
    if shift < 0 and month >= published.month:
        year -= 1
    if shift > 0 and month <= published.month:
        year += 1
    return month_days(year, month)


def _ago(count: str, unit: str, published: date) -> Days | None:
    number = int(count) if count.isdecimal() else _WORDS[count]
    if unit == "day":
        day = published - timedelta(number)
        return day, day
    if unit == "week":
        day = published - timedelta(7 * number)
        return day - timedelta(3), day + timedelta(3)
    if unit == "month":
        return month_days(*_shifted(published, -number))
    year = published.year - number * (10 if unit == "decade" else 1)
    return days_of(When(Period.YEAR), year) if year > 1 else None
