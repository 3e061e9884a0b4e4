"""Author and day of publication from the lines about the headline, where nothing else states them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft
from claimcheck.text.metadata import Metadata, parse_written_day

_BYLINE = re.compile(r"(?:by|words(?: by)?|written by|text by|story by|author):?\s+(.{3,80})", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+( [A-ZÀ-Þ][\w’'.-]*| de| van| von){1,3}")
_DATED = frozenset({"byline", "date", "dateline", "mail header", "reading time"})
_ABOUT = re.compile(
    r" (?:is|covers|writes|reports|edits|teaches|lives|works|hosts|has (?:been|written|covered|reported|worked)|was|can be)\b"
)
CLOSING = 4  # blocks at the end among which a day or a note on the author is looked for
FIRST = 5  # blocks whose sentences may be a day
LONGEST_DAY = 5  # words
LONGEST_NOTE = 60  # words
OPENING = 25  # blocks among which the lines are looked for


def read_stamps(drafts: Sequence[Draft], found: Metadata) -> Metadata:
    """``found`` with what the bylines and date lines of the opening add to it."""
    authors, day = found.authors, found.published
    for draft in drafts[:OPENING]:
        if draft.why in {"byline", "author"} and not authors:
            authors = _read_authors(draft.text)
        if draft.why in _DATED:
            day = day or parse_written_day(draft.text)
    day = day or _read_day([draft for draft in drafts[:FIRST] if draft.kind is not BlockKind.TITLE])
    for draft in reversed(drafts[-CLOSING:]):
        if draft.why in {"date", "dateline"}:
            day = day or parse_written_day(draft.text)
    return replace(found, authors=authors, published=day)


def _read_day(drafts: Sequence[Draft]) -> date | None:
    """A day that is a sentence by itself in the first lines, as newsletters have it."""
    for draft in drafts:
        for piece in re.split(r"(?<=[.!?])\s+|\s+[|·—–]\s+", draft.text):
            if len(piece.split()) <= LONGEST_DAY and (day := parse_written_day(piece)) is not None:
                return day
    return None


def mark_author_notes(drafts: Sequence[Draft], authors: Sequence[str]) -> None:
    """Paragraphs at the end that begin with an author's name and tell of the author: 'N lives in M with two cats'. An author
    whom the title names is the article's subject."""
    titles = " ".join(draft.text for draft in drafts if draft.kind is BlockKind.TITLE)
    told = [draft for draft in drafts if draft.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTATION}]
    for draft in told[-CLOSING:]:
        for author in authors:
            about = draft.text.startswith(f"{author} ") and _ABOUT.match(draft.text, len(author))
            if about and author not in titles and len(draft.text.split()) <= LONGEST_NOTE:
                draft.silence("author note")


def _read_authors(text: str) -> tuple[str, ...]:
    match = _BYLINE.match(text)
    if match is None:
        return (text,) if _NAME.fullmatch(text) else ()
    names = re.split(r"[|·•–—]| - |, (?=\d)", match[1])[0]
    found = (name.strip(" .,") for name in re.split(r",| and | & ", names))
    return tuple(name for name in found if _NAME.fullmatch(name))
