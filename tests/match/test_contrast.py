"""What a source names only to say that it is not that is no part of what it says."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("The boats run on diesel.", "The boats run on steam instead of diesel.", "refutes"),
        ("The boats run on steam.", "The boats run on steam instead of diesel.", "supports"),
        ("The tower was designed by Holm.", "The tower was designed by Ruiz and not by Holm.", "refutes"),
        ("The model was trained by Ruiz.", "The model was trained not only by Ruiz but by Holm.", "supports"),
        ("The prize went to Ruiz, not to Holm.", "The prize went to Ruiz, not to Holm.", "supports"),
        ("Nurse Agnes found it.", "It was Nurse Agnes, not the abbot, who found it.", "supports"),
    ],
)
def test_what_is_set_aside_is_not_said(claim: str, evidence: str, label: str) -> None:
    """'not by', 'instead of' and 'rather than' take their phrase out of the statement; 'not only' doesn't."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
