"""A word that goes with another figure of the sentence doesn't go with this one."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        (
            "The ferry was 80 percent full in winter.",
            "The ferry was 80 percent full in summer but only 35 percent full in winter.",
            "refutes",
        ),
        (
            "The ferry was 80 percent full in summer.",
            "The ferry was 80 percent full in summer but only 35 percent full in winter.",
            "supports",
        ),
        (
            "The club sold 9,000 shirts last year.",
            "The club has sold 9,000 shirts since 2011, including 700 last year.",
            "nei",
        ),
        ("Wheat fetched $210 a tonne.", "Wheat fetched $260 a tonne and barley $210.", "refutes"),
    ],
)
def test_words_go_with_their_own_figure(claim: str, evidence: str, label: str) -> None:
    """What the source says of one figure isn't said of the other: it contradicts or is silent, but never supports."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
