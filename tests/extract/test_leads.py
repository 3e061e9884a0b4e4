"""What stands before a sentence belongs to it, or is taken off."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import bullet, heading
from tests.extract.said import claims, reasons, texts

from claimcheck.model.claim import Modality


def test_items_complete_the_sentence_before_the_list() -> None:
    """'agreed to:' and 'include:' go before each item, which is no order and no fragment then."""
    told = texts(
        "The council of Lorn agreed to:",
        bullet("sell the library in Castle Street for £1.1m"),
        bullet("charge £55 a year for garden waste"),
    )
    assert told == [
        "The council of Lorn agreed to sell the library in Castle Street for £1.1m.",
        "The council of Lorn agreed to charge £55 a year for garden waste.",
    ]
    told = texts(heading("Milestones of Orbex in 2024 include:"), bullet("Deployment of 900 robots in Lorn"))
    assert told == ["Milestones of Orbex in 2024 include deployment of 900 robots in Lorn."]


def test_items_that_are_sentences_stay() -> None:
    """A list of whole sentences needs nothing before it."""
    assert texts("The findings are:", bullet("Orbex sold 40 boats in 2020.")) == [
        "Orbex sold 40 boats in 2020."
    ]


@pytest.mark.parametrize("rubric", ["Why it matters", "What to watch", "The big picture", "By the numbers"])
def test_rubrics_are_taken_off(rubric: str) -> None:
    """A newsletter's rubric is no part of the claim."""
    assert texts(f"{rubric}: Orbex has 1,400 buses on order.") == ["Orbex has 1,400 buses on order."]


def test_a_name_before_a_colon_stays_with_a_sentence_that_needs_it() -> None:
    """The tax of which country, if not of the one before the colon?"""
    told = texts(
        "The towns of Norway vote in May. Norway has 5 million people.",
        bullet("Norway: introduced in 1993, the tax raises 0.2% of GDP."),
    )
    assert told[-2:] == ["Norway: The tax raises 0.2% of GDP.", "Norway: The tax was introduced in 1993."]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The fall in prices is due to 40 new plants in Lorn.", Modality.ASSERTED),
        ("Raj Bhatt is to leave Orbex in March.", Modality.PLANNED),
        ("Orbex is due to open 40 shops in March.", Modality.PLANNED),
        ("In Samir Haddad's view, batteries are heading for a glut.", Modality.REPORTED),
    ],
)  # fmt: skip
def test_what_is_to_come_and_whose_view_it_is(sentence: str, modality: Modality) -> None:
    """A cause is no plan; 'is to' is one; a view that is somebody's is reported."""
    (claim,) = claims(sentence)
    assert claim.modality is modality


@pytest.mark.parametrize(
    "sentence",
    ["Anders Vik shrugs.", "Henrik Paine noticed.", "There is the question of what happens in 2047."],
)
def test_colour_is_no_claim(sentence: str) -> None:
    """A shrug and a question that is put as a statement give nothing to check."""
    assert reasons(sentence) == ["vague"]


def test_we_needs_a_figure_or_a_deed() -> None:
    """What the writers hear and hope is theirs; what they did can be checked."""
    assert reasons("We've been hearing about the trouble in Lorn since the summer.") == ["first person"]
    assert texts("In 2024 we signed an agreement to buy Orbex for 720 million dollars.")


def test_a_month_in_the_past_is_not_in_the_future() -> None:
    """A month after publication is the year before's in a tale of the past; a half takes the year of its sentence."""
    (one,) = claims("Orbex closed its plant in November.", published=date(2024, 10, 12))
    assert one.dates[0].start == date(2023, 11, 1)
    told = texts("The first turbine of Lorn turned on 14 June 2020; the second followed in November.")
    assert told[-1] == "The second followed in November 2020."


def test_at_the_time_of_a_treaty() -> None:
    """The year in a thing's name is not when something happened."""
    told = texts(
        "Ana Holm found the concession of 1957. The mayor at the time, Greta Quell, told Ana Holm about 12 others."
    )
    assert "Greta Quell was the mayor at the time." in told


def test_what_only_announces_a_list_is_no_claim() -> None:
    """'It set rules:' says nothing yet; that there were three can be checked."""
    paragraph = "The Harbour Board approved the mast in May. It set rules:"
    assert texts(paragraph, bullet("The Board wants a new roof by 2030.")) == [
        "The Harbour Board approved the mast in May.",
        "The Harbour Board wants a new roof by 2030.",
    ]
    assert "The Board named three reasons." in texts("The Board named three reasons:", bullet("Age"))[0]
