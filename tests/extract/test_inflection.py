"""Verbs in other forms."""

from __future__ import annotations

import pytest

from claimcheck.extract.inflection import past, third


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [("kill", "killed"), ("raise", "raised"), ("bring", "brought"), ("carry", "carried"), ("stop", "stopped"),
     ("overtake", "overtook"), ("play", "played"), ("cut", "cut")],
)  # fmt: skip
def test_past(lemma: str, expected: str) -> None:
    """Regular, irregular, prefixed and doubled verbs."""
    assert past(lemma) == expected


@pytest.mark.parametrize(
    ("lemma", "expected"), [("reach", "reaches"), ("carry", "carries"), ("have", "has"), ("gain", "gains")]
)
def test_third(lemma: str, expected: str) -> None:
    """The third person singular."""
    assert third(lemma) == expected
