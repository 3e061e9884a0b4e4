"""A row whose label is in the claim says what the claim's figure is."""

from __future__ import annotations

import pytest
from tests.match.test_rows import row, weigh

from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Stance

PIPES = (("Item", "Streets with pipes"), ("Value", "46 km"))
CARS = (("", "Cars"), ("Holm Star", "118"), ("Berg Star", "118"))
TRIAL = (
    ("Outcome", "Children with anaemia"),
    ("Schools with lunch, start", "31%"),
    ("after", "22%"),
    ("Other schools, start", "30%"),
)
CHARGE = (("", "Standing charge, a year"), ("Gas boiler", "£118"), ("Heat network", "£234"))
WATER = (("Item", "Water temperature at the surface"), ("Value", "87 °C"))
LENGTH = (("", "Length overall"), ("Holm Star", "98.4 m"), ("Berg Star", "98.4 m"))
TRAWLERS = (("Class", "Trawlers over 28 m"), ("Quota (t)", "13,800"), ("Landed (t)", "9,900"))


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


WORK = (("Work", "Night at Sea"), ("Artist", "Anna Holm"), ("Date", "1788"), ("State", "returned"))


@pytest.mark.parametrize(
    ("claim", "stance"),
    [
        ("Night at Sea's painter is Anna Holm.", Stance.SUPPORTS),
        ("Night at Sea's artist is Ruth Berg.", Stance.REFUTES),
        ("Night at Sea's owner is Ruth Berg.", Stance.NEUTRAL),
        ("Night at Sea's year is 1788.", Stance.SUPPORTS),
        ("Night at Sea's year is 1798.", Stance.REFUTES),
        ("Day at Sea's painter is Ruth Berg.", Stance.NEUTRAL),
    ],
)
def test_a_cell_of_the_claims_own_row(verifier: Verifier, claim: str, stance: Stance) -> None:
    """The name or year stands in the row; under the claim's own header another one contradicts."""
    assert weigh(verifier, claim, row(*WORK)).stance is stance


@pytest.mark.parametrize(
    ("claim", "cells", "stance"),
    [
        ("From the yard the pipes run through 46 kilometres of streets.", PIPES, Stance.SUPPORTS),
        ("Each of them has room for 118 cars.", CARS, Stance.SUPPORTS),
        ("In schools with lunch, the share of children with anaemia fell from 31 to 22 percent.", TRIAL, Stance.SUPPORTS),
        ("The heat network's standing charge a year in Lowmere is £243.", CHARGE, Stance.REFUTES),
        ("In Lowmere the water reaches the surface at 87 degrees.", WATER, Stance.SUPPORTS),
        ("In Lowmere the water reaches the surface at 94 °C.", WATER, Stance.REFUTES),
        ("In Lowmere the pipes of the streets lost 12 kilometres of cable.", PIPES, Stance.NEUTRAL),
        ("The yard had never built a hull of an overall length of 98.4 metres.", LENGTH, Stance.NEUTRAL),
        ("The hull has an overall length of more than 60 metres.", LENGTH, Stance.NEUTRAL),
        ("Trawlers over 28 metres filled their entire quota in Lowmere.", TRAWLERS, Stance.NEUTRAL),
        ("In Harwick the pipes run through 46 kilometres of streets.", PIPES, Stance.NEUTRAL),
    ],
)  # fmt: skip
def test_a_label_in_the_claim_tells_what_its_figure_is(
    verifier: Verifier, claim: str, cells: tuple[tuple[str, str], ...], stance: Stance
) -> None:
    """One column, one with the claim's header, or all alike; no bounds, no denial, no other town."""
    assert weigh(verifier, claim, row(*cells, title="Heat in Lowmere")).stance is stance
