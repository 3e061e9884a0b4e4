"""Numbers that count nothing are no quantities; numbers that look like them but count are."""

from __future__ import annotations

import pytest

from claimcheck.values.quantity import find_quantities


@pytest.mark.parametrize(
    "text",
    [
        "Llama 4 may be late, and GPT-4 is old.",
        "Meta Quest 3, Windows 11 and iOS 17.4 shipped.",
        "Python 3.12.1 and v2.1 and version 3 are out.",
        "Morvax-2 replaced Morvax-1; COVID-19 and B-52 too.",
        "The H100, the A320, the o4-mini and the G7 met.",
        "Take tram line 6 to gate 7, room 101.",
        "See Chapter 3, Section 4.2, pages 10-12 and lines 3, 4 and 5.",
        "Chapter 11 bankruptcy and Type 2 diabetes.",
        "On 18 May 2024, in March 2019, since 2016 and by Q2 2025.",
        "The 1990s, the 40s and the 2023/24 season.",
        "2024-05-18 at 10:30, at 6 p.m. and at 5pm",
        "30.06.2025 and 06/30/2025",
        "Mayor 2014–2022",
        "1. Clear vision",
        "2.2 The open stacks stood in a ring.",
        "(2) Overwhelming investment",
        "The disease is in retreat.1 And so he said.[12]",
        "Call 555-123-4567 or +44 20 7946 0958.",
        "Support runs 24/7 in 4K and 3D over 5G at 1080p.",
        "Report 4/2025 and 9/11.",
        "See https://example.org/2024/33 or mail 12@example.org.",
        "One of the men said no one knew; one day he left.",
        "In the first half he scored in half-time.",
        "The first of all, for the first time, at first.",
        "Boeing 737 jets and the Fortune 500 companies.",
        "That third-party tool is second-hand.",
        "#42 #metaai",
        "The 1/2nd Battalion and the 2/1st Division.",
        "George Harrow, 1943-2001, was at ground zero in '96.",
        "She watched Channel Two and Cloud Nine.",
        "A half brother, and zero-based budgeting.",
        "The two had met; he was the only one in it.",
        "It ends at 20.13 EDT.",
        "Tel: 0750 101 1261",
        "### 3. Full price markets",
        "Most Popular Posts",
        "Born between 311 and 304 BC.",
    ],
)
def test_names_marks_and_dates_are_no_quantities(text: str) -> None:
    found = [quantity for quantity in find_quantities(text) if quantity.unit != "rank"]
    assert [quantity.text for quantity in found] == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("In Berlin 40 people died.", "40"),
        ("In Port Maren 40 people died.", "40"),
        ("Employing 300 people, the firm grew.", "300"),
        ("About 14 ships sank.", "About 14"),
        ("Only one person died.", "one"),
        ("It killed 2000 people.", "2000"),
        ("Another 2024 homes were built.", "2024"),
        ("The model S has a 100 kWh battery.", "100 kWh"),
        ("He led a 12-member board.", "12"),
        ("One million came.", "One million"),
        ("They do it by building 45 new plants.", "45"),
        ("They want to mark 10 years.", "10 years"),
    ],
)
def test_a_number_that_counts_is_found_after_a_name(text: str, figure: str) -> None:
    assert [quantity.text for quantity in find_quantities(text)] == [figure]
