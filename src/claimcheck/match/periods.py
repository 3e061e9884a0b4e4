"""Which time a figure of a text belongs to, and whether that is the claim's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from claimcheck.match.plain import ANY_YEAR
from claimcheck.match.reading import Reading, once
from claimcheck.match.words import statement_at
from claimcheck.model.claim import PartialDate, Quantity
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement
from claimcheck.values.dates import compare_dates, find_dates

OTHER_PERIOD = 0.2  # factor for a figure of another period than the claim's


def date_claim(claim: Reading, passage: Reading) -> tuple[PartialDate, ...]:
    """The claim's dates, with those whose year it leaves open read as in the passage's year."""
    known = {day.span.start for day in claim.dates}
    open_ones = find_dates(claim.text, passage.published or ANY_YEAR)
    return (*claim.dates, *(day for day in open_ones if day.span.start not in known))


@once
def date_passage(passage: Reading) -> tuple[PartialDate, ...]:
    return passage.dates if passage.published else find_dates(passage.text, ANY_YEAR)


def ends_year(text: str, day: Span) -> bool:
    """'in the year to March', 'the nine months ended 30 June'."""
    return _YEAR_TO.search(text[: day.start]) is not None


_YEAR_TO = re.compile(
    r"\b(?:year|months?|quarter|weeks|half)\s+(?:to|ended|ending|through|up to)\s+(?:the end of\s+|on\s+)?$",
    re.IGNORECASE,
)


def in_year_of(mine: PartialDate, theirs: PartialDate, passage: Reading) -> PartialDate:
    """The passage's date in the year that is the claim's, where neither names one and both are written alike: which year is
    meant is then for neither to say."""
    alike = mine.text.lower().split()[-2:] == theirs.text.lower().split()[-2:]
    if not alike or re.search(r"\d{3}|\b(?:last|next|this)\b", f"{mine.text} {theirs.text}"):
        return theirs
    years = mine.start.year - theirs.start.year
    if not years or abs(years) > 1 or theirs.start.month == 2:
        return theirs
    return replace(theirs, start=_shift(theirs.start, years), end=_shift(theirs.end, years))


def _shift(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def is_part_of(theirs: PartialDate, mine: PartialDate) -> bool:
    """'in 2016' tells nothing of the rest of 'from 2016 to 2024'."""
    return mine.start.year != mine.end.year and (theirs.end - theirs.start) * 2 < mine.end - mine.start


def is_step(claim: Reading, span: Span) -> bool:
    """'Three years later, in May 2019': the date says it, too."""
    return _STEP.match(claim.text, span.end) is not None


_STEP = re.compile(r" (?:later|earlier)\b")


def is_standard(reading: Reading, span: Span) -> bool:
    """A date that only serves to compare or to begin with: 'lower than in May', 'since records began in 1931'."""
    token = reading.token_at(span)
    above = (
        []
        if token is None
        else [word.lower_ for word in list(token.ancestors)[:3] if word.pos_ in {"ADP", "SCONJ"}]
    )
    return bool(set(above) & _STANDARDS)


_STANDARDS = frozenset(["than", "against", "versus", "compared", "unlike", "like"])


def weigh_period(days: Sequence[PartialDate], passage: Reading, theirs: Quantity) -> float:
    """Whether the figure is one of the claim's period; 1 where either has none."""
    period = period_of(passage, theirs)
    if not days:
        return 1.0
    if period is None:
        return OTHER_PERIOD if _is_now(passage, theirs) else 1.0
    findings = [compare_dates(day, period).agreement for day in days]
    return OTHER_PERIOD if all(finding is Agreement.DIFFERS for finding in findings) else 1.0


def _is_now(passage: Reading, figure: Quantity) -> bool:
    """'now stands at': not a figure of the date that the claim gives."""
    frame = passage.frame_of(figure.span)
    return frame is not None and any(
        child.lower_ in {"now", "currently", "today"} for child in frame.head.children
    )


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends: rows, and evidence of several sentences, have more than one."""
    stops = [0, *(found.end() for found in _STOP.finditer(text)), len(text)]
    return next(((a, b) for a, b in pairwise(stops) if a <= place < b), (0, len(text)))


_STOP = re.compile(r"[.!?]\s+(?=[A-Z“\"])")


def period_of(passage: Reading, figure: Quantity) -> PartialDate | None:
    """The date that a figure belongs to: the only one, or the next one after it with no other figure of its kind between
    ('from 4.1 million in 2021 to 3.3 million in 2022'); ``None`` where the sentence has none."""
    dates = [day for day in date_passage(passage) if not is_standard(passage, day.span)]
    start, end = sentence_around(passage.text, figure.span.start)
    dates = [day for day in dates if start <= day.span.start < end] or dates
    here = statement_at(passage, figure.span)
    dates = [
        day for day in dates if (token := passage.token_at(day.span)) is not None and token.i in here
    ] or dates
    if len(dates) <= 1:
        return next(iter(dates), None)
    rivals = [other.span for other in passage.quantities if other.unit == figure.unit and other != figure]
    after = [day for day in dates if day.span.start >= figure.span.end]
    for day in after:
        if not any(figure.span.end <= rival.start < day.span.start for rival in rivals):
            return day
        break
    before = [day for day in dates if day.span.end <= figure.span.start]
    for day in reversed(before):
        if not any(day.span.end <= rival.start < figure.span.start for rival in rivals):
            return day
        break
    return None
