"""The article laid out for reading: stretches of blocks, each beside the claims that begin in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from claimcheck.model.article import Article, Block, BlockKind
from claimcheck.model.selector import Span
from claimcheck.report.marks import Piece, mark_spans
from claimcheck.report.summary import Finding

LONG = (
    1400  # code points after which a stretch ends at the next paragraph, so that text stays beside its proof
)
_RUN_ON = frozenset({BlockKind.TABLE_ROW, BlockKind.LIST_ITEM})
_HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_NUMBER = re.compile(r"(?:^|\n)[ \t]*(\d{1,3}[.)])\s*\Z")
_BULLET = re.compile(r"^\s*(?:[•◦▪‣·*–-]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Part:
    """A block as marked pieces: one run of them, or one for each cell of a table row."""

    block: Block
    runs: tuple[tuple[Piece, ...], ...]
    headers: tuple[str, ...] = ()

    @property
    def bulleted(self) -> bool:
        """Whether the text brings its own bullet or number."""
        return bool(
            self.runs and self.runs[0] and _BULLET.match("".join(piece.text for piece in self.runs[0]))
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are shown as one thing: ``kind`` is table, list or text."""

    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the article, with the claims whose first words stand in it."""

    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]


def lay_out(article: Article, findings: Sequence[Finding]) -> tuple[Stretch, ...]:
    """The whole article, nothing left out: text between blocks is shown as well."""
    blocks = _fill_gaps(article)
    spans = [_spans(block) for block in blocks]
    marked = iter(mark_spans(article.text, [span for own in spans for span in own], findings))
    parts = []
    for block, own in zip(blocks, spans, strict=True):
        headers = tuple(cell.header for cell in block.cells) if len(own) == len(block.cells) else ()
        parts.append(Part(block, tuple(next(marked) for _ in own), headers))
    by_number = {finding.number: finding for finding in findings}
    return tuple(_stretch(own, by_number) for own in _split(parts))


def find_unplaced(stretches: Sequence[Stretch], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Claims that no stretch holds; empty unless offsets are wrong. A report shows them all the same."""
    placed = {finding.number for stretch in stretches for finding in stretch.findings}
    return tuple(finding for finding in findings if finding.number not in placed)


def _fill_gaps(article: Article) -> list[Block]:
    """Blocks in order without overlap, and one of furniture for each gap that has words in it."""
    found: list[Block] = []
    cursor = 0
    for block in sorted(article.blocks, key=lambda one: (one.span.start, one.span.end)):
        begin = _find_mark(article.text, cursor, block)
        found += _gap(article.text, cursor, begin)
        start = max(cursor, begin)
        if start < block.span.end:
            found.append(_narrow(block, start))
            cursor = block.span.end
    return found + _gap(article.text, cursor, len(article.text))


def _find_mark(text: str, cursor: int, block: Block) -> int:
    """Where a block begins, the number that the article gives a list's entry and leaves outside of it included."""
    mark = _NUMBER.search(text, cursor, block.span.start) if block.kind is BlockKind.LIST_ITEM else None
    return mark.start(1) if mark else block.span.start


def _gap(text: str, start: int, end: int) -> list[Block]:
    if start >= end or not re.search(r"\w", text[start:end]):
        return []
    return [Block(-1, BlockKind.FURNITURE, Span(start, end), why="between blocks")]


def _narrow(block: Block, start: int) -> Block:
    if start == block.span.start:
        return block
    cells = block.cells if start < block.span.start else ()
    return Block(block.id, block.kind, Span(start, block.span.end), block.section, block.why, cells)


def _spans(block: Block) -> list[Span]:
    """The spans shown for a block: its cells where they are in order inside it, else all of it."""
    cells = [cell.span for cell in block.cells]
    ordered = all(one.end <= two.start for one, two in pairwise(cells))
    return cells if cells and ordered and all(block.span.contains(cell) for cell in cells) else [block.span]


def _split(parts: Sequence[Part]) -> Iterator[list[Part]]:
    current: list[Part] = []
    for part in parts:
        if current and _begins(part, current):
            yield current
            current = []
        current.append(part)
    if current:
        yield current


def _begins(part: Part, current: Sequence[Part]) -> bool:
    """Whether ``part`` begins a new stretch after ``current``: at a heading, or where the stretch is long enough."""
    body = [one for one in current if one.block.kind not in _HEADS]
    if not any(piece.opens for one in body for run in one.runs for piece in run):
        return False
    if part.block.kind in _HEADS:
        return True
    long = sum(len(one.block.span) for one in body) >= LONG
    return long and part.block.kind not in _RUN_ON


def _stretch(parts: Sequence[Part], by_number: dict[int, Finding]) -> Stretch:
    opened = [n for part in parts for run in part.runs for piece in run for n in piece.opens]
    groups = tuple(Group(kind, tuple(own)) for kind, own in groupby(parts, key=_shown_as))
    return Stretch(groups, tuple(by_number[n] for n in sorted(set(opened))))


def _shown_as(part: Part) -> str:
    if part.block.kind is BlockKind.TABLE_ROW and part.block.cells:
        return "table"
    return "list" if part.block.kind is BlockKind.LIST_ITEM else "text"
