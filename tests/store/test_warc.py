"""The evidence leaves in a standard archive: every attempt, the stored bytes, nothing made up."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.runs import NOON, build_run
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from claimcheck.model.evidence import Capture, CaptureKind, Outcome
from claimcheck.model.run import Run
from claimcheck.store.wacz import write_wacz
from claimcheck.store.warc import Part, Place, write_warc

PAGE = "<p>The lamp was relit in 1998. Ünïcode, too.</p>".encode()
DIGEST = b"A paraphrase of the page."
URL = "https://gazette.example/the lamp?a=1&b=ü"
HEADERS = (
    ("Content-Type", "text/html"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "3"),
    ("X-Odd", "a\r\nb"),
)


def capture(outcome: Outcome, body: bytes, **more: Any) -> Capture:
    fields: dict[str, Any] = {"status": 200, "media_type": "text/html", "headers": HEADERS, "elapsed": 0.25}
    digest = hashlib.sha256(body).hexdigest() if body else ""
    return Capture(URL, URL, outcome, NOON, sha256=digest, **(fields | more))


CAPTURES = (
    capture(Outcome.OK, PAGE),
    capture(Outcome.NOT_FOUND, b"", status=404, detail="HTTP 404"),
    capture(Outcome.DNS_FAILURE, b"", status=0, headers=(), detail="no\nsuch name"),
    capture(Outcome.NOT_MODIFIED, PAGE, status=304),
    capture(Outcome.OK, DIGEST, kind=CaptureKind.DIGEST, status=0, headers=(), media_type="text/html"),
    replace(capture(Outcome.OK, PAGE), final_url="https://other.example/lamp"),
)
BODIES = {hashlib.sha256(body).hexdigest(): body for body in (PAGE, DIGEST)}


@pytest.fixture
def run() -> Run:
    made = build_run()
    return replace(made, sources=(replace(made.sources[0], captures=CAPTURES), *made.sources[1:2]))


def write(run: Run) -> tuple[bytes, tuple[Place, ...]]:
    bodies = BODIES | {
        c.sha256: s.document.text.encode() for s in run.sources[1:] if s.document for c in s.captures
    }
    out = io.BytesIO()
    places = write_warc(
        out, run, bodies.__getitem__, [Part("article", "text/plain", run.article.text.encode())]
    )
    return out.getvalue(), places


def read(warc: bytes) -> list[tuple[str, Any, bytes]]:
    return [
        (record.rec_type, record, record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(warc))
    ]


def test_warcio_finds_no_fault(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own check: every digest of every record holds; one flipped byte does not."""
    path = tmp_path / "evidence.warc.gz"
    warc, _ = write(run)
    path.write_bytes(warc)
    assert Checker(Namespace(inputs=[str(path)], verbose=True)).process_all() == 0
    assert "digest pass" in capsys.readouterr().out
    path.write_bytes(gzip.decompress(warc).replace(b"relit in 1998", b"relit in 1999"))
    assert Checker(Namespace(inputs=[str(path)], verbose=False)).process_all() == 1


def test_every_attempt_is_in_it(run: Run) -> None:
    """An answer with its request, a failure with its outcome, and the bytes exactly as they are in the ledger."""
    records = read(write(run)[0])
    sorts = [sort for sort, _, _ in records]
    assert sorts[0] == "warcinfo" and sorts.count("response") == sorts.count("request")
    assert sorts.count("metadata") == sum(len(source.captures) for source in run.sources)
    told = [body.decode() for sort, _, body in records if sort == "metadata"]
    assert any("outcome: dns_failure" in text and "detail: no such name" in text for text in told)
    responses = [(record, body) for sort, record, body in records if sort == "response"]
    assert responses[0][1] == PAGE
    assert all(record.rec_headers.protocol == "WARC/1.1" for _, record, _ in records)


def test_an_answer_keeps_its_headers_but_those_that_the_decoded_body_belies(run: Run) -> None:
    _, record, body = next(entry for entry in read(write(run)[0]) if entry[0] == "response")
    http = record.http_headers
    assert http.get_header("Content-Type") == "text/html" and http.get_header("Content-Encoding") is None
    assert http.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert http.get_header("Content-Length") == str(len(body)) and http.get_header("X-Odd") == "a b"
    assert record.rec_headers.get_header("WARC-Target-URI").isascii()
    assert " " not in record.rec_headers.get_header("WARC-Target-URI")


def test_a_body_that_was_not_kept_is_marked(run: Run) -> None:
    """A refused page has its status and headers, and says that its body is cut off."""
    found = [record for sort, record, _ in read(write(run)[0]) if sort == "response"]
    refused = next(record for record in found if record.http_headers.get_statuscode() == "404")
    assert refused.rec_headers.get_header("WARC-Truncated") == "unspecified"


def test_a_digest_is_never_taken_for_the_page(run: Run) -> None:
    """It stands under an address of its own, and its metadata says what it is and what it stands in for."""
    records = read(write(run)[0])
    digest = next(record for sort, record, body in records if sort == "resource" and body == DIGEST)
    assert digest.rec_headers.get_header("WARC-Target-URI").startswith("urn:claimcheck:digest:")
    name = digest.rec_headers.get_header("WARC-Record-ID")
    told = next(
        body for sort, record, body in records
        if sort == "metadata" and record.rec_headers.get_header("WARC-Refers-To") == name
    )  # fmt: skip
    assert b"stands-in-for: https://gazette.example" in told and b"paraphrase" in told


def test_the_same_run_makes_the_same_bytes(run: Run) -> None:
    assert write(run) == write(run)


def test_a_wacz_is_a_zip_with_index_pages_and_digests(run: Run) -> None:
    """Each resource has its size and digest; each line of the index leads to the record of its address."""
    warc, places = write(run)
    out = io.BytesIO()
    write_wacz(out, run, warc, places)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            content = archive.read(resource["path"])
            assert len(content) == resource["bytes"]
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        told = json.loads(archive.read("datapackage-digest.json"))
        assert told["hash"] == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"
        assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
        index = archive.read("indexes/index.cdx").decode().splitlines()
        head, *pages = map(json.loads, archive.read("pages/pages.jsonl").decode().splitlines())
    assert package["wacz_version"] == "1.1.1" and head["format"] == "json-pages-1.0"
    assert index == sorted(index) and len(index) == len(places)
    assert {page["url"] for page in pages} <= {place.url for place in places} and pages
    for line in index:
        key, stamp, entry = line.split(" ", 2)
        told = json.loads(entry)
        at = int(told["offset"])
        record = next(iter(ArchiveIterator(io.BytesIO(warc[at : at + int(told["length"])]))))
        assert record.rec_type in ("response", "resource") and stamp == "20260314120000" and ")/" in key
        assert record.rec_headers.get_header("WARC-Payload-Digest") == told["digest"]
