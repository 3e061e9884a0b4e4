"""A flattened row is split where its words fit its columns, and left whole where they could be read in two ways."""

from __future__ import annotations

import pytest

from claimcheck.ingest.columns import find_flattened, find_unnamed, read_columns
from claimcheck.ingest.stacked import read_stacked

BODY = "The ferry is run by Blue Line. Port Ellen and Oban have piers. Ann Lee came from Red Star. A Heron and a Pelican flew."

TABLES = [
    (
        "Name Position Previous Employer\nAnn Lee Chief Engineer Red Star\nBo Di Head of Operations Blue Line (CFO)\n"
        "Carla van Dyk Deputy Director MacHarbour",
        [
            ["Ann Lee", "Chief Engineer", "Red Star"],
            ["Bo Di", "Head of Operations", "Blue Line (CFO)"],
            ["Carla van Dyk", "Deputy Director", "MacHarbour"],
        ],
    ),
    (
        "Port Ships Opened\nOban 1,204 1911\nPort Ellen 88 May 1978\nKyle of Lochalsh 340 2002",
        [["Oban", "1,204", "1911"], ["Port Ellen", "88", "May 1978"], ["Kyle of Lochalsh", "340", "2002"]],
    ),
    (
        "Mayor Party Term\nAnn Lee Blue Party 1999–2003\nBo Di Green League since 2003\nCarla Dyk Blue Party until March 1999",
        [
            ["Ann Lee", "Blue Party", "1999–2003"],
            ["Bo Di", "Green League", "since 2003"],
            ["Carla Dyk", "Blue Party", "until March 1999"],
        ],
    ),
    (
        "Country Population Change since 2010 (%)\nLund 5.4 million +3.1%\nNew Visby 880,000 −0.4%",
        [["Lund", "5.4 million", "+3.1%"], ["New Visby", "880,000", "−0.4%"]],
    ),
    (
        "Name Role at Northgate Previously\nAnn Lee Chief AI officer Velcor\nBo Di Head of chip development Red Star",
        [["Ann Lee", "Chief AI officer", "Velcor"], ["Bo Di", "Head of chip development", "Red Star"]],
    ),
    (
        "Round Year Amount Led by\nSeed 2014 $2.3 million Polder Capital\nSeries A 2016 $8 million Polder Capital\n"
        "Series B 2018 $41 million Lowmere Growth",
        [
            ["Seed", "2014", "$2.3 million", "Polder Capital"],
            ["Series A", "2016", "$8 million", "Polder Capital"],
            ["Series B", "2018", "$41 million", "Lowmere Growth"],
        ],
    ),
    (
        "Launch Date Carrier Satellites\nLot 6 11 July 2024 Heron 36\nLot 7 2 October 2024 Pelican 42\n"
        "Lot 8 16 May 2025 Heron 40",
        [
            ["Lot 6", "11 July 2024", "Heron", "36"],
            ["Lot 7", "2 October 2024", "Pelican", "42"],
            ["Lot 8", "16 May 2025", "Heron", "40"],
        ],
    ),
]


@pytest.mark.parametrize(
    ("table", "rows"), TABLES, ids=lambda value: value[:20] if isinstance(value, str) else ""
)
def test_rows_are_split_by_what_their_columns_hold(table: str, rows: list[list[str]]) -> None:
    """People, posts, organisations, periods and figures are told apart."""
    found = find_flattened(table.split("\n"), BODY)
    assert found is not None
    assert found[1] == rows


def test_a_word_that_several_rows_begin_with_is_no_rows_whole_label() -> None:
    """'Kite 2 May 2019' is of the Kite 2, where the row before is of the Kite 1."""
    lines = [
        "Model In service since Price",
        "Kite 1 March 2016 $31",
        "Kite 2 May 2019 $28",
        "Kite 3 4 June 2023 $25",
    ]
    found = find_flattened(lines, "")
    assert found is not None
    assert [row and row[:2] for row in found[1]] == [
        ["Kite 1", "March 2016"],
        ["Kite 2", "May 2019"],
        ["Kite 3", "4 June 2023"],
    ]


def test_a_row_that_can_be_read_in_two_ways_is_not_split() -> None:
    """Nothing says where the plant ends and its operator begins."""
    table = "Plant Operator Output Opened\nNorth Fen Blue Line 340 2019\nOld Mill Green Way 85 2021\nGull Point Blue Line 12 2023"
    found = find_flattened(table.split("\n"), BODY)
    assert found is not None
    assert found[1] == [
        ["North Fen", "Blue Line", "340", "2019"],
        None,
        ["Gull Point", "Blue Line", "12", "2023"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The first line\nof a short poem\nthat has no end",
        "Ann Lee\n12 Harbour Street\nOban",
        "It opened in 1911.\nIt closed in 1980.\nIt opened again in 2002.",
        "Why Trams Are Empty\nWhy Trams Are Empty\n12 min read",
    ],
)
def test_lines_that_are_no_table_are_none(text: str) -> None:
    """Verse, addresses, sentences, teasers."""
    assert find_flattened(text.split("\n"), BODY) is None


@pytest.mark.parametrize(
    "text",
    [
        "Port | Ships\n--- | ---\nOban | 5",
        "Port\tShips\nOban\t5",
        "Port     Ships\nOban        5",
        "| Port | Ships |\n| Oban | 5 |",
    ],
)
def test_columns_set_apart_need_no_guess(text: str) -> None:
    """Pipes, tabs, spaces; a rule below the header or not."""
    grid = read_columns(text.split("\n"))
    assert grid is not None
    assert [[cell.text for cell in row] for row in grid.rows] == [["Port", "Ships"], ["Oban", "5"]]
    assert grid.heads == {0}


def test_a_cell_on_each_line_is_a_table_where_its_columns_are_named() -> None:
    """Names of columns first, then the cells, row by row; an address or a list of towns has no such names."""
    lines = "Name\nPost\nYears\nAnn Lee\nChief executive, Orbex Ferries\nsince March 2021\nBo Di\nHead of sales\n2015–2021"
    grid = read_stacked(lines.split("\n"), BODY)
    assert grid is not None
    assert [[cell.text for cell in row] for row in grid.rows][1:] == [
        ["Ann Lee", "Chief executive, Orbex Ferries", "since March 2021"],
        ["Bo Di", "Head of sales", "2015–2021"],
    ]
    assert (
        read_stacked(["Ann Lee", "12 Harbour Street", "Oban", "Bo Di", "3 Mill Lane", "Lund"], BODY) is None
    )
    assert read_stacked(["Name", "Year", "It opened in 1911.", "1911", "Two", "1912"], BODY) is None


def test_two_spaces_after_a_full_stop_make_no_column() -> None:
    """As typists set them."""
    assert read_columns(["It opened in 1911.  It closed in 1980.", "Ann came.  Bo went."]) is None


def test_labels_with_figures_are_rows_without_headers() -> None:
    """Three lines at least, each with as many figures."""
    assert find_unnamed(["Oban 5 7", "Port Ellen 8 9", "Kyle 1 2"]) == [
        ["Oban", "5", "7"],
        ["Port Ellen", "8", "9"],
        ["Kyle", "1", "2"],
    ]
    assert find_unnamed(["Oban 5 7", "Port Ellen 8", "Kyle 1 2"]) is None


def test_cells_with_units_keep_them() -> None:
    """Each of several columns of a flattened table may have a unit of its own."""
    lines = [
        "Park Capacity Cost Opened",
        "Skarholt 2.1 GWh €540 million 2024",
        "Lomvik 1.4 GWh €390 million 2023",
        "Ternes 0.8 GWh €210 million 2022",
    ]
    found = find_flattened(lines, "")
    assert found is not None
    assert found[1][0] == ["Skarholt", "2.1 GWh", "€540 million", "2024"]
