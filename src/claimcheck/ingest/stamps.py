"""Author and day of publication from the lines about the headline, where nothing else states them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimcheck.text.layout import Draft
from claimcheck.text.metadata import Metadata, parse_written_day

_BYLINE = re.compile(r"(?:by|words(?: by)?|written by|text by|story by|author):?\s+(.{3,80})", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+( [A-ZÀ-Þ][\w’'.-]*| de| van| von){1,3}")
_DATED = frozenset({"byline", "date", "dateline", "mail header", "reading time"})
OPENING = 25  # blocks among which the lines are looked for


def read_stamps(drafts: Sequence[Draft], found: Metadata) -> Metadata:
    """``found`` with what the bylines and date lines of the opening add to it."""
    authors, day = found.authors, found.published
    for draft in drafts[:OPENING]:
        if draft.why in {"byline", "author"} and not authors:
            authors = _read_authors(draft.text)
        if draft.why in _DATED:
            day = day or parse_written_day(draft.text)
    return replace(found, authors=authors, published=day)


def _read_authors(text: str) -> tuple[str, ...]:
    match = _BYLINE.match(text)
    if match is None:
        return (text,) if _NAME.fullmatch(text) else ()
    names = re.split(r"[|·•–—]| - |, (?=\d)", match[1])[0]
    found = (name.strip(" .,") for name in re.split(r",| and | & ", names))
    return tuple(name for name in found if _NAME.fullmatch(name))
