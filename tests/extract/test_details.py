"""What is told in passing, with a figure of its own, is a claim of its own; what isn't sure stays where it was."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Norvia has 1,340 solar pumps, each with room for 99 litres.",
            ["Norvia has 1,340 solar pumps.", "Each of Norvia's solar pumps has room for 99 litres."],
        ),
        (
            "The navy bought 12 boats, each weighing 4 tonnes.",
            ["The navy bought 12 boats.", "Each of the 12 boats that the navy bought weighed 4 tonnes."],
        ),
        (
            "Twelve people, four of them children, died in the fire.",
            [
                "Twelve people died in the fire.",
                "Four of the twelve people who died in the fire were children.",
            ],
        ),
        (
            "The firm has 300 workers, of whom 40 are engineers.",
            ["The firm has 300 workers.", "40 of the firm's workers are engineers."],
        ),
        (
            "Orbex employs 300 people, including 40 engineers.",
            ["Orbex employs 300 people.", "Orbex employs 40 engineers."],
        ),
        (
            "The plant, with 1,200 workers, closed in 2019.",
            ["The plant closed in 2019.", "The plant had 1,200 workers."],
        ),
        (
            "The tower, 190 metres tall, was completed in 2009.",
            ["The tower was completed in 2009.", "The tower was 190 metres tall."],
        ),
        (
            "In a field trial with 11,872 children, a single dose prevented 83 percent of cases.",
            [
                "In a field trial with children, a single dose prevented 83 percent of cases.",
                "A field trial involved 11,872 children.",
            ],
        ),
        (
            "A survey of 2,003 adults by the Tarn Institute found that 61 percent support the tax.",
            [
                "A survey of adults by the Tarn Institute found that 61 percent support the tax.",
                "A survey by the Tarn Institute involved 2,003 adults.",
            ],
        ),
    ],
)
def test_parts_with_figures_of_their_own(sentence: str, expected: list[str]) -> None:
    """'Each', 'of them', 'including', 'with', a measure, the size of a study."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Coverage rose from 61 to 74 percent, an increase of 13 percent.",
            ["Coverage rose from 61 to 74 percent.", "Coverage increased by 13 percent."],
        ),
        (
            "Orbex raised the price from 2 to 3 euros, an increase of 50 percent.",
            ["Orbex raised the price from 2 to 3 euros.", "The price increased by 50 percent."],
        ),
        (
            "Revenue reached $2 billion in 2024, up 20 percent from 2023.",
            ["Revenue reached $2 billion in 2024.", "In 2024, revenue was up 20 percent from 2023."],
        ),
        (
            "Revenue was $2 billion, compared with $1.5 billion in 2022.",
            ["Revenue was $2 billion.", "Revenue was $1.5 billion in 2022."],
        ),
        (
            "The fund owns 3 million shares, or 12 percent of the mill.",
            ["The fund owns 3 million shares.", "The fund owns 12 percent of the mill."],
        ),
    ],
)
def test_changes_and_second_measures(sentence: str, expected: list[str]) -> None:
    """How much it changed, what it was before, and the same in another measure are claims apart."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Founded in 1987, Orbex employs 300 people.",
            ["Orbex employs 300 people.", "Orbex was founded in 1987."],
        ),
        (
            "The Tyne Bridge, built in 1928, carries 34,000 cars a day.",
            ["The Tyne Bridge carries 34,000 cars a day.", "The Tyne Bridge was built in 1928."],
        ),
        (
            "The company, based in Leeds, lost $4 million in 2023.",
            ["The company lost $4 million in 2023.", "The company is based in Leeds."],
        ),
    ],
)
def test_participles(sentence: str, expected: list[str]) -> None:
    """Past participles before the subject or behind a noun."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Norway supplied 40 percent of the gas, Chile 30 percent and Peru 12 percent.",
            [
                "Norway supplied 40 percent of the gas.",
                "Chile supplied 30 percent of the gas.",
                "Peru supplied 12 percent of the gas.",
            ],
        ),
        (
            "Profit and revenue rose 5 percent and 12 percent, respectively.",
            ["Profit rose 5 percent.", "Revenue rose 12 percent."],
        ),
        (
            "Sales rose 5 percent in 2022 and 7 percent in 2023.",
            ["Sales rose 5 percent in 2022.", "Sales rose 7 percent in 2023."],
        ),
        (
            "The yard sold 40 ships in 2019, 32 in 2020 and 28 in 2021.",
            [
                "The yard sold 40 ships in 2019.",
                "The yard sold 32 ships in 2020.",
                "The yard sold 28 ships in 2021.",
            ],
        ),
        (
            "Rents rose by 4 percent in Lorn and by 9 percent in Tyne.",
            ["Rents rose by 4 percent in Lorn.", "Rents rose by 9 percent in Tyne."],
        ),
    ],
)
def test_figures_in_step(sentence: str, expected: list[str]) -> None:
    """'Respectively', and figures that are repeated with the same preposition."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Exports rose 5 percent and imports fell 3 percent, according to the Tarn Institute.",
            [
                "Exports rose 5 percent, according to the Tarn Institute.",
                "Imports fell 3 percent, according to the Tarn Institute.",
            ],
        ),
        (
            "The Tarn Institute says the airline has 12 jets, each with 180 seats.",
            [
                "The Tarn Institute says the airline has 12 jets.",
                "The Tarn Institute says each of the airline's jets has 180 seats.",
            ],
        ),
        (
            "In 2023, exports rose 5 percent and imports fell 3 percent.",
            ["In 2023, exports rose 5 percent.", "In 2023, imports fell 3 percent."],
        ),
        (
            "While revenue rose 5 percent, profit fell 3 percent.",
            ["Revenue rose 5 percent.", "Profit fell 3 percent."],
        ),
    ],
)
def test_who_said_it_and_when_go_along(sentence: str, expected: list[str]) -> None:
    """Each part keeps the source and the time that the sentence gives for all of it."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The airline plans to buy 12 jets, each with 180 seats.",
        "The airline never ordered 12 jets, each with 180 seats.",
        "If the line opens, it will carry 400 trains, each with 180 seats.",
        "The yard reportedly employs 300 people, including 40 engineers.",
        "She owns two dogs and nine cats, all of them more than ten years old.",
    ],
)
def test_what_is_planned_denied_or_unclear_stays_whole(sentence: str) -> None:
    """What stands aside of a plan, a denial, a rumour or of either of two things is not told as a fact of one."""
    assert texts(sentence) in ([sentence], [])
