"""Sources that are no web pages, as blocks: PDF by page, plain text and Markdown by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft, Layout, Run, lay_out
from claimcheck.text.pdf import Pdf

BULLET = re.compile(r"\s*(?:[-*+•‣]|\d{1,3}[.)])\s+")
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
RULED_ROW = re.compile(r"[\s|:-]+")


def lay_out_pdf(pdf: Pdf) -> Layout:
    """Each paragraph as a block whose section is its page: ('page 4',), counted from 1."""
    drafts: list[Draft] = []
    pages: list[int] = []
    for number, page in enumerate(pdf.pages, 1):
        for paragraph in page:
            draft = Draft(BlockKind.PARAGRAPH, [Run(paragraph)])
            if draft.text:  # those without are not laid out
                drafts.append(draft)
                pages.append(number)
    layout = lay_out(drafts)
    blocks = tuple(
        replace(block, section=(f"page {page}",)) for block, page in zip(layout.blocks, pages, strict=True)
    )
    return replace(layout, blocks=blocks)


def lay_out_plain(text: str) -> Layout:
    """Paragraphs, list items and headings ("## So marked") of plain text or Markdown."""
    return lay_out(_read_plain(text))


def _read_plain(text: str) -> Iterator[Draft]:
    """One draft for each paragraph or list item; lines inside a paragraph are joined."""
    lines: list[str] = []
    kind = BlockKind.PARAGRAPH
    for line in [*text.splitlines(), ""]:
        heading, bullet = HEADING.fullmatch(line), BULLET.match(line)
        if lines and (not line.strip() or heading or bullet):
            yield Draft(kind, [Run(" ".join(lines))])
            lines, kind = [], BlockKind.PARAGRAPH
        if heading:
            yield Draft(BlockKind.HEADING, [Run(heading[2])], level=len(heading[1]))
        elif bullet:
            lines, kind = [line[bullet.end() :]], BlockKind.LIST_ITEM
        elif line.strip() and not RULED_ROW.fullmatch(line):
            lines.append(line.strip())
