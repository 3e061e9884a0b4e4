"""One thing given two figures: lead and body, text and table, caption and conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from claimcheck.consistency.words import read_names, read_terms, read_words
from claimcheck.model.article import Article, BlockKind
from claimcheck.model.claim import UNCHECKABLE, Claim, PartialDate, Quantity
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.selector import Span
from claimcheck.values.compare import compare_quantities

NAMED = (2, 0.5)
BARE = (3, 0.7)
"""How many words two claims must share, figures, times and idle words aside, and what share of all their words, 0..1: where
the figures are of one unit, currency or noun, and where they are bare numbers."""


def find_figures(article: Article, claims: Sequence[Claim]) -> Iterator[Note]:
    """Pairs of claims that say the same but for a figure. Claims are self-contained, so their words tell what a figure is
    about; what differs in a name or a time is another thing, and so is another row of a table."""
    rows = {block.id for block in article.blocks if block.kind is BlockKind.TABLE_ROW}
    for one, other in combinations([claim for claim in claims if _counts(claim)], 2):
        if one.block == other.block or {one.block, other.block} <= rows:
            continue
        differing = [
            (mine, theirs)
            for mine in one.quantities
            for theirs in other.quantities
            if _same_measure(mine, theirs)
            and compare_quantities(mine, theirs, same_thing=True).differs
            and _same_thing(one, other, NAMED if _is_named(mine, theirs) else BARE)
        ]
        if len(differing) == 1 and len(one.quantities) == len(other.quantities):
            mine, theirs = differing[0]
            says = f"“{mine.text}” in one place, “{theirs.text}” in another, it seems for the same thing."
            yield Note(NoteKind.FIGURE, says, (_place(one, mine), _place(other, theirs)))


def _counts(claim: Claim) -> bool:
    return bool(claim.quantities) and not claim.duplicate_of and claim.modality not in UNCHECKABLE


def _same_measure(one: Quantity, other: Quantity) -> bool:
    return (one.unit, one.currency, one.scope) == (other.unit, other.currency, other.scope)


def _is_named(one: Quantity, other: Quantity) -> bool:
    """Whether it is said what both figures measure or count."""
    return bool(one.unit or one.currency or read_terms(one.counted) & read_terms(other.counted))


def _same_thing(one: Claim, other: Claim, least: tuple[int, float]) -> bool:
    mine, theirs = _masked(one), _masked(other)
    terms, others = read_terms(mine), read_terms(theirs)
    shared = terms & others
    if (
        terms - others and others - terms
    ):  # 'killed' and 'hurt', 'new' and 'old': each tells what the other doesn't
        return False
    if (
        len(shared) < least[0]
        or len(shared) < least[1] * len(terms | others)
        or one.modality != other.modality
    ):
        return False
    apart = (read_names(mine) - set(read_words(theirs))) | (read_names(theirs) - set(read_words(mine)))
    return not apart and _same_time(one.dates, other.dates)


def _same_time(one: Sequence[PartialDate], other: Sequence[PartialDate]) -> bool:
    return {(day.start, day.end) for day in one} == {(day.start, day.end) for day in other}


def _masked(claim: Claim) -> str:
    """The claim's words without its figures and dates."""
    spans = sorted([one.span for one in claim.quantities] + [one.span for one in claim.dates], reverse=True)
    text = claim.text
    for span in spans:
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def _place(claim: Claim, figure: Quantity) -> Span:
    """Where the figure stands in the article, else the claim's words."""
    at = claim.source.exact.find(figure.text)
    start = claim.source.start + at
    return Span(start, start + len(figure.text)) if at >= 0 else claim.source.span
