"""What a fetch keeps, and how it behaves towards honest servers."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path

import brotli
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.fetch.hostile import (
    PAGE,
    Behaviour,
    answer,
    encoded,
    hangs,
    hangs_up,
    header_of,
    open_server,
    says,
    speaks_http2,
)

from claimcheck.fetch.capture import Fetched, find_media_type, load_digest
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.courtesy import find_retry_after
from claimcheck.fetch.policy import Policy
from claimcheck.model.article import Reference
from claimcheck.model.evidence import CaptureKind, Outcome

POLICY = Policy(timeout=3, silence=2, max_bytes=1_000_000, attempts=1, allow_private=True)


def test_a_capture_tells_all_that_came_of_it() -> None:
    """A read page has its bytes, their digest, its status, media type, headers and time."""
    fetched = fetch(says(headers={"ETag": '"a1"'}))
    capture = fetched.capture
    assert (capture.outcome, capture.status, capture.media_type, capture.kind) == (
        Outcome.OK,
        200,
        "text/html",
        CaptureKind.PAGE,
    )
    assert fetched.body == PAGE
    assert capture.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert ("etag", '"a1"') in capture.headers
    assert capture.detail == ""
    assert 0 <= capture.elapsed < 3


def test_a_fetch_says_who_asks() -> None:
    """The User-Agent names this program, its version and the contact that was set."""
    with open_server(says()) as server:
        asyncio.run(fetch_all([server.url], replace(POLICY, contact="mailto:desk@paper.example")))
    assert header_of(server.requests[0], "user-agent").startswith("claimcheck/")
    assert "(+mailto:desk@paper.example)" in header_of(server.requests[0], "user-agent")


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("gzip", lambda body: gzip.compress(body[:50]) + gzip.compress(body[50:])),
        ("gzip", lambda body: gzip.compress(body) + bytes(16)),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("br", brotli.compress),
        ("zstd", lambda body: zstandard.ZstdCompressor().compress(body)),
        ("deflate, gzip", lambda body: gzip.compress(zlib.compress(body))),
        ("identity", bytes),
    ],
)
def test_an_encoded_body_is_the_body(encoding: str, encode: Callable[[bytes], bytes]) -> None:
    """Each encoding that is asked for, in each of the forms that servers send, gives the same page."""
    assert fetch(encoded(encoding, encode(PAGE))).body == PAGE


def test_the_largest_allowed_body_is_read_whole() -> None:
    """The size limit itself is still allowed, on the wire and decoded."""
    body = b"x" * POLICY.max_bytes
    for encode in (bytes, gzip.compress, zlib.compress, brotli.compress, zstandard.ZstdCompressor().compress):
        name = {bytes: "identity", gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}
        fetched = fetch(encoded(name.get(encode, "zstd"), encode(body)))
        assert fetched.capture.outcome is Outcome.OK, encode
        assert len(fetched.body) == POLICY.max_bytes
        assert (
            fetch(encoded(name.get(encode, "zstd"), encode(body + b"x"))).capture.outcome is Outcome.TOO_LARGE
        )


@pytest.mark.parametrize(
    ("header", "condition"), [("ETag", "if-none-match"), ("Last-Modified", "if-modified-since")]
)
def test_an_earlier_capture_is_not_fetched_twice(header: str, condition: str) -> None:
    """A page that the server says is unchanged keeps the digest of the earlier capture, and has no body of its own."""
    value = '"v7"' if header == "ETag" else "Tue, 04 Feb 2025 10:00:00 GMT"

    def behaviour(stream: object, head: bytes) -> None:
        same = header_of(head, condition) == value
        data = answer("304 Not Modified", body=b"") if same else answer(headers={header: value})
        stream.sendall(data)  # type: ignore[attr-defined]

    async def run(url: str) -> tuple[Fetched, Fetched]:
        async with open_client(POLICY) as client:
            first = await fetch_capture(url, client, POLICY)
            return first, await fetch_capture(url, client, POLICY, earlier=first.capture)

    with open_server(behaviour) as server:
        first, second = asyncio.run(run(server.url))
    assert (first.capture.outcome, second.capture.outcome) == (Outcome.OK, Outcome.NOT_MODIFIED)
    assert second.capture.sha256 == first.capture.sha256
    assert second.capture.media_type == "text/html"
    assert second.capture.read and second.body == b""


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_do_not_wait_for_each_other() -> None:
    """Five pages of one host come one after the other; two hosts come side by side. Nobody's wait is a timeout."""
    busy: dict[int, int] = {}
    most = [0, 0]
    lock = threading.Lock()

    def serve(number: int) -> Behaviour:
        def behaviour(stream: object, head: bytes) -> None:
            with lock:
                busy[number] = busy.get(number, 0) + 1
                most[0] = max(most[0], busy[number])
                most[1] = max(most[1], sum(busy.values()))
            time.sleep(0.15)
            with lock:
                busy[number] -= 1
            stream.sendall(answer())  # type: ignore[attr-defined]

        return behaviour

    with open_server(serve(0)) as one, open_server(serve(1)) as two:
        urls = [f"{server.url}{n}" for n in range(5) for server in (one, two)]
        fetched = asyncio.run(fetch_all(urls, replace(POLICY, timeout=0.5)))
    assert {each.capture.outcome for each in fetched} == {Outcome.OK}
    assert most == [1, 2]
    assert all(each.capture.elapsed < 0.5 for each in fetched)


def test_two_clients_still_take_turns() -> None:
    """However many clients a process opens side by side, a host is asked one thing at a time."""
    busy, most = [0], [0]

    def behaviour(stream: object, head: bytes) -> None:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        time.sleep(0.1)
        busy[0] -= 1
        stream.sendall(answer())  # type: ignore[attr-defined]

    async def run(url: str) -> None:
        await asyncio.gather(*(fetch_all([f"{url}{n}"], POLICY) for n in range(3)))

    with open_server(behaviour) as server:
        asyncio.run(run(server.url))
    assert most == [1]


def test_a_stuck_fetch_does_not_hold_up_the_rest_for_longer_than_its_deadline() -> None:
    """After a server has used up its deadline, the next page of that host gets its own."""
    first = threading.Event()

    def behaviour(stream: object, head: bytes) -> None:
        if not first.is_set():
            first.set()
            hangs(stream, head)  # type: ignore[arg-type]
        stream.sendall(answer())  # type: ignore[attr-defined]

    with open_server(behaviour) as server:
        outcomes = [
            each.capture.outcome
            for each in asyncio.run(fetch_all([server.url, f"{server.url}2"], replace(POLICY, timeout=0.5)))
        ]
    assert outcomes == [Outcome.TIMEOUT, Outcome.OK]


def test_nobody_at_home_is_a_connect_failure() -> None:
    """A port where nothing listens ends in connect_failure."""
    with open_server(says()) as server:
        pass
    assert asyncio.run(fetch_all([server.url], POLICY))[0].capture.outcome is Outcome.CONNECT_FAILURE


@pytest.mark.parametrize(
    ("declared", "body", "expected"),
    [
        ("text/html; charset=utf-8", b"<p>x", "text/html"),
        ("TEXT/HTML", b"", "text/html"),
        ("application/pdf", b"%PDF-1.7", "application/pdf"),
        ("text/html", b"%PDF-1.4 mislabelled", "application/pdf"),
        ("application/octet-stream", b"%PDF-1.4", "application/pdf"),
        ("", b"\n<!DOCTYPE html><p>x", "text/html"),
        ("", b"\xef\xbb\xbf<html>", "text/html"),
        ("", b'<?xml version="1.0"?>\n<!DOCTYPE html>', "text/html"),
        ("", b"Plain words.", "text/plain"),
        ("application/octet-stream", b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_the_bytes_decide_where_the_declaration_does_not(declared: str, body: bytes, expected: str) -> None:
    """A PDF is a PDF whatever the server calls it; undeclared bytes are told by their beginning."""
    assert find_media_type(declared, body) == expected


def test_a_pdf_is_a_capture_of_kind_pdf() -> None:
    """The kind of a capture follows its bytes; an archived copy stays archived."""
    assert fetch(says(kind="application/pdf", body=b"%PDF-1.7 ...")).capture.kind is CaptureKind.PDF
    with open_server(says(kind="application/pdf", body=b"%PDF-1.7 ...")) as server:
        fetched = asyncio.run(fetch_all([server.url], POLICY, CaptureKind.ARCHIVED))[0]
    assert fetched.capture.kind is CaptureKind.ARCHIVED


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e3", None),
        ("٣", None),
    ],
)
def test_a_retry_after_is_seconds_or_nothing(written: str, seconds: float | None) -> None:
    """A wait that can't be read is no wait."""
    assert find_retry_after({"retry-after": written}) == seconds


def test_a_retry_after_may_be_a_date() -> None:
    """A date is the time until then, and 0 when it is past."""
    now = datetime(2025, 2, 4, 10, tzinfo=UTC)
    later = format_datetime(now + timedelta(seconds=90), usegmt=True)
    earlier = format_datetime(now - timedelta(days=1), usegmt=True)
    assert find_retry_after({"retry-after": later}, now) == 90
    assert find_retry_after({"retry-after": earlier}, now) == 0


def test_a_digest_is_read_as_what_it_is(tmp_path: Path) -> None:
    """A digest's capture is of kind digest, for the address that it stands in for, with the digest of its bytes."""
    path = tmp_path / "digest.html"
    path.write_bytes(PAGE)
    fetched = load_digest(Reference(3, "Weir", url="https://paper.example/weir", digest=str(path)))
    capture = fetched.capture
    assert (capture.outcome, capture.kind, capture.url) == (
        Outcome.OK,
        CaptureKind.DIGEST,
        "https://paper.example/weir",
    )
    assert (capture.media_type, capture.headers) == ("text/html", ())
    assert capture.sha256 == hashlib.sha256(fetched.body).hexdigest()
    assert load_digest(Reference(3, "Weir", digest=str(path))).capture.url == "digest.html"


@pytest.mark.parametrize(
    ("digest", "outcome"),
    [
        ("", Outcome.NOT_ATTEMPTED),
        ("missing.html", Outcome.NOT_FOUND),
        (".", Outcome.NOT_FOUND),
        ("empty.html", Outcome.EMPTY),
    ],
)
def test_a_digest_that_cannot_be_read_is_an_outcome(tmp_path: Path, digest: str, outcome: Outcome) -> None:
    """A missing digest never stops a run."""
    (tmp_path / "empty.html").touch()
    fetched = load_digest(Reference(1, "x", digest=str(tmp_path / digest) if digest else ""))
    assert (fetched.capture.outcome, fetched.body) == (outcome, b"")
    assert fetched.capture.detail


@pytest.mark.parametrize("trusted", [True, False])
def test_a_certificate_counts_only_when_it_is_trusted(tmp_path: Path, trusted: bool) -> None:
    """A page behind a certificate that nobody vouches for is tls_failure, and is never read."""
    with open_secure_server(tmp_path, "127.0.0.1") as (url, trust):
        fetched = asyncio.run(fetch_all([url], POLICY, trust=trust if trusted else None))[0]
    assert fetched.capture.outcome is (Outcome.OK if trusted else Outcome.TLS_FAILURE), fetched.capture


def test_a_certificate_for_another_name_is_a_tls_failure(tmp_path: Path) -> None:
    """The name in the address must be the certificate's, although the connection is made by address."""
    with open_secure_server(tmp_path, "10.9.9.9") as (url, trust):
        fetched = asyncio.run(fetch_all([url], POLICY, trust=trust))[0]
    assert fetched.capture.outcome is Outcome.TLS_FAILURE


def test_http2_is_spoken_with_servers_that_offer_it(tmp_path: Path) -> None:
    """Where the handshake settles on HTTP/2, the page is read over it."""
    with open_secure_server(tmp_path, "127.0.0.1", speaks_http2, protocols=["h2"], raw=True) as (url, trust):
        fetched = asyncio.run(fetch_all([url], POLICY, trust=trust))[0]
    assert (fetched.capture.outcome, fetched.body) == (Outcome.OK, PAGE)


@pytest.mark.parametrize(
    ("behaviour", "outcomes"),
    [
        (hangs, {Outcome.TIMEOUT}),
        (hangs_up, {Outcome.CONNECT_FAILURE, Outcome.TLS_FAILURE}),
        (lambda s, _: s.sendall(b"\x16\x03\x01" + b"x" * 400), {Outcome.TLS_FAILURE}),
        (lambda s, _: s.sendall(b"HTTP/1.1 200 OK\r\n\r\n"), {Outcome.TLS_FAILURE}),
    ],
    ids=["silent", "hangs up", "garbage", "plain"],
)
def test_a_broken_handshake_has_its_outcome(behaviour: Behaviour, outcomes: set[Outcome]) -> None:
    """A handshake that stalls, breaks off or isn't one ends within the deadline, and nothing is read."""
    policy = replace(POLICY, timeout=0.8, silence=0.5)
    with open_server(behaviour, scheme="https") as server:
        fetched = asyncio.run(fetch_all([server.url], policy))[0]
    assert fetched.capture.outcome in outcomes, fetched.capture
    assert fetched.capture.elapsed < policy.timeout + 1


def test_an_expired_certificate_is_a_tls_failure(tmp_path: Path) -> None:
    """A certificate counts only until its end."""
    with open_secure_server(tmp_path, "127.0.0.1", days=-1) as (url, trust):
        fetched = asyncio.run(fetch_all([url], POLICY, trust=trust))[0]
    assert fetched.capture.outcome is Outcome.TLS_FAILURE


def fetch(behaviour: Behaviour) -> Fetched:
    with open_server(behaviour) as server:
        return asyncio.run(fetch_all([server.url], POLICY))[0]


async def fetch_all(
    urls: list[str], policy: Policy, kind: CaptureKind = CaptureKind.PAGE, trust: ssl.SSLContext | None = None
) -> list[Fetched]:
    async with open_client(policy, trust=trust) as client:
        return await asyncio.gather(*(fetch_capture(url, client, policy, kind=kind) for url in urls))


@contextlib.contextmanager
def open_secure_server(
    folder: Path,
    address: str,
    behaviour: Behaviour | None = None,
    *,
    protocols: list[str] | None = None,
    days: int = 1,
    raw: bool = False,
) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A server with a certificate of its own for ``address``, valid for ``days``, and a context that trusts it."""
    key, certificate = write_certificate(folder, address, days)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    tls.set_alpn_protocols(protocols or ["http/1.1"])
    with open_server(behaviour or says(), tls, raw=raw) as server:
        yield server.url, ssl.create_default_context(cafile=str(certificate))


def write_certificate(folder: Path, address: str, days: int) -> tuple[Path, Path]:
    """A fresh key and a certificate for ``address`` that it signed itself."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    paths = folder / "key.pem", folder / "certificate.pem"
    encoding = serialization.Encoding.PEM
    paths[0].write_bytes(
        secret.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    paths[1].write_bytes(certificate.public_bytes(encoding))
    return paths
