"""A document cut into the stretches that can be quoted as evidence."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.article import Block, BlockKind
from claimcheck.model.evidence import Document, Passage
from claimcheck.model.selector import Span, select
from claimcheck.text.sentences import find_sentences

EARLIER = 3  # sentences kept before the one before, for whom a pronoun means


def find_passages(document: Document) -> tuple[Passage, ...]:
    """Each sentence, and each table row whole, of the blocks that may hold evidence, in reading order.

    ``before`` and ``after`` are the neighbouring passages under the same headings, '' at the edge of a section; ``earlier``
    those before ``before``. A table's or figure's caption is the last part of its ``section``.
    """
    places = [
        (block, span, span.of(document.text))
        for block in document.blocks
        if not block.silent
        for span in _cut(document, block)
    ]
    return tuple(
        Passage(
            reference=document.reference,
            capture_sha256=document.capture_sha256,
            url=document.url,
            kind=document.kind,
            selector=select(document.text, span),
            block=block.id,
            section=(*block.section, block.caption) if block.caption else block.section,
            before=_neighbour(places, i, -1),
            earlier=tuple(filter(None, (_neighbour(places, i, -step) for step in range(2, EARLIER + 2)))),
            after=_neighbour(places, i, +1),
            cells=tuple((cell.header, cell.span.of(document.text)) for cell in block.cells),
            title=document.title,
            publisher=document.publisher,
            published=document.published,
        )
        for i, (block, span, _) in enumerate(places)
    )


def _cut(document: Document, block: Block) -> Iterator[Span]:
    if block.kind is BlockKind.TABLE_ROW:
        spans: tuple[Span, ...] = (block.span,)
    else:
        spans = find_sentences(document.text, block.span)
    yield from (span for span in spans if span.of(document.text).strip())


def _neighbour(places: list[tuple[Block, Span, str]], i: int, step: int) -> str:
    """The text of the passage ``step`` places from ``i`` when it stands under the same headings."""
    if not 0 <= i + step < len(places):
        return ""
    block, _, text = places[i + step]
    return text if block.section == places[i][0].section else ""
