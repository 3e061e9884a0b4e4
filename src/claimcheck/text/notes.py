"""Footnotes of a page: which anchors are marks, which blocks the notes, which anchors lead back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import Tag

from claimcheck.text.outline import HEADINGS, Outline, class_names

_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶]{1,3}|(note|n\.?|fn) ?\d{1,3})\s*[\])]?")
_NOTED = re.compile(
    r"foot-?note|note-?ref|fn-?ref|\b_?f(t|oot)?nr?(ef)?\d*\b|cite|reference|endnote", re.IGNORECASE
)
_BACK = re.compile(
    r"[\[(]?\s*([\^↩↑⤴⏎↵⬆]\ufe0e?|back( to (text|content))?|return|jump up)\s*[\])]?", re.IGNORECASE
)
_HOLDERS = ("li", "p", "div", "dd", "td", "aside", "section", "tr")


@dataclass(slots=True)
class Notes:
    """``marks`` and ``notes`` give mark and note their common label; ``backlinks`` lead from a note to its mark.

    Keys are ``id()`` of elements; ``places`` are the notes' places in the outline, sorted.
    """

    marks: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    backlinks: set[int] = field(default_factory=set)
    places: list[int] = field(default_factory=list)


def find_notes(outline: Outline) -> Notes:
    """Pair marks with notes: a mark is an anchor like "1" or "[2]" that leads to a later place on the page."""
    found = Notes()
    places = _find_places(outline)
    for tag in outline.tags:
        href = str(tag.get("href", "")) if tag.name == "a" else ""
        if not href.startswith("#") or len(href) < 2:
            continue
        target = places.get(href[1:])
        if _BACK.fullmatch(outline.words(tag)):
            found.backlinks.add(id(tag))
        elif target is None:
            if outline.lies_in(tag, "sup"):
                found.marks[id(tag)] = href[1:]
        elif outline.order[id(target)] < outline.order[id(tag)]:
            found.backlinks.add(id(tag))
        elif _is_mark(outline, tag) and (note := _find_holder(target)) is not None:
            if id(note) not in found.notes:
                found.notes[id(note)] = f"note {len(found.notes) + 1}"
                found.places.append(outline.order[id(note)])
            found.marks[id(tag)] = found.notes[id(note)]
    found.places.sort()
    return found


def _find_places(outline: Outline) -> dict[str, Tag]:
    """Elements by id (or by an anchor's name), the first of each."""
    places: dict[str, Tag] = {}
    for tag in outline.tags:
        name = tag.get("id") or (tag.get("name") if tag.name == "a" else None)
        if name:
            places.setdefault(str(name), tag)
    return places


def _is_mark(outline: Outline, tag: Tag) -> bool:
    if not _MARK.fullmatch(outline.words(tag).lower()):
        return False
    raised = outline.lies_in(tag, "sup") or tag.find("sup") is not None
    named = " ".join((*class_names(tag), str(tag.get("id", "")), str(tag.get("href", ""))))
    return raised or tag.get("role") == "doc-noteref" or bool(_NOTED.search(named))


def _find_holder(target: Tag) -> Tag | None:
    """The block that a note's id stands in: the element itself, or the one around it."""
    if target.name in HEADINGS:
        return None
    holder = target if target.name in _HOLDERS else target.find_parent(_HOLDERS)
    return holder if isinstance(holder, Tag) else None
