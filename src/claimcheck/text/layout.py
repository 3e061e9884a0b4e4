"""From drafts, as the readers of formats make them, to one text with blocks, links and marks that index it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claimcheck.model.article import Block, BlockKind, Cell, Link
from claimcheck.model.selector import Span

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
_THIN = re.compile("(?<=\\d)[\u00a0\u202f\u2009](?=\\d)")  # inside a number, kept: it is part of the figure
_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.REFERENCE})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of inline text. ``url`` is where its words lead; ``notes`` are the labels that it is a mark for.

    A mark that is not part of the visible text (a superscript number) has an empty ``text``.
    """

    text: str
    url: str = ""
    notes: tuple[str, ...] = ()
    strong: bool = False
    slanted: bool = False


@dataclass(slots=True)
class DraftCell:
    """A cell before layout. ``joint`` is put before it in the row; a cell that reaches down from a row above has no
    runs and names it in ``above``."""

    runs: list[Run]
    header: str = ""
    joint: str = "\t"
    above: DraftCell | None = None


@dataclass(slots=True)
class Draft:
    """A block before layout. ``marker`` (a bullet, a rule) is printed before it and belongs to no block.

    ``level`` is a heading's depth from 1; ``label`` is what marks call the block (a footnote's id, an entry's number).
    A table row has ``cells`` and no runs of its own.
    """

    kind: BlockKind
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    why: str = ""
    cells: list[DraftCell] = field(default_factory=list)
    caption: str = ""
    marker: str = ""
    label: str = ""

    @property
    def text(self) -> str:
        """The visible words, white space collapsed."""
        parts = [run.text for run in self.runs] + [
            text for cell in self.cells for text in (cell.joint, *(run.text for run in cell.runs))
        ]
        return _SPACE.sub(" ", clean("".join(parts))).strip()

    def silence(self, why: str) -> None:
        """Make it furniture, and say what for."""
        self.kind, self.why = BlockKind.FURNITURE, why


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in the text for the note or entry called ``label``. One that is not part of the text (a superscript
    number) covers the last letter before it."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One text, with everything that indexes it. ``labels`` maps a label to the ids of its blocks."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    marks: tuple[Mark, ...]
    labels: dict[str, tuple[int, ...]]


def clean(text: str) -> str:
    """``text`` without characters that print nothing; white space as it is, spaces inside numbers kept apart."""
    return _INVISIBLE.sub("", text)


def lay_out(drafts: Iterable[Draft]) -> Layout:
    """Set drafts one below the other. Drafts without visible text are left out."""
    press = _Press()
    for draft in drafts:
        if draft.text:
            press.set_block(draft)
    return press.layout()


class _Press:
    """The text as set so far."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.top = 0  # where the block that is being set begins
        self.gap = False  # a space is owed before the next word
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.marks: list[Mark] = []
        self.labels: dict[str, list[int]] = {}
        self.headings: list[tuple[int, str]] = []
        self.placed: dict[int, Span] = {}  # id() of a cell's draft -> where it was set

    def layout(self) -> Layout:
        labels = {label: tuple(ids) for label, ids in self.labels.items()}
        return Layout("".join(self.parts), tuple(self.blocks), tuple(self.links), tuple(self.marks), labels)

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def set_block(self, draft: Draft) -> None:
        self.write(self.separator(draft.kind) + draft.marker)
        self.top = start = self.length
        self.gap = False
        cells = self.set_cells(draft.cells, start)
        self.set_runs(draft.runs, start)
        span = Span(start, self.length)
        why = str(draft.level) if draft.kind is BlockKind.HEADING else draft.why
        section = self.section(draft)
        block = Block(len(self.blocks), draft.kind, span, section, why, cells, draft.caption)
        self.blocks.append(block)
        if draft.label:
            self.labels.setdefault(draft.label, []).append(block.id)

    def separator(self, kind: BlockKind) -> str:
        if not self.blocks:
            return ""
        return "\n" if kind in _TIGHT and self.blocks[-1].kind is kind else "\n\n"

    def section(self, draft: Draft) -> tuple[str, ...]:
        """The heading path over a draft; a heading closes those of its level and deeper before it opens its own."""
        if draft.kind is not BlockKind.HEADING:
            return tuple(text for _, text in self.headings)
        while self.headings and self.headings[-1][0] >= draft.level:
            self.headings.pop()
        path = tuple(text for _, text in self.headings)
        self.headings.append((draft.level, draft.text))
        return path

    def set_cells(self, cells: Sequence[DraftCell], start: int) -> tuple[Cell, ...]:
        found: list[Cell] = []
        for cell in cells:
            if cell.above is not None:
                place = self.placed.get(id(cell.above))
                if place is not None:
                    found.append(Cell(place, cell.header))
                continue
            if self.length > start and any(run.text.strip() for run in cell.runs):
                self.write(cell.joint)
            self.gap = False
            here = self.length
            self.set_runs(cell.runs, here)
            self.placed[id(cell)] = span = Span(here, self.length)
            found.append(Cell(span, cell.header))
        return tuple(found)

    def set_runs(self, runs: Sequence[Run], start: int) -> None:
        """Set inline text with its white space collapsed; nothing but words at either end."""
        for run in runs:
            here = self.set_words(clean(run.text), start)
            span = Span(min(here, self.length), self.length)
            if run.url and len(span):
                self.join_link(Link(span, run.url))
            if run.notes and not len(span):
                span = Span(max(self.top, self.length - 1), self.length)
            self.marks.extend(Mark(span, label) for label in run.notes)
        self.gap = False

    def set_words(self, text: str, start: int) -> int:
        """Set one run's words, and say where the first of them stands."""
        thin = _THIN.sub("\ufffc", text)
        words = thin.split()
        if not words:
            self.gap = self.gap or bool(thin)
            return self.length
        if (self.gap or thin[0].isspace()) and self.length > start:
            self.write(" ")
        here = self.length
        self.write(" ".join(words).replace("\ufffc", "\u00a0"))
        self.gap = thin[-1].isspace()
        return here

    def join_link(self, link: Link) -> None:
        """Words of one link that were cut by markup (``<a>the <b>best</b></a>``) are one link again."""
        last = self.links[-1] if self.links else None
        if (
            last
            and last.url == link.url
            and link.span.start - last.span.end <= 1
            and last.span.start >= self.top
        ):
            self.links[-1] = Link(Span(last.span.start, link.span.end), link.url)
        else:
            self.links.append(link)
