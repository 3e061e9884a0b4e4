"""Scores and votes are compared as what they are: two numbers told together."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("Lund beat Malmberg 2-1.", "Lund beat Malmberg 3-1 at home.", "refutes"),
        (
            "The council approved the plan by nine votes to four.",
            "Nine voted for the plan and four against.",
            "supports",
        ),
        (
            "The council approved the plan by ten votes to three.",
            "Nine voted for the plan and four against.",
            "refutes",
        ),
        (
            "The council rejected the plan by nine votes to four.",
            "Nine voted for the plan and four against.",
            "refutes",
        ),
        (
            "The council approved the plan by nine votes to four.",
            "A motion to put off the plan fell in the council by six votes to seven.",
            "nei",
        ),
        (
            "The council approved the plan unanimously.",
            "The council approved the plan by nine votes to four.",
            "refutes",
        ),
        (
            "The council approved the plan by nine votes to four.",
            "The council approved the plan unanimously.",
            "refutes",
        ),
        (
            "The council approved the plan unanimously.",
            "The council approved the budget of the zoo by nine votes to four.",
            "nei",
        ),
        (
            "The council approved the plan unanimously.",
            "The council approved the plan by nine votes to none.",
            "nei",
        ),
        (
            "The council approved the budget by nine votes to four.",
            "Nine voted for the plan and four against.",
            "nei",
        ),
    ],
)
def test_numbers_told_together_count_together(claim: str, evidence: str, label: str) -> None:
    """Another score of the same match contradicts; a vote agrees by how many were for and against the same thing. Nothing is
    unanimous that some voted against."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label


@pytest.mark.parametrize(
    "evidence",
    [
        "The council met about the ferry. It rained. The decision of the council was taken with five in favour and two against.",
        "The council met about the ferry on Friday. It rained. Five members voted for it and two against.",
        "The council met about the ferry on Friday. It rained. Five of the seven members voted for it.",
    ],
)
def test_a_decision_is_of_what_its_page_is_about(evidence: str) -> None:
    """'The decision' and 'it' need not say on what; of seven who vote, five for it leave two."""
    claim = "The council approved the ferry by five votes to two."
    (row,) = score_pairs([Pair("own", claim, (evidence,), "supports")], open_verifier())
    assert row.label == "supports"
