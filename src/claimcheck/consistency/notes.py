"""What is odd in an article by itself, read without any source. Precision before recall: a note that is noise costs a
reader's trust in the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from claimcheck.consistency.arithmetic import find_sums
from claimcheck.consistency.counts import find_counts
from claimcheck.consistency.figures import find_figures
from claimcheck.consistency.lines import find_columns, find_lines
from claimcheck.consistency.naming import find_roles, find_spellings
from claimcheck.model.article import Article
from claimcheck.model.claim import Claim, Extraction, Modality
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.selector import Span


def find_notes(article: Article, extraction: Extraction, day: date) -> tuple[Note, ...]:
    """All notes on an article as seen on ``day``, in the order of their first place; empty when it is of a piece."""
    lines = find_lines(article)
    found = [
        *find_figures(article, extraction.claims),
        *find_sums(lines, find_columns(article)),
        *find_counts(article, lines),
        *find_roles(article, lines),
        *find_spellings(article, extraction.claims),
        *find_past_plans(extraction.claims, day),
    ]
    return tuple(dict.fromkeys(sorted(found, key=lambda note: (note.places[0], note.kind))))


def find_past_plans(claims: Sequence[Claim], day: date) -> Iterator[Note]:
    """Plans whose last day is before ``day``: did it come so? Claims of one sentence and day are one note."""
    told: list[tuple[date, Span]] = []
    for claim in claims:
        span, due = claim.source.span, claim.due
        if claim.modality is not Modality.PLANNED or due is None or due >= day or claim.duplicate_of:
            continue
        if any(due == other and span.overlaps(place) for other, place in told):
            continue
        told.append((due, span))
        says = f"Planned for {due.day} {due:%B %Y} at the latest, and that day is past."
        yield Note(NoteKind.DATE, says, (span,))
