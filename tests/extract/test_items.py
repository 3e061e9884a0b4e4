"""'Name: description' is said as a sentence with the name as subject."""

from __future__ import annotations

import pytest
from tests.builders import bullet
from tests.extract.said import claims, reasons, texts

from claimcheck.extract.items import with_holder


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Ana Quell: Founder of the Orbex Group.", ["Ana Quell is the founder of the Orbex Group."]),
        (
            "Ana Quell: Chief technology officer since May 2024.",
            ["Ana Quell has been chief technology officer since May 2024."],
        ),
        ("Energy: The Quell 4 stores 265 watt hours.", ["The Quell 4 stores 265 watt hours."]),
        ("Ana Quell: Head of sales until 2020.", ["Ana Quell was the head of sales until 2020."]),
        (
            "Ana Quell: A chemist who developed Morvane in 1990.",
            ["Ana Quell is a chemist who developed Morvane in 1990."],
        ),
        ("Vexley: Helping 300 firms with their taxes.", ["Vexley is helping 300 firms with their taxes."]),
        ("Vexley & Roe: Sold to Orbex in 1990.", ["Vexley & Roe have been sold to Orbex in 1990."]),
        ("August 2021: A crane fell on the quay.", ["In August 2021, a crane fell on the quay."]),
        ("4 May 2020: The hall burned down.", ["On 4 May 2020, the hall burned down."]),
        (
            "Winter 2021: The site was under water for 23 days.",
            ["In the winter of 2021, the site was under water for 23 days."],
        ),
        (
            "Insurance: The insurers paid €12 million.",
            ["The insurers paid €12 million [Insurance]."],
        ),
        ("Attendance: 61,408", ["The attendance was 61,408."]),
        ("Referee: Anke Voss", ["Anke Voss is the referee."]),
    ],
)
def test_items_are_said(item: str, expected: list[str]) -> None:
    """Offices, descriptions, participles, dates, topics and figures."""
    assert texts(bullet(item)) == expected


def test_an_item_gives_several_claims() -> None:
    """A founder, an office and an investment in one item; the pronoun is the name."""
    told = texts(bullet("Ana Quell: Founder of Orbex. Vexley hired her as chief scientist for $5 million."))
    assert told == [
        "Ana Quell is the founder of Orbex.",
        "Vexley hired Ana Quell as chief scientist for $5 million.",
    ]


def test_a_topic_over_a_fragment_says_nothing() -> None:
    """An abstract label isn't the subject of what follows."""
    assert reasons(bullet("Clear Vision: Setting a goal for everyone.")) == ["fragment"]


def test_the_source_of_an_item_is_its_sentence() -> None:
    """Where the label is the subject, the source has the label."""
    (claim,) = claims(bullet("Ana Quell: Founder of Orbex."))
    assert claim.source.exact == "Ana Quell: Founder of Orbex."


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("12 — battery parks opened in Norland last year.", "12 battery parks opened in Norland last year."),
        (
            "30%: households that switched supplier in 2024.",
            "30% of households switched supplier in 2024.",
        ),
        (
            "€0.31 per kilowatt-hour: what the average household pays.",
            "€0.31 per kilowatt-hour is what the average household pays.",
        ),
    ],
)
def test_items_that_begin_with_a_figure(item: str, expected: str) -> None:
    """A newsletter's figure and what it is the figure of are one sentence."""
    assert texts(bullet(item)) == [expected]


def test_a_figure_that_stands_alone_is_taken_up() -> None:
    """'That's how much' says of which figure."""
    assert texts("41.2 gigawatts. That's how much power Norland drew at 6pm on Tuesday.") == [
        "41.2 gigawatts is how much power Norland drew at 6pm on Tuesday."
    ]


def test_an_office_after_a_name_is_its_holders() -> None:
    """'Name: The finance chief left' tells of one person."""
    assert (
        with_holder("Dana Wirth", "The finance chief left in May.")
        == "Dana Wirth, the finance chief, left in May."
    )
    assert with_holder("Dana Wirth", "The new chief executive came in May.") == (
        "Dana Wirth, the new chief executive, came in May."
    )
    assert with_holder("Dana Wirth", "The head of sales left.") == "Dana Wirth: The head of sales left."
    assert with_holder("Costs", "The manager left.") == "Costs: The manager left."


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            "Ana Quells: Head of safety, formerly at Orbex",
            ["Ana Quells is the head of safety.", "Ana Quells was formerly at Orbex."],
        ),
        (
            "Ana Quell: Managing director, previously dean of Lowmere College",
            ["Ana Quell is managing director.", "Ana Quell was previously dean of Lowmere College."],
        ),
    ],
)
def test_a_former_office_is_a_claim_of_its_own(item: str, told: list[str]) -> None:
    """What someone is and what they were can be checked apart; a name that ends in an s is one person."""
    assert texts(bullet(item)) == told
