"""Which blocks of a page make its main text.

Our own reader keeps a page's structure and knows furniture by its marks; trafilatura judges by the text alone what
the main text is. A block is evidence only when the first has nothing against it and the second, or its place
between blocks that the second took, speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimcheck.model.article import BlockKind
from claimcheck.text.furniture import is_prose
from claimcheck.text.layout import Draft
from claimcheck.text.zones import linked_share, sort_drafts

PIECE = 15  # letters: a block stands in the main text when most of its pieces of this length do
REACH = 600  # letters after the last block found, among which the next is looked for first
ABOVE = 0.2  # share of a page's text that may stand above its headline and be the site's
LINKED = 0.5  # share of linked words above which a block that trafilatura left out is a teaser
ALL_LINKED = 0.9  # share above which a line is nothing but a link to another page
BEFORE, AFTER = 3, 12  # blocks around the main text among which a table row or caption may still belong to it
POINTING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
SILENT = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.REFERENCE, BlockKind.FURNITURE})
LABELLED = frozenset({"date", "mail header"})  # what "Label: value" is taken for by itself
KEPT = frozenset({"table header", "table title"})  # furniture that rows are understood by


def find_main(drafts: list[Draft], main: str) -> list[Draft]:
    """The drafts that make the Document, in order, given the main text as trafilatura found it ('' when it found
    none); furniture is left out. Pass drafts as they were read: they are sorted here.
    """
    listed = [draft.kind is BlockKind.LIST_ITEM for draft in drafts]
    sort_drafts(drafts)
    _rescue_items(drafts, listed)
    _silence_above(drafts)
    vote = _Vote(main)
    taken = [place for place, draft in enumerate(drafts) if _takes(vote, draft)]
    chosen = set(taken)
    for place, draft in enumerate(drafts):
        if draft.kind in SILENT or place in chosen:
            continue
        if not (_belongs(draft, place, taken) if taken else _speaks(draft)):
            draft.silence("outside the main text")
    return [draft for draft in drafts if draft.kind is not BlockKind.FURNITURE or draft.why in KEPT]


class _Vote:
    """The main text's letters, and how far the blocks that were looked for have come in it."""

    def __init__(self, main: str) -> None:
        self.letters = _letters(main)
        self.at = 0

    def holds(self, text: str) -> bool:
        """Whether most of the words occur in the main text; not all need to, since marks and breaks may differ."""
        own = _letters(text)
        pieces = [own[start : start + PIECE] for start in range(0, len(own), PIECE)]
        near = self.letters[self.at : self.at + REACH + 2 * len(own)]
        found = [near.find(piece) for piece in pieces]
        if _most(place >= 0 for place in found):
            self.at += max(found) + 1
            return bool(own)
        return bool(own) and _most(piece in self.letters for piece in pieces)


def _takes(vote: _Vote, draft: Draft) -> bool:
    """Whether both readers take a block for main text. What is no claim of an article's own text may still be
    evidence: a line under the headline, a list that stands where a table of contents would."""
    if draft.kind in POINTING and linked_share(draft) > ALL_LINKED:
        draft.silence("teaser")
    rescued = draft.why == "standfirst" or (draft.why == "table of contents" and not linked_share(draft))
    if (draft.kind in SILENT and not rescued) or not vote.holds(draft.text):
        return False
    if rescued:
        draft.kind, draft.why = BlockKind.PARAGRAPH, ""
    return True


def _rescue_items(drafts: list[Draft], listed: Sequence[bool]) -> None:
    """A list item such as "Date: 4 May 2021" is a line of a fact sheet when another item stands beside it."""
    for place, draft in enumerate(drafts):
        if draft.why in LABELLED and listed[place]:
            beside = drafts[max(0, place - 1) : place] + drafts[place + 1 : place + 2]
            if any(item.kind is BlockKind.LIST_ITEM for item in beside):
                draft.kind, draft.why = BlockKind.LIST_ITEM, ""


def _silence_above(drafts: Sequence[Draft]) -> None:
    """A few lines above the headline are the site's; much text there means that it is no headline."""
    title = next((place for place, draft in enumerate(drafts) if draft.kind is BlockKind.TITLE), 0)
    above = [draft for draft in drafts[:title] if draft.kind not in SILENT]
    size = sum(len(draft.text) for draft in drafts if draft.kind not in SILENT)
    if sum(len(draft.text) for draft in above) < ABOVE * size:
        for draft in above:
            draft.silence("above the headline")


def _belongs(draft: Draft, place: int, taken: Sequence[int]) -> bool:
    """Whether a block that trafilatura left out stands among those it took, and reads like one of them."""
    if linked_share(draft) > LINKED:
        return False
    if draft.kind in {BlockKind.TABLE_ROW, BlockKind.CAPTION, BlockKind.FOOTNOTE}:
        return taken[0] - BEFORE <= place <= taken[-1] + AFTER
    return taken[0] < place < taken[-1] and (draft.kind is not BlockKind.PARAGRAPH or is_prose(draft.text))


def _speaks(draft: Draft) -> bool:
    """Whether a block says something by itself, on a page that trafilatura could make nothing of."""
    return linked_share(draft) <= LINKED and (draft.kind is BlockKind.TABLE_ROW or is_prose(draft.text))


def _most(found: Iterable[bool]) -> bool:
    votes = list(found)
    return sum(votes) * 2 > len(votes)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
