"""Furniture that only its place gives away: what follows "Related stories", what stands between headline and byline,
what is printed twice. Works on the drafts of any format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from claimcheck.model.article import BlockKind
from claimcheck.text.captions import split_dateline
from claimcheck.text.furniture import (
    count_sentences,
    ends_sentence,
    find_line,
    find_soft_zone,
    find_zone,
    is_prose,
)
from claimcheck.text.layout import Draft, Run
from claimcheck.text.marks import ADDRESS
from claimcheck.text.opening import mark_opening

_LINES = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUOTATION, BlockKind.CAPTION}
)
_LISTS = frozenset({"references", "notes"})
_OPENING = frozenset({"advertisement", "share bar", "navigation", "label"})  # lines that may open a zone
_FINITE = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|does|did|do|been|being|said|says|found|includes?"
    r"|shows?|refers?|covers?|counts?|gives?|became|remains?|took|made|rose|fell|gave|put"
    r"|built|paid|sold|came|went|began|won|lost|(?!accessed|retrieved|updated|published|edited|translated|revised|archived"
    r"|cited|quoted|based|dated|unpublished|limited|united)[a-z]{3,}ed)\b"
)
_QUOTED = re.compile(r"[“\"„«][^”\"“»]{3,200}[”\"“»]|‘[^’]{8,200}’")
_BIBLIOGRAPHIC = re.compile(
    r"\b(19|20)\d\d\b|\bpp?\. ?\d|\bibid\b|\bop\. cit|\bdoi\b|\bISBN\b|\bvol\. ?\d|\bno\. ?\d|\bsee\b|\bcf\."
    r"|\baccessed\b|\bretrieved\b|\binterview with\b|https?://|www\.",
    re.IGNORECASE,
)
_KEPT = frozenset({BlockKind.TITLE, BlockKind.FURNITURE, BlockKind.FOOTNOTE})
_COUNTED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_BUTTON = re.compile(r"(?:read|see|discover|explore) more\W*", re.IGNORECASE)
COUNT = 20  # code points of the longest line without a letter that only counts likes, pages or time
SMALL = 5  # words in small letters that make a piece of a note a sentence
TITLES = 3  # notes of one form that make a list of sources
_TITLED = re.compile(r"[^\W\d_][^:.!?]{2,60}: [^.!?]{3,140}[.!?]?")
REACH = 4  # blocks that an advertisement's heading stands over when nothing marks its end
LONG = 1200  # code points of prose under a heading that make it a section of the article after all


def sort_drafts(drafts: list[Draft], *, flat: bool = False) -> list[Draft]:
    """Mark furniture, notes and the reference list, in place. ``flat``: headings have no reliable levels."""
    titles = _are_titles(drafts)
    for draft in drafts:
        if draft.kind in _COUNTED and len(draft.text) <= COUNT and not any(map(str.isalpha, draft.text)):
            draft.silence("counter")
        elif draft.kind in _LINES and (why := find_line(draft.text)):
            draft.silence(why)
        elif draft.kind is BlockKind.FOOTNOTE and (titles or is_entry(draft)):
            draft.kind = BlockKind.REFERENCE
    mark_opening(drafts, flat=flat)
    mark_zones(drafts, flat=flat)
    _mark_headlines(drafts)
    mark_repeats(drafts)
    first = next((place for place, draft in enumerate(drafts) if draft.kind is BlockKind.PARAGRAPH), None)
    if first is not None:
        drafts[first : first + 1] = split_dateline(drafts[first])
    return drafts


def mark_zones(drafts: Sequence[Draft], *, flat: bool) -> None:
    """Everything under a heading such as "Recommended for you" or "References" is what that heading says."""
    place = 0
    while place < len(drafts):
        draft = drafts[place]
        zone = "" if _is_in_menu(drafts, place) else _opens(draft)
        if draft.kind is BlockKind.FURNITURE and zone not in {"comments", "teaser"}:
            sponsored = zone == draft.why == "advertisement" and _is_closed(drafts, place)
            zone = zone if sponsored else ""
        soft = "" if zone else find_soft_zone(draft.text) if draft.kind is BlockKind.HEADING else ""
        if not zone and not soft:
            place += 1
            continue
        end = _find_end(drafts, place, zone or soft, flat=flat, soft=bool(soft))
        body = drafts[place + 1 : end]
        if zone in _LISTS:
            _mark_list(body, zone)
        elif soft:
            for item in body:
                if item.kind is not BlockKind.HEADING and _only_points(item):
                    item.silence(soft)
        elif zone == "comments" or sum(len(item.text) for item in body if is_prose(item.text)) <= LONG:
            for item in (draft, *body):
                if item.kind not in _KEPT and not item.label:
                    item.silence(zone)
        place = max(end, place + 1)


def _mark_headlines(drafts: Sequence[Draft]) -> None:
    """A list right under "Read more" whose items aren't written out points elsewhere; other text under it, as under a
    button that shows the rest, is the article's."""
    for place, draft in enumerate(drafts):
        if _BUTTON.fullmatch(draft.text):
            body = list(takewhile(lambda item: item.kind is BlockKind.LIST_ITEM, drafts[place + 1 :]))
            if not any(ends_sentence(item.text) for item in body):
                for item in body:
                    item.silence("teaser")


def _only_points(draft: Draft) -> bool:
    """Whether a short notice is but the headline of something elsewhere."""
    text = draft.text
    if is_prose(text) or draft.label:
        return False
    return linked_share(draft) > 0.9 or not any(letter.isdigit() for letter in text)


def _opens(draft: Draft) -> str:
    """The zone that a draft opens: as a heading, or as a line by itself that says so."""
    if draft.kind is BlockKind.HEADING:
        return find_zone(draft.text)
    if draft.kind is BlockKind.FURNITURE and draft.why not in _OPENING:
        return (
            "comments" if draft.why == "comments" and draft.level else ""
        )  # a counter beside the byline is none
    if draft.kind in {BlockKind.FURNITURE, BlockKind.PARAGRAPH} and len(draft.text) <= 60:
        return find_zone(draft.text)
    return ""


def _is_in_menu(drafts: Sequence[Draft], place: int) -> bool:
    """Whether a line of navigation stands among others: 'Comment' is a newspaper's section there."""
    near = drafts[max(0, place - 1) : place + 2]
    return len(near) > 1 and all(draft.why == "navigation" for draft in near)


def _is_closed(drafts: Sequence[Draft], place: int) -> bool:
    """Whether a rule or heading ends soon what a line of furniture opens; it may stand for something left out."""
    following = drafts[place + 1 : place + 2 + REACH]
    return any("\n" in draft.marker or draft.level for draft in following)


def _find_end(drafts: Sequence[Draft], start: int, zone: str, *, flat: bool, soft: bool = False) -> int:
    """The place of the first draft after ``start`` that the zone does not reach."""
    level = drafts[start].level or 9
    brief = zone in {"advertisement", "newsletter box", "author note"}
    for place in range(start + 1, len(drafts)):
        draft = drafts[place]
        if draft.kind is BlockKind.TITLE:
            return place  # nothing above the headline reaches into the article
        headed = draft.kind is BlockKind.HEADING or (draft.kind is BlockKind.FURNITURE and draft.level > 0)
        if headed and (flat or draft.level <= level or find_zone(draft.text)):
            listed = find_zone(draft.text) in _LISTS
            nearest = place == start + 1 or not _prose_follows(drafts, place)
            teasing = flat and zone == "teaser" and not soft and nearest
            if listed or (zone != "comments" and not teasing):
                return place
        if zone in _LISTS and draft.kind is BlockKind.FURNITURE and place > start + 1:
            return place
        if brief and (place > start + REACH or "\n" in draft.marker):
            return place
        if flat and zone == "teaser" and _resumes(drafts, place):
            return place
    return len(drafts)


def _prose_follows(drafts: Sequence[Draft], place: int) -> bool:
    """Whether written-out text comes soon after a heading, rather than more headlines."""
    following = [draft for draft in drafts[place + 1 : place + 3] if draft.kind is not BlockKind.FURNITURE]
    return any(count_sentences(draft.text) >= 2 for draft in following)


def _resumes(drafts: Sequence[Draft], place: int) -> bool:
    """Whether the article goes on after teasers in its midst: a long paragraph, and no more reading times."""
    draft = drafts[place]
    if draft.kind is not BlockKind.PARAGRAPH or count_sentences(draft.text) < 2 or len(draft.text) < 200:
        return False
    return not any(item.why == "reading time" for item in drafts[place + 1 : place + 4])


def _mark_list(body: Sequence[Draft], zone: str) -> None:
    """Entries of a reference list or notes; text between them that is written out stays what it is."""
    listed = any(item.kind is BlockKind.LIST_ITEM for item in body)
    count = 0
    for item in body:
        if item.kind not in {
            BlockKind.LIST_ITEM,
            BlockKind.PARAGRAPH,
            BlockKind.TABLE_ROW,
            BlockKind.QUOTATION,
        }:
            continue
        text = item.text
        if zone == "references" and listed and item.kind is BlockKind.PARAGRAPH:
            if text.endswith(":"):
                item.silence("reference list")
                continue
            if is_prose(text) and not linked_share(item):
                continue
        if zone == "references" and count_sentences(text) >= 3 and len(text) > 250 and not linked_share(item):
            continue
        count += 1
        entry = zone == "references" or is_entry(item)
        item.kind = BlockKind.REFERENCE if entry else BlockKind.FOOTNOTE
        number = re.match(r"\D{0,2}(\d{1,3})", item.marker)
        item.label = item.label or f"entry {number[1] if number else count}"
        if item.cells:
            item.runs = [run for cell in item.cells for run in (Run(" "), *cell.runs)]
            item.cells = []


def _are_titles(drafts: Sequence[Draft]) -> bool:
    """Whether every footnote is a publisher and a title: 'The Harbour Post: We counted the boats.'"""
    texts = [item.text for item in drafts if item.kind is BlockKind.FOOTNOTE]
    return len(texts) >= TITLES and all(map(_TITLED.fullmatch, texts))


def is_entry(draft: Draft) -> bool:
    """Whether a note only names a source: something points to one, and nothing is said in so many words."""
    rest = _QUOTED.sub(" ", " ".join(run.text for run in draft.runs if not run.url))
    named = linked_share(draft) > 0 or bool(_BIBLIOGRAPHIC.search(draft.text)) or rest != draft.text != ""
    rest = ADDRESS.sub(" ", rest)
    said = bool(_FINITE.search(rest)) or any(map(_is_said, re.split(r"(?<=[.!?])\s+", rest)))
    return named and not said and len(rest) <= 300


def _is_said(piece: str) -> bool:
    """Whether a piece of a note is written out: small words enough, and no year or page at its end."""
    small = [word for word in re.findall(r"[^\W\d]+", piece) if word.islower() and len(word) > 1]
    return len(small) >= SMALL and not re.search(r",\s*(19|20)\d\d|\bpp?\. ?\d", piece)


def linked_share(draft: Draft) -> float:
    """How much of a draft's text is linked words or written-out addresses, 0 to 1."""
    linked = sum(len(run.text) if run.url else sum(map(len, ADDRESS.findall(run.text))) for run in draft.runs)
    return min(1.0, linked / max(1, len(draft.text)))


def mark_repeats(drafts: Sequence[Draft]) -> None:
    """A line printed twice in a row is a picture's alternative text or a teaser; a quotation that stands in a paragraph
    is a pull quote."""
    for first, second in pairwise(drafts):
        same = first.kind is not BlockKind.FURNITURE and first.text.casefold() == second.text.casefold()
        if (
            same
            and BlockKind.TITLE not in {first.kind, second.kind}
            and first.kind is not BlockKind.TABLE_ROW
        ):
            if second.kind is BlockKind.CAPTION or is_prose(second.text):
                first.silence("alt text")
            elif first.kind is not BlockKind.REFERENCE:
                first.silence(first.why or "teaser")
                second.silence(second.why or first.why)
    said = " ".join(_letters(draft.text) for draft in drafts if draft.kind is BlockKind.PARAGRAPH)
    for draft in drafts:
        if draft.kind is BlockKind.QUOTATION and len(draft.text) > 20 and _letters(draft.text) in said:
            draft.silence("pull quote")


def _letters(text: str) -> str:
    """Words only: quotation marks and stops often differ between a pull quote and its paragraph."""
    return f" {' '.join(re.findall(r'\w+', text.casefold()))} "
