"""When the evidence's date bears out the claim's, contradicts it, or is too coarse to tell."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.values.agreement import Agreement
from claimcheck.values.compare_dates import compare_dates
from claimcheck.values.dates import find_dates

YES, NO, OPEN = Agreement.AGREES, Agreement.DIFFERS, Agreement.INCOMPARABLE


@pytest.mark.parametrize(
    ("claim", "evidence", "expected"),
    [
        ("on 18 May 2024", "Saturday, 18 May 2024", YES),
        ("in May 2024", "on 18 May 2024", YES),
        ("on 18 May 2024", "in May 2024", OPEN),
        ("in March 2026", "in March 2025", NO),
        ("in 2024", "in March 2026", NO),
        ("in spring 2024", "on 18 May 2024", YES),
        ("since October 2022", "since October 2022", YES),
        ("since October 2022", "since 3 October 2022", YES),
        ("since October 2022", "since June 2019", NO),
        ("since October 2022", "in October 2022", YES),
        ("since 2016", "in 2019", OPEN),
        ("2014–2022", "from 2014 to 2022", YES),
        ("2016–2024", "from 2014 to 2022", NO),
        ("2014–2022", "until 2022", YES),
        ("2014–2022", "since 2014", YES),
        ("2014–2022", "in 2030", NO),
        ("by the end of 2024", "in June 2024", YES),
        ("by the end of 2024", "in March 2025", NO),
        ("before 2020", "in 2019", YES),
        ("before 2020", "in 2021", NO),
        ("after March 2021", "in May 2021", YES),
        ("after March 2021", "in 2020", NO),
        ("until June 2022", "until June 2022", YES),
        ("until June 2022", "until May 2021", NO),
        ("by 2025", "by 2030", NO),
    ],
)
def test_dates(claim: str, evidence: str, expected: Agreement) -> None:
    (mine,), (theirs,) = find_dates(claim), find_dates(evidence)
    assert compare_dates(mine, theirs).agreement is expected


def test_a_date_never_contradicts_itself() -> None:
    for text in (
        "on 18 May 2024",
        "since 2016",
        "until 2049",
        "by 2030",
        "before 2020",
        "2014–2022",
        "late 2023",
    ):
        (found,) = find_dates(text, date(2025, 8, 5))
        assert compare_dates(found, found).agrees, text
