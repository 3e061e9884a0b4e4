"""A fact-checker's arithmetic: which figures bear each other out, which exclude each other, which settle nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.values.agreement import Agreement
from claimcheck.values.compare import compare_quantities
from claimcheck.values.nouns import same_thing
from claimcheck.values.quantity import find_quantities

YES, NO, OPEN = Agreement.AGREES, Agreement.DIFFERS, Agreement.INCOMPARABLE


@pytest.mark.parametrize(
    ("claim", "evidence", "agreement", "reason"),
    [
        # the same value in any writing
        ("$14.3B", "$14.3 billion", YES, "value"),
        ("$14,300,000,000", "14.3 billion dollars", YES, "value"),
        ("thirty-three votes", "33 votes", YES, "value"),
        ("two thirds", "66%", YES, "value"),
        ("66%", "two thirds", YES, "value"),
        ("85 cents", "$0.85", YES, "value"),
        ("two thirds", "two to one", YES, "value"),
        ("doubled", "100 percent", YES, "multiple"),
        ("600k chips", "about 600,000 chips", YES, "value"),
        # other values
        ("$15 billion", "$14.3 billion", NO, "value"),
        ("$14.3 million", "$14.3 billion", NO, "scale"),
        ("40%", "4%", NO, "scale"),
        ("over 70 million users", "over 700 million users", NO, "scale"),
        ("four workers", "five workers", NO, "value"),
        ("1,150 people", "1,160 people", NO, "value"),
        ("120 years", "124 years", OPEN, "rounding"),
        ("−70 °C", "−20 °C", NO, "value"),
        ("a third", "nearly two thirds", NO, "value"),
        # rounding and precision
        ("34,000 cars", "33,870 cars", OPEN, "rounding"),
        ("34,000 cars", "33,970 cars", YES, "value"),
        ("2 million trees", "2.4 million trees", OPEN, "rounding"),
        ("4%", "4.4%", YES, "value"),
        ("$14.3 billion", "$14 billion", OPEN, "precision"),
        ("about $14 billion", "$14.3 billion", YES, "value"),
        ("nearly 600,000 chips", "580,000 chips", YES, "value"),
        ("nearly 600,000 chips", "602,000 chips", OPEN, "approximation"),
        ("about 50 people", "dozens of people", OPEN, "precision"),
        ("dozens of people", "about 50 people", YES, "value"),
        # bounds
        ("more than 2,500 lamps", "2,600 lamps", YES, "bound"),
        ("more than 2,500 lamps", "2,400 lamps", NO, "bound"),
        ("more than 2,500 lamps", "2,500 lamps", OPEN, "bound"),
        ("at least 2,500 lamps", "2,500 lamps", YES, "bound"),
        ("more than half", "67%", YES, "bound"),
        ("most voters", "48 percent of voters", NO, "bound"),
        ("at most 45,000 items", "between 40,000 and 45,000 items", YES, "bound"),
        ("more than 30,000 items", "between 40,000 and 45,000 items", YES, "bound"),
        ("60,000 items", "between 40,000 and 45,000 items", NO, "value"),
        ("19 to 23 items", "between 21 and 25 items", OPEN, "precision"),
        ("19 to 23 items", "between 20 and 22 items", YES, "range"),
        ("42,000 items", "between 40,000 and 45,000 items", OPEN, "precision"),
        ("between 40 and 50 ships", "45 ships", YES, "range"),
        ("1,150 people", "more than 1,100 people", OPEN, "bound"),
        ("1,150 people", "more than 1,200 people", NO, "bound"),
        ("hundreds of millions of dollars", "more than $200 million", YES, "bound"),
        ("up to 80 km", "up to 60 km", NO, "bound"),
        ("up to 80 km", "60 km", OPEN, "bound"),
        ("at least 300 people", "up to 200 people", NO, "bound"),
        ("more than 20 ships", "fewer than 30 ships", OPEN, "bound"),
        # units and currencies
        ("five days", "120 hours", YES, "value"),
        ("up to three days", "up to 72 hours", YES, "bound"),
        ("80 miles", "130 km", YES, "conversion"),
        ("100 acres", "40 hectares", YES, "value"),
        ("40 °C", "104 °F", YES, "value"),
        ("as much as 80 miles", "at most 80 kilometres", NO, "unit"),
        ("96,000 tonnes of concrete", "96,000 cubic metres of concrete", NO, "unit"),
        ("5 tonnes of concrete", "7 cubic metres of concrete", OPEN, "unit"),
        ("€14.3 billion", "$14.3 billion", NO, "currency"),
        ("€14.3 billion", "$15.9 billion", OPEN, "currency"),
        ("$85 million", "A$85 million", OPEN, "currency"),
        ("13 percent", "13 percentage points", NO, "percent-vs-points"),
        ("13 percent", "7 percentage points", OPEN, "percent-vs-points"),
        # things
        ("350,000 H100s", "350,000 H100 GPUs", YES, "value"),
        ("1,150 people", "1,150 workers", YES, "value"),
        ("1,150 people", "640 technicians", OPEN, "other thing counted"),
        ("23 tonnes of structural steel", "21 tonnes of steel", NO, "value"),
        ("600,000 H100 GPUs", "about 600,000 H100 equivalents", NO, "other thing counted"),
        ("33 votes", "47 members", OPEN, "other thing counted"),
        ("34,000 cars a day", "34,000 cars a week", OPEN, "rate"),
        ("24,000 cars a day", "1,000 cars an hour", OPEN, "rate"),
        ("10 litres of water a second", "36 m³ of water per hour", YES, "conversion"),
        ("10 litres of water a second", "26 m³ of water per hour", OPEN, "rate"),
        ("90 kilometres an hour", "90 km/h", YES, "value"),
        ("90 kilometres an hour", "25 m/s", YES, "value"),
        ("60 miles an hour", "60 mph", YES, "value"),
        ("the second-longest bridge", "the third-longest bridge", NO, "rank"),
        ("the second-longest bridge", "It ranks second.", YES, "rank"),
        ("the second-longest bridge", "two bridges", OPEN, "unit"),
    ],
)  # fmt: skip
def test_figures(claim: str, evidence: str, agreement: Agreement, reason: str) -> None:
    found = compare_quantities(find_quantities(claim)[0], find_quantities(evidence)[0])
    assert (found.agreement, found.reason) == (agreement, reason)


def test_the_caller_may_know_that_two_nouns_are_one() -> None:
    """'lamps' and 'fittings' are words for one thing only to who reads the sentences."""
    claim, evidence = find_quantities("more than 2,500 lamps")[0], find_quantities("2,600 fittings")[0]
    assert compare_quantities(claim, evidence).agreement is OPEN
    assert compare_quantities(claim, evidence, same_thing=True).agrees


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["", "about ", "more than ", "at least ", "up to ", "nearly ", "under "]),
    st.integers(2, 10**7),
    st.sampled_from([" ships", " km", "%", " dollars", " days"]),
)
def test_a_figure_never_contradicts_itself(bound: str, number: int, unit: str) -> None:
    """The same words in claim and evidence agree, whatever they are."""
    (quantity,) = find_quantities(f"It was {bound}{number:,}{unit} there.")
    assert compare_quantities(quantity, quantity).agrees


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_plain_counts_agree_only_when_close(one: int, other: int) -> None:
    """Two exact counts further apart than five percent never agree."""
    mine, theirs = find_quantities(f"{one:,} ships")[0], find_quantities(f"{other:,} ships")[0]
    found = compare_quantities(mine, theirs)
    if abs(one - other) > 0.05 * max(one, other):
        assert not found.agrees
    if one == other:
        assert found.agrees


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("small shareholders", "small holders", True),
        ("newspapers", "papers", True),
        ("grandparents", "parents", False),
        ("women", "men", False),
    ],
)
def test_a_compound_names_its_last_word(one: str, other: str, same: bool) -> None:
    """'900 shareholders' are 900 holders; grandparents are no parents here."""
    assert bool(same_thing(one, other)) is same


def test_each_year_is_a_rate() -> None:
    """'€5 each' is the price of one, '€5 million each year' what is spent in a year."""
    (each,), (yearly,) = (
        find_quantities("It costs €5 each."),
        find_quantities("It saves €5 million each year."),
    )
    assert (each.scope, yearly.scope) == ("each", "year")
