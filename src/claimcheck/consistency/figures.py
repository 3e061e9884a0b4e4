"""One thing given two figures: lead and body, text and table, caption and conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from claimcheck.consistency.lines import alike
from claimcheck.consistency.words import read_names, read_terms, read_words
from claimcheck.model.article import Article, BlockKind
from claimcheck.model.claim import UNCHECKABLE, Claim, Quantity
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.selector import Span
from claimcheck.values.compare import compare_quantities

NAMED = (2, 0.5)
BARE = (3, 0.7)
"""How many words two claims must share, figures, times and idle words aside, and what share of all their words, 0..1: where
the figures are of one unit, currency or noun, and where they are bare numbers."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with figures, and its words without figures and times: all of them, the telling ones, the names."""

    claim: Claim
    words: frozenset[str]
    terms: frozenset[str]
    names: frozenset[str]
    times: frozenset[tuple[date, date]]


def find_figures(article: Article, claims: Sequence[Claim]) -> Iterator[Note]:
    """Pairs of claims that say the same but for a figure. Claims are self-contained, so their words tell what a figure is
    about; what differs in a name or a time is another thing, and so is another row of a table."""
    rows = {block.id for block in article.blocks if block.kind is BlockKind.TABLE_ROW}
    for one, other in combinations([_read(claim) for claim in claims if _counts(claim)], 2):
        blocks = {one.claim.block, other.claim.block}
        if len(blocks) < 2 or blocks <= rows or not _same_thing(one, other, NAMED):
            continue
        if len(one.claim.quantities) != len(other.claim.quantities):
            continue
        differing = [
            (mine, theirs)
            for mine in one.claim.quantities
            for theirs in other.claim.quantities
            if alike(mine, theirs)
            and compare_quantities(mine, theirs, same_thing=True).differs
            and (_is_named(mine, theirs) or _same_thing(one, other, BARE))
        ]
        if len(differing) == 1:
            mine, theirs = differing[0]
            says = f"“{mine.text}” in one place, “{theirs.text}” in another, it seems for the same thing."
            yield Note(NoteKind.FIGURE, says, (_place(one.claim, mine), _place(other.claim, theirs)))


def _counts(claim: Claim) -> bool:
    return bool(claim.quantities) and not claim.duplicate_of and claim.modality not in UNCHECKABLE


def _read(claim: Claim) -> Told:
    spans = sorted([one.span for one in claim.quantities] + [one.span for one in claim.dates], reverse=True)
    text = claim.text
    for span in spans:
        text = f"{text[: span.start]} {text[span.end :]}"
    times = frozenset((day.start, day.end) for day in claim.dates)
    return Told(claim, frozenset(read_words(text)), read_terms(text), read_names(text), times)


def _is_named(one: Quantity, other: Quantity) -> bool:
    """Whether it is said what both figures measure or count."""
    return bool(one.unit or one.currency or read_terms(one.counted) & read_terms(other.counted))


def _same_thing(one: Told, other: Told, least: tuple[int, float]) -> bool:
    """Whether two claims speak of one thing. Where each tells what the other doesn't ('killed' and 'hurt', 'new' and 'old'),
    they don't."""
    shared = one.terms & other.terms
    if len(shared) < least[0] or len(shared) < least[1] * len(one.terms | other.terms):
        return False
    if (one.terms - other.terms and other.terms - one.terms) or one.claim.modality != other.claim.modality:
        return False
    return one.names <= other.words and other.names <= one.words and one.times == other.times


def _place(claim: Claim, figure: Quantity) -> Span:
    """Where the figure stands in the article, else the claim's words."""
    at = claim.source.exact.find(figure.text)
    start = claim.source.start + at
    return Span(start, start + len(figure.text)) if at >= 0 else claim.source.span
