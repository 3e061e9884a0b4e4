"""A row whose label is in the claim says what the claim's figure is."""

from __future__ import annotations

import pytest
from tests.match.test_rows import row, weigh

from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Stance

LAMPS = (("Item", "Roads with lamps"), ("Value", "70 km"))
BIKES = (("", "Bicycles"), ("Holm Star", "240"), ("Berg Star", "240"))
TRIAL = (
    ("Outcome", "Trees with rust"),
    ("Orchards with hives, start", "46%"),
    ("after", "38%"),
    ("Other orchards, start", "45%"),
)
CHARGE = (("", "Yearly service fee"), ("Steel hull", "£410"), ("Wooden hull", "£620"))
WATER = (("Item", "Water temperature at the surface"), ("Value", "61 °C"))
LENGTH = (("", "Length overall"), ("Holm Star", "73.5 m"), ("Berg Star", "73.5 m"))
CUTTERS = (("Class", "Cutters over 15 m"), ("Quota (t)", "4,600"), ("Landed (t)", "3,200"))


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
        ("From the gate the lamps stand along 70 kilometres of roads.", LAMPS, Stance.SUPPORTS),
        ("Each of them has room for 240 bicycles.", BIKES, Stance.SUPPORTS),
        ("In orchards with hives, the share of trees with rust fell from 46 to 38 percent.", TRIAL, Stance.SUPPORTS),
        ("The wooden hull's yearly service fee in Lowmere is £680.", CHARGE, Stance.REFUTES),
        ("In Lowmere the water reaches the surface at 61 degrees.", WATER, Stance.SUPPORTS),
        ("In Lowmere the water reaches the surface at 68 °C.", WATER, Stance.REFUTES),
        ("In Lowmere the lamps of the roads lost 12 kilometres of cable.", LAMPS, Stance.NEUTRAL),
        ("The yard had never built a hull of an overall length of 73.5 metres.", LENGTH, Stance.NEUTRAL),
        ("The hull has an overall length of more than 60 metres.", LENGTH, Stance.NEUTRAL),
        ("Cutters over 15 metres filled their entire quota in Lowmere.", CUTTERS, Stance.NEUTRAL),
        ("In Harwick the lamps stand along 70 kilometres of roads.", LAMPS, Stance.NEUTRAL),
    ],
)  # fmt: skip
def test_a_label_in_the_claim_tells_what_its_figure_is(
    verifier: Verifier, claim: str, cells: tuple[tuple[str, str], ...], stance: Stance
) -> None:
    """One column, one with the claim's header, or all alike; no bounds, no denial, no other town."""
    assert weigh(verifier, claim, row(*cells, title="Life in Lowmere")).stance is stance
