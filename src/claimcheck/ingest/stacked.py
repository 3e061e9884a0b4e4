"""Tables with a cell on each line, the columns' names first, as pages give them when they are copied."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from claimcheck.ingest.columns import ENOUGH, LONGEST, WIDEST, fit, kind_of
from claimcheck.text.furniture import ends_sentence
from claimcheck.text.grids import Grid, GridCell
from claimcheck.text.layout import Run


def read_stacked(lines: Sequence[str], body: str) -> Grid | None:
    """A table with a cell on each line, the columns' names first, as pages give it when they are copied; ``None`` where not all
    names are those of columns, or the cells don't fit them."""
    for width in range(2, min(WIDEST, len(lines) // 3) + 1):
        kinds = [kind_of(name) for name in lines[:width]]
        if len(lines) % width or not all(kinds) or any(len(name.split()) > 4 for name in lines[:width]):
            continue
        rows = [list(row) for row in batched(lines[width:], width)]
        if any(len(cell.split()) > LONGEST or ends_sentence(cell) for row in rows for cell in row):
            continue
        fits = [sum(fit(row[at], kind, body) for row in rows) / len(rows) for at, kind in enumerate(kinds)]
        if min(fits) >= ENOUGH / 2 and sum(fits) >= ENOUGH * width:
            grid = Grid([[GridCell([Run(cell)]) for cell in row] for row in (lines[:width], *rows)])
            grid.heads.add(0)
            return grid
    return None
