"""Captions and datelines: what belongs to the reader's text in them, and what is a credit or a place and day."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft, Run

_AGENCIES = (
    r"Getty( Images)?|AP|AFP|Reuters|EPA|Shutterstock|Alamy|Unsplash|iStock|Bloomberg|Magnum|Redux|PA|dpa"
)
_CREDITED = re.compile(
    r"(?P<credit>[(\[]?\b(Photo(graph)?s?|Picture|Image|Illustration|Graphic|Credit|Chart|Visual|Screenshot|Video)s?"
    r"( credit| courtesy)?( ?[:/©]| by\b| of\b).{2,80}"
    r"|[(\[]?\b(?i:photo(graph)?s?|image|picture|illustration|credit)s?( credit| courtesy)?( by)?: ?.{2,80}"
    r"|[(\[][^()\[\]]{0,40}\b(photo|image|picture)s?\b[^()\[\]]{0,40}[)\]]"
    r"|[(\[][^()\[\]]{2,40}(/|via )[^()\[\]]{2,40}[)\]]"
    rf"|(?<=[.!?”\"]) ?[A-ZÀ-Þ][\w.’' -]{{2,40}} ?(—|–|/|\||, | via ) ?({_AGENCIES})\b.{{0,30}})$"
)
LONGEST = 1500  # code points of a caption that is searched for a credit
_DATELINE = re.compile(
    r"(?=.{3,70}?\s[–—-]{1,2}\s)[A-ZÀ-Þ][A-ZÀ-Þ’'.-]{2,}( [A-ZÀ-Þ’'.-]{2,})*(, [A-ZÀ-Þ][\w. ]{1,20})?"
    r"(,? (\d{1,2} )?[A-Z][a-z]{2,8}\.?( \d{1,2})?(,? (19|20)\d\d)?)?( \([\w/ .]{2,20}\))?"
    r" [–—-]{1,2} (?=[A-ZÀ-Þ“\"‘'\d])"
)


def split_credit(draft: Draft) -> list[Draft]:
    """A caption, and the credit at its end as a block of its own."""
    match = _CREDITED.search(draft.text) if len(draft.text) <= LONGEST else None
    if match is None:
        return [draft]
    kept, rest = cut_runs(draft.runs, match.start())
    credit = Draft(BlockKind.FURNITURE, rest, why="credit")
    return [replace(draft, runs=kept), credit] if match.start() else [credit]


def cut_runs(runs: list[Run], at: int) -> tuple[list[Run], list[Run]]:
    """Runs up to code point ``at`` of their collapsed text, and the rest."""
    length, gap = 0, False
    for place, run in enumerate(runs):
        for number, letter in enumerate(run.text):
            if letter.isspace():
                gap = length > 0
                continue
            length += gap
            gap = False
            if length >= at:
                head, tail = replace(run, text=run.text[:number]), replace(run, text=run.text[number:])
                return [*runs[:place], head], [tail, *runs[place + 1 :]]
            length += 1
    return runs, []


def split_dateline(draft: Draft) -> list[Draft]:
    """A paragraph without the place and day that a news agency puts before it; those are a block of their own."""
    match = _DATELINE.match(draft.text)
    if match is None or draft.kind is not BlockKind.PARAGRAPH:
        return [draft]
    first, rest = cut_runs(draft.runs, match.end())
    dateline = Draft(BlockKind.FURNITURE, first, why="dateline", marker=draft.marker)
    return [dateline, replace(draft, runs=rest, marker="")]
