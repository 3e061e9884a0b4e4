"""Dates told from the day of publication: 'last Tuesday', 'this spring', 'next year', 'two weeks ago'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimcheck.values.periods import MONTHS, SEASONS, WEEKDAYS, Days, Period, When, days_of, month_days

_COUNT = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"week|weekend|month|quarter|year|decade|spring|summer|autumn|fall|winter"
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

RELATIVE = rf"""
    \b(?P<r_day>(?i:today|tonight|yesterday|tomorrow))\b
  | (?<!\ba\s)(?<!every\s)(?<!each\s)
    \b(?P<r_weekday>(?i:(?P<rw>last|this|next|coming|past)\s)?(?P<rwd>{_DAYS}))(?!\w|['’]?s\b)
  | \b(?P<r_period>(?i:(?P<rp>last|this|next|current|coming|past)\s(?P<rpu>{_UNIT})))(?!\w|['’]s)
  | \b(?P<r_month>(?i:(?P<rm>last|this|next)\s)(?P<rmn>{_MONTHS}))\b
  | \b(?P<r_ago>(?i:(?P<ra>{_COUNT})\s(?P<rau>day|week|month|year|decade)s?\sago))\b
"""
"""Alternatives for the pattern of dates, in verbose syntax. The outer groups begin with 'r_'."""

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_SHIFTS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


_FUTURE = re.compile(
    r"(?i:\b(?:will|shall|is\sto|are\sto|due|plans?\sto|planned|expected\sto|expects?\sto|scheduled|set\sto|going\sto"
    r"|aims?\sto|would|upcoming|is\sslated)\b|[’']ll\b)[^.!?]*$"
)
_LOOK_BACK = 90  # code points before a date in which a word of the future is looked for


def is_coming(text: str, start: int) -> bool:
    """Whether the words before the date at ``start`` speak of what is to come: 'will open on Friday'."""
    return bool(_FUTURE.search(text, max(0, start - _LOOK_BACK), start))


def read_relative(match: re.Match[str], published: date) -> Days | None:
    """The days that the alternative of RELATIVE which matched stands for, seen from ``published``."""
    if match["r_day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(match["r_day"].lower(), 0)
        day = published + timedelta(shift)
        return day, day
    if match["r_weekday"]:
        word = (match["rw"] or "").lower()
        if not word and is_coming(match.string, match.start("r_weekday")):
            word = "coming"
        return _weekday(WEEKDAYS[match["rwd"].lower()], word, published)
    if match["r_period"]:
        return _period(match["rpu"].lower(), _SHIFTS[match["rp"].lower()], published)
    if match["r_month"]:
        return _month(MONTHS[match["rmn"].lower()], _SHIFTS[match["rm"].lower()], published)
    return _ago(match["ra"].lower(), match["rau"].lower(), published)


def _weekday(weekday: int, word: str, published: date) -> Days:
    """A bare weekday is the last one, the day of publication included; 'next' and 'coming' are the first after."""
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
        return _weekend(shift, published)
    if unit == "month":
        return month_days(*_shifted(published, shift))
    if unit == "quarter":
        year, month = _shifted(published, 3 * shift)
        return days_of(When(Period.QUARTER, year, (month + 2) // 3), year)
    if unit == "year":
        return days_of(When(Period.YEAR), published.year + shift)
    return days_of(When(Period.DECADE), (published.year // 10 + shift) * 10)


def _weekend(shift: int, published: date) -> Days:
    """'last' is the latest one that is over, 'this' that of the week of publication."""
    saturday = published + timedelta(5 - published.weekday())
    if shift < 0:
        saturday -= timedelta(7)
    elif shift > 0:
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)


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
