"""The checked text and its parts. Blocks serve for source documents as well: both are read the same way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claimcheck.model.selector import Span


class BlockKind(StrEnum):
    """What a stretch of the page is. Only ``FURNITURE`` and ``REFERENCE`` never hold claims or evidence;
    titles and headings hold none either but give blocks their heading path."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    QUOTATION = "quotation"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    FURNITURE = "furniture"


SILENT = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.REFERENCE, BlockKind.FURNITURE})
"""Kinds of block that hold neither claims nor evidence."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the span of its words in the text, and where it leads (absolute)."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its span in the text and the header over it ('' when there is none)."""

    span: Span
    header: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table row ... in reading order.

    ``section`` is the path of headings above it, outermost first, without the title.
    ``why`` says for furniture what it was taken for (navigation, reading time, teaser, advertisement, ...), for a
    heading its level ('2'), else ''. ``cells`` is set for table rows only.
    """

    id: int
    kind: BlockKind
    span: Span
    section: tuple[str, ...] = ()
    why: str = ""
    cells: tuple[Cell, ...] = ()
    caption: str = ""  # of the table or figure that the block belongs to

    @property
    def silent(self) -> bool:
        return self.kind in SILENT


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry the article's citations point to. ``n`` counts from 1; further sources are numbered after them.

    ``digest`` is the path of a paraphrase shipped for offline use, absolute or ''. ``url`` is '' when unknown.
    """

    n: int
    title: str
    publisher: str = ""
    url: str = ""
    digest: str = ""
    published: date | None = None
    further: bool = False
    block: int | None = None  # the reference-list block it was read from


class CitationKind(StrEnum):
    LINK = "link"
    MARK = "mark"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Citation:
    """A mark in the text that points to reference ``reference``; ``span`` covers the mark or the linked words."""

    span: Span
    reference: int
    kind: CitationKind


@dataclass(frozen=True, slots=True)
class Article:
    """The text to check. ``text`` is normalized (line ends, no byte-order mark); all spans index it.

    ``sha256`` is of the bytes that were read. ``published`` is the date of publication where it is known.
    """

    title: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    url: str = ""
    media_type: str = "text/plain"
    published: date | None = None
    language: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    links: tuple[Link, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what was odd while reading, one line each

    def block_at(self, offset: int) -> Block | None:
        """The block that covers ``offset``, or ``None`` between blocks."""
        return next((block for block in self.blocks if block.span.start <= offset < block.span.end), None)
