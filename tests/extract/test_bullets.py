"""List items without a verb are said in full; all other text stays as it is."""

from __future__ import annotations

import pytest

from claimcheck.extract.bullets import say_in_full


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("Orders up 9% to €1.4 billion", "Orders were up 9% to €1.4 billion."),
        ("Net profit of €131 million after a charge", "Net profit was €131 million after a charge."),
        ("Sales of CHF 1.28 billion, 3% lower", "Sales were CHF 1.28 billion, 3% lower."),
        ("Guidance for 2025 confirmed", "Guidance for 2025 was confirmed."),
        ("The plant of 1990 was sold.", "The plant of 1990 was sold."),
        ("Orders rose 9% in May.", "Orders rose 9% in May."),
        ("Bring two chairs", "Bring two chairs"),
        (
            "Ann Lee, head of safety, formerly at Red Star",
            "Ann Lee is head of safety and was formerly at Red Star.",
        ),
    ],
)
def test_items_without_a_verb(item: str, said: str) -> None:
    assert say_in_full(item) == said
