"""Bytes of a page as text, in the character set that the page, its server or the bytes themselves tell."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import charset_normalizer

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
ALIASES = {  # what pages mean when they say so, as browsers do
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "utf-16": "utf-16-le",
}


def decode_page(body: bytes, content_type: str = "") -> str:
    """``body`` as text. A byte-order mark goes before the server's word, that before the page's own.

    A declaration that the bytes don't bear out is passed over; the last resort puts U+FFFD for what can't be read.
    """
    for mark, encoding in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for encoding in _find_declared(body, content_type):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    guess = charset_normalizer.from_bytes(body[:200_000]).best()
    return body.decode(guess.encoding if guess else "utf-8", "replace")


def _find_declared(body: bytes, content_type: str) -> Iterator[str]:
    """Encodings to try, the likeliest first; UTF-8 last, since other bytes seldom pass for it."""
    if found := re.search(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", content_type, re.IGNORECASE):
        yield _name(found[1])
    if inside := DECLARED.search(body[:4096]):
        yield _name(inside[1].decode("ascii"))
    yield "utf-8"


def _name(written: str) -> str:
    return ALIASES.get(written.lower(), written.lower())
