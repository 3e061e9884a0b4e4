"""A figure counts for whoever gives it."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs

MARCH = "Organisers spoke of 6,000 marchers; police counted some 2,000."


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("According to the police, about 2,000 people took part in the march.", "supports"),
        ("According to the police, about 6,000 people took part in the march.", "refutes"),
        ("The organisers put the number of marchers at 6,000.", "supports"),
        ("The police put the number of marchers at 6,000.", "refutes"),
        ("The fire brigade put the number of marchers at 6,000.", "nei"),
    ],
)
def test_a_figure_is_held_to_whoever_gave_it(claim: str, label: str) -> None:
    """The same figure by the same one supports, another's figure contradicts, and of a third one the source is silent."""
    (row,) = score_pairs([Pair("own", claim, (MARCH,), "nei")], open_verifier())
    assert row.label == label
