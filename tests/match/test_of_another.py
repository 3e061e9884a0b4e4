"""What is said of something else proves nothing, however alike the figure."""

from __future__ import annotations

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs

FINE = "A fine of $5.2 million was imposed on Southbank in 2022 because it had failed to examine payments."
PRICE = "The price of a regular ticket went up from $125 to $140; pupils still pay $60."
SHARE = "In 2023 the share was 30 per cent; in 2024 it was 45 per cent."
BOUND = "The contract with Morrow Systems sets penalties of up to $4 million."
LOAN = "The town has lent the museum €12 million for its new wing."
LAMP = "Data on the lamp. The height of the lamp above the street is 31 m."
LEFT = "Visitors left $96 million in the town this year, the hoteliers calculate."


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        ("In 2022 the regulator fined Northbank $5.2 million over payments.", FINE, "nei"),
        ("A regular ticket costs $140, $15 more than before.", PRICE, "supports"),
        ("A regular ticket costs $140, $25 more than before.", PRICE, "nei"),
        ("The share rose from 30 to 45 percent, an increase of 15 percent.", SHARE, "refutes"),
        ("The share rose from 30 to 45 percent, an increase of 15 percentage points.", SHARE, "supports"),
        ("The fund has paid the hospital $18 million.", "The fund has promised $18 million to the hospital.", "nei"),
        ("Visitors left $96 million in the town, and half of them came from abroad.", LEFT, "nei"),
        ("Morrow Systems paid a penalty of $4 million.", BOUND, "nei"),
        ("Two engineers have been charged over the collapse.", "Nobody has been charged over the collapse.", "refutes"),
        ("Northbank and Southbank had 210 branches between them.", "Northbank had 120 branches and Southbank 90.", "nei"),
        ("Orbex Energy Partners paid $5 million for the mill.", "Orbex Energy Partners is from Halden. On Monday Orbex "
         "paid $5 million for the mill.", "supports"),
        ("The town lent the museum €12 million.", LOAN, "supports"),
        ("Northgate has spent $4 million on the pier.", "Northgate bought the pier on condition that it spends $4 million on it.",
         "nei"),
        ("Northgate has spent $4 million on the pier.", "Northgate bought the pier, provided it spends $4 million on it.", "nei"),
        ("12 places are heated.", "Of the 30 concerts nine took place in heated halls.", "nei"),
        ("The lamp hangs 52 metres above the street.", LAMP, "refutes"),
        ("The lamp hangs 31 metres above the street.", LAMP, "supports"),
        ("Northbank had 210 branches.", "Northbank had 120 branches and Southbank 90.", "refutes"),
        ("Auditors put the cost of the bridge at $638 million.", "The bridge cost $571 million, the auditors say.", "refutes"),
    ],
)  # fmt: skip
def test_figures_of_something_else(claim: str, evidence: str, label: str) -> None:
    """Another's fine, a penalty that is only possible and a clause without a word in the source prove nothing; differences and
    sums are worked out; whoever does something, nobody did. A height above the street is a height."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == label
