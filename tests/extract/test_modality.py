"""Opinions, forecasts, questions, orders and pictures are told from facts that look like them.

modality.tsv holds sentences of the tests' own, from many sorts of articles: its columns are the set, whether a sentence can
be checked, what kind it is, and its words. "written" was made before the rules were mended, and they were mended by it; "aside",
"second", "third" and "fourth" were first read unseen (docs/claims.md has those readings) and looked at afterwards.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.extract.said import claims

from claimcheck.model.claim import Modality

UNCHECKABLE = {Modality.OPINION, Modality.PREDICTED, Modality.QUESTION}


class Row(NamedTuple):
    set: str
    checkable: str
    kind: str
    sentence: str


@cache
def read_rows() -> tuple[Row, ...]:
    lines = Path(__file__).with_name("modality.tsv").read_text("utf-8").splitlines()
    return tuple(Row(*row) for row in csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def is_taken(sentence: str) -> bool:
    """Whether a sentence by itself makes a claim that is judged."""
    return any(claim.modality not in UNCHECKABLE for claim in claims(sentence))


@pytest.mark.parametrize(
    ("name", "floor"),
    [("written", 0.97), ("aside", 0.96), ("second", 0.91), ("third", 0.97), ("fourth", 0.9)],
)
def test_facts_are_not_lost(name: str, floor: float) -> None:
    """Of the sentences that can be checked at least so many make a claim. A fact that is called an opinion is the worse fault."""
    facts = [row for row in read_rows() if row.set == name and row.checkable == "yes"]
    lost = [row.sentence for row in facts if not is_taken(row.sentence)]
    assert 1 - len(lost) / len(facts) >= floor, lost


@pytest.mark.parametrize(
    ("name", "floor"),
    [("written", 0.92), ("aside", 0.98), ("second", 0.78), ("third", 0.86), ("fourth", 0.8)],
)
def test_what_is_no_fact_makes_no_claim(name: str, floor: float) -> None:
    """Of the sentences that nobody can check at least so many make no claim that is judged."""
    views = [row for row in read_rows() if row.set == name and row.checkable == "no"]
    judged = [row.sentence for row in views if is_taken(row.sentence)]
    assert 1 - len(judged) / len(views) >= floor, judged


def test_the_sets_are_what_they_are_said_to_be() -> None:
    """Each sentence stands once, half of them can be checked, and every set has both sorts."""
    rows = read_rows()
    assert len({row.sentence for row in rows}) == len(rows) > 500
    for name in ("written", "aside", "second", "third", "fourth"):
        marks = [row.checkable for row in rows if row.set == name]
        assert 0.4 <= marks.count("yes") / len(marks) <= 0.6
        assert set(marks) == {"yes", "no"}


@pytest.mark.parametrize(
    ("judged", "told"),
    [
        ("From the hill it looks like wisdom, or like a fine accident.", "The council looks after 40 gates."),
        ("By day it isn't a room one wants to be left in.", "By day it isn't a room that the guild rents out."),
        ("Someone should ask how the two roofs were lost.", "Someone in the office had warned the council in 2019."),
        ("A railway is in the end a promise about the snow.", "The timetable of 2019 kept a promise to the union."),
        ("The gate is the most ambitious thing the guild ever made.", "The gate is the heaviest thing the guild ever made."),
    ],
)  # fmt: skip
def test_a_judgement_beside_a_fact_of_its_words(judged: str, told: str) -> None:
    """What something looks like, what one wants, what someone ought to do: none is a fact; each has a fact that
    looks like it."""
    assert (is_taken(judged), is_taken(told)) == (False, True)
