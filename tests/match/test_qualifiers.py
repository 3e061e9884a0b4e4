"""Words that tell one of several from another make it another."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        (
            "It is the third time that the lake has frozen over.",
            "It is the fourth time that the lake has frozen over.",
            "refutes",
        ),
        (
            "The number of people over 70 in the town fell.",
            "The number of people under 30 in the town rose.",
            "nei",
        ),
        ("The average wait was nine days.", "The median wait was nine days.", "nei"),
        ("Only residents may fish in the lake.", "Residents may fish in the lake.", "nei"),
        (
            "The choir gave 40 concerts in churches.",
            "The choir gave 40 concerts, 12 of them in churches.",
            "nei",
        ),
    ],
)
def test_another_one_is_silence_or_contradiction(claim: str, evidence: str, label: str) -> None:
    """Another ordinal of the same thing contradicts; another group, measure or part is silence."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
