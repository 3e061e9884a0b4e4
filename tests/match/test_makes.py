"""Which ones of a kind are meant: makes by their names, kinds by the words before the noun."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("Kestrel Aria Smart Speakers need batteries.", "Kestrel Aria speakers need batteries.", "supports"),
        (
            "Kestrel Aria Smart Speakers need batteries.",
            "Kestrel Aria speakers do not need batteries.",
            "refutes",
        ),
        ("Kestrel Aria Smart Speakers need batteries.", "Kestrel Nova speakers need batteries.", "nei"),
        ("Kestrel speakers were recalled.", "Kestrel smart speakers were recalled.", "nei"),
        ("Dogs must be registered.", "Large dogs must be registered.", "nei"),
        ("Large dogs must be registered.", "Large dogs must be registered by May.", "supports"),
        ("Two men were arrested.", "Police arrested two men, aged 24 and 31.", "supports"),
    ],
)
def test_one_kind_is_not_all(claim: str, evidence: str, label: str) -> None:
    """What is said of one kind isn't said of all; maker and model together leave no doubt which make is meant."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
