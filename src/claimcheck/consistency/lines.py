"""An article as lines to be set side by side: its sentences, list items and rows with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from claimcheck.model.article import Article, Block, BlockKind
from claimcheck.model.claim import Bound, Quantity
from claimcheck.model.selector import Span
from claimcheck.text.sentences import find_sentences
from claimcheck.values.quantity import find_quantities


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a block that is none. Spans of ``figures`` index ``text``, ``span`` the article's text."""

    text: str
    span: Span
    block: Block
    figures: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its cells with the words that name their row, the caption above it."""

    header: str
    cells: tuple[tuple[str, Span, Quantity | None], ...]
    caption: str


def find_lines(article: Article) -> tuple[Line, ...]:
    """Every sentence that may assert something, in reading order; rows of tables are left to ``find_columns``."""
    return tuple(
        Line(words := span.of(article.text), span, block, find_quantities(words))
        for block in article.blocks
        if not block.silent and block.kind is not BlockKind.TABLE_ROW
        for span in find_sentences(article.text, block.span)
    )


def find_columns(article: Article) -> tuple[Column, ...]:
    """The columns of figures of every table, the first column apart: it names the rows. Rows of unlike width and
    tables without headers are left out."""
    found: list[Column] = []
    for is_row, blocks in groupby(article.blocks, key=lambda block: block.kind is BlockKind.TABLE_ROW):
        rows = [block for block in blocks if block.cells] if is_row else []
        widths = {tuple(cell.header for cell in row.cells) for row in rows}
        if len(rows) < 3 or len(widths) != 1:
            continue
        for place, header in enumerate(next(iter(widths))[1:], start=1):
            cells = [
                (
                    row.cells[0].span.of(article.text),
                    row.cells[place].span,
                    _only(row.cells[place].span, article),
                )
                for row in rows
            ]
            if header.strip():
                found.append(Column(header, tuple(cells), rows[0].caption))
    return tuple(found)


def _only(span: Span, article: Article) -> Quantity | None:
    figures = find_quantities(span.of(article.text))
    return figures[0] if len(figures) == 1 else None


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are in one unit and currency, so that they may be added, set off or compared."""
    return (one.unit, one.currency, one.scope) == (other.unit, other.currency, other.scope)


def is_plain(figure: Quantity) -> bool:
    """Whether a figure stands for a value of its own precision, not for a bound or a range."""
    return figure.bound in (Bound.EXACT, Bound.ABOUT) and figure.low is not None and figure.high is not None


def ends_of(figure: Quantity) -> tuple[Decimal, Decimal]:
    """The interval of a plain figure."""
    low, high = figure.low, figure.high
    return (figure.value if low is None else low, figure.value if high is None else high)


def say_number(value: Decimal, places: int = 1) -> str:
    """A number for a reader: '31.3', '2,082,000', '31' when nothing stands after the point."""
    return f"{round(value, places):,f}".rstrip("0").rstrip(".") if places else f"{round(value):,}"
