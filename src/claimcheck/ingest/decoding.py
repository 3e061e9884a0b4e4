"""Bytes to text: as declared, else UTF-8, else detected, else an error in one line."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from claimcheck.errors import UnreadableInput

_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a picture or sound file",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"SQLite format 3": "a database",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)")
_WEB = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
}
HEAD = 2048  # bytes in which a page declares its encoding
JUNK = 0.02  # share of control and unassigned characters above which a text is none


def decode_text(data: bytes, *, name: str, charset: str = "") -> str:
    """The text of ``data``, line ends as ``\\n``, without a byte-order mark.

    ``charset`` is the one declared outside ('' for none); a byte-order mark goes before it, a declaration in the page
    after it. Raises UnreadableInput.
    """
    if not data.strip():
        raise UnreadableInput(f"{name} is empty")
    kind = next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), "")
    if kind:
        raise UnreadableInput(f"{name} is {kind}, not a text")
    text = _decode(data, name, charset)
    if not text.strip():
        raise UnreadableInput(f"{name} is empty")
    if _is_junk(text):
        raise UnreadableInput(f"{name} is not a text: it holds binary data")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, name: str, charset: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in data[: 64 * 1024] and not charset.lower().startswith(("utf-16", "utf-32")):
        return _decode_wide(data, name)
    head = data[:HEAD]
    meta = _META.search(head) or _XML.search(head)
    for declared in (charset, meta[1].decode("ascii") if meta else "", "utf-8"):
        encoding = _find_encoding(declared)
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return _detect(data, name)


def _find_encoding(declared: str) -> str:
    """The codec for a declared charset, as browsers read it; '' for an unknown one or one that holds no text."""
    declared = declared.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(_WEB.get(declared, declared))
    except LookupError:
        return ""
    return codec.name if codec._is_text_encoding else ""  # the only way to tell 'rot13' and 'hex' apart


def _decode_wide(data: bytes, name: str) -> str:
    """UTF-16 without a mark shows as a zero in every other byte; any other zeros are no text."""
    sample = data[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.4 * len(zeros) and len(data) % 2 == 0:
            return data.decode(encoding, errors="replace")
    raise UnreadableInput(f"{name} is not a text: it holds binary data")


def _detect(data: bytes, name: str) -> str:
    best = from_bytes(data[: 256 * 1024]).best()
    if best is None or best.encoding is None:
        raise UnreadableInput(f"{name}: its encoding can't be told; save it as UTF-8")
    encoding = "cp1252" if best.encoding in {"cp1250", "cp1252", "latin_1", "iso8859_15"} else best.encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(best.encoding, errors="replace")


def _is_junk(text: str) -> bool:
    sample = text[: 64 * 1024]
    odd = sum(
        letter == "\ufffd"
        or (letter not in "\t\n\r\f\v" and unicodedata.category(letter) in {"Cc", "Cn", "Co"})
        for letter in sample
    )
    return odd > max(3, JUNK * len(sample))
