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
            "The council approved the budget by nine votes to four.",
            "Nine voted for the plan and four against.",
            "nei",
        ),
    ],
)
def test_numbers_told_together_count_together(claim: str, evidence: str, label: str) -> None:
    """Another score of the same match contradicts; a vote agrees by how many were for and against the same thing."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
