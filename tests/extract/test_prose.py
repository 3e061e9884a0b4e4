"""Sentences as newspapers write them: what they leave to the reader is filled in rightly, or left alone."""

from __future__ import annotations

import pytest
from tests.extract.said import reasons, texts


@pytest.mark.parametrize(
    ("paragraphs", "expected", "never"),
    [
        (
            ["The Lowmere Bakery, which opened in 2007 with 30 ovens, closed its 19 shops in February."],
            "The Lowmere Bakery closed its 19 shops in February.",
            "February 2007",
        ),
        (
            ["The east has nine teams in it.", "The Lakes League and the Polder Union each have four teams."],
            "The Lakes League and the Polder Union each have four teams.",
            "nine teams have four",
        ),
        (
            ["The field is made up of the champions of 24 leagues, who qualified in May."],
            "The champions of 24 leagues qualified in May.",
            "24 leagues qualified.",
        ),
        (
            [
                "Orbex said no more than its notice, put up earlier in the day, which gave a price of 40 euros."
            ],
            "",
            "The day gave",
        ),
        (
            ["The bank Polder is in Lowmere.", "Anna Brandt is hiring 40 cooks as it plans a fair in May."],
            "",
            "as Polder plans",
        ),
        (
            ["Anna Holm opened 12 schools in 2010.", "The campaign Find Her Voice has 300 members."],
            "The campaign Find Her Voice has 300 members.",
            "Find Anna Holm's Voice",
        ),
        (
            ["Ivo Brandt's daughter Anna is quitting Polder.", "She will leave her post in June."],
            "Anna will leave her post in June.",
            "daughter's post",
        ),
        (
            ["The Lanterns released 12 songs and a single, “Lemon Tree,” and went on a tour in May 2014."],
            "The Lanterns released 12 songs and a single, “Lemon Tree”.",
            "Tree,”.",
        ),
        (
            ["Ruth Berg left the club in 2014, claiming that a “line had been crossed.”"],
            "Ruth Berg claimed that a “line had been crossed”.",
            "claimed that a line",
        ),
        (
            [
                "Coach Ivo Brandt said: “This is the best week of 2019. “The women had won three cups.” "
                "Both prizes of 2019 went to players of the Lowmere club."
            ],
            "Both prizes of 2019 went to players of the Lowmere club.",
            "said: “Both prizes",
        ),
        (
            [
                "Members gave 40 euros each to the Reform Party, the city's war of 1862, and the end of the toll."
            ],
            "",
            "Reform Party is",
        ),
        (
            ["The aim of 1990 had not been reached, but rather dropped after the hall was opened in 2001."],
            "The aim of 1990 had not been reached, but rather dropped after the hall was opened in 2001.",
            "had not been rather",
        ),
        (
            [
                "The startup The Loft has teamed up with Polder Pictures to produce 40 shows, according to Ivo Brandt, "
                "the startup's chief creative officer."
            ],
            "Ivo Brandt is the Loft's chief creative officer.",
            "Polder Pictures' chief",
        ),
    ],
)
def test_what_a_sentence_leaves_out_is_filled_in_rightly(
    paragraphs: list[str], expected: str, never: str
) -> None:
    """A year of an aside dates nothing else; 'each' is of those just named; a pronoun in a name is none; marks come in pairs."""
    told = texts(*paragraphs)
    plain = [text.replace("’", "'") for text in told]
    assert not expected or expected in plain, plain
    assert not any(never in text for text in plain), plain


def test_a_signpost_is_no_claim() -> None:
    """'Here is a look at ...' tells the reader what follows."""
    assert reasons("Here's a look at the five leaders as the season begins.") == ["vague"]
