"""Servers that misbehave, met by a process of its own whose memory and time are measured."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.fetch import hostile
from tests.fetch.hostile import Behaviour, encoded, says
from tests.fetch.test_client import write_certificate
from tests.fetch.test_hostile import HOSTILE
from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown, count

from claimcheck.fetch.client import Policy, fetch_capture, open_client
from claimcheck.fetch.document import read_capture
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Outcome

POLICY = Policy(timeout=2.0, silence=1.0, attempts=1, allow_private=True)
GIB = 1 << 30
LATE = 1.0  # seconds after the deadline
GROWTH = 50 << 20  # bytes
WORDS = b"<p>The weir at Holm was rebuilt in 1987 and is 41 m wide, says the town's own book of works.</p>"


def pack(compressor: object, size: int) -> bytes:
    """``size`` zeros, packed a megabyte at a time."""
    chunk = bytes(1 << 20)
    step: Callable[[bytes], bytes] = getattr(compressor, "compress", None) or compressor.process  # type: ignore[attr-defined]
    end: Callable[[], bytes] = getattr(compressor, "flush", None) or compressor.finish  # type: ignore[attr-defined]
    return b"".join(step(chunk) for _ in range(size >> 20)) + end()


def list_bombs(size: int) -> Iterator[tuple[str, Behaviour, Outcome]]:
    import zlib

    import brotli
    import zstandard

    for name, compressor in (
        ("gzip", zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)),
        ("deflate", zlib.compressobj(9)),
        ("br", brotli.Compressor(quality=5)),
        ("zstd", zstandard.ZstdCompressor(level=3).compressobj()),
    ):
        yield f"{name}, {size >> 20} MiB in a few", encoded(name, pack(compressor, size)), Outcome.TOO_LARGE


def list_pages() -> Iterator[tuple[str, Behaviour, Outcome]]:
    """Pages that are fetched whole, and must then be read as text or refused by name."""
    nested, broken = 50_000, b"<meta charset=utf-8>" + WORDS * 20 + b"\xff\xc3\x28" * 200
    yield "50,000 nested elements", says(body=b"<div>" * nested + WORDS * 20), Outcome.OK
    yield "50,000 nested tables", says(body=b"<table><tr><td>" * nested + WORDS * 20), Outcome.TOO_LARGE
    yield "50,000 unclosed emphases", says(body=WORDS * 20 + b"<b>" * nested + WORDS), Outcome.OK
    yield "a charset that isn't kept", says(body=broken), Outcome.OK
    yield "a charset nobody knows", says(body=WORDS * 20, kind="text/html; charset=klingon"), Outcome.OK
    yield "half of UTF-16", says(body=b"\xff\xfe" + WORDS * 20 + b"x"), Outcome.EMPTY
    yield (
        "a PDF that is none",
        says(body=b"%PDF-1.7 " + bytes(5000), kind="application/pdf"),
        Outcome.PARSE_FAILURE,
    )


def list_servers(full: bool) -> Iterator[tuple[str, Behaviour, Outcome]]:
    for name, (behaviour, outcome) in HOSTILE.items():
        if "bomb" not in name:
            yield name, behaviour, outcome
    yield from list_bombs(GIB if full else GIB >> 3)
    yield from list_pages()


def open_tls(folder: Path, address: str, days: int) -> ssl.SSLContext:
    key, certificate = write_certificate(folder, address, days)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    return tls


def show_servers(full: bool) -> Shown:
    faults: list[str] = []
    expected: dict[str, Outcome] = {}
    urls: dict[str, str] = {}
    with ExitStack() as stack, tempfile.TemporaryDirectory() as made:
        for name, behaviour, outcome in list_servers(full):
            urls[name] = stack.enter_context(hostile.open_server(behaviour)).url
            expected[name] = outcome
        for name, address, days in (
            ("a certificate of its own", "127.0.0.1", 9),
            ("an expired one", "127.0.0.1", -1),
        ):
            (folder := Path(made) / name).mkdir()
            tls = open_tls(folder, address, days)
            urls[name] = stack.enter_context(hostile.open_server(says(), tls)).url
            expected[name] = Outcome.TLS_FAILURE
        command = [sys.executable, "-m", "tests.trust.servers"]
        reader = subprocess.run(
            command, input=json.dumps(urls), capture_output=True, text=True, cwd=ROOT, check=False
        )
        lines = [json.loads(line) for line in reader.stdout.splitlines()]
    if len(lines) != len(urls):
        faults.append(f"the reader ended after {len(lines)}: {reader.stderr.strip().splitlines()[-1:]}")
    for line in lines:
        if line["outcome"] != expected[line["name"]] or line["late"] > LATE or line["growth"] > GROWTH:
            faults.append(
                f"{line['name']}: {line['outcome']}, {line['late']:+.1f} s, {line['growth'] >> 20} MiB"
            )
    late, growth = max(line["late"] for line in lines), max(line["growth"] for line in lines)
    found = f"latest answer {late:+.2f} s after its deadline of {POLICY.timeout:g} s, memory grew by {growth >> 20} MiB at most"
    return Shown(
        f"{count(len(urls), 'server')}, read by a process of its own", "; ".join([found, *faults]), not faults
    )


# --- the process that reads -------------------------------------------------------------------------------------------


def read_memory(name: str) -> int:
    """VmRSS or VmHWM of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


async def read_one(name: str, url: str) -> dict[str, object]:
    """Fetch and read one address; how it ended, by how much it was late, and how far memory rose meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts again here
    before, began = read_memory("VmRSS"), time.monotonic()
    async with open_client(POLICY) as client:
        fetched = await fetch_capture(url, client, POLICY)
    late = time.monotonic() - began - POLICY.timeout
    capture, _ = read_capture(fetched, Reference(1, "Weir", "Gazette", url))
    growth = read_memory("VmHWM") - before
    return {"name": name, "outcome": capture.outcome, "late": late, "growth": growth}


async def read_all(urls: dict[str, str]) -> None:
    with hostile.open_server(says(body=WORDS * 20)) as server:
        await read_one("warm-up", server.url)
    for name, url in urls.items():
        sys.stdout.write(json.dumps(await read_one(name, url)) + "\n")


PROMISES = (
    Promise(
        "servers",
        "whatever a server does has a name, ends in time and stays small",
        show_servers,
        short=False,
    ),
)

if __name__ == "__main__":
    asyncio.run(read_all(json.load(sys.stdin)))
