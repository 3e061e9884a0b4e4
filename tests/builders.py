"""Articles built by hand, so that a test shows the text it is about and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claimcheck.model.article import Article, Block, BlockKind, Cell
from claimcheck.model.selector import Span


def article(
    *parts: str | tuple[BlockKind, str] | Row, title: str = "", published: date | None = None
) -> Article:
    """An article of blocks with a blank line between them. A bare string is a paragraph; a heading opens a section."""
    text = ""
    blocks: list[Block] = []
    section: tuple[str, ...] = ()
    opening: list[str | tuple[BlockKind, str] | Row] = [(BlockKind.TITLE, title)] if title else []
    for part in [*opening, *parts]:
        start = len(text)
        if isinstance(part, Row):
            block = part.place(len(blocks), start, section)
            words = part.text
        else:
            kind, words = (BlockKind.PARAGRAPH, part) if isinstance(part, str) else part
            section = (words,) if kind is BlockKind.HEADING else section
            block = Block(len(blocks), kind, Span(start, start + len(words)), section)
        blocks.append(block)
        text += words + "\n\n"
    return Article(title, text, hashlib.sha256(text.encode()).hexdigest(), tuple(blocks), published=published)


class Row:
    """A table row to be: (header, cell) pairs and the table's caption."""

    def __init__(self, *cells: tuple[str, str], caption: str = "") -> None:
        self.cells = cells
        self.caption = caption
        self.text = " ".join(text for _, text in cells)

    def place(self, number: int, start: int, section: tuple[str, ...]) -> Block:
        """The row as a block of an article's text, beginning at ``start``."""
        cells: list[Cell] = []
        at = start
        for header, text in self.cells:
            cells.append(Cell(Span(at, at + len(text)), header))
            at += len(text) + 1
        span = Span(start, start + len(self.text))
        return Block(number, BlockKind.TABLE_ROW, span, section, cells=tuple(cells), caption=self.caption)


def table(headers: Sequence[str], *rows: Sequence[str], caption: str = "") -> list[Row]:
    """The rows of a table under ``headers``."""
    return [Row(*zip(headers, row, strict=True), caption=caption) for row in rows]


def heading(words: str) -> tuple[BlockKind, str]:
    return (BlockKind.HEADING, words)


def bullet(words: str) -> tuple[BlockKind, str]:
    return (BlockKind.LIST_ITEM, words)


def caption(words: str) -> tuple[BlockKind, str]:
    return (BlockKind.CAPTION, words)


def furniture(words: str) -> tuple[BlockKind, str]:
    return (BlockKind.FURNITURE, words)


def why(made: Article, number: int, reason: str) -> Article:
    """The same article with ``why`` set on block ``number``."""
    blocks = [replace(block, why=reason) if block.id == number else block for block in made.blocks]
    return replace(made, blocks=tuple(blocks))
