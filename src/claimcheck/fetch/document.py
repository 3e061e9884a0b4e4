"""A capture's bytes read as a Document: the text of the source in blocks, without the page around it.

Two readers look at a page. Ours keeps its structure and knows furniture by its marks; trafilatura judges by the
text alone what the main text is. A block is evidence only when ours has nothing against it and trafilatura, or its
place between blocks that trafilatura took, speaks for it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version

import trafilatura
from trafilatura.settings import Document as Extracted

from claimcheck.errors import UnreadableInput
from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.charset import decode_page
from claimcheck.fetch.paper import lay_out_pdf, lay_out_plain
from claimcheck.fetch.walls import Look, Unread, find_lost_path, find_stranger, find_wall
from claimcheck.model.article import BlockKind, Reference
from claimcheck.model.evidence import Capture, CaptureKind, Document, Outcome
from claimcheck.text.furniture import is_prose
from claimcheck.text.html import Page, read_page
from claimcheck.text.layout import Draft, Layout, lay_out
from claimcheck.text.pdf import read_pdf
from claimcheck.text.zones import linked_share, sort_drafts
from claimcheck.values.dates import find_dates

HTML = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = frozenset({"text/plain", "text/markdown"})
EXTRACTORS = {
    "page": f"trafilatura {trafilatura.__version__}",
    "pdf": f"pypdfium2 {version('pypdfium2')}",
    "plain": "plain text",
}
PIECE = 15  # letters: a block stands in the main text when most of its pieces of this length do
ABOVE = 0.2  # share of a page's text that may stand above its headline and be the site's
LINKED = 0.5  # share of linked words above which a block that trafilatura left out is a teaser
ALL_LINKED = 0.9  # share above which a line is nothing but a link to another page
POINTING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
SILENT = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.REFERENCE, BlockKind.FURNITURE})
LABELLED = frozenset({"date", "mail header"})  # what "Label: value" is taken for by itself
KEPT = frozenset({"table header", "table title"})  # furniture that rows are understood by
STAMP = re.compile(r"\b(?:published|posted|issued|released|updated|by)\b", re.IGNORECASE)
NOTICE = re.compile(r"<p class=\"digest-notice\">.*?</p>", re.DOTALL)  # the first line of our own digests
FLAG = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?(true|false)", re.IGNORECASE)
SCRIPTED = re.compile(r"<noscript\b[^>]*>(.*?)</noscript>", re.DOTALL | re.IGNORECASE)
TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)


def read_capture(fetched: Fetched, reference: Reference) -> tuple[Capture, Document | None]:
    """The capture with its final outcome and detail, and the Document when its body could be read as one."""
    if not fetched.capture.read or not fetched.body:
        return fetched.capture, None
    found = _read_body(fetched.body, fetched.capture, reference)
    if isinstance(found, Unread):
        return replace(fetched.capture, outcome=found.outcome, detail=found.detail), None
    return fetched.capture, found


def read_document(body: bytes, capture: Capture, reference: Reference) -> Document | Outcome:
    """``body`` (decoded bytes of ``capture``) as a Document for ``reference``, or why it isn't one:
    EMPTY, PARSE_FAILURE, UNSUPPORTED_TYPE, SCRIPT_SHELL, WALL, PAYWALL or SOFT_404."""
    found = _read_body(body, capture, reference)
    return found.outcome if isinstance(found, Unread) else found


def _read_body(body: bytes, capture: Capture, reference: Reference) -> Document | Unread:
    if capture.media_type in HTML:
        return find_lost_path(capture.url, capture.final_url) or _read_page(body, capture, reference)
    if capture.media_type == "application/pdf":
        return _read_pdf(body, capture, reference)
    if capture.media_type in PLAIN:
        return _read_plain(body, capture, reference)
    return Unread(Outcome.UNSUPPORTED_TYPE, f"media type {capture.media_type!r}")


def _read_pdf(body: bytes, capture: Capture, reference: Reference) -> Document | Unread:
    try:
        pdf = read_pdf(body)
    except UnreadableInput as error:
        return Unread(Outcome.PARSE_FAILURE, str(error))
    if pdf.empty:
        return Unread(Outcome.EMPTY, "the PDF has no text; it may be a scan")
    document = _start(capture, reference, lay_out_pdf(pdf), EXTRACTORS["pdf"])
    return replace(
        document,
        title=reference.title or pdf.title,  # a file's own title is often a template's
        authors=(pdf.author,) if pdf.author else (),
        published=reference.published or pdf.created,
    )


def _read_plain(body: bytes, capture: Capture, reference: Reference) -> Document | Unread:
    layout = lay_out_plain(decode_page(body, dict(capture.headers).get("content-type", "")))
    if not any(not block.silent for block in layout.blocks):
        return Unread(Outcome.EMPTY, "no text")
    return _start(capture, reference, layout, EXTRACTORS["plain"])


def _start(capture: Capture, reference: Reference, layout: Layout, extractor: str) -> Document:
    """A Document with what is known from the capture and the reference alone."""
    return Document(
        reference=reference.n,
        capture_sha256=capture.sha256,
        url=capture.final_url,
        kind=capture.kind,
        title=reference.title,
        text=layout.text,
        blocks=layout.blocks,
        publisher=reference.publisher,
        published=reference.published,
        extractor=extractor,
        links=layout.links,
    )


def _read_page(body: bytes, capture: Capture, reference: Reference) -> Document | Unread:
    html = decode_page(body, dict(capture.headers).get("content-type", ""))
    if capture.kind is CaptureKind.DIGEST:
        html = NOTICE.sub("", html, count=1)
    page = read_page(html, capture.final_url)
    extracted = _extract(html)
    visible = tuple(draft.text for draft in page.drafts)
    drafts = find_main(page.drafts, extracted.text or "" if extracted else "")
    look = _look(html, page, drafts, visible)
    wall = find_wall(look) or find_stranger(look, reference.title)
    if wall is not None and capture.kind is not CaptureKind.DIGEST:
        return wall
    metadata = page.metadata
    heading = next((draft.text for draft in drafts if draft.kind is BlockKind.TITLE), "")
    return replace(
        _start(capture, reference, lay_out(drafts), EXTRACTORS["page"]),
        title=metadata.title or heading or reference.title,
        publisher=metadata.publisher or reference.publisher,
        authors=metadata.authors,
        published=metadata.published or reference.published or _published(page),
        language=metadata.language,
    )


def find_main(drafts: list[Draft], main: str) -> list[Draft]:
    """The drafts that make the Document, in order, given the main text as trafilatura found it; furniture is left out.

    Pass drafts as they were read: they are sorted here.
    """
    listed = [draft.kind is BlockKind.LIST_ITEM for draft in drafts]
    sort_drafts(drafts)
    _rescue_items(drafts, listed)
    letters = _letters(main)
    _silence_above(drafts)
    for draft in drafts:
        if draft.kind in POINTING and linked_share(draft) > ALL_LINKED:
            draft.silence("teaser")
        _rescue(draft, letters)
    taken = [
        place for place, draft in enumerate(drafts) if draft.kind not in SILENT and _stands_in(draft, letters)
    ]
    for place, draft in enumerate(drafts):
        if draft.kind in SILENT or place in taken:
            continue
        if not (_belongs(draft, place, taken) if taken else _speaks(draft)):
            draft.silence("outside the main text")
    return [draft for draft in drafts if draft.kind is not BlockKind.FURNITURE or draft.why in KEPT]


def _silence_above(drafts: Sequence[Draft]) -> None:
    """A few lines above the headline are the site's; much text there means that it is no headline."""
    title = next((place for place, draft in enumerate(drafts) if draft.kind is BlockKind.TITLE), 0)
    above = [draft for draft in drafts[:title] if draft.kind not in SILENT]
    size = sum(len(draft.text) for draft in drafts if draft.kind not in SILENT)
    if sum(len(draft.text) for draft in above) < ABOVE * size:
        for draft in above:
            draft.silence("above the headline")


def _rescue_items(drafts: list[Draft], listed: Sequence[bool]) -> None:
    """A list item such as "Date: 4 May 2021" is a line of a fact sheet when another item stands beside it."""
    for place, draft in enumerate(drafts):
        beside = drafts[max(0, place - 1) : place] + drafts[place + 1 : place + 2]
        if (
            draft.why in LABELLED
            and listed[place]
            and any(item.kind is BlockKind.LIST_ITEM for item in beside)
        ):
            draft.kind, draft.why = BlockKind.LIST_ITEM, ""


def _rescue(draft: Draft, letters: str) -> None:
    """What is no claim of the article's own text may still be evidence: a line under the headline, a list that an
    article's reader takes for contents."""
    if draft.kind is not BlockKind.FURNITURE or not _stands_in(draft, letters):
        return
    if draft.why == "standfirst" or (draft.why == "table of contents" and not linked_share(draft)):
        draft.kind, draft.why = BlockKind.PARAGRAPH, ""


def _belongs(draft: Draft, place: int, taken: Sequence[int]) -> bool:
    """Whether a block that trafilatura left out stands among those it took, and reads like one of them."""
    if linked_share(draft) > LINKED:
        return False
    if draft.kind in {BlockKind.TABLE_ROW, BlockKind.CAPTION, BlockKind.FOOTNOTE}:
        return taken[0] - 3 <= place <= taken[-1] + 12
    return taken[0] < place < taken[-1] and (draft.kind is not BlockKind.PARAGRAPH or is_prose(draft.text))


def _speaks(draft: Draft) -> bool:
    """Whether a block says something by itself, on a page that trafilatura could make nothing of."""
    return linked_share(draft) <= LINKED and (draft.kind is BlockKind.TABLE_ROW or is_prose(draft.text))


def _stands_in(draft: Draft, letters: str) -> bool:
    """Whether most of a draft's words occur in the main text; not all need to, since marks and breaks may differ."""
    own = _letters(draft.text)
    pieces = [own[start : start + PIECE] for start in range(0, len(own), PIECE)]
    return bool(own) and sum(piece in letters for piece in pieces) * 2 > len(pieces)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _extract(html: str) -> Extracted | None:
    """trafilatura's reading of the page; ``None`` where it finds no text."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it calls a page without text an error
    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=False,
    )
    return found if isinstance(found, Extracted) else None


def _published(page: Page) -> date | None:
    """The day in a byline or in a line such as "Published 4 May 2021": elsewhere on a page any day may be meant."""
    for draft in page.drafts:
        if draft.why in {"byline", "date"} or (len(draft.text) <= 80 and STAMP.search(draft.text)):
            days = [found.start for found in find_dates(draft.text) if found.start == found.end]
            if days:
                return days[0]
    return None


def _look(html: str, page: Page, drafts: Sequence[Draft], visible: tuple[str, ...]) -> Look:
    flag = FLAG.search(html)
    title = TITLE.search(html)
    return Look(
        title=_strip(title[1]) if title else page.metadata.title,
        headings=tuple(draft.text for draft in drafts if draft.kind in {BlockKind.TITLE, BlockKind.HEADING}),
        main=tuple(draft.text for draft in drafts if draft.kind not in SILENT),
        visible=visible,
        unscripted=tuple(_strip(part) for part in SCRIPTED.findall(html)),
        scripts=html.count("<script"),
        free=flag[1].lower() == "true" if flag else None,
        password='type="password"' in html,
    )


def _strip(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
