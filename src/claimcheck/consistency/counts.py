"""A list with more or fewer entries than the sentence before it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from claimcheck.consistency.lines import Line
from claimcheck.consistency.words import open_list, read_words
from claimcheck.model.article import Article, Block, BlockKind
from claimcheck.model.claim import Bound
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.selector import Span

LONGEST = 20  # entries; a larger figure counts something else
_NUMBERED = re.compile(r"\s*(\d{1,6})[.)]\s")


def find_counts(article: Article, lines: Sequence[Line]) -> Iterator[Note]:
    """The last sentence before a list, where it announces the entries by their number."""
    last = {line.block.id: line for line in lines}
    for place, block in enumerate(article.blocks):
        line = last.get(block.id)
        if line is None or block.kind is not BlockKind.PARAGRAPH:
            continue
        entries = list(takewhile(lambda one: one.kind is BlockKind.LIST_ITEM, article.blocks[place + 1 :]))
        told = _announced(line)
        if told is None or len(entries) < 2 or _is_nested(article, entries) or told[0] == len(entries):
            continue
        says = f"The text announces {told[0]} {told[1]}; the list after it has {len(entries)} entries."
        listed = Span(entries[0].span.start, entries[-1].span.end)
        yield Note(NoteKind.COUNT, says, (line.span, listed))


def _announced(line: Line) -> tuple[int, str] | None:
    """The number of entries a sentence promises, and what it calls them."""
    figures = [one for one in line.figures if not one.unit and not one.currency and one.counted]
    if len(figures) != 1 or len(line.figures) != 1:
        return None
    told = figures[0]
    if told.bound not in (Bound.EXACT, Bound.ABOUT) or not 2 <= told.value <= LONGEST or told.value % 1:
        return None
    if told.counted.split()[-1] in open_list("counted_apart") or told.scope:
        return None
    closing = line.text.rstrip().endswith(":")
    ending = line.text.rstrip(" .:").lower().endswith(told.counted)
    announcing = bool(set(read_words(line.text)) & open_list("announces"))
    return (
        (int(told.value), told.counted)
        if (closing and ending) or (announcing and closing) or ending
        else None
    )


def _is_nested(article: Article, entries: Sequence[Block]) -> bool:
    """Whether entries carry marks of more than one sort, or numbers that begin again: a list within a list."""
    marks = [one.span.of(article.text).lstrip()[:1] for one in entries]
    numbers = [int(found[1]) for one in entries if (found := _NUMBERED.match(one.span.of(article.text)))]
    bullets = {mark for mark in marks if not mark.isalnum()}
    if numbers and (
        len(numbers) < len(entries) or numbers != list(range(numbers[0], numbers[0] + len(numbers)))
    ):
        return True
    return len(bullets) > 1 or (bool(bullets) and any(mark.isalnum() for mark in marks))
