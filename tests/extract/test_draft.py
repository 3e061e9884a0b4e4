"""What is written out is a sentence."""

from __future__ import annotations

import pytest

from claimcheck.extract.draft import finish, paired
from claimcheck.extract.drafting import without_connective


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (", the bridge opened ,", "The bridge opened."),
        ("it cost $ 5 , , million", "It cost $ 5, million."),
        ("“half a quote", "Half a quote."),
        ("the plan ( )  works", "The plan works."),
        ("iPhone sales fell", "iPhone sales fell."),
        ("“Done.”", "“Done.”"),
        ("", ""),
    ],
)
def test_finish(raw: str, expected: str) -> None:
    """A capital, a full stop, no stray punctuation, no half pair of quotes or brackets."""
    assert finish(raw) == expected


def test_pairs() -> None:
    """Only the mark without its other half goes."""
    assert paired("(a) b)") == "(a b)" or paired("(a) b)") == "(a) b"
    assert paired("“a” and “b") == "“a” and b"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("However, the price fell in 2020.", "The price fell in 2020."),
        ("And yet the price fell in 2020.", "The price fell in 2020."),
        ("Further talks failed in 2020.", "Further talks failed in 2020."),
        ("Instead of cash the firm paid in shares.", "Instead of cash the firm paid in shares."),
        ("First of all the price fell.", "First of all the price fell."),
    ],
)
def test_connectives_at_the_head_go(raw: str, expected: str) -> None:
    """What ties a sentence to the one before is left out; what belongs to its subject stays."""
    assert without_connective(raw) == expected
