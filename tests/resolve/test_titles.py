"""Titles are the same in spite of writing, and different by a single word that counts."""

from __future__ import annotations

import pytest

from claimcheck.resolve.scoring import THRESHOLD
from claimcheck.resolve.titles import compare_slug, compare_titles

SAME = [
    ("Harbour tolls to double", "Harbour Tolls To Double"),
    ("Pilot’s ‘last’ watch – a diary", 'Pilot\'s "last" watch - a diary'),
    ("U.S. ports open late", "US ports open late"),
    ("Café owners sue the port", "Cafe owners sue the port"),
    ("Authority organises a regatta", "Authority organizes a regatta"),
    ("Council approves the plan", "Council approved plan"),
    ("Inspectors found deep cracks in eleven of…", "Inspectors found deep cracks in eleven of forty piers"),
    ("Inspectors found cracks in eleven piers, pap…", "Inspectors found cracks in eleven piers, papers show"),
]
DIFFERENT = [
    ("Council says yes to the crossing", "Council says no to the crossing"),
    ("Lock to cost $14.3 million", "Lock to cost $14.3 billion"),
    ("Lock to cost $14.3 million", "Lock to cost $13.4 million"),
    ("Report 4/2025: harbour accounts", "Report 4/2024: harbour accounts"),
    ("The sixth bridge over the river opens", "The sixty bridges over the river open"),
    ("Tolls increase again in the harbour", "Tolls decrease again in the harbour"),
    ("North quay to be rebuilt by spring", "South quay to be rebuilt by spring"),
    ("A hard winter for the fishing fleet", "A harm winter for the fishing fleet"),
    ("Ferries…", "Ferries to be replaced by a tunnel"),
    ("Who pays for the lock?", "Who pays for the lock? Part 2"),
    ("Who really pays for the new lock", "Who really pays for the new lock: part two"),
    ("Port opens new yard for container ships", "Port opens new yard for container ships crews"),
    ("Harbour master to resign over the audit", "Harbour master resigns over the audit"),
    ("How the port lost its pilots", "Why the port lost its pilots"),
    ("Harbour master will resign", "Harbour master has resigned"),
    ("Port to invest…", "Port to invest millions in cranes"),
    ("", "Anything"),
    ("Anything", ""),
]


@pytest.mark.parametrize(("wanted", "found"), SAME)
def test_writing_makes_no_difference(wanted: str, found: str) -> None:
    assert compare_titles(wanted, found).score >= 0.95


@pytest.mark.parametrize(("wanted", "found"), DIFFERENT)
def test_one_word_that_counts_does(wanted: str, found: str) -> None:
    assert compare_titles(wanted, found).score < THRESHOLD


def test_a_sites_name_at_either_end_is_no_part_of_the_title() -> None:
    """Only a name that the caller knows is taken off: another last part is the title's own."""
    assert compare_titles("Tug crews walk out", "Tug crews walk out | The Gazette", ("Gazette",)).score == 1
    assert compare_titles("Tug crews walk out", "Gazette: Tug crews walk out", ("The Gazette",)).score == 1
    assert compare_titles("Tug crews walk out", "Tug crews walk out | And back", ("Gazette",)).score < 1


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://a.example/2025/03/pilots-strike-could-close-harbour-for-a-week/", True),
        ("https://a.example/news/pilots-strike-could-close-harbour-week-81234567", True),
        ("https://a.example/pilots-strike-could-close-harbour-for-a-week.html?x=1", True),
        ("https://a.example/pilots-strike-could-open-harbour-for-a-week", False),
        ("https://a.example/pilots-strike", False),
        ("https://a.example/news/81234567", False),
    ],
)
def test_an_address_can_spell_the_title(url: str, same: bool) -> None:
    """The words in an address outlive a new headline."""
    likeness = compare_slug("Pilots’ strike could close harbour for a week", url)
    assert (likeness.score >= THRESHOLD) is same
