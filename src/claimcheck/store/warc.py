"""A run's evidence as a WARC 1.1 file, which any web archive can read and replay.

Each HTTP answer is a response record with its request; what the ledger keeps of both is written, nothing is made up:
bodies are kept decoded, so headers on their encoding are renamed to X-Archive-Orig-…, and a body that was not kept
makes its record truncated. Each attempt, failed ones too, has a metadata record with its outcome. A digest is a resource
under an address of its own, so that nobody takes a paraphrase for the publisher's page.
"""

from __future__ import annotations

import hashlib
import uuid
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # ships no types

from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, CaptureKind, Outcome
from claimcheck.model.run import Run

NAMES = uuid.UUID(
    "6e3a9c52-0d0e-4c1b-9a56-6d1b6a1b7c11"
)  # namespace of record ids: the same run, the same ids
CODINGS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
FIELDS = "application/warc-fields"


@dataclass(frozen=True, slots=True)
class Part:
    """Something else that belongs to the evidence: the article, the report. ``name`` ends its urn."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file the record stands that a reader of ``url`` is shown. ``sha1`` is its payload's digest as the
    record writes it ('sha1:' and base 32)."""

    url: str
    title: str
    moment: datetime
    status: int
    media_type: str
    sha1: str
    offset: int
    length: int


def write_warc(
    out: BinaryIO, run: Run, load_body: Callable[[str], bytes], parts: Iterable[Part] = ()
) -> tuple[Place, ...]:
    """Every attempt of ``run`` with its bytes to ``out``, which stands at its beginning. The same run makes the same
    bytes. Raises what ``load_body`` raises."""
    file = _File(out, run.started)
    file.write_info(_describe(run))
    for part in parts:
        file.write_resource(
            f"urn:claimcheck:{part.name}", run.finished or run.started, part.media_type, part.body
        )
    places: list[Place] = []
    for source in run.sources:
        for capture in source.captures:
            body = load_body(capture.sha256) if capture.sha256 else b""
            places.extend(_write_capture(file, source.reference, capture, body))
    return tuple(places)


def write_moment(moment: datetime) -> str:
    """As WARC 1.1 has it: UTC, with as many digits of a second as there are."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _describe(run: Run) -> dict[str, str]:
    return {
        "software": f"claimcheck/{run.engine.claimcheck}",
        "format": "WARC File Format 1.1",
        "description": f"Evidence of a fact check of “{_one_line(run.article.title)}”",
        "isPartOf": f"run {run.id}",
        "article-url": run.article.url,
        "article-sha256": run.article.sha256,
    }


def _write_capture(file: _File, reference: Reference, capture: Capture, body: bytes) -> Iterator[Place]:
    """One attempt: its records, and the place of what can be shown."""
    shown = ""
    if capture.kind is CaptureKind.DIGEST:
        if body:
            name = f"urn:claimcheck:digest:{capture.sha256}"
            shown, _, _ = file.write_resource(name, capture.fetched, capture.media_type, body)
    elif capture.outcome is Outcome.NOT_MODIFIED:
        shown, at, length = file.write_resource(capture.final_url, capture.fetched, capture.media_type, body)
        file.write_revisit(capture, shown)
        yield _place(reference, capture, 200, body, at, length)
    elif capture.status:
        shown, place = file.write_response(reference, capture, body)
        if place is not None:
            yield place
    file.write_fields(capture, shown, _tell(reference, capture))


def _tell(reference: Reference, capture: Capture) -> dict[str, str]:
    """What is known of an attempt and has no place in a standard header."""
    told = {
        "reference": str(reference.n),
        "reference-title": _one_line(reference.title),
        "kind": str(capture.kind),
        "outcome": str(capture.outcome),
        "detail": _one_line(capture.detail),
        "fetchTimeMs": str(round(capture.elapsed * 1000)),
        "sha256": capture.sha256,
        "via": capture.url if capture.final_url != capture.url else "",
    }
    if capture.kind is CaptureKind.DIGEST:
        told["stands-in-for"] = capture.url
        told["note"] = "a paraphrase shipped for offline use, not the publisher's page"
    return told


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _File:
    """A WARC being written, one gzip member a record, with ids that follow from the contents."""

    def __init__(self, out: BinaryIO, started: datetime) -> None:
        self.out = out
        self.writer = WARCWriter(out, gzip=True, warc_version="1.1")
        self.started = started
        self.count = 0

    def write_info(self, told: Mapping[str, str]) -> None:
        self._write("", "warcinfo", self.started, _fields(told), FIELDS)

    def write_resource(
        self, url: str, moment: datetime, media_type: str, body: bytes
    ) -> tuple[str, int, int]:
        return self._write(url, "resource", moment, body, media_type or "application/octet-stream")

    def write_response(self, reference: Reference, capture: Capture, body: bytes) -> tuple[str, Place | None]:
        """The answer, then the request that it is to. Without a body there is nothing to show, and no place."""
        http = StatusAndHeaders(_status(capture.status), _headers(capture, body), protocol="HTTP/1.1")
        more = {} if body else {"WARC-Truncated": "unspecified"}
        record, at, length = self._write(
            capture.final_url, "response", capture.fetched, body, "", http=http, more=more
        )
        self._write(
            capture.final_url, "request", capture.fetched, b"", "", http=_request(capture),
            more={"WARC-Concurrent-To": record},
        )  # fmt: skip
        if not body:
            return record, None
        return record, _place(reference, capture, capture.status, body, at, length)

    def write_revisit(self, capture: Capture, earlier: str) -> None:
        """The server's word that nothing changed; ``earlier`` is the record with the bytes."""
        http = StatusAndHeaders(_status(capture.status or 304), _headers(capture, b""), protocol="HTTP/1.1")
        more = {"WARC-Profile": NOT_MODIFIED, "WARC-Refers-To": earlier}
        self._write(capture.final_url, "revisit", capture.fetched, b"", "", http=http, more=more)

    def write_fields(self, capture: Capture, about: str, told: Mapping[str, str]) -> None:
        more = {"WARC-Refers-To": about} if about else {}
        self._write(capture.url, "metadata", capture.fetched, _fields(told), FIELDS, more=more)

    def _write(
        self,
        url: str,
        sort: str,
        moment: datetime,
        body: bytes,
        media_type: str,
        *,
        http: Any = None,
        more: Mapping[str, str] | None = None,
    ) -> tuple[str, int, int]:
        """The record's id, where it begins, and how many bytes it takes."""
        self.count += 1
        digest = hashlib.sha256(body).hexdigest()
        name = f"<urn:uuid:{uuid.uuid5(NAMES, f'{self.count} {sort} {url} {moment.isoformat()} {digest}')}>"
        headers = {"WARC-Type": sort, "WARC-Record-ID": name, "WARC-Date": write_moment(moment)}
        record = self.writer.create_warc_record(
            _ascii(url),
            sort,
            BytesIO(body),
            len(body),
            media_type,
            headers | dict(more or {}),
            http_headers=http,
        )
        at = self.out.tell()
        self.writer.write_record(record)
        return name, at, self.out.tell() - at


def _place(reference: Reference, capture: Capture, status: int, body: bytes, at: int, length: int) -> Place:
    url, media_type = _ascii(capture.final_url), capture.media_type
    return Place(url, reference.title, capture.fetched, status, media_type, _sha1(body), at, length)


def _fields(told: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in told.items() if value).encode()


def _ascii(url: str) -> str:
    """An address without anything that would break a header: other letters and spaces are percent-encoded."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _status(status: int) -> str:
    known = {entry.value: entry.phrase for entry in HTTPStatus}
    return f"{status} {known.get(status, '')}".strip()


def _headers(capture: Capture, body: bytes) -> list[tuple[str, str]]:
    """The answer's headers; those on its encoding don't describe the decoded body and are renamed."""
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in CODINGS else name, _one_line(value))
        for name, value in capture.headers
    ]
    return [*kept, ("Content-Length", str(len(body)))]


def _request(capture: Capture) -> Any:
    """The request as far as it is kept: what was asked of whom, and the headers."""
    parts = urlsplit(_ascii(capture.final_url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(name, _one_line(value)) for name, value in capture.request] or [("Host", parts.netloc)]
    return StatusAndHeaders(f"GET {target} HTTP/1.1", headers, is_http_request=True)


def _sha1(body: bytes) -> str:
    return f"sha1:{b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"
