"""The opening of an article: what stands before the headline, and between it and the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.model.article import BlockKind
from claimcheck.text.furniture import count_sentences, ends_sentence, heads_summary, is_prose
from claimcheck.text.layout import Draft

_STAMPS = frozenset({"byline", "date", "reading time"})
_ASKS = re.compile(r"(how|why|what|who|whose|where|when|which|whether|the|a|an)\b", re.IGNORECASE)
OPENING = 15  # blocks after the headline among which a byline or date is looked for


STANDFIRST = 300  # code points of the longest line between headline and byline that is not the text
LABEL = 5  # words of the longest line under the headline that is a label ("Science correspondent")


def mark_opening(drafts: Sequence[Draft], *, flat: bool = False) -> None:
    """What stands before the headline, and between it and the byline; lists there that only tease. ``flat``: lines
    without sentences right below the headline are labels."""
    title = next((place for place, draft in enumerate(drafts) if draft.kind is BlockKind.TITLE), -1)
    for draft in drafts[: max(title, 0)]:
        if draft.kind is not BlockKind.FURNITURE and not is_prose(draft.text):
            draft.silence("navigation")
    for draft in drafts[title + 1 : _find_stamp(drafts, title)]:
        if (
            draft.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.HEADING}
            or draft.why == "label"
        ):
            named = len(draft.text.split()) <= 4 and not ends_sentence(draft.text)
            draft.silence("byline" if named else "standfirst")
    if flat and title >= 0:
        _mark_labels(drafts, title)
        _mark_author(drafts, title)
    _mark_contents(drafts, title)


def _find_stamp(drafts: Sequence[Draft], title: int) -> int:
    """The place of the last byline, date or reading time below the headline; ``title`` + 1 when the text begins before
    any. A standfirst may stand above it, and the text must follow."""
    last = title + 1
    prose = 0
    for place in range(title + 1, min(len(drafts), title + 1 + OPENING)):
        draft = drafts[place]
        if draft.why in _STAMPS:
            last = place
        elif draft.kind is not BlockKind.FURNITURE and is_prose(draft.text):
            prose += 1
            if prose > 1 or len(draft.text) > STANDFIRST or count_sentences(draft.text) > 2:
                break
    above = sum(len(draft.text) for draft in drafts[title + 1 : last] if is_prose(draft.text))
    below = sum(len(draft.text) for draft in drafts[last + 1 : last + 1 + OPENING] if is_prose(draft.text))
    return last if below > above else title + 1


def _mark_labels(drafts: Sequence[Draft], title: int) -> None:
    for draft in drafts[title + 1 : title + 1 + OPENING]:
        if is_prose(draft.text) and draft.kind is not BlockKind.FURNITURE:
            return
        words = draft.text.split()
        lettered = not any(letter.isdigit() for letter in draft.text)
        if (
            draft.kind is BlockKind.PARAGRAPH
            and len(words) <= LABEL
            and lettered
            and not ends_sentence(draft.text)
        ):
            draft.silence("byline")


def _mark_author(drafts: Sequence[Draft], title: int) -> None:
    """A name alone under the headline is the author's if a note on that author follows the text."""
    for draft in drafts[title + 1 : title + 3]:
        noted = any(
            later.why == "author note" and later.text.startswith(draft.text) for later in drafts[-12:]
        )
        if draft.kind is BlockKind.HEADING and len(draft.text.split()) <= 4 and noted:
            draft.silence("byline")


def _mark_contents(drafts: Sequence[Draft], title: int) -> None:
    """A list above the first paragraph is a table of contents, unless it is the article in short."""
    headings = {draft.text.casefold() for draft in drafts if draft.kind is BlockKind.HEADING}
    items: list[Draft] = []
    above: Draft | None = None
    for draft in drafts[title + 1 : title + 1 + 3 * OPENING]:
        if draft.kind is BlockKind.LIST_ITEM:
            items.append(draft)
        elif items or draft.kind is BlockKind.PARAGRAPH:
            break
        elif draft.kind is BlockKind.HEADING:
            above = draft
    if len(items) < 2 or any(ends_sentence(item.text) and not item.text.endswith("?") for item in items):
        return
    known = sum(item.text.casefold() in headings for item in items)
    asking = sum(bool(_ASKS.match(item.text)) for item in items)
    figures = sum(any(letter.isdigit() for letter in item.text) for item in items)
    summary = above is not None and heads_summary(above.text)
    if known == len(items) or (not summary and (asking > len(items) / 2 or figures < len(items) / 2)):
        for item in items:
            item.silence("table of contents")
        if above is not None:
            above.silence("standfirst")
