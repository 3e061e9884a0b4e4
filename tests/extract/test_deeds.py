"""A noun takes up what was told by a verb, with the name that it was done to or by."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("paragraph", "last"),
    [
        (
            "Orbex agreed to buy Delfstroom for €640 million. The purchase needs the approval of Brussels.",
            "The purchase of Delfstroom needs the approval of Brussels.",
        ),
        (
            "Ben Rowe resigned on Monday. The resignation cost the firm €2 million.",
            "The resignation of Ben Rowe cost the firm €2 million.",
        ),
        (
            "Orbex bought Delfstroom in 2001. In Lorn the purchase of a yard took three years.",
            "In Lorn the purchase of a yard took three years.",
        ),
    ],
)  # fmt: skip
def test_deeds(paragraph: str, last: str) -> None:
    """'The purchase' is of what was bought; one that says itself of what stays."""
    assert texts(paragraph)[-1] == last
