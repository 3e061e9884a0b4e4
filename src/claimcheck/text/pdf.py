"""The text of a PDF, page by page, as paragraphs: lines rejoined, running heads and page numbers left out."""

from __future__ import annotations

import re
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]  # ships no stubs

from claimcheck.errors import UnreadableInput

EDGE = 2  # lines at the top and at the bottom of a page that may be running heads
SHORT = 0.7  # a line shorter than this part of the page's usual width ends its paragraph
HYPHEN = re.compile(
    r"(?<=\w)[-\xad\u2010\ufffe\x02]$"
)  # pdfium gives U+FFFE or U+0002 for a hyphen at a line's end
BULLET = re.compile(r"[•‣▪◦·●–—*-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
BYLINE = re.compile(r"(?:By|Words by|Text:|Author:) [A-ZÀ-Þ][^.]{2,80}$")
ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
STREAM = re.compile(rb"\bstream\r?\n")
LARGEST_STREAM = (
    100_000_000  # bytes of one part of the file, unpacked: an uncompressed page scan at 600 dots an inch
)
LARGEST = 500_000_000  # bytes of all parts together
CHUNK = 1 << 16  # bytes unpacked at a time, so that what follows a stream isn't copied for each
LAYERS = 4  # packings on top of each other that are looked into
PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")

_PDFIUM = threading.Lock()  # the library keeps state that two threads must not touch at once


@dataclass(frozen=True, slots=True)
class Pdf:
    """What a PDF holds. ``pages`` has the paragraphs of each page, page 1 first; a page without text is empty.

    A paragraph that runs over a page's end belongs to the page where it begins. ``created`` is the file's own
    date, which is not always that of publication.
    """

    pages: tuple[tuple[str, ...], ...]
    title: str = ""
    author: str = ""
    created: date | None = None

    @property
    def empty(self) -> bool:
        """Whether no page has text, as in a scan."""
        return not any(self.pages)


def read_pdf(data: bytes) -> Pdf:
    """The paragraphs of a PDF. Raises UnreadableInput when it is encrypted or broken, or unpacks to far too much."""
    if is_bomb(data):
        raise UnreadableInput(f"the PDF unpacks to more than {LARGEST_STREAM // 1_000_000} MB")
    with _PDFIUM:
        try:
            with closing(pypdfium2.PdfDocument(data)) as document:
                metadata = document.get_metadata_dict()
                sheets = [_load_lines(page) for page in document]
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise UnreadableInput(
                "the PDF is encrypted; save a copy without a password"
                if locked
                else f"the PDF is broken: {error}"
            ) from error
    heads = find_running_lines(sheets)
    title = " ".join(metadata.get("Title", "").split())
    pages = [join_lines(_strip_edges(lines, heads), title) for lines in sheets]
    return Pdf(
        tuple(_join_pages(pages)),
        title=title,
        author=metadata.get("Author", "").strip(),
        created=_parse_date(metadata.get("CreationDate", "")),
    )


def is_bomb(data: bytes) -> bool:
    """Whether a part of the file, or all together, would unpack to more than is read: the library has no limit of its
    own. Only deflate is looked into; it alone makes gigabytes out of what a fetch may bring."""
    total = 0
    for match in STREAM.finditer(data):
        packed = memoryview(data)[match.end() :]
        for _ in range(LAYERS):
            size, head = _measure(packed)
            total += size
            if size > LARGEST_STREAM or total > LARGEST:
                return True
            if not head.startswith(b"\x78"):  # as what zlib packs begins
                break
            packed = memoryview(head)
    return False


def _measure(packed: memoryview) -> tuple[int, bytes]:
    """How many bytes a deflated stream has, counted up to the limit, and its first ones; none for any other stream."""
    stream, size, head = zlib.decompressobj(), 0, b""
    try:
        for start in range(0, len(packed), CHUNK):
            rest: bytes | memoryview = packed[start : start + CHUNK]
            while rest and size <= LARGEST_STREAM:
                part = stream.decompress(rest, 1 << 24)
                head, size, rest = head or part, size + len(part), stream.unconsumed_tail
            if stream.eof or size > LARGEST_STREAM:
                break
    except zlib.error:
        pass  # another encoding, or broken: the library will say
    return size, head


def find_running_lines(sheets: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands at the top or bottom of at least three pages and of a third of all, figures apart."""
    counts = Counter(
        key for lines in sheets for key in {_key(line) for line in (*lines[:EDGE], *lines[-EDGE:])}
    )
    least = max(3, len(sheets) // 3)
    return frozenset(key for key, count in counts.items() if count >= least and key)


def join_lines(lines: Sequence[str], title: str = "") -> tuple[str, ...]:
    """Lines as they are set, rejoined to paragraphs; words cut at a line's end are whole again. The ``title`` and a line that
    says who wrote it stand alone."""
    widths = sorted(len(line) for line in lines if line)
    usual = widths[int(len(widths) * 0.8)] if widths else 0
    paragraphs: list[str] = []
    open_ = False
    for line in lines:
        if open_ and line and not BULLET.match(line):
            paragraphs[-1] = _join(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        open_ = bool(line) and (len(line) >= usual * SHORT or HYPHEN.search(line) is not None)
        headed = bool(title) and paragraphs[-1:] == [title]
        open_ = open_ and not headed and BYLINE.match(line) is None
    return tuple(paragraphs)


def _load_lines(page: pypdfium2.PdfPage) -> list[str]:
    """The page's lines in pdfium's order, white space collapsed; blank ones stay, as they part paragraphs."""
    with closing(page), closing(page.get_textpage()) as textpage:
        text: str = textpage.get_text_range()
    return [" ".join(line.split()) for line in text.splitlines()]


def _strip_edges(lines: Sequence[str], heads: frozenset[str]) -> list[str]:
    """The lines between running heads and page numbers."""
    start, end = 0, len(lines)
    while start < min(EDGE, end) and _is_edge(lines[start], heads):
        start += 1
    while end > max(len(lines) - EDGE, start) and _is_edge(lines[end - 1], heads):
        end -= 1
    return list(lines[start:end])


def _is_edge(line: str, heads: frozenset[str]) -> bool:
    return not line or _key(line) in heads or PAGE_NUMBER.fullmatch(line) is not None


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line).strip()


def _join_pages(pages: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The pages' paragraphs; one that runs on overleaf (no full stop, then a small letter) is joined."""
    found = [list(page) for page in pages]
    for page, following in pairwise(found):
        if page and following and not ENDED.search(page[-1]) and following[0][:1].islower():
            page[-1] = _join(page[-1], following.pop(0))
    yield from (tuple(page) for page in found)


def _join(start: str, end: str) -> str:
    """Two lines as one. A hyphen between small letters was put there by the line's end; another one stays."""
    if not HYPHEN.search(start):
        return f"{start} {end}"
    if start[-2].islower() and end[:1].islower():
        return start[:-1] + end
    return f"{start[:-1]}-{end}"


def _parse_date(written: str) -> date | None:
    found = PDF_DATE.match(written)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
