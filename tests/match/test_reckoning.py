"""Figures that a reader works out, and figures that have changed companions."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs

ROUND = (
    "Halvard Marine, which has yet to launch its first vessel, raised a further $175 million on Monday from investors "
    "in the Gulf, bringing the total since its foundation in 2019 to $540 million."
)
CENTRES = "Half of the 1,924 health centres lack running water, a survey found, and only 511 have power at all hours."
OPPOSED = "Nearly two thirds of the 1,204 respondents opposed the plan."
PAY = "Pay rose by 9.3 percent in energy and by 1.1 percent in education, the statistics office said."
SPEAKERS = "The census found 18,400 speakers of the dialect, down from 22,000 ten years before."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Before its latest round Halvard Marine had raised $365 million.", ROUND),
        ("Some 960 health centres are without running water.", CENTRES),
        (
            "The lead was three votes.",
            "She defeated the incumbent by 38 votes to 35, the clerk of the council said.",
        ),
    ],
)
def test_what_can_be_worked_out_is_never_a_contradiction(claim: str, evidence: str) -> None:
    """A sum, a difference or a share of two of the source's figures differs from both and contradicts neither."""
    assert judge(claim, evidence) != "refutes"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("A third of respondents opposed the plan.", OPPOSED),
        ("Halvard Marine had raised $3.6 billion in all.", "Halvard Marine raised $540 million in all."),
    ],
)  # fmt: skip
def test_what_is_left_over_excuses_nothing_said_in_the_same_words(claim: str, evidence: str) -> None:
    """That two thirds opposed it rules out that a third did, and what comes out of no two figures is another figure."""
    assert judge(claim, evidence) == "refutes"


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("Pay rose by 1.1 percent in energy and by 9.3 percent in education.", PAY, "refutes"),
        (
            "The census found 22,000 speakers of the dialect, up from 18,400 ten years before.",
            SPEAKERS,
            "refutes",
        ),
    ],
)
def test_figures_with_each_others_companions_refute(claim: str, evidence: str, label: str) -> None:
    """Every value and every word is there, and two figures stand the other way round."""
    assert judge(claim, evidence) == label


def test_figures_with_their_own_companions_do_not_refute() -> None:
    """The order of two figures is no matter where each keeps what it is of."""
    assert judge("Pay rose by 1.1 percent in education and by 9.3 percent in energy.", PAY) == "supports"


def judge(claim: str, evidence: str) -> str:
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    return row.label
