"""Where a stretch of text lies, after the W3C Web Annotation selectors.

All offsets are Unicode code points into one text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT = 32  # code points of prefix and suffix kept beside an exact quote


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``start <= i < end`` of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The stretch itself, verbatim."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Selector:
    """A TextQuoteSelector and a TextPositionSelector in one: exact words, their surroundings, their place."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def select(text: str, span: Span) -> Selector:
    """The selector of ``span`` in ``text``, with up to ``CONTEXT`` code points on either side."""
    return Selector(
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
    )


def locate(text: str, selector: Selector) -> Span | None:
    """Find a selector's exact words in ``text``: at its place if they stand there, else where prefix and suffix
    match too, else where the words occur once. ``None`` when they are absent or it is unclear which is meant."""
    if text[selector.start : selector.end] == selector.exact:
        return selector.span
    framed = text.find(selector.prefix + selector.exact + selector.suffix)
    if framed >= 0:
        start = framed + len(selector.prefix)
        return Span(start, start + len(selector.exact))
    first = text.find(selector.exact)
    if first < 0 or text.find(selector.exact, first + 1) >= 0:
        return None
    return Span(first, first + len(selector.exact))
