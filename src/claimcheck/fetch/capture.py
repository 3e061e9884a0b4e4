"""What came of one attempt to read an address: the Capture, and the bytes that go with it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, CaptureKind, Outcome

STATUSES = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.UNAUTHORIZED,
    402: Outcome.PAYMENT_REQUIRED,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.UNAVAILABLE_FOR_LEGAL_REASONS,
}
READABLE = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "application/octet-stream",  # what servers say when they don't know; the bytes decide
        "",
    }
)
PDF_MARK = b"%PDF-"
LARGEST_DIGEST = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """A capture with its body: decoded bytes, b'' unless the outcome is OK.

    After NOT_MODIFIED the body is that of the earlier capture, whose sha256 the new one carries.
    """

    capture: Capture
    body: bytes = b""


def find_outcome(status: int) -> Outcome:
    """What an HTTP status alone says. Redirects are followed before this is asked."""
    if status in STATUSES:
        return STATUSES[status]
    if status in (204, 205):
        return Outcome.EMPTY
    if 200 <= status < 300 and status != 206:
        return Outcome.OK
    return Outcome.CLIENT_ERROR if 400 <= status < 500 else Outcome.SERVER_ERROR


def find_media_type(declared: str, body: bytes) -> str:
    """The media type without parameters: as declared, unless the bytes show a PDF or nothing is declared."""
    media_type = declared.partition(";")[0].strip().lower()
    if PDF_MARK in body[:1024]:
        return "application/pdf"
    if media_type in ("", "application/octet-stream"):
        return _guess_media_type(body)
    return media_type


def _guess_media_type(body: bytes) -> str:
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<!doctype html", head):
        return "text/html"
    if b"\x00" in body[:1024]:
        return "application/octet-stream"
    return "text/plain"


def load_digest(reference: Reference) -> Fetched:
    """The paraphrase shipped with ``reference``, as a capture of kind DIGEST.

    Its url is the address that it stands in for, or the file's name when that is unknown. A digest that
    can't be read is an outcome like any other: NOT_FOUND, TOO_LARGE, EMPTY, or NOT_ATTEMPTED when there is none.
    """
    path = Path(reference.digest)
    url = reference.url or path.name
    body, outcome, detail = (
        _read_digest(path) if reference.digest else (b"", Outcome.NOT_ATTEMPTED, "no digest")
    )
    capture = Capture(
        url=url,
        final_url=url,
        outcome=outcome,
        fetched=datetime.now(UTC),
        kind=CaptureKind.DIGEST,
        sha256=hashlib.sha256(body).hexdigest() if body else "",
        media_type=find_media_type("", body) if body else "",
        detail=detail,
    )
    return Fetched(capture, body)


def _read_digest(path: Path) -> tuple[bytes, Outcome, str]:
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST_DIGEST + 1)
    except OSError as error:
        return b"", Outcome.NOT_FOUND, f"digest {path.name}: {error.strerror}"
    if len(body) > LARGEST_DIGEST:
        return b"", Outcome.TOO_LARGE, f"digest {path.name} is larger than {LARGEST_DIGEST:,} bytes"
    if not body.strip():
        return b"", Outcome.EMPTY, f"digest {path.name} is empty"
    return body, Outcome.OK, ""
