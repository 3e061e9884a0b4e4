"""The same figure the other way is another figure."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("Rents fell by 12% last year.", "Rents rose by 12% last year.", "refutes"),
        ("Output was up 7%.", "The mill reported output of 90,000 tonnes, down 7%.", "refutes"),
        ("Rents fell by 12% last year.", "Rents fell by 12% last year.", "supports"),
    ],
)
def test_a_figure_has_a_direction(claim: str, evidence: str, label: str) -> None:
    """A change by as much contradicts when it goes the other way, however it is put; a level has no direction."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
