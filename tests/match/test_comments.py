"""A writer's comment at a claim's end is not compared; what is added there as a fact is."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("The town has banned cars, hinting at a new age of planning.", "The town has banned cars.", "supports"),
        ("Ruiz resigned on Friday, underlining how deep the crisis runs.", "Ruiz did not resign on Friday.", "refutes"),
        ("The firm bought Pell, doubling its sales.", "The firm bought Pell.", "nei"),
        ("The firm closed its plant, laying off 300 people.", "The firm closed its plant.", "nei"),
        ("It was stopped after 12 deaths, showing that the drug is dangerous.", "It was stopped after 12 deaths.", "nei"),
    ],
)  # fmt: skip
def test_only_the_comment_is_left_out(claim: str, evidence: str, label: str) -> None:
    """'hinting at', 'underlining' say what the writer makes of it; 'doubling', 'laying off' and 'showing' say what happened."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
