"""Phrases that say what one verb says; offices of the owner and of the owned; ordinals that tell which one."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


def judge(claim: str, evidence: str) -> str:
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    return row.label


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("The agency is led by Dana Wirth.", "Dana Wirth is in overall charge of the agency.", "supports"),
        ("The agency is led by Dana Wirth.", "Dana Wirth is no longer in charge of the agency.", "refutes"),
        ("The film performed below expectations.", "The film fell short of expectations.", "supports"),
        (
            "The scooter did not live up to expectations.",
            "The scooter fell short of expectations.",
            "supports",
        ),
        ("The scooter exceeded expectations.", "The scooter fell short of expectations.", "refutes"),
        ("The film performed below expectations.", "The film's budget fell short of the request.", "nei"),
    ],
)
def test_a_phrase_counts_as_its_verb(claim: str, evidence: str, label: str) -> None:
    """'in charge of' leads, 'fell short of' and 'did not live up to' underperform; the object must still be the same."""
    assert judge(claim, evidence) == label


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("Dana Wirth leads the agency.", "Dana Wirth runs the agency's canteen.", "nei"),
        (
            "Dana Wirth heads the pharmacy of the hospital.",
            "Dana Wirth runs the hospital's pharmacy.",
            "supports",
        ),
        ("Dana Wirth heads the hospital's pharmacy.", "Dana Wirth heads the hospital's laundry.", "refutes"),
        (
            "Dana Wirth heads the department of finance.",
            "Dana Wirth heads the department of health.",
            "refutes",
        ),
        ("Dana Wirth heads the department of finance.", "Dana Wirth runs finance.", "supports"),
    ],
)
def test_who_heads_a_part_does_not_head_the_whole(claim: str, evidence: str, label: str) -> None:
    """What is headed counts, not whose it is."""
    assert judge(claim, evidence) == label


def test_the_second_one_says_nothing_of_the_first() -> None:
    """An ordinal on the subject tells which one is meant; as a result it is a claim of its own."""
    assert judge("The first phone sold well.", "The second phone sold well.") == "nei"
    assert judge("She finished first.", "She finished second.") == "refutes"


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("The album was well received.", "The album was badly received.", "refutes"),
        ("The album was well received.", "The album was received by critics in May.", "nei"),
        (
            "The Tarn boat carries 40 people.",
            "The Tarn ferry carries 40 people, and the Tarn boat is older.",
            "nei",
        ),
    ],
)
def test_how_it_was_done_and_by_which_one_counts(claim: str, evidence: str, label: str) -> None:
    """'well' has an opposite; what one does says nothing of another one that the same sentence names."""
    assert judge(claim, evidence) == label
