"""What something is called is read as what it is."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        (
            "The ferry is called the Maren.",
            "The ferry, which cost 40 million, has been named the Maren.",
            "supports",
        ),
        ("The ferry is called the Maren.", "The terminal is called the Maren, after a harbour pilot.", "nei"),
        (
            "The group is abbreviated to ARC.",
            "It is called Aldersey River Council; the group is abbreviated to ARC.",
            "supports",
        ),
        ("The bridge is called the Harrow.", "The tunnel is known as the Harrow.", "nei"),
        ("The mayor named the storm Ivo.", "The storm was named Ivo.", "nei"),
    ],
)
def test_a_name_goes_with_its_thing(claim: str, evidence: str, label: str) -> None:
    """In any wording the name of the same thing agrees, and that of another thing settles nothing; who gave it is a claim too."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
