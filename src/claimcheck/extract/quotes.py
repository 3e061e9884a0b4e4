"""Quotations that run over several sentences, and which sentence names the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.model.article import Block, BlockKind
from claimcheck.model.selector import Span
from claimcheck.text.syntax import straighten

SAID = re.compile(
    r"\b(?:said|says|told|tells|added|adds|wrote|writes|explained|explains|recalled|recalls|argued|argues|warned|warns|"
    r"asked|asks|admitted|admits|insisted|insists|announced|announces|noted|notes|stated|states|declared|declares|remarked|"
    r"replied|replies|joked|jokes|continued|continues|concluded|concludes)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speech:
    """A sentence inside a longer quotation. ``by`` is the sentence of the block that names the speaker, ``None`` if none does."""

    by: Span | None


def find_speeches(text: str, block: Block, spans: Sequence[Span]) -> dict[Span, Speech]:
    """Sentences of a block that are part of a quotation of several sentences, or of a quotation block."""
    plain = _join_paragraphs(straighten(block.span.of(text)))
    if block.kind is BlockKind.QUOTATION and '"' not in plain:
        return {span: Speech(None) for span in spans}
    outside = _outside(plain)
    start = block.span.start
    found: dict[Span, Speech] = {}
    run: list[Span] = []  # the sentences of one quotation
    opened = (
        plain.count('"') % 2 == 1 and re.match(r'[^"]*[.,!?]"', plain) is not None
    )  # it began in a block before
    for span in spans:
        inside = opened
        opened = opened != bool(plain.count('"', span.start - start, span.end - start) % 2)
        alone = not opened and not inside and _all_quoted(plain[span.start - start : span.end - start])
        if alone and (by := _beside(plain, outside, start, spans, [span])) is not None:
            found[span] = Speech(by)
        elif inside or opened:
            run.append(span)
        if run and not opened:
            found.update(_attribute(plain, outside, start, spans, run))
            run = []
    found.update(_attribute(plain, outside, start, spans, run))
    return found


def _attribute(
    plain: str, outside: str, start: int, spans: Sequence[Span], run: Sequence[Span]
) -> Iterator[tuple[Span, Speech]]:
    """The sentences of one quotation, each with the sentence that names its speaker: itself, another of the quotation, or one
    beside it."""
    own = [span for span in run if SAID.search(outside, span.start - start, span.end - start)]
    by = own[0] if own else _beside(plain, outside, start, spans, run) if run else None
    yield from ((span, Speech(span if span in own else by)) for span in run)


def _join_paragraphs(plain: str) -> str:
    """The text without the mark that opens each further paragraph of one quotation; its length unchanged."""
    marks = list(plain)
    opened = False
    for match in re.finditer('"', plain):
        at = match.start()
        again = opened and REOPENED.match(plain, at) is not None and plain[:at].rstrip()[-1:] in set(".!?")
        if again:
            marks[at] = " "
        else:
            opened = not opened
    return "".join(marks)


REOPENED = re.compile(r'(?<=\s)"(?=\w)')


def _all_quoted(sentence: str) -> bool:
    return sentence.startswith('"') and sentence.rstrip().endswith('"') and sentence.count('"') == 2


def _beside(plain: str, outside: str, start: int, spans: Sequence[Span], run: Sequence[Span]) -> Span | None:
    """The nearest sentence before a quotation that tells who spoke, by a verb of saying or whatever stands beside a quotation
    ('"..., " N attests'), else the nearest after it with such a verb."""
    places = [place for place, span in enumerate(spans) if span in run]
    for other in reversed(spans[: places[0]]):
        first, last = other.start - start, other.end - start
        quoted = re.search(r'[,.!?…]"', plain[first:last]) is not None and outside[first:last].strip()
        if quoted or SAID.search(outside, first, last):
            return other
    for other in spans[places[-1] + 1 :]:
        if SAID.search(outside, other.start - start, other.end - start):
            return other
    return None


def _outside(plain: str) -> str:
    """The text with all that stands in quotation marks blanked, its length unchanged."""
    parts = plain.split('"')
    return " ".join(part if place % 2 == 0 else " " * len(part) for place, part in enumerate(parts))
