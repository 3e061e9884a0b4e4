"""Bytes are read as declared, else as UTF-8, else as detected; what is no text is refused in one line."""

from __future__ import annotations

import pytest

from claimcheck.errors import UnreadableInput
from claimcheck.ingest.article import read_article
from claimcheck.ingest.decoding import decode_text

WORDS = "Die Brücke über den Fluß kostete 12 Mio. €. Sie wurde 2019 eröffnet."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_common_encodings_are_told_apart(encoding: str) -> None:
    """With or without a byte-order mark the words come out the same."""
    assert decode_text(WORDS.encode(encoding), name="a.txt") == WORDS


def test_a_declared_charset_is_believed() -> None:
    """The server's word goes first, then the page's; a mark in the bytes goes before both."""
    greek = "Η γέφυρα άνοιξε το 2019."
    assert decode_text(greek.encode("iso-8859-7"), name="a", charset="iso-8859-7") == greek
    page = f'<meta charset="iso-8859-7"><p>{greek}</p>'.encode("iso-8859-7")
    assert greek in decode_text(page, name="a")
    assert decode_text(WORDS.encode("utf-8-sig"), name="a", charset="iso-8859-7") == WORDS
    assert decode_text(WORDS.encode(), name="a", charset="no-such-charset") == WORDS
    assert decode_text(WORDS.encode(), name="a", charset="hex") == WORDS


def test_line_ends_are_newlines() -> None:
    """Offsets must not depend on the system that a file was written on."""
    assert decode_text(b"a\r\nb\rc\nd", name="a") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"\xef\xbb\xbf",
        b"\x89PNG\r\n\x1a\n....",
        b"PK\x03\x04abc",
        bytes(range(256)) * 20,
        b"text\0\0\0text" * 50,
    ],
    ids=["empty", "blank", "mark-only", "png", "zip", "junk", "zeros"],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    """The line names the input."""
    with pytest.raises(UnreadableInput) as caught:
        read_article(data, name="thing.txt")
    assert "thing.txt" in str(caught.value) and "\n" not in str(caught.value)


def test_a_page_without_words_is_refused() -> None:
    """Markup alone is no article."""
    with pytest.raises(UnreadableInput, match="has no text"):
        read_article(b"<html><body><img src=a><script>var a = 1</script></body></html>", name="page.html")
