"""Bytes to Article, whatever their format."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from claimcheck.errors import UnreadableInput
from claimcheck.ingest.decoding import decode_text
from claimcheck.ingest.linking import find_references, find_site
from claimcheck.ingest.markdown import read_markdown
from claimcheck.ingest.plain import read_plain
from claimcheck.ingest.sources import attach_sources
from claimcheck.ingest.stamps import mark_author_notes, read_stamps
from claimcheck.model.article import Article, BlockKind
from claimcheck.text.furniture import find_notice
from claimcheck.text.html import Page, find_excess, read_page
from claimcheck.text.layout import lay_out
from claimcheck.text.marks import link_addresses, mark_numbers
from claimcheck.text.pdf import read_pdf
from claimcheck.text.zones import sort_drafts

_SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mdown": "text/markdown",
}
_SYNONYMS = {"application/xhtml+xml": "text/html", "text/x-markdown": "text/markdown"}
PDF = b"%PDF-"
_TAGS = re.compile(r"<(!doctype html|html|head|body|article|p|div|h1)\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"\]\(https?://|^\[\^[^\]]+\]: |^\[[^\]]+\]: https?://|^(#{1,6} \S.*\n[\s\S]*?^){2}", re.MULTILINE
)


def read_article(data: bytes, *, name: str, media_type: str | None = None, url: str = "") -> Article:
    """The article in ``data``. ``name`` is what messages call it, and its suffix tells the format where
    ``media_type`` (with its charset, as a server declares it) does not. Raises UnreadableInput.

    Blocks cover every visible word; list markers, rules and footnote numbers that are superscripts lie between them.
    """
    kind, charset = _parse_media_type(media_type or "")
    if data.startswith(PDF):
        kind, page = "application/pdf", _read_paper(data, name)
    else:
        text = decode_text(data, name=name, charset=charset)
        kind = _find_format(kind, name, text)
        if kind == "text/html" and (excess := find_excess(text)):
            raise UnreadableInput(f"{name} is no article: {excess}")
        page = _read(kind, text, url)
    for draft in page.drafts:
        if draft.kind is BlockKind.PARAGRAPH and (why := find_notice(draft.text)):
            draft.silence(why)
    mark_numbers(page.drafts)
    metadata = read_stamps(page.drafts, page.metadata)
    mark_author_notes(page.drafts, metadata.authors)
    layout = lay_out(page.drafts)
    if not layout.blocks:
        raise UnreadableInput(f"{name} has no text in it")
    address = metadata.url or url
    references, citations = find_references(layout, find_site(address) or page.home)
    titles = [block.span.of(layout.text) for block in layout.blocks if block.kind is BlockKind.TITLE]
    return Article(
        title=next(iter(titles), metadata.title),
        text=layout.text,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=layout.blocks,
        url=address,
        media_type=kind,
        published=metadata.published,
        language=metadata.language,
        authors=metadata.authors,
        publisher=metadata.publisher,
        links=layout.links,
        references=references,
        citations=citations,
        notes=metadata.notes,
    )


def _read(kind: str, text: str, url: str) -> Page:
    if kind == "text/plain":
        return read_plain(text)
    page = read_page(text, url) if kind == "text/html" else read_markdown(text, url)
    link_addresses(page.drafts)
    site = find_site(page.metadata.url or url) or page.home
    attach_sources(page.drafts, lambda address: not site or find_site(address) != site)
    sort_drafts(page.drafts)
    return page


def _read_paper(data: bytes, name: str) -> Page:
    """A PDF, its pages' paragraphs read as plain text; what the file says of itself where the text does not."""
    try:
        pdf = read_pdf(data)
    except UnreadableInput as error:
        raise UnreadableInput(f"{name}: {error}") from None
    if pdf.empty:
        raise UnreadableInput(f"{name} has no text in it; it may be a scan")
    page = read_plain("\n\n".join(paragraph for sheet in pdf.pages for paragraph in sheet))
    found = page.metadata
    authors = found.authors or ((pdf.author,) if pdf.author else ())
    title = found.title or pdf.title
    return replace(
        page, metadata=replace(found, title=title, authors=authors, published=found.published or pdf.created)
    )


def _parse_media_type(media_type: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = media_type
    charset = message.get_param("charset", "")
    return message.get_content_type() if media_type else "", charset if isinstance(charset, str) else ""


def _find_format(kind: str, name: str, text: str) -> str:
    """The media type to read a text as: the declared one, else that of its suffix, else what it looks like."""
    kind = _SYNONYMS.get(kind, kind)
    if kind in {"text/html", "text/markdown"}:
        return kind
    suffix = PurePosixPath(urlsplit(name).path if "://" in name else name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _TAGS.match(text.lstrip()[:200]):
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(text) else "text/plain"
