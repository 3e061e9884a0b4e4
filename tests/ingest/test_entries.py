"""Entries are split where something tells title from publisher; where nothing does, the whole is the title."""

from __future__ import annotations

import pytest

from claimcheck.ingest.entries import Entry, split_entries

BODY = "The Old Bridge in Port Lesk was built by Ann Lee. The Old Bridge is long, and Port Lesk is proud."


@pytest.mark.parametrize(
    ("entry", "title", "publisher"),
    [
        ("“Thousands walk across,” Lesk Courier, 18 May 2024", "Thousands walk across", "Lesk Courier"),
        ("Thousands walk across – Lesk Courier – 2019", "Thousands walk across", "Lesk Courier"),
        ("Thousands walk across | Lesk Courier", "Thousands walk across", "Lesk Courier"),
        ("Thousands walk across (Lesk Courier, 3 May 2025)", "Thousands walk across", "Lesk Courier"),
        ("Lee, A. & Di, B. (2020). Northern bridges. Journal of Spans, 12(3), 4.", "Northern bridges", "Journal of Spans"),
        ("City Audit Office: “Final account”, 2025", "Final account", "City Audit Office"),
        ("Port Authority, Annual report 2024", "Annual report 2024", "Port Authority"),
        ("Annual report 2024, Port Authority, accessed 4 May 2025", "Annual report 2024", "Port Authority"),
        ("Lee, A. (2021) 'Cod on the move', Journal of Seas, 14(2), pp. 33-51.", "Cod on the move", "Journal of Seas"),
    ],
)  # fmt: skip
def test_marks_between_title_and_publisher_are_heeded(entry: str, title: str, publisher: str) -> None:
    """Quotation marks, dashes, bars, brackets, years, commas."""
    assert split_entries([Entry(entry)], BODY) == [(title, publisher)]


def test_where_the_separator_was_lost_the_words_around_it_tell() -> None:
    """An ellipsis or question mark, a small word before a capital, a name that the article knows, a repeated publisher."""
    entries = [
        "Thousands walk across the Old Bridge Lesk Courier",
        "Is it too late for the ferries? Harbour Gazette",
        "Ann Lee, ten years on… Lesk Courier",
        "Inside the Old Bridge Stonemason Monthly Review",
        "What the counters told us Sundial",
    ]
    assert split_entries([Entry(entry) for entry in entries], BODY) == [
        ("Thousands walk across the Old Bridge", "Lesk Courier"),
        ("Is it too late for the ferries?", "Harbour Gazette"),
        ("Ann Lee, ten years on…", "Lesk Courier"),
        ("Inside the Old Bridge", "Stonemason Monthly Review"),
        ("What the counters told us", "Sundial"),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "Mayor opens new bridge in Port Lesk",
        "Council approves Old Bridge",
        "A history of U.S. Steel",
        "Growth and Innovation Lama",
    ],
)
def test_a_wrong_split_is_worse_than_none(entry: str) -> None:
    """A title may end with a name of its own."""
    assert split_entries([Entry(entry)], BODY) == [(entry, "")]


def test_linked_words_are_the_title() -> None:
    """What stands beside the link names the publisher, before or after."""
    entries = [
        Entry("Sundial: How cod is counted", "How cod is counted"),
        Entry("Final account, City Audit Office, 2025", "Final account"),
    ]
    assert split_entries(entries, "") == [
        ("How cod is counted", "Sundial"),
        ("Final account", "City Audit Office"),
    ]


def test_no_entries_no_answer() -> None:
    """An empty list is a list."""
    assert split_entries([], BODY) == []
