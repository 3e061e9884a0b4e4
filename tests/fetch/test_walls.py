"""A wall is told from a source by what it says and by how little else there is; in doubt the page is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claimcheck.fetch.walls import LITTLE, Look, find_repeated, find_stranger, find_wall
from claimcheck.model.evidence import Capture, Outcome

PROSE = tuple(
    f"In {year} the weir was mended with {year % 90} large stones by the town." for year in range(1900, 1912)
)
ARTICLE = Look(title="The weir | Holm Letter", headings=("The weir",), main=PROSE, visible=PROSE)


def test_an_article_is_no_wall() -> None:
    """A page with text of its own is read, whatever its furniture says."""
    assert find_wall(ARTICLE) is None
    assert (
        find_wall(replace(ARTICLE, visible=(*PROSE, "Verify you are human.", "Accept all cookies"))) is None
    )
    assert find_wall(replace(ARTICLE, unscripted=("Please enable JavaScript.",), scripts=9)) is None


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("Page not found", Outcome.SOFT_404),
        ("404 | Holm Letter", Outcome.SOFT_404),
        ("Holm Letter – This page doesn't exist", Outcome.SOFT_404),
        ("Just a moment...", Outcome.WALL),
        ("Access Denied", Outcome.WALL),
        ("Log in | Holm Letter", Outcome.WALL),
        ("The page not found in any library", None),
        ("404 bridges and how they were built", None),
        ("Access denied to half of all stations", None),
        ("Just a moment of silence for the old weir", None),
    ],
)
def test_a_title_counts_only_as_a_whole(title: str, outcome: Outcome | None) -> None:
    """A sign is a whole title, or the part of one beside the site's name; within a headline it is a headline."""
    found = find_wall(Look(title=title, headings=(), main=PROSE[:2], visible=PROSE[:2]))
    assert (found.outcome if found else None) is outcome


def test_a_short_page_must_have_something_of_the_title_it_was_cited_by() -> None:
    """A few words that share none with the title are not the source; a longer page may be, under another title."""
    short = Look(
        "Hello", ("Hello there",), ("We post notes every Tuesday.",), ("We post notes every Tuesday.",)
    )
    assert (found := find_stranger(short, "Otters return to the northern canals")) is not None
    assert found.outcome is Outcome.SOFT_404
    assert find_stranger(short, "Notes posted every week") is None
    assert find_stranger(short, "the report") is None
    assert find_stranger(ARTICLE, "Otters return to the northern canals") is None


def test_what_is_quoted_is_not_said() -> None:
    """A page that quotes a wall's words is about walls."""
    said = ("Please log in to continue reading this page.",)
    quoted = (
        "The page of the court says “Please log in to continue reading this page.” to everybody who asks.",
    )
    assert find_wall(Look("Holm", (), said, said)) is not None
    assert find_wall(Look("Holm", (), quoted, quoted)) is None


def test_much_text_outweighs_every_sign() -> None:
    """The longer a page, the fewer signs count; an article that is not free but there is read."""
    assert sum(len(line.split()) for line in PROSE) > LITTLE
    assert find_wall(replace(ARTICLE, title="Page not found", headings=("Access denied",))) is None
    assert find_wall(replace(ARTICLE, free=False)) is None
    cut = replace(ARTICLE, free=False, main=PROSE[:2])
    assert (found := find_wall(cut)) is not None and found.outcome is Outcome.PAYWALL


def test_a_page_without_text_needs_scripts_or_is_empty() -> None:
    """Nothing to read is script_shell where scripts would have written it, else empty."""
    bare = Look("Portal", (), (), ("Home",))
    assert (found := find_wall(bare)) is not None and found.outcome is Outcome.EMPTY
    assert (
        found := find_wall(replace(bare, scripts=1))
    ) is not None and found.outcome is Outcome.SCRIPT_SHELL


def capture(url: str, sha256: str, status: int = 200) -> Capture:
    return Capture(url, url, Outcome.OK, datetime(2025, 2, 4, tzinfo=UTC), status=status, sha256=sha256)


@pytest.mark.parametrize(
    ("urls", "repeated"),
    [
        (("https://paper.example/a", "https://paper.example/b"), True),
        (("https://www.paper.example/a", "https://paper.example/b?x=1"), True),
        (("https://paper.example/a", "https://paper.example/a"), False),
        (("https://paper.example/a", "http://paper.example/a#top"), False),
        (("https://paper.example/a", "https://agency.example/a"), False),
        (("https://paper.example/a", "https://paper.example/a/"), False),
        (("https://paper.example/a", "https://m.paper.example/a?utm_source=x&fbclid=7"), False),
        (("https://paper.example/a?id=1", "https://paper.example/a?id=2&utm_medium=y"), True),
    ],
)
def test_the_same_bytes_at_two_addresses_of_one_site_are_neither_page(
    urls: tuple[str, str], repeated: bool
) -> None:
    """What a site answers to everything is a wall; the same page on two sites is a copy, and is read."""
    assert bool(find_repeated([capture(url, "ab" * 32) for url in urls])) is repeated


def test_pages_that_differ_are_not_repeated() -> None:
    """Captures without a body, digests and PDFs never count as repeated."""
    for one, two, status in (("aa", "bb", 200), ("", "", 200), ("aa", "aa", 0)):
        captures = [
            capture("https://paper.example/a", one, status),
            capture("https://paper.example/b", two, status),
        ]
        assert find_repeated(captures) == frozenset()
    pdfs = [replace(capture(f"https://paper.example/{n}", "aa"), media_type="application/pdf") for n in "ab"]
    assert find_repeated(pdfs) == frozenset()
