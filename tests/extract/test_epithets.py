"""Who is meant by nation, age or calling: the one person named just before, and nobody when two are."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("paragraph", "last"),
    [
        (
            "Luca Marini scored in Lorn. The Italian had signed for £4 million in August.",
            "Luca Marini had signed for £4 million in August.",
        ),
        (
            "Ben Rowe got a red card in Lorn. The 34-year-old left the field in 2001.",
            "Ben Rowe left the field in 2001.",
        ),
        ("Ben Rowe left Lorn in 2001. The striker has won 12 titles.", "Ben Rowe has won 12 titles."),
        (
            "Anna Holm and Ruth Berg left Lorn in 2001. The striker has won 12 titles.",
            "The striker has won 12 titles.",
        ),
        (
            "A striker from Lorn met Ben Rowe in 2001. The striker has won 12 titles.",
            "The striker from Lorn has won 12 titles.",
        ),
    ],
)
def test_somebody_described(paragraph: str, last: str) -> None:
    """The last subject that is a person, unless a striker was spoken of who isn't named."""
    assert texts(paragraph)[-1] == last
