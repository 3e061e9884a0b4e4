"""Tables of data: cells that reach over rows and columns, headers over them, one draft a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimcheck.model.article import BlockKind
from claimcheck.text.furniture import is_prose
from claimcheck.text.layout import Draft, DraftCell, Run
from claimcheck.text.outline import HEADINGS, Outline

_BREAKS = frozenset({"p", "ul", "ol", "blockquote", "article", "section", "figure", *HEADINGS})
LINKING = frozenset(
    {"at", "of", "in", "for", "with"}
)  # words after which a column's name goes on: 'Role at Northgate'
WIDEST = 200  # columns; what lies beyond is left where it is
TALLEST = 1000  # rows that one cell may reach over
LONGEST = 160  # code points of a cell in a table that has no headers, and may be there for the layout alone


@dataclass(slots=True)
class GridCell:
    """A cell as written. ``across`` and ``down`` count the columns and rows that it covers, from 1."""

    runs: list[Run]
    header: bool = False
    across: int = 1
    down: int = 1
    bold: bool = False

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())


@dataclass(slots=True)
class Grid:
    """A table as written: its rows of cells, which of them stand in its head, and the caption's runs. ``terms``:
    it is a list of terms, each with its values, which reads as a table without headers."""

    rows: list[list[GridCell]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    caption: list[Run] = field(default_factory=list)
    terms: bool = False


@dataclass(slots=True)
class _Place:
    """What covers one place of the grid: the cell, and whether its words stand in this row and column."""

    cell: GridCell
    first: bool


@dataclass(slots=True)
class _Count:
    headers: int = 0
    cells: int = 0
    rows: int = 0
    inner: int = 0  # tables inside
    breaks: int = 0  # blocks inside
    longest: int = 0  # code points of the longest cell


def find_grids(outline: Outline) -> set[int]:
    """The tables of data (by ``id()``), as against tables that only lay a page out."""
    counts: dict[int, _Count] = {}
    around: dict[int, int] = {}  # element -> the table that it lies in
    roles: dict[int, str] = {}
    for tag in outline.tags:
        outer = around.get(id(tag.parent), 0)
        around[id(tag)] = id(tag) if tag.name == "table" else outer
        if tag.name == "table":
            counts[id(tag)], roles[id(tag)] = _Count(), str(tag.get("role", ""))
        if outer:
            count = counts[outer]
            count.rows += tag.name == "tr"
            count.headers += tag.name in {"th", "caption", "thead"}
            count.cells += tag.name in {"td", "th"}
            count.inner += tag.name == "table"
            count.breaks += tag.name in _BREAKS
            if tag.name == "td":
                count.longest = max(count.longest, outline.weight[id(tag)])
    return {key for key, count in counts.items() if _is_grid(count, roles[key])} | _find_terms(outline)


def _find_terms(outline: Outline) -> set[int]:
    """The lists of terms (by ``id()``) whose values are short: "Main span", "412 m". Longer ones are explanations."""
    longest: dict[int, dict[str, int]] = {}
    around: dict[int, int] = {}  # element -> the list that it lies in
    for tag in outline.tags:
        outer = around.get(id(tag.parent), 0)
        around[id(tag)] = id(tag) if tag.name == "dl" else outer
        if tag.name == "dl" and not outline.lies_in(tag, "table"):
            longest[id(tag)] = {"dt": 0, "dd": 0}
        if outer in longest and tag.name in {"dt", "dd", "dl", "table"}:
            weights = longest[outer]
            weights[tag.name] = max(weights.get(tag.name, 0), outline.weight[id(tag)])
    return {
        key
        for key, weights in longest.items()
        if len(weights) == 2 and all(0 < weight <= LONGEST for weight in weights.values())
    }


def _is_grid(count: _Count, role: str) -> bool:
    if role in {"presentation", "none"} or count.cells < 2 or count.inner:
        return False
    regular = count.rows >= 2 and count.cells >= 2 * count.rows
    return count.headers > 0 or (regular and count.breaks <= count.cells and count.longest <= LONGEST)


def draft_grid(grid: Grid, why: str = "") -> list[Draft]:
    """The drafts of a table: caption, header rows, then one row each; all furniture when ``why`` is given."""
    caption = Draft(BlockKind.CAPTION, grid.caption)
    drafts: list[Draft] = []
    if caption.text:
        if not is_prose(caption.text):
            caption.silence("table title")
        drafts.append(caption)
    places = _place_cells(grid.rows)
    heads = _find_heads(grid, places)
    headers = _join_headers(places, heads)
    group = ""
    shared: dict[int, DraftCell] = {}
    for number, row in enumerate(places):
        if number == len(places) - 1 and _is_banner(row, headers) and _is_source(row):
            draft = Draft(
                BlockKind.PARAGRAPH, [run for place in row.values() if place.first for run in place.cell.runs]
            )
        elif number in heads or _is_banner(row, headers):
            draft = _draft_row(row, {}, shared)
            group = "" if number in heads else draft.text
            draft.silence("table header")
            draft.cells, draft.runs = [], [run for cell in draft.cells for run in (Run(" "), *cell.runs)]
        else:
            draft = _draft_row(row, headers, shared)
            draft.caption = " – ".join(part for part in (caption.text, group) if part)
        drafts.append(draft)
    for draft in drafts:
        if why:
            draft.silence(why)
            draft.runs = draft.runs or [run for cell in draft.cells for run in (Run(" "), *cell.runs)]
            draft.cells = []
    return drafts


def _place_cells(rows: Sequence[Sequence[GridCell]]) -> list[dict[int, _Place]]:
    """What covers each column of each row, after cells from rows above have taken their places."""
    reaching: dict[int, tuple[GridCell, int]] = {}  # column -> cell from above, rows that it still covers
    placed: list[dict[int, _Place]] = []
    for row in rows:
        places = {column: _Place(cell, False) for column, (cell, _) in reaching.items()}
        reaching = {column: (cell, left - 1) for column, (cell, left) in reaching.items() if left > 1}
        column = 0
        for cell in row:
            while column in places:
                column += 1
            for offset in range(min(cell.across, WIDEST - column)):
                places[column + offset] = _Place(cell, offset == 0)
                if cell.down > 1:
                    reaching[column + offset] = (cell, min(cell.down, TALLEST) - 1)
            column += max(1, cell.across)
        placed.append(places)
    return placed


def _find_heads(grid: Grid, places: list[dict[int, _Place]]) -> set[int]:
    """Numbers of the header rows: those of the head, else the rows at the top that are all headers; else a first
    row without figures over rows that have some."""
    if grid.heads:
        return set(grid.heads)
    heads: set[int] = set()
    for number, row in enumerate(grid.rows):
        if not row or not all(cell.header or not cell.text for cell in row) or number == len(grid.rows) - 1:
            break
        heads.add(number)
    if (
        heads
        or len(grid.rows) < 2
        or not grid.rows[0]
        or any(cell.header for row in grid.rows for cell in row)
    ):
        return heads
    first, rest = grid.rows[0], grid.rows[1:]
    lettered = all(cell.text and not _is_figure(cell.text) for cell in first)
    figured = any(_is_figure(cell.text) for row in rest for cell in row)
    emphatic = all(cell.bold for cell in first) and not all(cell.bold for row in rest for cell in row)
    return (
        {0}
        if len(places[0]) >= 2 and ((lettered and figured and not _is_pair(first, rest)) or emphatic)
        else set()
    )


def _is_pair(first: Sequence[GridCell], rest: Sequence[Sequence[GridCell]]) -> bool:
    """Whether two columns are labels and values ("Length | 230 m"), which have no header row."""
    return len(first) == 2 and any(len(row) == 2 and row[1].text[:1].isalpha() for row in rest)


def _is_figure(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return digits > 0 and digits >= sum(letter.isalpha() for letter in text)


def _join_headers(places: Sequence[dict[int, _Place]], heads: set[int]) -> dict[int, str]:
    """The header path over each column, outermost first, joined by ' / '."""
    headers: dict[int, list[str]] = {}
    for number in sorted(heads):
        for column, place in places[number].items():
            path = headers.setdefault(column, [])
            if place.cell.text and place.cell.text not in path:
                path.append(place.cell.text)
    return {column: " / ".join(path) for column, path in headers.items()}


def _is_banner(row: dict[int, _Place], headers: dict[int, str]) -> bool:
    """Whether a row is one cell across the whole table: a heading over the rows below it."""
    cells = {id(place.cell) for place in row.values()}
    return len(cells) == 1 and len(row) > 1 and len(row) >= len(headers)


def _is_source(row: dict[int, _Place]) -> bool:
    """Whether the line below a table says where it comes from, or notes something on it."""
    text = next(place.cell.text for place in row.values())
    return is_prose(text) or bool(re.match(r"(sources?|data|notes?|via)\b", text, re.IGNORECASE))


def _draft_row(row: dict[int, _Place], headers: dict[int, str], shared: dict[int, DraftCell]) -> Draft:
    """One row. A header cell at its left is the name of the others where no header stands over them."""
    cells: list[DraftCell] = []
    seen: set[int] = set()
    name = ""
    for column in sorted(row):
        cell = row[column].cell
        if id(cell) in seen:
            continue
        seen.add(id(cell))
        header = headers.get(column, "")
        if cell.across > 1:
            spanned = dict.fromkeys(headers.get(column + n, "") for n in range(cell.across))
            header = "; ".join(name for name in spanned if name)
        drafted = DraftCell(cell.runs, header or ("" if cell.header else name))
        if id(cell) in shared:
            drafted = DraftCell([], header, above=shared[id(cell)])
        elif cell.down > 1:
            shared[id(cell)] = drafted
        if cell.header and not name:
            name = cell.text
        cells.append(drafted)
    return Draft(BlockKind.TABLE_ROW, cells=cells)
