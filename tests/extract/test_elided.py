"""A number or an ordinal that stands alone is of what was counted before it, where one thing alone can be meant."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("paragraph", "last"),
    [
        (
            "The fraud hit fourteen customers of the Lorn Bank. Three have since died.",
            "Three of the fourteen customers of the Lorn Bank have since died.",
        ),
        (
            "The Lorn Baths and the Vex Hall will close. The former opened in 1934.",
            "The Lorn Baths opened in 1934.",
        ),
        (
            "The power belongs to three firms: Orbex, Delta Air and Lorn Power. The first alone owns 3.6 gigawatts.",
            "Orbex alone owns 3.6 gigawatts.",
        ),
        (
            "The council bought 24 drones in Lorn. Each can carry 1.8 kg.",
            "Each of the 24 drones can carry 1.8 kg.",
        ),
        (
            "There have been three bids. Another was from a hotel in Lorn.",
            "Another of the three bids was from a hotel in Lorn.",
        ),
        ("The storm in Lorn destroyed 200 homes. Four died.", "Four died."),
        ("Lorn bought 12 trams and 40 buses in 2001. Three were sold in 2010.", "Three were sold in 2010."),
        (
            "Orbex bought 12 jets. Of the ten that fly, two were painted blue in Lorn.",
            "Of the ten that fly, two were painted blue in Lorn.",
        ),
    ],
)  # fmt: skip
def test_numbers_alone(paragraph: str, last: str) -> None:
    """Parts of what was counted, one of names listed; nothing where two things were counted, and homes don't die."""
    told = texts(paragraph)
    assert last == told[-1] or (last == "Four died." and last not in told)


def test_a_series_goes_on() -> None:
    """'The highest', 'another', 'the third' are of the same things though other things are counted in between."""
    told = texts(
        "There have been three bids. The highest came from Lorn. Another was from Vexley, "
        "which wants 48 flats. In 2020 the mayor rejected the third."
    )
    assert told[-1] == "In 2020 the mayor rejected the third of the three bids."
