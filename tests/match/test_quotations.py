"""Quotations are whole, and a source's own words aren't cut to fit."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs

CONDITION = "“No branch will shut unless the council agrees,” Marta Lund, the bank's director, said."
GOING_ON = "“We built the one you can afford to leave running,” said Marta Lund."
ASIDE = "“The hall is bright, quiet and, let us be frank, cheap,” said Marta Lund, the bank's director."
HELD_BACK = "“We will open the branch, but not before the bridge is built,” said Marta Lund."
ADOPTED = (
    "Halls across the country are joining in to celebrate 250 years of making, mending and selling boats."
)
SPLIT = "“The market may well be shrinking,” says Marta Lund, “but it is shrinking in good company.”"


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("“No branch will shut,” Marta Lund said.", CONDITION, "refutes"),
        ("“No branch will shut unless the council agrees,” Marta Lund said.", CONDITION, "supports"),
        ("“No branch will shut ...,” Marta Lund said.", CONDITION, "supports"),
        ("“We built the one you can afford,” Marta Lund said.", GOING_ON, "nei"),
        ("Marta Lund called the hall “bright, quiet and [...] cheap”.", ASIDE, "supports"),
        ("Marta Lund said: “We will open the branch ... before the bridge is built.”", HELD_BACK, "nei"),
        ("Halls celebrate “the making, mending and selling of boats”.", ADOPTED, "nei"),
        (
            "“The market may well be growing, but it is growing in good company,” Marta Lund said.",
            SPLIT,
            "refutes",
        ),
        (
            "“The market may well be shrinking, but it is shrinking in good company,” Marta Lund said.",
            SPLIT,
            "supports",
        ),
    ],
)
def test_a_quotation_keeps_what_it_hangs_on(claim: str, evidence: str, label: str) -> None:
    """A whole sentence cut before its condition is another statement; one cut elsewhere proves nothing; what stands between
    the parts of a quotation is no part of it."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label


def test_words_that_the_claim_gives_to_nobody_stay_open() -> None:
    """That somebody said them doesn't tell that the one whom the article means did."""
    claim = "“The mill grinds its flour finely and its workers hard.”"
    said = "“The mill grinds its flour finely and its workers hard,” said Ivo Brandt."
    (row,) = score_pairs([Pair("own", claim, (said,), "nei")], open_verifier())
    assert row.label == "nei"
