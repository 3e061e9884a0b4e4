"""Cue lists are data, read once, and matched as whole words."""

from __future__ import annotations

import pytest

from claimcheck.text.wording import Cue, find_cues, has_cue, load_lists, opens_with, words_of


def test_every_cue_has_a_list_and_every_list_a_cue() -> None:
    """Nothing in the file is unread, nothing asked for is absent."""
    assert set(load_lists()) == {cue.value for cue in Cue}
    assert all(words_of(cue) for cue in Cue)


def test_lists_are_lower_case_and_without_blanks() -> None:
    """Matching ignores case, so the lists have one form of each word."""
    for cue in Cue:
        assert all(word == word.lower().strip() for word in words_of(cue))


@pytest.mark.parametrize(
    ("text", "cue", "found"),
    [
        ("It cost about 5 million, or nearly 6.", Cue.HEDGE, ["about", "nearly"]),
        ("In my view it’s hard to say.", Cue.OPINION, ["In my view", "it’s hard to"]),
        ("They didn't pay; nobody did.", Cue.NEGATION, ["n't", "nobody"]),
        ("The aboutface of a coulda", Cue.HEDGE, []),
    ],
)
def test_cues_are_found_in_place(text: str, cue: Cue, found: list[str]) -> None:
    """Whole words and phrases only, curly and straight apostrophes alike, in order."""
    assert [span.of(text) for span in find_cues(text, cue)] == found
    assert has_cue(text, cue) == bool(found)


def test_openings() -> None:
    """The longest listed phrase at the head counts."""
    assert opens_with("And yet it moves.", Cue.CONNECTIVE) == len("And yet")
    assert opens_with("It moves.", Cue.CONNECTIVE) == 0
