"""Lines that only say where the text above them comes from: "Read more: https://...", "Source: City Audit Office"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from claimcheck.model.article import BlockKind
from claimcheck.text.furniture import find_line, find_zone
from claimcheck.text.layout import Draft

_POINTER = re.compile(
    r"[(\[→»•\s]*(?P<word>(read|see|get|find|view|listen to|watch)( the)?( (more|full|original|whole))*"
    r"( (story|report|article|study|paper|post|piece|document|data|release|statement|interview|here))?"
    r"|(the )?(full|original) (story|report|text|article|study)|sources?|via|links?|details"
    r"|more( here| at| on this| details)?"
    r"|h/t|data|further (details|information)|press release|documents?)\b\s*(:|→|»|–|—|at\b|on\b|in\b|here\b|$|\()",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[(\[]?(sources?|data|via): ?\S", re.IGNORECASE)
_ABOVE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW, BlockKind.CAPTION}
)
_NOT = frozenset(
    {"newsletter box", "share bar", "copyright", "mail header", "byline", "comments", "advertisement"}
)
LONGEST = 220  # code points of such a line


def attach_sources(drafts: Sequence[Draft], leads_out: Callable[[str], bool]) -> None:
    """Make such lines entries that the block above cites as a whole, in place. ``leads_out`` tells whether an address
    is on another site: a line that leads to the article's own is a teaser. Entries of a reference list stand for themselves.
    """
    count = 0
    listing = False  # under a heading such as "References"
    above: list[Draft] = []  # a block, or all rows of a table
    for draft in drafts:
        if draft.kind is BlockKind.HEADING:
            listing = find_zone(draft.text) in {"references", "notes"}
        numbered = re.match(r"\D{0,2}\d", draft.marker) is not None
        if above and not listing and not numbered and _is_source(draft, leads_out):
            count += 1
            draft.kind, draft.label = BlockKind.REFERENCE, f"source {count}"
            for block in () if draft.text[:7].lower() == "sources" else above:  # those of the whole article
                _cite(block, draft.label)
        elif draft.kind in _ABOVE:
            tabled = draft.kind is BlockKind.TABLE_ROW and above and above[-1].kind is draft.kind
            above = [*above, draft] if tabled else [draft]
        elif draft.kind is not BlockKind.REFERENCE and draft.why != "credit":
            above = []


def _cite(block: Draft, label: str) -> None:
    for runs in (block.runs, *(cell.runs for cell in block.cells)):
        runs[:] = [replace(run, notes=(*run.notes, label)) for run in runs]


def _is_source(draft: Draft, leads_out: Callable[[str], bool]) -> bool:
    """Whether a draft is such a line: it names a source, or leads to one and says nothing else."""
    text = draft.text
    if draft.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or len(text) > LONGEST:
        return False
    if find_line(text) in _NOT:
        return False
    urls = {run.url for run in draft.runs if run.url}
    words = " ".join(run.text for run in draft.runs if not run.url).split()
    if any(leads_out(url) for url in urls):
        written = all("://" in run.text for run in draft.runs if run.url)
        bare = [word.strip("():,–—-") for word in words]
        named = len(words) <= 6 and all(word[:1].isupper() for word in bare if word)
        return (written and named) or (bool(_POINTER.match(text)) and len(words) <= 12)
    return not urls and bool(_NAMED.match(text)) and len(text.split()) <= 14
