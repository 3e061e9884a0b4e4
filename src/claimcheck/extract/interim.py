"""Stands in for rooms under construction; deleted when they are there."""

from __future__ import annotations

import re
from datetime import date

from claimcheck.model.claim import PartialDate
from claimcheck.model.selector import Span

try:
    from claimcheck.text.sentences import find_sentences
except ModuleNotFoundError:

    def find_sentences(text: str, span: Span | None = None) -> tuple[Span, ...]:
        span = span or Span(0, len(text))
        out, start = [], span.start
        for match in re.finditer(r"[.?!…][\"'”’)]*\s+(?=[\"'“‘A-Z0-9])", text[span.start : span.end]):
            end = span.start + match.start() + len(match[0].rstrip())
            out.append(Span(start, end))
            start = span.start + match.end()
        if text[start : span.end].strip():
            out.append(Span(start, span.end))
        return tuple(out)


try:
    from claimcheck.values.dates import find_dates
except ModuleNotFoundError:

    def find_dates(text: str, published: date | None = None) -> tuple[PartialDate, ...]:
        return ()


__all__ = ["find_dates", "find_sentences"]
