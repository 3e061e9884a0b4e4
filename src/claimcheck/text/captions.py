"""Captions and datelines: what belongs to the reader's text in them, and what is a credit or a place and day."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft, Run

_CREDITED = re.compile(
    r"(?P<credit>[(\[]?\b(Photo(graph)?s?|Picture|Image|Illustration|Graphic|Credit|Chart|Visual)s?"
    r"( credit| courtesy)?( ?[:/©]| by\b| of\b).{2,80}|[(\[][^()\[\]]{0,40}\b(photo|image|picture)s?\b[^()\[\]]{0,40}[)\]]"
    r"|[(\[][^()\[\]]{2,40}(/|via )[^()\[\]]{2,40}[)\]])$"
)
_DATELINE = re.compile(
    r"(?=.{3,70}?\s[–—-]{1,2}\s)[A-ZÀ-Þ][A-ZÀ-Þ’'.-]{2,}( [A-ZÀ-Þ’'.-]{2,})*(, [A-ZÀ-Þ][\w. ]{1,20})?"
    r"(,? (\d{1,2} )?[A-Z][a-z]{2,8}\.?( \d{1,2})?(,? (19|20)\d\d)?)?( \([\w/ .]{2,20}\))?"
    r" [–—-]{1,2} (?=[A-ZÀ-Þ“\"‘'\d])"
)


def split_credit(draft: Draft) -> list[Draft]:
    """A caption, and the credit at its end as a block of its own."""
    match = _CREDITED.search(draft.text)
    if match is None or len(draft.runs) > 40:
        return [draft]
    words = len(draft.text[: match.start()].split())
    kept, rest = cut_runs(draft.runs, words)
    credit = Draft(BlockKind.FURNITURE, rest, why="credit")
    return [Draft(BlockKind.CAPTION, kept), credit] if words else [credit]


def cut_runs(runs: list[Run], words: int) -> tuple[list[Run], list[Run]]:
    """Runs up to the given number of words, and the rest."""
    kept: list[Run] = []
    for place, run in enumerate(runs):
        found = list(re.finditer(r"\S+", run.text))
        if len(found) <= words:
            kept.append(run)
            words -= len(found)
            continue
        cut = found[words].start()
        kept.append(replace(run, text=run.text[:cut]))
        return kept, [replace(run, text=run.text[cut:]), *runs[place + 1 :]]
    return kept, []


def split_dateline(draft: Draft) -> list[Draft]:
    """A paragraph without the place and day that a news agency puts before it; those are a block of their own."""
    match = _DATELINE.match(draft.text)
    if match is None or draft.kind is not BlockKind.PARAGRAPH:
        return [draft]
    first, rest = cut_runs(draft.runs, len(match[0].split()))
    return [
        Draft(BlockKind.FURNITURE, first, why="dateline", marker=draft.marker),
        replace(draft, runs=rest, marker=""),
    ]
