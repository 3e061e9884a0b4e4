"""A table row becomes sentences, one for each value, said of the row's subject under its header."""

from __future__ import annotations

import pytest
from tests.builders import Row, table
from tests.extract.said import claims, read, texts


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            (("Name", "Ana Quell"), ("Position", "Chief Scientist"), ("Previous Affiliation", "Orbex Labs")),
            ["Ana Quell's position is chief scientist.", "Ana Quell's previous affiliation is Orbex Labs."],
        ),
        (
            (("Name", "Tim Falk"), ("Role", "Mayor"), ("Period", "2014–2022")),
            ["Tim Falk was mayor from 2014 to 2022."],
        ),
        (
            (("Name", "Tim Falk"), ("Role", "Mayor"), ("Period", "since June 2022")),
            ["Tim Falk has been mayor since June 2022."],
        ),
        (
            (("Name", "Tim Falk"), ("Role", "Mayor"), ("Until", "June 2022")),
            ["Tim Falk was mayor until June 2022."],
        ),
        (
            (("Charge", "Service fee per year"), ("Steel hull", "£410"), ("Wooden hull", "£620")),
            ["The steel hull's service fee per year is £410.", "The wooden hull's service fee per year is £620."],
        ),
        (
            (("Province", "Lorn"), ("Loaves, 2024–25 (million)", "7.4")),
            ["In 2024–25, Lorn's number of loaves was 7.4 million."],
        ),
        (
            (("Work", "Night at Sea"), ("Today", "Returned")),
            ["For Night at Sea, the table has “Returned” under “Today”."],
        ),
        (
            (("Name", "Tim Falk"), ("Post", "Chief executive, Orbex Ferries"), ("Years", "2015–2021")),
            ["Tim Falk was chief executive of Orbex Ferries from 2015 to 2021."],
        ),
        (
            (("Name", "Tim Falk"), ("Office", "Mayor"), ("Years", "2019-present")),
            ["Tim Falk has been mayor since 2019."],
        ),
        (
            (("Round", "Series B"), ("Amount", "$41 million"), ("Led by", "Lowmere Growth")),
            ["Series B's amount is $41 million.", "Series B was led by Lowmere Growth."],
        ),
        (
            (("", "Total capacity"), ("Orbex X3", "31 MW"), ("Lowmere T9", "45 MW")),
            ["Orbex X3's total capacity is 31 MW.", "Lowmere T9's total capacity is 45 MW."],
        ),
        (
            (("District", "Lorn"), ("First-dose coverage", "88%"), ("Doses given", "742,000")),
            ["In Lorn, first-dose coverage was 88%.", "In Lorn, the number of doses given was 742,000."],
        ),
        ((("Metric", "Revenue (€m)"), ("2023", "2,640")), ["In 2023, revenue was €2,640m."]),
        (
            (("Party", "Labour"), ("For", "21"), ("Against", "1")),
            ["Labour cast 21 votes in favour.", "Labour cast one vote against."],
        ),
        ((("#", "1"), ("Company", "Orbex"), ("Revenue ($bn)", "4.2")), ["Orbex's revenue is $4.2bn."]),
        (
            (("Model", "Kite 2"), ("In service since", "May 2019")),
            ["Kite 2 has been in service since May 2019."],
        ),
    ],
)  # fmt: skip
def test_rows_are_said(cells: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    """Offices with their time, places with their figures, units from the header, votes, ranks."""
    assert texts(Row(*cells)) == expected


def test_a_rows_source_is_the_row() -> None:
    """Each claim of a row rests on the whole row, verbatim."""
    for claim in claims(*table(["Name", "Position", "Club"], ["Ana Quell", "Coach", "Vexley"])):
        assert claim.source.exact == "Ana Quell Coach Vexley"


def test_empty_cells_say_nothing() -> None:
    """A dash or 'n/a' is no value."""
    assert texts(Row(("Country", "Norland"), ("Deaths", "n/a"), ("Cases", "–"))) == []


def test_a_first_row_of_words_over_figures_is_the_header() -> None:
    """Where no cell has a header, the first row may be them; it ends as furniture."""
    rows = [
        Row(("", "Metric"), ("", "Q2 2025")),
        Row(("", "Revenue"), ("", "€2bn")),
        Row(("", "Margin"), ("", "19%")),
    ]
    found = read(*rows)
    assert [claim.text for claim in found.claims] == [
        "In Q2 2025, revenue was €2bn.",
        "In Q2 2025, margin was 19%.",
    ]
    assert found.sentences[0].reason == "table header"


def test_a_header_names_what_and_when() -> None:
    """'Share 2024' is the share in 2024."""
    told = texts(Row(("Company", "Orbex"), ("Share 2024", "34%")))
    assert "In 2024, Orbex's share was 34%." in told


def test_headers_that_are_names_own_the_values() -> None:
    """Where things are side by side, the rows are what is compared."""
    told = texts(
        "The shop sells the Rook 2 and the Rook 3 bike.",
        *table(["", "Rook 2", "Rook 3"], ["Weight", "22 kg", "14 kg"]),
    )
    assert told[-2:] == ["Rook 2's weight is 22 kg.", "Rook 3's weight is 14 kg."]


def test_headers_that_tell_what_happened() -> None:
    """'Opened' over a year is a verb; '(£000)' makes thousands, '(m crowns)' millions."""
    told = texts(
        *table(["Branch", "Opened", "Cost (£000)", "Loan (m crowns)"], ["Colder Lane", "1906", "310", "4.6"])
    )
    assert told == [
        "Colder Lane opened in 1906.",
        "Colder Lane's cost is £310,000.",
        "Colder Lane's loan is 4.6 million crowns.",
    ]


def test_a_header_that_says_year_names_the_headers_beside_it() -> None:
    """Under 'Year | 2022 | 2023' the rows are what was measured."""
    told = texts(*table(["Year", "2022", "2023"], ["Rainfall", "340 mm", "410 mm"]))
    assert told == ["In 2022, rainfall was 340 mm.", "In 2023, rainfall was 410 mm."]


def test_a_table_title_tells_whose_figures_they_are() -> None:
    """A name or a date that only the title has goes along with each row; headers of two storeys are said by their last."""
    title = "Table 2: Results of Orbex by segment, third quarter 2025 ($m)"
    rows = table(["Segment", "Group / Revenue ($m)"], ["Pumps", "1,490"], ["Meters", "(14)"], caption=title)
    assert texts("Orbex was founded in Lorn in 1990.", *rows)[1:] == [
        "Pumps' revenue is $1,490m (Orbex, third quarter 2025).",
        "Meters' revenue is -$14m (Orbex, third quarter 2025).",
    ]
