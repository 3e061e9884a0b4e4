"""PDF files that are broken, huge or active, read by a process of its own whose memory and time are measured.

python -m tests.trust.papers      reads one file from its standard input; prints how that ended
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.text.sheets import write_pdf
from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown, count
from tests.trust.servers import read_memory

from claimcheck.fetch.capture import Fetched, find_media_type
from claimcheck.fetch.document import read_capture
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, CaptureKind, Outcome

LINE = "The weir at Holm was rebuilt in 1987 and is 41 m wide, says the town's own book of works."
PAGES = {True: 10_000, False: 300}
PATIENCE = 120  # seconds for any file; the largest has ten thousand pages
GROWTH = 100 << 20  # bytes


def write_stream(content: bytes, *, filters: str = "/FlateDecode", tail: str = "") -> bytes:
    """A PDF of one page whose content is ``content``, as given."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R " + tail.encode() + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} {f'/Filter [{filters}]' if filters else ''} >>\nstream\n".encode()
        + content
        + b"\nendstream",
    ]
    body = b"%PDF-1.7\n" + b"".join(
        f"{n} 0 obj\n".encode() + part + b"\nendobj\n" for n, part in enumerate(parts, 1)
    )
    return body + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF\n"


def name_page(n: int) -> str:
    """A name in letters: the same words on every page, figures apart, would be a running head."""
    return "Page " + "".join(chr(97 + int(digit)) for digit in str(n))


def pack_spaces(size: int) -> bytes:
    packer, chunk = zlib.compressobj(9), b" " * (1 << 20)
    return b"".join(packer.compress(chunk) for _ in range(size >> 20)) + packer.flush()


def list_papers(full: bool) -> Iterator[tuple[str, bytes, set[Outcome]]]:
    """Each with the outcomes that are right for it."""
    plain = write_pdf([[LINE] * 5] * 3)
    text = f"BT /F1 10 Tf 60 780 Td ({LINE.replace("'", '')}) Tj ET".encode()
    either, broken = {Outcome.OK, Outcome.EMPTY, Outcome.PARSE_FAILURE}, {Outcome.PARSE_FAILURE}
    yield "sound", plain, {Outcome.OK}
    for share in (1, 2, 3, 5, 8):
        yield f"cut off after {share}/9", plain[: len(plain) * share // 9], either
    for step in (97, 31, 7):
        yield (
            f"every {step}th byte altered",
            bytes(b ^ 0x15 if n > 20 and n % step == 0 else b for n, b in enumerate(plain)),
            either,
        )
    yield "nothing but its mark", b"%PDF-1.4\n", broken
    yield "zeros after its mark", b"%PDF-1.4\n" + bytes(100_000), broken
    yield "encrypted", write_pdf([[LINE]], encrypted=True), broken
    yield "no page", write_pdf([]), broken | {Outcome.EMPTY}
    yield "a scan without text", write_pdf([[]]), {Outcome.EMPTY}
    yield "pages that hold themselves", plain.replace(b"/Kids [4 0 R", b"/Kids [2 0 R"), either
    yield "a billion pages, it says", plain.replace(b"/Count 3", b"/Count 999999999"), either
    yield "a page as wide as the sea", plain.replace(b"595 842", b"9e9 9e9"), either
    yield (
        "dictionaries in dictionaries",
        write_stream(text, filters="", tail="/X " + "<< /Y " * 50_000 + ">> " * 50_000),
        either,
    )
    yield "arrays in arrays", write_stream(text, filters="", tail="/X " + "[" * 100_000), either
    for name, tail in {
        "a script when opened": "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "a program when opened": "/OpenAction << /S /Launch /F (/bin/sh) >>",
        "an address when opened": "/OpenAction << /S /URI /URI (http://192.0.2.1/) >>",
        "a form": "/AcroForm << /Fields [] /XFA (x) /NeedAppearances true >>",
        "files inside": "/Names << /EmbeddedFiles << /Names [(x.exe) 5 0 R] >> >>",
    }.items():
        yield name, write_stream(text, filters="", tail=tail), {Outcome.OK}
    yield "strings without end", write_stream(b"BT (" + b"(" * 200_000, filters=""), either
    yield "states saved for ever", write_stream(b"q " * 500_000 + text, filters=""), either
    size = (1 << 30) if full else (1 << 27)
    yield f"{size >> 20} MiB of spaces in one stream", write_stream(pack_spaces(size)), broken
    yield (
        f"{size >> 20} MiB packed twice",
        write_stream(zlib.compress(pack_spaces(size)), filters="/FlateDecode /FlateDecode"),
        broken,
    )
    yield "filters upon filters", write_stream(text, filters="/ASCIIHexDecode " * 500), either
    yield (
        f"{PAGES[full]:,} pages",
        write_pdf([[f"{name_page(n)}: {LINE}"] for n in range(PAGES[full])]),
        {Outcome.OK},
    )


def show_papers(full: bool) -> Shown:
    faults, longest, most, tries = list[str](), 0.0, 0, 0
    for name, data, right in list_papers(full):
        tries += 1
        try:
            ran = subprocess.run(
                [sys.executable, "-m", "tests.trust.papers"],
                input=data, capture_output=True, cwd=ROOT, timeout=PATIENCE, check=False,
            )  # fmt: skip
            told = json.loads(ran.stdout)
        except subprocess.TimeoutExpired:
            faults.append(f"{name}: no end in {PATIENCE} s")
            continue
        except ValueError:
            faults.append(f"{name}: ended with {ran.returncode}: {ran.stderr.decode()[-200:]}")
            continue
        longest, most = max(longest, told["seconds"]), max(most, told["growth"])
        if told["outcome"] not in right or told["growth"] > GROWTH:
            faults.append(
                f"{name}: {told['outcome']} {told['detail']}, {told['seconds']:.1f} s, {told['growth'] >> 20} MiB"
            )
    found = f"the longest took {longest:.1f} s, memory grew by {most >> 20} MiB at most"
    return Shown(
        f"{count(tries, 'PDF file')}, each in a process of its own", "; ".join([found, *faults]), not faults
    )


def read_paper(data: bytes) -> dict[str, object]:
    url, digest = "https://holm.example/works.pdf", hashlib.sha256(data).hexdigest()
    kind = find_media_type("application/pdf", data)
    moment = datetime(2026, 3, 14, tzinfo=UTC)
    capture = Capture(url, url, Outcome.OK, moment, CaptureKind.PDF, 200, digest, kind)
    before, began = read_memory("VmRSS"), time.monotonic()
    capture, _ = read_capture(Fetched(capture, data), Reference(1, "Works", "Holm", url))
    seconds, growth = time.monotonic() - began, read_memory("VmHWM") - before
    return {"outcome": capture.outcome, "detail": capture.detail, "seconds": seconds, "growth": growth}


PROMISES = (Promise("documents", "whatever a PDF holds has a name", show_papers, short=False),)

if __name__ == "__main__":
    sys.stdout.write(json.dumps(read_paper(sys.stdin.buffer.read())))
