"""A table's values as sentences: what no noun heads is told under its header, what is a sentence stays one."""

from __future__ import annotations

from tests.builders import table
from tests.extract.said import texts


def test_a_letter_takes_its_header() -> None:
    told = texts(*table(["Trench", "Depth (m)"], ["A", "2.1"], ["B", "3.4"]))
    assert "Trench A's depth is 2.1 m." in told


def test_years_stand_for_themselves_under_any_header() -> None:
    told = texts(*table(["Edition", "Admissions"], ["2023", "79,500"], ["2024", "88,100"]))
    assert "In 2023, the number of admissions was 79,500." in told


def test_a_figure_under_a_year_is_of_the_place() -> None:
    told = texts(
        *table(["District", "2019", "2024"], ["Old Town", "2,950", "1,610"], ["Harbour", "1,880", "1,490"])
    )
    assert "In 2019, the figure for Harbour was 1,880." in told


def test_a_cell_that_is_a_sentence_stays_one() -> None:
    told = texts(
        *table(
            ["Subject", "State"],
            ["Counters", "All 60 branches had closed by June 2025"],
            ["Staff", "Nobody was told"],
        )
    )
    assert "All 60 branches had closed by June 2025 [Counters: state]." in told


def test_the_dead_are_counted() -> None:
    told = texts(*table(["Town", "Dead"], ["Lorn", "41"], ["Pell", "29"]))
    assert "In Lorn, the number of dead was 41." in told


def test_a_title_tells_of_what_and_in_what_unit() -> None:
    told = texts(
        *table(["", "2022", "2023"], ["Households", "34.1", "33.8"], ["Farms", "9.7", "11.2"],
               caption="Water taken, million cubic metres")
    )  # fmt: skip
    assert "In 2022, the figure for Farms was 9.7 million cubic metres (water taken)." in told


def test_a_column_of_answers_has_no_name() -> None:
    """Under 'What' and 'How much' the first column asks, and the second answers."""
    told = texts(*table(["What", "How much"], ["Height of the mast", "31 metres"], ["In use since", "1974"]))
    assert [text.split(" [")[0].split(" (")[0] for text in told] == [
        "Height of the mast is 31 metres.",
        "It has been in use since 1974.",
    ]


def test_a_post_at_a_place_is_said_of_who_holds_it() -> None:
    rows = table(
        ["Name", "Role at Northgate", "Previously"], ["Ann Lee", "Head of chip development", "Velcor"]
    )
    told = [text.split(" [")[0] for text in texts(*rows)]
    assert "Ann Lee's role at Northgate is head of chip development." in told
    assert "Ann Lee's previous affiliation is Velcor." in told


def test_students_under_a_bare_figure_are_counted() -> None:
    """A price has another figure under 'Students' than a register."""
    told = texts(*table(["Faculty", "Students"], ["Law", "5,240"], ["Letters", "3,100"]))
    told += texts(*table(["Ticket", "Students"], ["Day pass", "€8"], ["Week pass", "€30"]))
    assert "Law's number of students is 5,240." in told
    assert not any("number of students is €" in text for text in told)
