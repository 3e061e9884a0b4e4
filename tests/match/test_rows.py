"""A table's row says what its label and its headers make of its cells."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.match.headers import _has
from claimcheck.match.plain import write_plainly
from claimcheck.match.stance import weigh_passages
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import CaptureKind, Evidence, Passage, Stance
from claimcheck.model.selector import Span, select
from claimcheck.pairs import read_claim
from claimcheck.text.syntax import open_language


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def row(*cells: tuple[str, str], title: str = "", section: tuple[str, ...] = ()) -> Passage:
    text = "\t".join(cell for _, cell in cells)
    return Passage(
        reference=1,
        capture_sha256="s",
        url="",
        kind=CaptureKind.PAGE,
        selector=select(text, Span(0, len(text))),
        block=0,
        cells=cells,
        title=title,
        section=section,
        published=date(2025, 7, 15),
    )


def weigh(verifier: Verifier, text: str, passage: Passage) -> Evidence:
    nlp = open_language()
    return weigh_passages(read_claim(text, nlp), [passage], verifier, nlp)[0]


ROUND = (("Round", "Series B"), ("Amount", "$41 million"), ("Lead investor", "Lowmere Growth"))
BRIDGE = (("Bridge", "Polder Bridge"), ("Built by", "Northgate Works"), ("Opened", "1931"))


@pytest.mark.parametrize(
    ("claim", "cells", "stance"),
    [
        ("Series B was led by Lowmere Growth.", ROUND, Stance.SUPPORTS),
        ("Lowmere Growth led Series B.", ROUND, Stance.SUPPORTS),
        ("Series B was led by Polder Capital.", ROUND, Stance.REFUTES),
        ("Series C was led by Polder Capital.", ROUND, Stance.NEUTRAL),  # another row
        ("Series B was praised by Polder Capital.", ROUND, Stance.NEUTRAL),  # no header says so
        ("Series B was led by Lowmere Growth in 2019.", ROUND, Stance.NEUTRAL),  # the row has no date
        ("The Polder Bridge was built by Northgate Works.", BRIDGE, Stance.SUPPORTS),
        ("The Polder Bridge was built by Orbex Marine.", BRIDGE, Stance.REFUTES),
        ("Series B was led by Polder Capital.", (*ROUND[:2], ("Lead investors", "Orbex, Lowmere Growth")), Stance.NEUTRAL),
    ],
)  # fmt: skip
def test_the_name_under_the_claims_verb(
    verifier: Verifier, claim: str, cells: tuple[tuple[str, str], ...], stance: Stance
) -> None:
    """The own row of what the claim speaks of bears out or contradicts who did it, under a header that says what was done."""
    assert weigh(verifier, claim, row(*cells)).stance is stance


def test_a_row_that_the_claim_only_compares_with_is_anothers(verifier: Verifier) -> None:
    """'Half of what a card costs' says nothing of the card that its row could contradict."""
    claim = (
        "For a shop it pays 0.7 percent of each sale, little more than half of what a Lowmere card costs it."
    )
    card = row(
        ("", "Lowmere card"),
        ("Costs the shop, of each sale", "1.3%"),
        title="What payment costs a shop, spring survey",
    )
    found = weigh(verifier, claim, card)
    assert (found.stance, found.rule) == (Stance.NEUTRAL, "other-row")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((("Item", "Depth of the shaft, m"), ("Value", "412")), "Depth of the shaft is 412 m."),
        ((("Item", "Profit"), ("€ million", "96")), "Profit is €96 million."),
        ((("Item", "Result (€ million)"), ("Q2 2024", "(3)"), ("Q2 2025", "58")), "In Q2 2024, Result is -€3 million. "
         "In Q2 2025, Result is €58 million."),
        ((("Holder", "Orley Mills"), ("Allowed, m³ per day", "2,600")), "Allowed of Orley Mills is 2,600 m³ per day."),
        ((("January to June", "Journeys (million)"), ("2024", "61.4")), "In January to June 2024, Journeys is 61.4 million."),
        ((("Item", "Power"), ("Value", "75 W")), "Power is 75 W ."),
        ((("Item", "Rooms"), ("Size, large", "12")), "Size, large of Rooms is 12."),
    ],
)  # fmt: skip
def test_units_stand_behind_their_figures(cells: tuple[tuple[str, str], ...], said: str) -> None:
    """A unit in a header or a label goes to the bare figures under or beside it; what is no unit stays where it is."""
    assert write_plainly(row(*cells)) == said


def test_a_total_is_of_its_table() -> None:
    """'Total' is no thing: the row is of what the table's heading names."""
    cells = (("Source", "Total"), ("Amount", "€42 million"))
    assert write_plainly(row(*cells, section=("Budget of the fair",))).startswith(
        "The total of budget of the fair is"
    )


DAMAGE = (("District", "Orley"), ("Dead", "17"), ("Houses destroyed", "540"), ("Houses damaged", "1,320"))
ROUND = (
    ("Round", "Series B"),
    ("Closed", "8 March 2023"),
    ("Lead investor", "Birch Street"),
    ("Others", "Heron Yard"),
)
PAID = (("Kind", "Barns"), ("Claims", "318"), ("Paid, million crowns", "2.1"))
HALF = (("January to June", "Journeys (million)"), ("2024", "61.4"), ("2025", "52.8"))


@pytest.mark.parametrize(
    ("text", "cells", "stance"),
    [
        ("In Orley 540 houses were destroyed.", DAMAGE, Stance.SUPPORTS),
        ("In Orley the number of houses destroyed was 1,320.", DAMAGE, Stance.REFUTES),
        ("Heron Yard led the Series B in 2023.", ROUND, Stance.REFUTES),
        ("The insurer has paid out 2.1 million crowns for the damage.", PAID, Stance.NEUTRAL),
        ("In the first half of 2025 the railway counted 52.8 million journeys.", HALF, Stance.SUPPORTS),
        ("In the first half of 2025 the railway counted 61.4 million journeys.", HALF, Stance.NEUTRAL),
    ],
)
def test_a_cell_belongs_to_its_row_and_header(
    verifier: Verifier, text: str, cells: tuple[tuple[str, str], ...], stance: Stance
) -> None:
    """The figure under another header, or the name under another office, contradicts; a row of something else is silent; a
    figure takes the date of its own column."""
    assert weigh(verifier, text, row(*cells)).stance is stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("In 2019, bricks made were 590 tonnes.", Stance.SUPPORTS),
        ("In 2019, bricks made were 640 tonnes.", Stance.REFUTES),
    ],
)
def test_the_header_tells_which_figure(verifier: Verifier, text: str, stance: Stance) -> None:
    """Of two figures of a row alike the claim is about the one under the header that it names, whichever the other's is."""
    cells = (("Year", "2019"), ("Bricks planned (t)", "640"), ("Bricks made (t)", "590"))
    assert weigh(verifier, text, row(*cells, title="Lowmere brickworks in figures")).stance is stance


def test_a_figure_stands_whole_in_its_cell() -> None:
    """The 4 under one header isn't the 14 under the next, nor part of 4.2."""
    assert [_has(text, "4") for text in ("4 t", "14 t", "4.2 t", "1,4 t")] == [True, False, False, False]


def test_how_many_there_are_isnt_how_many_are_for_standing(verifier: Verifier) -> None:
    """The whole contradicts no part of it, but another whole."""
    desks = row(("Item", "Desks in all"), ("Value", "1,940"), title="The Amber in figures")
    assert weigh(verifier, "420 of the Amber's desks are for standing.", desks).stance is Stance.NEUTRAL
    assert weigh(verifier, "The Amber has 420 desks in all.", desks).stance is Stance.REFUTES
