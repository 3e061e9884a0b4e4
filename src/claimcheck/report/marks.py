"""The article's text cut where claims begin and end, so that marks lie side by side and never across each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.model.selector import Span
from claimcheck.report.summary import Finding
from claimcheck.report.tone import TONES, tone_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same claims cover throughout.

    ``claims`` are the numbers of those claims, the most alarming first, then the shortest; ``opens`` of those
    whose first words these are, ``closes`` of those whose last. A claim opens once and closes once in an article.
    """

    text: str
    tone: str = ""
    claims: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def mark_spans(text: str, spans: Sequence[Span], findings: Sequence[Finding]) -> list[tuple[Piece, ...]]:
    """Each of ``spans`` (in reading order, apart from each other) as pieces that join up to its words.

    A claim that reaches over several spans is marked in each. Claims outside all of them are marked in none.
    """
    inside = [
        [finding for finding in findings if finding.claim.source.span.overlaps(span)] if len(span) else []
        for span in spans
    ]
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, covering in enumerate(inside):
        for finding in covering:
            first.setdefault(finding.number, place)
            last[finding.number] = place
    marked = []
    for place, (span, covering) in enumerate(zip(spans, inside, strict=True)):
        opening = {finding.number for finding in covering if first[finding.number] == place}
        closing = {finding.number for finding in covering if last[finding.number] == place}
        marked.append(_cut(text, span, covering, opening, closing))
    return marked


def _cut(
    text: str, span: Span, covering: Sequence[Finding], opening: set[int], closing: set[int]
) -> tuple[Piece, ...]:
    clipped = {finding.number: _clip(finding.claim.source.span, span) for finding in covering}
    edges = {span.start, span.end}.union(*((part.start, part.end) for part in clipped.values()))
    ordered = sorted(edges)
    ranked = sorted(covering, key=_alarm)
    pieces = []
    for start, end in pairwise(ordered):
        over = [one for one in ranked if clipped[one.number].start <= start < clipped[one.number].end]
        numbers = tuple(one.number for one in over)
        pieces.append(
            Piece(
                text[start:end],
                tone_of(over[0]) if over else "",
                numbers,
                tuple(n for n in sorted(numbers) if n in opening and clipped[n].start == start),
                tuple(n for n in sorted(numbers) if n in closing and clipped[n].end == end),
            )
        )
    return tuple(pieces)


def _clip(span: Span, frame: Span) -> Span:
    return Span(max(span.start, frame.start), min(span.end, frame.end))


def _alarm(finding: Finding) -> tuple[int, int, int]:
    return TONES.index(tone_of(finding)), len(finding.claim.source.span), finding.number
