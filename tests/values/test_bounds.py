"""Bounds, and the interval that each writing stands for (the formulas atop bounds.py)."""

from __future__ import annotations

import pytest

from claimcheck.model.claim import Bound
from claimcheck.values.quantity import find_quantities


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("14.3 billion", 14.25e9, 14.35e9),
        ("14 billion", 13.5e9, 14.5e9),
        ("120 years", 119.5, 120.5),
        ("1,860 metres", 1855, 1865),
        ("34,000 cars", 33_950, 34_050),
        ("11,872 children", 11_871.5, 11_872.5),
        ("4.25%", 4.245, 4.255),
        ("two thirds", 64.6667, 68.6667),
        ("about 14 billion", 13.5e9, 14.5e9),
        ("about 600,000 chips", 550_000, 650_000),
        ("about 18,500 riders", 18_037.5, 18_962.5),
        ("some forty changes", 36, 44),
        ("nearly 600,000 chips", 540_000, 600_500),
        ("just over 40%", 39.5, 44),
        ("dozens of cars", 24, 120),
        ("hundreds of millions of dollars", 2e8, 1e9),
        ("several thousand people", 2000, 10_000),
        ("between 5 and 7 km", 5, 7),
    ],
)
def test_closed_intervals(text: str, low: float, high: float) -> None:
    """Half a step either side of a plain figure, more for 'about', one side for 'nearly'."""
    (found,) = find_quantities(text)
    assert found.low is not None
    assert found.high is not None
    assert (round(float(found.low), 4), round(float(found.high), 4)) == (low, high)


@pytest.mark.parametrize(
    ("text", "bound", "limit"),
    [
        ("more than 2,500 lamps", Bound.MORE_THAN, 2500),
        ("over 700 million users", Bound.MORE_THAN, 7e8),
        ("well over a hundred ships", Bound.MORE_THAN, 100),
        ("more than half of them", Bound.MORE_THAN, 50),
        ("at least 300 dead", Bound.AT_LEAST, 300),
        ("no fewer than 12 men", Bound.AT_LEAST, 12),
        ("1,000+ injured", Bound.AT_LEAST, 1000),
        ("50 or more people", Bound.AT_LEAST, 50),
        ("five people or more", Bound.AT_LEAST, 5),
        ("300-plus pages", Bound.AT_LEAST, 300),
        ("under 40 kg", Bound.LESS_THAN, 40),
        ("fewer than 30 boats", Bound.LESS_THAN, 30),
        ("up to 80 miles", Bound.AT_MOST, 80),
        ("as much as 80 miles", Bound.AT_MOST, 80),
        ("no more than 40 °C", Bound.AT_MOST, 40),
        ("at most 45,000 items", Bound.AT_MOST, 45_000),
        ("at most three days", Bound.AT_MOST, 3),
        ("lasted over two hours", Bound.MORE_THAN, 2),
    ],
)
def test_one_sided_bounds(text: str, bound: Bound, limit: float) -> None:
    (found,) = find_quantities(text)
    assert found.bound is bound
    open_above = bound in (Bound.MORE_THAN, Bound.AT_LEAST)
    assert (found.high if open_above else found.low) is None
    assert float((found.low if open_above else found.high) or 0) == limit


@pytest.mark.parametrize(
    "text",
    [
        "offered $250 million over four years",
        "the deck hangs 143 metres above 3 rivers",
        "run under two mayors",
    ],
)
def test_prepositions_are_no_bounds(text: str) -> None:
    """'over four years' is how long, not how much; 'under two mayors' is when."""
    assert find_quantities(text)[-1].bound is Bound.EXACT


def test_the_words_of_the_bound_belong_to_the_figure() -> None:
    (found,) = find_quantities("It drew more than 9,000 flights.")
    assert found.text == "more than 9,000"


def test_about_is_approximate_and_a_bound_is_not() -> None:
    assert find_quantities("around 5 km")[0].approximate
    assert not find_quantities("over 5 km")[0].approximate
