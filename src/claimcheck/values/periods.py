"""Days of a calendar period: a month, a quarter, a season, a decade, and parts of them. Intervals are closed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

type Days = tuple[date, date]

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12, "january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
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
    ERA = "era"


@dataclass(frozen=True, slots=True)
class When:
    """A period whose year may not be known yet. ``number`` is the month, quarter or half."""

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
        case _:
            return _years_of(when.period, year)


def _years_of(period: Period, year: int) -> Days | None:
    match period:
        case Period.YEAR:
            return date(year, 1, 1), date(year, 12, 31)
        case Period.YEARS:
            return date(year, 7, 1), date(year + 1, 6, 30)
        case Period.DECADE:
            return date(year, 1, 1), date(year + 9, 12, 31)
        case Period.CENTURY:
            return date(year, 1, 1), date(min(year + 99, 9999), 12, 31)
        case Period.FISCAL:  # it may begin and end in any month
            return date(year - 1, 4, 1), date(year + 1, 3, 31)
        case _:  # an era's years are on no calendar here
            return None


def part_of(days: Days, part: str) -> Days:
    """'early', 'mid' and 'late' are thirds of a period, 'start' and 'end' its outer quarters; each a day at least."""
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
        case "first day":
            return first, first
        case "last day":
            return last, last
        case "end":
            return last - timedelta(quarter - 1), last
    raise ValueError(f"not a part of a period: {part}")


def near_year(when: When, published: date, *, coming: bool) -> int:
    """The year of a period named without one. ``coming``: the first that isn't over on the day of publication; else
    the latest that has begun, unless the next begins within SOON: "in November", written in January, is last year's."""
    years = [year for year in (published.year - 1, published.year, published.year + 1) if days_of(when, year)]
    if not years:
        return published.year
    spans = [days for year in years if (days := days_of(when, year))]
    if coming:
        return next(
            (year for year, days in zip(years, spans, strict=True) if days[1] >= published), years[-1]
        )
    limit = published + SOON
    return next(
        (year for year, days in zip(years[::-1], spans[::-1], strict=True) if days[0] <= limit), years[0]
    )


SOON = timedelta(45)
