"""A capture's bytes read as a Document: the main text as blocks, without the page around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

import trafilatura
from lxml import etree  # type: ignore[import-untyped]  # ships no stubs
from trafilatura.settings import Document as Extracted

from claimcheck.fetch.capture import Fetched
from claimcheck.model.article import Block, BlockKind, Cell, Reference
from claimcheck.model.evidence import Capture, Document, Outcome
from claimcheck.model.selector import Span

SHORTEST = 20  # code points of body text below which a page counts as empty
CELL_GAP = "\t"
BLOCK_GAP = "\n\n"
HTML = frozenset({"text/html", "application/xhtml+xml"})
PRUNED = ["//p[contains(concat(' ', @class, ' '), ' digest-notice ')]"]  # our digests' own first line


@dataclass(frozen=True, slots=True)
class Unread:
    """A body that yields no Document: why, as an outcome and one plain line.

    The outcome is EMPTY, PARSE_FAILURE, UNSUPPORTED_TYPE, SCRIPT_SHELL, WALL, PAYWALL or SOFT_404.
    """

    outcome: Outcome
    detail: str


def read_capture(fetched: Fetched, reference: Reference) -> tuple[Capture, Document | None]:
    """The capture with its final outcome and detail, and the Document when its body could be read as one."""
    if not fetched.capture.read or not fetched.body:
        return fetched.capture, None
    found = _read_body(fetched.body, fetched.capture, reference)
    if isinstance(found, Unread):
        return replace(fetched.capture, outcome=found.outcome, detail=found.detail), None
    return fetched.capture, found


def read_document(body: bytes, capture: Capture, reference: Reference) -> Document | Outcome:
    """``body`` (decoded bytes of ``capture``) as a Document for ``reference``, or why it isn't one:
    EMPTY, PARSE_FAILURE, UNSUPPORTED_TYPE, SCRIPT_SHELL, WALL, PAYWALL or SOFT_404."""
    found = _read_body(body, capture, reference)
    return found.outcome if isinstance(found, Unread) else found


def _read_body(body: bytes, capture: Capture, reference: Reference) -> Document | Unread:
    if capture.media_type in HTML:
        return _read_page(body, capture, reference)
    return Unread(Outcome.UNSUPPORTED_TYPE, f"media type {capture.media_type!r}")


def _read_page(body: bytes, capture: Capture, reference: Reference) -> Document | Unread:
    extracted = trafilatura.bare_extraction(
        body,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        prune_xpath=PRUNED,
        with_metadata=True,
    )
    if not isinstance(extracted, Extracted):
        return Unread(Outcome.EMPTY, "no main text found")
    title = extracted.title or reference.title
    writer = _Writer(title)
    writer.read_body(extracted.body)
    if len(writer.text) < SHORTEST:
        return Unread(Outcome.EMPTY, "no main text found")
    return Document(
        reference=reference.n,
        capture_sha256=capture.sha256,
        url=capture.final_url,
        kind=capture.kind,
        title=title,
        text=writer.text,
        blocks=tuple(writer.blocks),
        publisher=extracted.sitename or reference.publisher,
        authors=tuple(name.strip() for name in (extracted.author or "").split(";") if name.strip()),
        published=date.fromisoformat(extracted.date) if extracted.date else reference.published,
        language=extracted.language or "",
        extractor=f"trafilatura {trafilatura.__version__}",
    )


@dataclass(slots=True)
class _Writer:
    """Writes blocks one below the other and keeps the headings above them."""

    title: str
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)

    def read_body(self, parent: etree._Element) -> None:
        for element in parent:
            match element.tag:
                case "head":
                    self.add_heading(_text(element), int(re.sub(r"\D", "", element.get("rend", "")) or 2))
                case "table":
                    self.read_table(element)
                case "list" if element.get("rend") == "dl":
                    self.read_terms(element)
                case "list":
                    for item in element.iterchildren("item"):
                        self.add(BlockKind.LIST_ITEM, _text(item))
                case "quote":
                    self.add(BlockKind.QUOTATION, _text(element))
                case _:
                    self.add(BlockKind.PARAGRAPH, _text(element))

    def add(self, kind: BlockKind, text: str, why: str = "") -> None:
        if text:
            self.add_row(kind, [text], [""], why)

    def add_heading(self, text: str, level: int) -> None:
        if not text:
            return
        if text == self.title:
            self.add(BlockKind.TITLE, text)
            return
        self.headings = [(above, words) for above, words in self.headings if above < level]
        self.add(BlockKind.HEADING, text, str(level))
        self.headings.append((level, text))

    def add_row(self, kind: BlockKind, cells: list[str], headers: list[str], why: str = "") -> None:
        self.text += BLOCK_GAP if self.text else ""
        start = len(self.text)
        spans: list[Span] = []
        for cell in cells:
            self.text += CELL_GAP if spans else ""
            spans.append(Span(len(self.text), len(self.text) + len(cell)))
            self.text += cell
        self.blocks.append(
            Block(
                id=len(self.blocks),
                kind=kind,
                span=Span(start, len(self.text)),
                section=tuple(words for _, words in self.headings),
                why=why,
                cells=tuple(Cell(span, header) for span, header in zip(spans, headers, strict=True))
                if kind is BlockKind.TABLE_ROW
                else (),
            )
        )

    def read_table(self, table: etree._Element) -> None:
        headers: list[str] = []
        for row in table.iterchildren("row"):
            cells = [_text(cell) for cell in row.iterchildren("cell")]
            if not headers and all(cell.get("role") == "head" for cell in row.iterchildren("cell")):
                headers = cells
                self.add_row(BlockKind.FURNITURE, cells, [""] * len(cells), "table header")
            elif any(cells):
                self.add_row(BlockKind.TABLE_ROW, cells, (headers + [""] * len(cells))[: len(cells)])

    def read_terms(self, terms: etree._Element) -> None:
        term: list[str] = []
        for item in terms.iterchildren("item"):
            if item.get("rend", "").startswith("dt"):
                term = [_text(item)]
            else:
                cells = [*term, _text(item)]
                self.add_row(BlockKind.TABLE_ROW, cells, [""] * len(cells))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
