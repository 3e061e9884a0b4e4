"""Days of a calendar period: a month, a quarter, a season, a decade, and parts of them. Intervals are closed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

type Days = tuple[date, date]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),  # fmt: skip
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
SEASONS = {  # by the weather or by the sun, whichever is wider; of the northern half of the world
    "spring": ((3, 1), (6, 20)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 20)),
    "fall": ((9, 1), (12, 20)),
    "winter": ((12, 1), (3, 20)),  # of the next year
}


class Period(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    YEARS = "years"  # 2023/24
    DECADE = "decade"
    CENTURY = "century"
    FISCAL = "fiscal"


@dataclass(frozen=True, slots=True)
class When:
    """A period whose year may not be known yet. ``number`` is the month, quarter or half, ``season`` the season's name."""

    period: Period
    year: int | None = None
    number: int = 0
    day: int = 0
    season: str = ""


def month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def days_of(when: When, year: int) -> Days | None:
    """The days of ``when`` in ``year``, ``None`` for a day that isn't on the calendar."""
    match when.period:
        case Period.DAY:
            if not 1 <= when.day <= monthrange(year, when.number)[1]:
                return None
            day = date(year, when.number, when.day)
            return day, day
        case Period.MONTH:
            return month_days(year, when.number)
        case Period.QUARTER:
            return date(year, 3 * when.number - 2, 1), month_days(year, 3 * when.number)[1]
        case Period.HALF:
            return date(year, 6 * when.number - 5, 1), month_days(year, 6 * when.number)[1]
        case Period.SEASON:
            (month, first), (last_month, last) = SEASONS[when.season]
            return date(year, month, first), date(year + (last_month < month), last_month, last)
        case Period.YEAR:
            return date(year, 1, 1), date(year, 12, 31)
        case Period.YEARS:
            return date(year, 7, 1), date(year + max(1, when.number), 6, 30)
        case Period.DECADE:
            return date(year, 1, 1), date(year + 9, 12, 31)
        case Period.CENTURY:
            return date(year, 1, 1), date(min(year + 99, 9999), 12, 31)
        case Period.FISCAL:  # it may begin and end in any month
            return date(year - 1, 4, 1), date(year + 1, 3, 31)


def part_of(days: Days, part: str) -> Days:
    """'early', 'mid' and 'late' are thirds of a period, 'start' and 'end' its first and last quarter, at least a day."""
    first, last = days
    length = (last - first).days + 1
    third, quarter = max(1, round(length / 3)), max(1, round(length / 4))
    match part:
        case "early":
            return first, first + timedelta(third - 1)
        case "mid":
            return first + timedelta(third), last - timedelta(third)
        case "late":
            return last - timedelta(third - 1), last
        case "start":
            return first, first + timedelta(quarter - 1)
        case "end":
            return last - timedelta(quarter - 1), last
    raise ValueError(f"not a part of a period: {part}")


def nearest_year(when: When, published: date) -> int:
    """The year that brings ``when`` nearest to the day of publication: "in November", written in January, is last year's."""
    distances: list[tuple[int, int]] = []
    for year in (published.year - 1, published.year, published.year + 1):
        days = days_of(when, year)
        if days is None:
            continue
        gap = max((days[0] - published).days, (published - days[1]).days, 0)
        distances.append((gap, year))
    return min(distances)[1] if distances else published.year
