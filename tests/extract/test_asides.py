"""What stands between commas, or before a name, is a claim of its own when it is clear of whom it is said."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Mara Lind, leader of the Harbour Party, voted against the budget.",
            ["Mara Lind voted against the budget.", "Mara Lind is leader of the Harbour Party."],
        ),
        (
            "The director of the fund, Paul Osei, resigned in 2020.",
            ["Paul Osei resigned in 2020.", "Paul Osei is the director of the fund."],
        ),
        (
            "Jane Roe, who has led the agency since 2019, lives in Leeds.",
            ["Jane Roe lives in Leeds.", "Jane Roe has led the agency since 2019."],
        ),
        (
            "Maureen Tull, 71, owns the farm.",
            ["Maureen Tull owns the farm.", "Maureen Tull is 71 years old."],
        ),
        (
            "Acme's chief executive Joan Vance sold her shares in 2021.",
            [
                "Acme's chief executive Joan Vance sold her shares in 2021.",
                "Joan Vance is Acme's chief executive.",
            ],
        ),
        (
            "It was Nadia Kern, the head of supply, who first proposed the tunnel in 2011.",
            ["Nadia Kern first proposed the tunnel in 2011.", "Nadia Kern is the head of supply."],
        ),
        (
            "It was Nadia Kern who first proposed the tunnel in 2011.",
            ["Nadia Kern first proposed the tunnel in 2011."],
        ),
    ],
)
def test_asides_are_claims(sentence: str, expected: list[str]) -> None:
    """Appositives, relative clauses, ages, offices and clefts."""
    assert texts(sentence) == expected


def test_an_unclear_relative_clause_stays() -> None:
    """Where 'which' may be the loan or the bank, the sentence isn't taken apart."""
    sentence = (
        "The city took a loan of €170 million from the Orbex Bank, which will not be paid off until 2049."
    )
    assert texts(sentence) == [sentence]


def test_the_writers_own_colour_is_left_out() -> None:
    """An aside that speaks of 'us' is neither a claim nor a part of one."""
    assert texts("The tower was built to last 120 years, which is longer than most of us will live.") == [
        "The tower was built to last 120 years."
    ]


def test_a_bare_title_tells_nothing() -> None:
    """'Mayor N' doesn't say of what."""
    assert texts("Mayor Lind opened the bridge in 2020.") == ["Mayor Lind opened the bridge in 2020."]


def test_one_is_not_said_of_several() -> None:
    """'its oldest looms, the Marl Guild' makes no guild of looms."""
    told = texts("In 2025 Orbex set up a unit for its most valuable looms, the Marl Guild.")
    assert told
    assert not [claim for claim in told if "Guild is" in claim]


def test_an_office_until_a_time_was_held() -> None:
    told = texts("Torvald Quell, director of the port until March 2023, left because of the report.")
    assert "Torvald Quell was director of the port until March 2023." in told
