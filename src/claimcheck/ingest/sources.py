"""Lines that only say where the text above them comes from: "Read more: https://...", "Source: City Audit Office"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft

_POINTER = re.compile(
    r"[(\[]?(?P<word>(read|see|get|find|view|listen to|watch)( the)?( (more|full|original|whole))*"
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
LONGEST = 220  # code points of such a line


def attach_sources(drafts: Sequence[Draft], leads_out: Callable[[str], bool]) -> None:
    """Make such lines entries that the block above cites as a whole, in place. ``leads_out`` tells whether an address
    is on another site: a line that leads to the article's own is a teaser."""
    count = 0
    above: Draft | None = None
    for draft in drafts:
        if above is not None and _is_source(draft, leads_out):
            count += 1
            label = f"source {count}"
            draft.kind, draft.label = BlockKind.REFERENCE, label
            for runs in (above.runs, *(cell.runs for cell in above.cells)):
                runs[:] = [replace(run, notes=(*run.notes, label)) for run in runs]
        elif draft.kind in _ABOVE:
            above = draft
        elif draft.kind is not BlockKind.REFERENCE:
            above = None


def _is_source(draft: Draft, leads_out: Callable[[str], bool]) -> bool:
    """Whether a draft is such a line: it names a source, or leads to one and says nothing else."""
    text = draft.text
    if draft.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or len(text) > LONGEST:
        return False
    urls = {run.url for run in draft.runs if run.url}
    words = " ".join(run.text for run in draft.runs if not run.url).split()
    if any(leads_out(url) for url in urls):
        bare = all("://" in run.text for run in draft.runs if run.url) and not words
        return bare or (bool(_POINTER.match(text)) and len(words) <= 12)
    return not urls and bool(_NAMED.match(text)) and len(text.split()) <= 14
