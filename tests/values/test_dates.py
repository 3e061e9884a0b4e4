"""Dates in running text, as closed intervals of days. Every sentence is invented."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.claim import PartialDate
from claimcheck.values.dates import find_calendar_spans, find_dates

PUBLISHED = date(2025, 8, 5)  # a Tuesday
FEW = settings(max_examples=60, deadline=None)


def days(found: PartialDate) -> tuple[str, str]:
    return found.start.isoformat(), found.end.isoformat()


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "relation"),
    [
        ("It opened on 18 May 2024.", "18 May 2024", "2024-05-18", "2024-05-18", "on"),
        ("On May 18, 2024 it opened.", "May 18, 2024", "2024-05-18", "2024-05-18", "on"),
        ("Monday, 30 June 2025", "Monday, 30 June 2025", "2025-06-30", "2025-06-30", ""),
        ("the 4th of July 1976", "4th of July 1976", "1976-07-04", "1976-07-04", ""),
        ("2025-06-30", "2025-06-30", "2025-06-30", "2025-06-30", ""),
        ("30.06.2025", "30.06.2025", "2025-06-30", "2025-06-30", ""),
        ("06/30/2025", "06/30/2025", "2025-06-30", "2025-06-30", ""),
        ("5/6/2025", "5/6/2025", "2025-05-06", "2025-06-05", ""),
        ("In March 2019 it was approved.", "March 2019", "2019-03-01", "2019-03-31", "on"),
        ("Sept. 2020", "Sept. 2020", "2020-09-01", "2020-09-30", ""),
        ("mayor since October 2022", "October 2022", "2022-10-01", "2022-10-31", "since"),
        ("From 2031 onwards the mill is closed.", "2031", "2031-01-01", "2031-12-31", "since"),
        ("engineer until June 2022", "June 2022", "2022-06-01", "2022-06-30", "until"),
        ("by the end of 2024", "the end of 2024", "2024-10-01", "2024-12-31", "by"),
        ("by mid-May 2025", "mid-May 2025", "2025-05-11", "2025-05-21", "by"),
        ("in early March 2025", "early March 2025", "2025-03-01", "2025-03-10", "on"),
        ("late 2023", "late 2023", "2023-09-01", "2023-12-31", ""),
        ("before 2020", "2020", "2020-01-01", "2020-12-31", "before"),
        ("after March 2021", "March 2021", "2021-03-01", "2021-03-31", "after"),
        ("no later than 31 December 2026", "31 December 2026", "2026-12-31", "2026-12-31", "by"),
        ("not paid off until 2049", "2049", "2049-01-01", "2049-12-31", "until"),
        ("Q2 2025", "Q2 2025", "2025-04-01", "2025-06-30", ""),
        ("in the second quarter of 2024", "second quarter of 2024", "2024-04-01", "2024-06-30", "on"),
        ("H1 2025", "H1 2025", "2025-01-01", "2025-06-30", ""),
        ("the spring of 2026", "spring of 2026", "2026-03-01", "2026-06-20", ""),
        ("winter of 2021", "winter of 2021", "2021-12-01", "2022-03-20", ""),
        ("the 2023/24 season", "2023/24", "2023-07-01", "2024-06-30", ""),
        ("2023-24", "2023-24", "2023-07-01", "2024-06-30", ""),
        ("Mayor 2014–2022", "2014–2022", "2014-01-01", "2022-12-31", "from_to"),
        ("mayor from 2014 to 2022", "2014 to 2022", "2014-01-01", "2022-12-31", "from_to"),
        ("between 2014 and 2022", "2014 and 2022", "2014-01-01", "2022-12-31", "from_to"),
        ("2019–23", "2019–23", "2019-01-01", "2023-12-31", "from_to"),
        ("from 3 March to 30 June 2025", "3 March to 30 June 2025", "2025-03-03", "2025-06-30", "from_to"),
        ("3–5 March 2025", "3–5 March 2025", "2025-03-03", "2025-03-05", "from_to"),
        ("March to June 2024", "March to June 2024", "2024-03-01", "2024-06-30", "from_to"),
        ("in the 1990s", "1990s", "1990-01-01", "1999-12-31", "on"),
        ("in the 21st century", "21st century", "2001-01-01", "2100-12-31", "on"),
        ("in 1066", "1066", "1066-01-01", "1066-12-31", "on"),
        ("a 1951 American film", "1951", "1951-01-01", "1951-12-31", ""),
        ("the 1929 short story", "1929", "1929-01-01", "1929-12-31", ""),
        ("written c. 1138", "1138", "1138-01-01", "1138-12-31", ""),
        ("George Harrow, 1943-2001", "1943-2001", "1943-01-01", "2001-12-31", "from_to"),
        ("Pathology, 1910-14", "1910-14", "1910-01-01", "1914-12-31", ""),
        ("2023-11", "2023-11", "2023-11-01", "2023-11-30", ""),
        ("in FY2024", "FY2024", "2023-04-01", "2025-03-31", "on"),
        ("in '96", "'96", "1996-01-01", "1996-12-31", "on"),
        ("since the '70s", "'70s", "1970-01-01", "1979-12-31", "since"),
        ("Scale was founded (2016).", "2016", "2016-01-01", "2016-12-31", ""),
    ],
)  # fmt: skip
def test_dates_that_carry_their_year(text: str, words: str, start: str, end: str, relation: str) -> None:
    (found,) = find_dates(text)
    assert (found.text, *days(found), found.relation) == (words, start, end, relation)
    assert found.span.of(text) == found.text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("last Tuesday", "2025-07-29", "2025-07-29"),
        ("on Monday", "2025-08-04", "2025-08-04"),
        ("It will open on Friday.", "2025-08-08", "2025-08-08"),
        ("next Friday", "2025-08-08", "2025-08-08"),
        ("yesterday", "2025-08-04", "2025-08-04"),
        ("last week", "2025-07-28", "2025-08-03"),
        ("last month", "2025-07-01", "2025-07-31"),
        ("this spring", "2025-03-01", "2025-06-20"),
        ("last winter", "2024-12-01", "2025-03-20"),
        ("next year", "2026-01-01", "2026-12-31"),
        ("by the end of next year", "2026-10-02", "2026-12-31"),
        ("October last year", "2024-10-01", "2024-10-31"),
        ("two weeks ago", "2025-07-19", "2025-07-25"),
        ("three years ago", "2022-01-01", "2022-12-31"),
        ("It was full in April.", "2025-04-01", "2025-04-30"),
        ("It was approved in November.", "2024-11-01", "2024-11-30"),
        ("It will open in November.", "2025-11-01", "2025-11-30"),
        ("on 31 May", "2025-05-31", "2025-05-31"),
        ("in Q2", "2025-04-01", "2025-06-30"),
        ("the first half of the year", "2025-01-01", "2025-06-30"),
        ("in the third quarter of last year", "2024-07-01", "2024-09-30"),
    ],
)
def test_dates_seen_from_the_day_of_publication(text: str, start: str, end: str) -> None:
    """A date without a year is the latest unless a word of the future stands before it."""
    (found,) = find_dates(text, PUBLISHED)
    assert days(found) == (start, end)


@pytest.mark.parametrize(
    "text", ["last Tuesday", "this spring", "in April", "on 31 May", "next year", "two weeks ago"]
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Llama 4 may ship, and so may it.",
        "May said so; Theresa May left.",
        "They march in line. March!",
        "It has 2,024 seats and 2024 people.",
        "It killed 2000 people and weighs 2000 kg.",
        "It cost $2024 and 2050 euros.",
        "version 2024.1.3, 2024%",
        "1,950 men and 1850 workers",
        "the H100 and 100 H2 plants",
    ],
)
def test_no_dates(text: str) -> None:
    """The verb 'may', people called May, and four digits that count are no dates."""
    assert find_dates(text, PUBLISHED) == ()


def test_years_before_christ_are_masked_but_have_no_days() -> None:
    text = "between 311 and 304 BC, and in 44 BC"
    assert [span.of(text) for span in find_calendar_spans(text)] == ["311 and 304 BC", "44 BC"]
    assert find_dates(text, PUBLISHED) == ()


def test_a_weekday_beside_a_full_date_is_not_a_second_date() -> None:
    (found,) = find_dates("Shortly after ten on Saturday morning, 18 May 2024, it opened.", PUBLISHED)
    assert days(found) == ("2024-05-18", "2024-05-18")


def test_the_calendar_is_masked_and_relative_words_are_not() -> None:
    """Digits of a date are no quantities even where the year is unknown; 'two weeks ago' keeps its two weeks."""
    text = "On 31 May and in Q2, two weeks ago"
    assert [span.of(text) for span in find_calendar_spans(text)] == ["31 May", "Q2"]


@FEW
@given(
    st.dates(date(1900, 1, 1), date(2149, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%A, %d %B %Y", "%d %b %Y"]),
)
def test_a_day_reads_back_in_any_writing(day: date, form: str) -> None:
    (found,) = find_dates(f"It was opened on {day.strftime(form)} by the mayor.")
    assert (found.start, found.end) == (day, day)


@FEW
@given(st.text(max_size=120))
def test_any_text_is_read_without_trouble(text: str) -> None:
    for found in find_dates(text, PUBLISHED):
        assert found.start <= found.end
        assert found.span.of(text) == found.text


@pytest.mark.parametrize(
    "piece",
    [
        "In 2024 and from 3 March to 30 June 2025, Q2. ",
        "1-2-3 ",
        "2024-2025-",
        "May 5 to ",
        "early mid late ",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    short, long = piece * (1500 // len(piece)), piece * (12_000 // len(piece))

    def seconds(text: str) -> float:
        began = time.process_time()
        find_dates(text, PUBLISHED)
        return time.process_time() - began

    find_dates(short, PUBLISHED)
    assert min(seconds(long) for _ in range(2)) < 30 * max(min(seconds(short) for _ in range(3)), 0.001)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in the three months to September 2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("for the quarter ended June 30, 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("in the year to the end of March 2024", date(2023, 4, 1), date(2024, 3, 31)),
        ("in the 12 months through June 2023", date(2022, 7, 1), date(2023, 6, 30)),
    ],
)
def test_months_up_to_a_date_reach_back_from_it(text: str, start: date, end: date) -> None:
    """'the three months to September' is a stretch that ends there."""
    (found,) = find_dates(text)
    assert (found.start, found.end) == (start, end)
