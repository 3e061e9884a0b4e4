"""Where the day of publication stands, and what is told of the author at the end."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.ingest.article import read_article

BODY = "The mill at Harrow employed 240 people in 2019. It closed in May."


@pytest.mark.parametrize(
    "opening",
    [
        "Lindmark, Tuesday 21 January 2025",
        "Your weekly briefing. 21 January 2025. Reading time: 5 minutes",
        "By Jonah Reyes · Published 21 January 2025",
    ],
)
def test_the_day_is_read_from_the_opening(opening: str) -> None:
    """A place and a day, a day that is a sentence by itself, a byline."""
    made = read_article(f"Mill closes its doors\n\n{opening}\n\n{BODY}\n".encode(), name="mill.txt")
    assert made.published == date(2025, 1, 21)


def test_a_day_at_the_end_counts_where_no_other_is_given() -> None:
    """A letter's or a release's last line."""
    made = read_article(
        f"Mill closes its doors\n\n{BODY}\n\nLindmark, 21 January 2025\n".encode(), name="mill.txt"
    )
    assert made.published == date(2025, 1, 21)


def test_a_note_on_the_author_is_no_part_of_the_article() -> None:
    """What begins with the author's name at the end tells of the author, unless the article is about that person."""
    text = (
        "# {title}\n\nBy Ruth Berg, 3 May 2024\n\n"
        + BODY
        + "\n\n*Ruth Berg covers mills. She lives in Aros with two cats.*\n"
    )
    made = read_article(text.format(title="Mill closes").encode(), name="mill.md")
    assert [block.why for block in made.blocks if "cats" in block.span.of(made.text)] == ["author note"]
    made = read_article(text.format(title="Ruth Berg on mills").encode(), name="mill.md")
    assert [block.why for block in made.blocks if "cats" in block.span.of(made.text)] == [""]
