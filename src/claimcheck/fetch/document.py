"""A capture's bytes read as a Document: the text of the source in blocks, without the page around it.

Two readers look at a page: ours, which keeps its structure, and trafilatura. main_text.py puts the two together,
walls.py tells whether the page is the source at all.
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
from claimcheck.fetch.main_text import SILENT, find_main
from claimcheck.fetch.paper import lay_out_pdf, lay_out_plain
from claimcheck.fetch.walls import Look, Unread, find_lost_path, find_stranger, find_wall
from claimcheck.model.article import BlockKind, Reference
from claimcheck.model.evidence import Capture, CaptureKind, Document, Outcome
from claimcheck.text.html import Page, find_excess, read_page
from claimcheck.text.layout import Draft, Layout, lay_out
from claimcheck.text.pdf import read_pdf
from claimcheck.values.dates import find_dates

HTML = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = frozenset({"text/plain", "text/markdown"})
EXTRACTORS = {
    "page": f"trafilatura {trafilatura.__version__}",
    "pdf": f"pypdfium2 {version('pypdfium2')}",
    "plain": "plain text",
}
STAMP = re.compile(r"\b(?:published|posted|issued|released|updated|by)\b", re.IGNORECASE)
NOTICE = re.compile(r"<p class=\"digest-notice\">.*?</p>", re.DOTALL)  # the first line of our own digests
FLAG = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?(true|false)", re.IGNORECASE)
SCRIPTED = re.compile(r"<noscript\b[^>]*>(.*?)</noscript>", re.DOTALL | re.IGNORECASE)
TITLE = re.compile(r"<title\b[^>]{0,500}>(.{0,2000}?)</title>", re.DOTALL | re.IGNORECASE)


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
    if excess := find_excess(html):
        return Unread(Outcome.TOO_LARGE, excess)
    page = read_page(html, capture.final_url)
    extracted = _extract(html)
    visible = tuple(draft.text for draft in page.drafts)
    drafts = find_main(page.drafts, extracted.text or "" if extracted else "")
    look = _look(html, page, drafts, visible)
    wall = find_wall(look) or find_stranger(look, reference.title)
    if wall is not None and capture.kind is not CaptureKind.DIGEST:
        return wall
    if not any(draft.kind not in SILENT for draft in drafts):
        return Unread(Outcome.EMPTY, "no text of its own can be told from what surrounds it")
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
